/// Texts by a pattern of placeholders: `#` digit, `?` letter, `*` either, `\` takes the
/// next character as it is. Thread-safe (no state).
#pragma once

#include <memory>

#include "gen/generator.h"

namespace rowmill {

/// The letters that `?` and `*` choose from.
enum class PatternLetters : std::uint8_t { kBoth, kCapitals };

/// Generator of the option `pattern`, `fallback` where it is not given; honours
/// `context.unique`. nullptr after a fault: empty, not UTF-8, too long, ends in `\`.
std::unique_ptr<Generator> MakePatternText(const TypeContext& context,
                                           const Options& options,
                                           std::string_view fallback,
                                           PatternLetters letters, Faults* faults);

}  // namespace rowmill
