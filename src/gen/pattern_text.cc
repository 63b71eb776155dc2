#include "gen/pattern_text.h"

#include <fmt/format.h>

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
constexpr std::size_t kSmallLetters = 26;  ///< at the end of both

struct ParsedPattern {
  std::string text;  ///< placeholders as blanks
  std::vector<TextPlace> placeholders;
};

Result<ParsedPattern> ParsePattern(const std::string& pattern, PatternLetters letters) {
  const std::size_t less = letters == PatternLetters::kCapitals ? kSmallLetters : 0;
  const std::string_view letter = kLetters.substr(0, kLetters.size() - less);
  const std::string_view either = kEither.substr(0, kEither.size() - less);
  ParsedPattern parsed;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    char c = pattern[i];
    std::string_view symbols = c == '#'   ? kDigits
                               : c == '?' ? letter
                               : c == '*' ? either
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

}  // namespace

std::unique_ptr<Generator> MakePatternText(const TypeContext& context,
                                           const Options& options,
                                           std::string_view fallback,
                                           PatternLetters letters, Faults* faults) {
  constexpr std::size_t kPatternBytesMax = 4'096;
  const std::string pattern = options.Text("pattern", fallback);
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
  Result<ParsedPattern> parsed = ParsePattern(pattern, letters);
  if (!parsed) return fault(parsed.error().message);
  return MakeFixedTextGenerator(context.draws, std::move(parsed->text),
                                std::move(parsed->placeholders), context.unique);
}

}  // namespace rowmill
