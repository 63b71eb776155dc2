#include "gen/regex_automaton.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/check.h"
#include "gen/regex_walk.h"

namespace rowmill {

namespace {

constexpr std::size_t kNfaStatesMax = 65'536;
constexpr std::size_t kNfaVisitsMax = 20'000'000;  ///< work of making it deterministic
constexpr std::size_t kCountWordsMax = 160;        ///< a language of 2^5120 texts

tl::unexpected<Error> TooLarge() {
  return Fail(ErrorCode::kInvalidArgument,
              fmt::format("too large to count its texts (more than {} states); shorten "
                          "the repetitions, or leave out 'uniform'",
                          kRegexStatesMax));
}

/// Thompson's construction: at most one set edge and any number of empty ones per state.
struct NfaState {
  const CodePoints* set = nullptr;
  std::uint32_t target = 0;
  std::vector<std::uint32_t> empty;
};

class NfaMaker {
 public:
  /// Answers the last state; state 0 is the first.
  Result<std::uint32_t> Make(const RegexNode& regex) {
    states_.emplace_back();
    const std::uint32_t last = Add(regex, 0);
    if (full_) return TooLarge();
    return last;
  }
  const std::vector<NfaState>& states() const { return states_; }

 private:
  std::uint32_t NewState() {
    full_ = full_ || states_.size() >= kNfaStatesMax;
    if (!full_) states_.emplace_back();
    return static_cast<std::uint32_t>(states_.size() - 1);
  }
  std::uint32_t AddSet(const CodePoints* set, std::uint32_t from) {
    const std::uint32_t to = NewState();
    // One set edge per state: the next one starts behind an empty edge.
    const std::uint32_t step = NewState();
    states_[from].empty.push_back(step);
    states_[step].set = set;
    states_[step].target = to;
    return to;
  }
  std::uint32_t AddText(const std::string& text, std::uint32_t from);

  std::uint32_t Add(const RegexNode& node, std::uint32_t from) {
    if (full_) return from;
    switch (node.kind) {
      case RegexKind::kLiteral:
        return AddText(node.text, from);
      case RegexKind::kClass:
        return AddSet(&node.set, from);
      case RegexKind::kSequence:
        for (const RegexNode& child : node.children) from = Add(child, from);
        return from;
      case RegexKind::kChoice: {
        const std::uint32_t to = NewState();
        for (const RegexNode& child : node.children) {
          const std::uint32_t end = Add(child, Behind(from));
          states_[end].empty.push_back(to);
        }
        return to;
      }
      case RegexKind::kRepeat:
        break;
    }
    return AddRepeat(node, from);
  }

  std::uint32_t Behind(std::uint32_t from) {
    const std::uint32_t next = NewState();
    states_[from].empty.push_back(next);
    return next;
  }

  std::uint32_t AddRepeat(const RegexNode& node, std::uint32_t from) {
    // A child without characters is there once or not at all.
    const bool blank = FactsOfRegex(node.children[0]).characters_max == 0;
    if (blank) return from;
    for (std::uint32_t i = 0; i < node.min && !full_; ++i) {
      from = Add(node.children[0], from);
    }
    if (node.max == node.min) return from;
    std::vector<std::uint32_t> exits = {from};
    for (std::uint32_t i = node.min; i < node.max && !full_; ++i) {
      from = Add(node.children[0], Behind(from));
      exits.push_back(from);
    }
    const std::uint32_t to = NewState();
    for (std::uint32_t exit : exits) states_[exit].empty.push_back(to);
    return to;
  }

  std::vector<NfaState> states_;
  std::map<std::uint32_t, CodePoints> singles_;
  bool full_ = false;
};

std::uint32_t DecodeAt(const std::string& text, std::size_t* at) {
  const auto byte = [&] {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[(*at)++]));
  };
  const std::uint32_t lead = byte();
  if (lead < 0x80) return lead;
  const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
  std::uint32_t value = lead & (0x3Fu >> more);
  for (int i = 0; i < more; ++i) value = value << 6 | (byte() & 0x3F);
  return value;
}

std::uint32_t NfaMaker::AddText(const std::string& text, std::uint32_t from) {
  for (std::size_t at = 0; at < text.size() && !full_;) {
    const std::uint32_t c = DecodeAt(text, &at);
    from = AddSet(&singles_.emplace(c, CodePoints(c)).first->second, from);
  }
  return from;
}

using StateSet = std::vector<std::uint32_t>;

/// The subset construction over ranges of code points no set splits.
class DfaMaker {
 public:
  DfaMaker(const std::vector<NfaState>& nfa, std::uint32_t last)
      : nfa_(nfa), last_(last) {}

  struct State {
    bool accepts = false;
    std::vector<std::pair<CodePoints, std::uint32_t>> edges;
  };

  Result<std::vector<State>> Make() {
    PlaceOf(Closure({0}));
    for (std::size_t i = 0; i < sets_.size(); ++i) {
      AddEdges(i);
      if (sets_.size() > kRegexStatesMax || visits_ > kNfaVisitsMax) return TooLarge();
    }
    return std::move(states_);
  }

 private:
  StateSet Closure(StateSet states) {
    std::set<std::uint32_t> seen(states.begin(), states.end());
    while (!states.empty()) {
      const std::uint32_t state = states.back();
      states.pop_back();
      ++visits_;
      for (std::uint32_t next : nfa_[state].empty) {
        if (seen.insert(next).second) states.push_back(next);
      }
    }
    // Only states that read something, or the last, tell sets apart.
    StateSet kept;
    for (std::uint32_t state : seen) {
      if (nfa_[state].set != nullptr || state == last_) kept.push_back(state);
    }
    return kept;
  }

  std::uint32_t PlaceOf(StateSet set) {
    auto [found, added] =
        place_of_.emplace(std::move(set), static_cast<std::uint32_t>(sets_.size()));
    if (added) {
      sets_.push_back(&found->first);
      State state;
      state.accepts = std::binary_search(found->first.begin(), found->first.end(), last_);
      states_.push_back(std::move(state));
    }
    return found->second;
  }

  /// Starts of the ranges that the sets of these states cut code points into.
  std::vector<std::uint32_t> Cuts(const StateSet& set) {
    std::set<std::uint32_t> cuts;
    for (std::uint32_t state : set) {
      if (nfa_[state].set == nullptr) continue;
      for (const auto& [first, last] : nfa_[state].set->ranges()) {
        cuts.insert(first);
        cuts.insert(last + 1);
        ++visits_;
      }
    }
    return {cuts.begin(), cuts.end()};
  }

  void AddEdges(std::size_t place) {
    const StateSet set = *sets_[place];
    const std::vector<std::uint32_t> cuts = Cuts(set);
    std::map<StateSet, CodePoints> by_targets;
    for (std::size_t i = 0; i + 1 < cuts.size() && visits_ <= kNfaVisitsMax; ++i) {
      StateSet targets;
      for (std::uint32_t state : set) {
        ++visits_;
        const NfaState& from = nfa_[state];
        if (from.set != nullptr && from.set->Contains(cuts[i])) {
          targets.push_back(from.target);
        }
      }
      if (targets.empty()) continue;
      std::sort(targets.begin(), targets.end());
      targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
      by_targets[targets].Add(cuts[i], cuts[i + 1] - 1);
    }
    std::map<std::uint32_t, CodePoints> edges;
    for (const auto& [targets, points] : by_targets) {
      edges[PlaceOf(Closure(targets))].Add(points);
    }
    for (auto& [target, points] : edges) {
      states_[place].edges.emplace_back(std::move(points), target);
    }
    std::sort(states_[place].edges.begin(), states_[place].edges.end(),
              [](const auto& a, const auto& b) {
                return a.first.ranges()[0] < b.first.ranges()[0];
              });
  }

  const std::vector<NfaState>& nfa_;
  std::uint32_t last_;
  std::map<StateSet, std::uint32_t> place_of_;
  std::vector<const StateSet*> sets_;
  std::vector<State> states_;
  std::size_t visits_ = 0;
};

/// Puts the states in order, counts their texts, leaves out what is too long, and makes
/// states one that the same texts follow.
class Counter {
 public:
  Counter(const std::vector<DfaMaker::State>& dfa,
          std::optional<std::uint64_t> characters_most)
      : dfa_(dfa), longest_(dfa.size(), kUnknown), most_(characters_most) {}

  Result<std::vector<RegexState>> Count() {
    const std::uint64_t longest = Longest(0);
    const std::uint64_t room = most_ ? std::min(*most_, longest) : longest;
    const std::uint32_t start = Visit(0, room);
    if (full_) return TooLarge();
    if (start == kNone) {
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("no text has at most {} characters", *most_));
    }
    return std::move(out_);
  }

 private:
  static constexpr std::uint64_t kUnknown = UINT64_MAX;
  static constexpr std::uint32_t kNone = UINT32_MAX;

  /// Characters of the longest text from here on; the automaton has no circles.
  std::uint64_t Longest(std::uint32_t state) {
    if (longest_[state] != kUnknown) return longest_[state];
    std::uint64_t longest = 0;
    for (const auto& [set, target] : dfa_[state].edges) {
      longest = std::max(longest, Longest(target) + 1);
    }
    return longest_[state] = longest;
  }

  /// Place of the state with room for that many characters; kNone without a text.
  std::uint32_t Visit(std::uint32_t state, std::uint64_t room) {
    room = std::min(room, Longest(state));
    const std::pair<std::uint32_t, std::uint64_t> key = {state, room};
    if (auto found = place_of_.find(key); found != place_of_.end()) return found->second;
    std::map<std::uint32_t, CodePoints> by_target;
    for (const auto& [set, target] : dfa_[state].edges) {
      if (room == 0 || full_) break;
      const std::uint32_t place = Visit(target, room - 1);
      if (place != kNone) by_target[place].Add(set);
    }
    const std::uint32_t place = PlaceOf(dfa_[state].accepts, by_target);
    place_of_.emplace(key, place);
    return place;
  }

  /// The one state with this end and these edges: the automaton becomes the smallest.
  std::uint32_t PlaceOf(bool accepts,
                        const std::map<std::uint32_t, CodePoints>& by_target) {
    if (full_ || (!accepts && by_target.empty())) return kNone;
    auto [found, added] = place_of_shape_.emplace(
        std::pair(accepts, by_target), static_cast<std::uint32_t>(out_.size()));
    if (!added) return found->second;
    RegexState made;
    made.accepts = accepts;
    if (accepts) made.texts = BigCount(1);
    for (const auto& [target, set] : by_target) {
      made.texts.Add(out_[target].texts.Times(static_cast<std::uint32_t>(set.count())));
      made.edges.push_back({set, target});
    }
    std::sort(made.edges.begin(), made.edges.end(),
              [](const RegexState::Edge& a, const RegexState::Edge& b) {
                return a.set.ranges()[0] < b.set.ranges()[0];
              });
    full_ = out_.size() >= 4 * kRegexStatesMax || made.texts.words() > kCountWordsMax;
    out_.push_back(std::move(made));
    return found->second;
  }

  const std::vector<DfaMaker::State>& dfa_;
  std::vector<std::uint64_t> longest_;
  std::optional<std::uint64_t> most_;
  std::map<std::pair<std::uint32_t, std::uint64_t>, std::uint32_t> place_of_;
  std::map<std::pair<bool, std::map<std::uint32_t, CodePoints>>, std::uint32_t>
      place_of_shape_;
  std::vector<RegexState> out_;
  bool full_ = false;
};

}  // namespace

Result<std::vector<RegexState>> CountRegex(const RegexNode& regex,
                                           std::optional<std::uint64_t> characters_most) {
  NfaMaker nfa;
  RM_ASSIGN_OR_RETURN(const std::uint32_t last, nfa.Make(regex));
  RM_ASSIGN_OR_RETURN(const std::vector<DfaMaker::State> dfa,
                      DfaMaker(nfa.states(), last).Make());
  return Counter(dfa, characters_most).Count();
}

}  // namespace rowmill
