/// Texts of a regular expression, by choosing at every alternative, count and class.
/// Definition: docs/draws.md, "Choices of a cell". Thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "gen/generator.h"
#include "gen/regex_tree.h"

namespace rowmill {

/// What is known of the texts of an expression. Numbers stop at kRegexHuge.
struct RegexFacts {
  std::uint64_t characters_min = 0;
  std::uint64_t characters_max = 0;
  std::uint64_t bytes_min = 0;
  std::uint64_t bytes_max = 0;
  std::uint64_t choices_max = 0;  ///< most choices that one text takes
  bool plain_characters = true;   ///< see HasOnlyPlainCharacters
  bool blank_first = false;       ///< whether a text may begin or end with a blank
  bool blank_last = false;
};
inline constexpr std::uint64_t kRegexHuge = std::uint64_t{1} << 40;

RegexFacts FactsOfRegex(const RegexNode& node);

/// The facts as those of a column; `characters_most` as for MakeRegexWalkGenerator.
ColumnFacts RegexColumnFacts(const RegexFacts& facts,
                             std::optional<std::uint64_t> characters_most);

/// Every class, alternative and count is uniform. With `characters_most` only those are
/// chosen from that leave room for what has to follow.
/// Errors: kInvalidArgument: texts that may pass limits::kTextBytesMax, a
/// `characters_most` that no text keeps.
Result<std::unique_ptr<Generator>> MakeRegexWalkGenerator(
    const DrawScope& draws, const RegexNode& regex,
    std::optional<std::uint64_t> characters_most);

}  // namespace rowmill
