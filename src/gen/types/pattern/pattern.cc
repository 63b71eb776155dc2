// Texts by a pattern of placeholders: `#` digit, `?` letter, `*` either, `\` literal.

#include "gen/pattern_text.h"

namespace rowmill {

namespace {

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  return MakePatternText(context, options, "", PatternLetters::kBoth, faults);
}

}  // namespace

TypePlugin pattern_type() {
  Info info;
  info.name = "text.pattern";
  info.aliases = {"pattern"};
  info.family = "text";
  info.summary = "Texts by a pattern: # digit, ? letter, * either, \\ literal.";
  info.output = "string";
  info.options = {{.name = "pattern",
                   .kind = OptionKind::kText,
                   .doc =
                       "# gives a digit, ? a letter A-Z a-z, * either; \\ takes the next "
                       "character as it is, and so does everything else.",
                   .required = true,
                   .example = "'?#-####-**'"}};
  info.example = "{ type: pattern, pattern: '?#-####-**' }";
  return {.info = std::move(info), .make = Make, .unique = true};
}

}  // namespace rowmill
