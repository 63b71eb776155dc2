/// The texts of a regular expression without doubles: a deterministic automaton, and how
/// many texts follow each of its states. Values; thread-safe to read.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"
#include "gen/big_count.h"
#include "gen/code_points.h"
#include "gen/regex_tree.h"

namespace rowmill {

struct RegexState {
  struct Edge {
    CodePoints set;        ///< edges of a state share no code point
    std::uint32_t target;  ///< below the state's own place
  };
  bool accepts = false;
  std::vector<Edge> edges;  ///< by their first code point
  BigCount texts;           ///< that can be made from here on, never 0
};

/// The smallest automaton (docs/draws.md rests on it being the only one), its states in
/// an order where targets come first; the last one is the start. The language must be
/// finite, which trees of ParseRegex are. Errors: kInvalidArgument: more states than
/// kRegexStatesMax, no text that short.
Result<std::vector<RegexState>> CountRegex(const RegexNode& regex,
                                           std::optional<std::uint64_t> characters_most);

inline constexpr std::size_t kRegexStatesMax = 4'096;

}  // namespace rowmill
