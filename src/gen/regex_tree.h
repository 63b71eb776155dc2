/// Regular expressions as trees, for making texts rather than for finding them.
/// Values; thread-safe to read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "gen/code_points.h"

namespace rowmill {

enum class RegexKind : std::uint8_t {
  kLiteral,   ///< `text`
  kClass,     ///< one code point of `set`
  kSequence,  ///< all children
  kChoice,    ///< one of the children
  kRepeat,    ///< the child, `min` to `max` times
};

/// A node of the expression.
struct RegexNode {
  RegexKind kind = RegexKind::kSequence;
  std::string text = {};
  CodePoints set = {};
  std::vector<RegexNode> children = {};
  std::uint32_t min = 1;
  std::uint32_t max = 1;
};

/// The most that a repetition may be given as.
inline constexpr std::uint32_t kRegexRepeatMax = 1u << 24;
inline constexpr std::size_t kRegexBytesMax = 4'096;
inline constexpr int kRegexDepthMax = 64;  ///< groups in groups

/// Reads literals, `.`, classes `[a-z^...]` with `[:alpha:]` and the like, `\d \w \s` and
/// their negations, `\t \n \r \f \v \xHH \uHHHH`, groups (also `(?:` and named ones),
/// `|`, `? * + {n} {n,} {n,m}` (lazy ones as well), `^` and `$` at the ends.
/// `.` and what is negated mean printable ASCII (0x20..0x7E). Repetitions without an end
/// may add `open_repeat` to their least count.
/// Errors: kInvalidArgument, with the 1-based position and what stands there; things that
/// no text can be made from (backreferences, lookaround, word boundaries) by their name.
Result<RegexNode> ParseRegex(std::string_view regex, std::uint32_t open_repeat);

}  // namespace rowmill
