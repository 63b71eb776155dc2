#include "gen/regex_uniform.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/limits.h"
#include "gen/characters.h"

namespace rowmill {

namespace {

using Uint128 = unsigned __int128;

constexpr std::uint64_t kPermutedMax = std::uint64_t{1} << 63;

struct Edge {
  std::uint32_t table;
  std::uint32_t target;
  std::uint64_t symbols;
  std::uint64_t texts;      ///< of the target, when all counts are below 2^64
  std::uint64_t threshold;  ///< of a draw, up to which the edge is taken
};

struct State {
  bool accepts;
  std::uint32_t first;  ///< edges
  std::uint32_t count;
  std::uint64_t stop_threshold;  ///< of a draw, below which the text ends here
};

class RegexUniformGenerator final : public Generator {
 public:
  RegexUniformGenerator(const DrawScope& scope, const std::vector<RegexState>& states,
                        const ColumnFacts& facts, std::uint64_t longest)
      : draws_(scope, "value", 2 * longest + 1), key_(scope.Key("value")) {
    type_ = DataType::Of(TypeId::kString);
    facts_ = facts;
    texts_ = states.back().texts.AsUint64().value_or(0);
    facts_.ascending = texts_ == 1;
    for (const RegexState& state : states) AddState(state, states);
  }

  /// Every row another text. False when the texts cannot be numbered.
  bool MakeUnique(const DrawScope& scope) {
    if (texts_ != 0 && texts_ <= kPermutedMax) {
      permutation_.emplace(scope.Key("unique"), texts_);
      return true;
    }
    // The first characters are enough when every row id gets other ones.
    std::uint64_t product = 1;
    std::uint32_t place = static_cast<std::uint32_t>(states_.size() - 1);
    while (!states_[place].accepts && states_[place].count == 1) {
      const Edge& edge = edges_[states_[place].first];
      const Uint128 next = Uint128{product} * edge.symbols;
      if (next > kPermutedMax) break;
      product = static_cast<std::uint64_t>(next);
      place = edge.target;
      ++permuted_;
    }
    if (product <= limits::kRowIdMax) return false;
    permutation_.emplace(scope.Key("unique"), product);
    return true;
  }

  std::optional<std::uint64_t> capacity() const override {
    if (!permutation_) return std::nullopt;
    return permutation_->size();
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    const std::size_t count = call.rows.size();
    out->Reset(type_);
    std::int32_t* offsets = out->ResizeOffsets(count);
    Buffer& bytes = out->bytes();
    bytes.Clear();
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t size = bytes.size();
      bytes.Reserve(size + facts_.bytes_max);
      char* begin = bytes.as<char>() + size;
      const std::size_t end =
          size + static_cast<std::size_t>(WriteRow(call.rows[i], begin) - begin);
      if (end > static_cast<std::size_t>(INT32_MAX)) {
        return Fail(ErrorCode::kTooLarge,
                    fmt::format("{} rows of up to {} bytes are too much for one batch",
                                count, facts_.bytes_max));
      }
      bytes.SetSize(end);
      offsets[i + 1] = static_cast<std::int32_t>(end);
    }
    return {};
  }

 private:
  char* WriteRow(std::uint64_t row, char* out) const {
    if (permutation_ && permuted_ == 0) return WriteNumber(permutation_->Map(row), out);
    if (permutation_) return WritePermuted(row, out);
    if (texts_ == 0) {
      return WriteDrawn(static_cast<std::uint32_t>(states_.size() - 1), row, out);
    }
    return WriteNumber(texts_ == 1 ? 0 : Bounded(key_, row, texts_), out);
  }

  /// Text number `number` in the order: the end before edges, edges in their order.
  char* WriteNumber(std::uint64_t number, char* out) const {
    std::uint32_t place = static_cast<std::uint32_t>(states_.size() - 1);
    while (true) {
      const State& state = states_[place];
      if (state.accepts && number-- == 0) return out;
      const Edge* edge = &edges_[state.first];
      while (number >= edge->symbols * edge->texts) {
        number -= edge->symbols * edge->texts;
        ++edge;
      }
      if (edge->texts == 1) {
        out = tables_[edge->table].Write(number, out);
        number = 0;
      } else {
        out = tables_[edge->table].Write(number / edge->texts, out);
        number %= edge->texts;
      }
      place = edge->target;
    }
  }

  /// The first characters from a permutation, the rest drawn.
  char* WritePermuted(std::uint64_t row, char* out) const {
    std::uint64_t number = permutation_->Map(row);
    std::uint32_t place = static_cast<std::uint32_t>(states_.size() - 1);
    for (std::uint32_t i = 0; i < permuted_; ++i) {
      const Edge& edge = edges_[states_[place].first];
      out = tables_[edge.table].Write(number % edge.symbols, out);
      number /= edge.symbols;
      place = edge.target;
    }
    return WriteDrawn(place, row, out);
  }

  /// One draw where there is something to decide, shared ones for symbols.
  char* WriteDrawn(std::uint32_t place, std::uint64_t row, char* out) const {
    std::uint64_t low = 0, used = std::uint64_t{1} << 48, number = 0;
    while (true) {
      const State& state = states_[place];
      const Edge* edge = &edges_[state.first];
      if (state.count + (state.accepts ? 1u : 0u) > 1) {
        const std::uint64_t draw = draws_.Get(row, number++);
        used = std::uint64_t{1} << 48;
        if (state.accepts && draw < state.stop_threshold) return out;
        const Edge* last = edge + state.count - 1;
        while (edge != last && draw >= edge->threshold) ++edge;
      } else if (state.accepts) {
        return out;
      }
      std::uint64_t symbol = 0;
      if (edge->symbols > 1) {
        Uint128 product = Uint128{used} * edge->symbols;
        if (product > (Uint128{1} << 48)) {
          low = draws_.Get(row, number++);
          product = edge->symbols;
        }
        used = static_cast<std::uint64_t>(product);
        product = Uint128{low} * edge->symbols;
        low = static_cast<std::uint64_t>(product);
        symbol = static_cast<std::uint64_t>(product >> 64);
      }
      out = tables_[edge->table].Write(symbol, out);
      place = edge->target;
    }
  }

  void AddState(const RegexState& from, const std::vector<RegexState>& states) {
    State state{from.accepts, static_cast<std::uint32_t>(edges_.size()),
                static_cast<std::uint32_t>(from.edges.size()), 0};
    const bool drawn = texts_ == 0 && from.edges.size() + (from.accepts ? 1u : 0u) > 1;
    BigCount behind(from.accepts ? 1 : 0);
    if (from.accepts && drawn) state.stop_threshold = from.texts.FractionOf(behind);
    for (const RegexState::Edge& edge : from.edges) {
      const BigCount& texts = states[edge.target].texts;
      Edge made{TableOf(edge.set), edge.target, edge.set.count(),
                texts.AsUint64().value_or(0), UINT64_MAX};
      behind.Add(texts.Times(static_cast<std::uint32_t>(made.symbols)));
      if (drawn && behind.Compare(from.texts) < 0) {
        made.threshold = from.texts.FractionOf(behind);
      }
      edges_.push_back(made);
    }
    states_.push_back(state);
    // So that the address of the edges of a state without any is one of ours.
    if (from.edges.empty()) edges_.push_back({});
  }

  std::uint32_t TableOf(const CodePoints& set) {
    auto [found, added] =
        table_of_.emplace(set, static_cast<std::uint32_t>(tables_.size()));
    if (added) tables_.emplace_back(set);
    return found->second;
  }

  CellDraws draws_;
  DrawKey key_;
  std::vector<State> states_;
  std::vector<Edge> edges_;
  std::vector<SymbolTable> tables_;
  std::map<CodePoints, std::uint32_t> table_of_;
  std::uint64_t texts_ = 0;  ///< 0 = 2^64 or more
  std::optional<Permutation> permutation_;
  std::uint32_t permuted_ = 0;  ///< characters that a permutation chooses; 0 = all
};

}  // namespace

Result<std::unique_ptr<Generator>> MakeRegexUniformGenerator(
    const DrawScope& draws, std::vector<RegexState> states, const ColumnFacts& facts,
    std::uint64_t longest, bool unique) {
  auto made = std::make_unique<RegexUniformGenerator>(draws, states, facts, longest);
  if (unique && !made->MakeUnique(draws)) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("unique is not possible for {} texts of varying shape: at "
                            "most 2^63 can be numbered",
                            states.back().texts.ToString()));
  }
  return made;
}

}  // namespace rowmill
