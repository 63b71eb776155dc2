// Texts by a pattern of placeholders: `#` digit, `?` letter, `*` either, `\` literal.

#include <fmt/format.h>

#include <memory>

#include "base/text.h"
#include "gen/fixed_text.h"

namespace rowmill {

namespace {

/// What placeholders choose from; its position is the table's.
constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kLetters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kEither =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

struct ParsedPattern {
  std::string text;  ///< placeholders as blanks
  std::vector<TextPlace> placeholders;
};

Result<ParsedPattern> ParsePattern(const std::string& pattern) {
  ParsedPattern parsed;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    char c = pattern[i];
    std::string_view symbols = c == '#'   ? kDigits
                               : c == '?' ? kLetters
                               : c == '*' ? kEither
                                          : std::string_view();
    if (!symbols.empty()) {
      parsed.placeholders.push_back(
          {static_cast<std::uint32_t>(parsed.text.size()), std::string(symbols)});
      c = ' ';
    } else if (c == '\\') {
      if (++i == pattern.size()) {
        return Fail(
            ErrorCode::kInvalidModel,
            fmt::format("pattern ends in a single \\ at position {}: {}", i, pattern));
      }
      c = pattern[i];
    }
    parsed.text += c;
  }
  return parsed;
}

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  constexpr std::size_t kPatternBytesMax = 4'096;
  const std::string pattern = options.Text("pattern", "");
  auto fault = [&](std::string message) {
    faults->Add(options.Fault("pattern", std::move(message)));
    return nullptr;
  };
  if (pattern.empty()) return fault("pattern is empty");
  if (!IsUtf8(pattern)) return fault("pattern is not UTF-8");
  if (pattern.size() > kPatternBytesMax) {
    return fault(fmt::format("pattern has more than {} bytes: {}", kPatternBytesMax,
                             pattern.size()));
  }
  Result<ParsedPattern> parsed = ParsePattern(pattern);
  if (!parsed) return fault(parsed.error().message);
  return MakeFixedTextGenerator(context.draws, std::move(parsed->text),
                                std::move(parsed->placeholders), context.unique);
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
