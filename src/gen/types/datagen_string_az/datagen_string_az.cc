// Datagen's STRING_AZ: texts of random letters A-Z a-z.

#include "base/check.h"
#include "gen/random_text.h"

namespace rowmill {

namespace {

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* /*faults*/) {
  Result<Alphabet> letters = ParseAlphabet("alpha");
  RM_CHECK(letters.has_value());
  return MakeRandomTextGenerator(context.draws, std::move(*letters),
                                 options.Length("length", {20, 20}));
}

}  // namespace

TypePlugin datagen_string_az_type() {
  Info info;
  info.name = "datagen.string_az";
  info.family = "datagen";
  info.summary = "Datagen's STRING_AZ: texts of random letters A-Z a-z.";
  info.output = "string";
  info.options = {{.name = "length",
                   .kind = OptionKind::kLength,
                   .default_text = "20",
                   .doc = "Number of letters, or the range it is drawn from.",
                   .unit = "characters",
                   .min = 0,
                   .max = limits::kTextBytesMax,
                   .example = "12"}};
  info.example = "{ type: datagen.string_az, length: 12 }";
  return {std::move(info), Make};
}

}  // namespace rowmill
