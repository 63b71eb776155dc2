#include "gen/regex_walk.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "gen/characters.h"
#include "gen/fixed_text.h"
#include "value/text_facts.h"

namespace rowmill {

namespace {

using Uint128 = unsigned __int128;

constexpr std::uint64_t kChoicesMax = std::uint64_t{1} << 24;
/// Larger shapes are walked: a table of places would be as long as the text.
constexpr std::uint64_t kFixedBytesMax = 4'096;

std::uint64_t Saturated(Uint128 value) {
  return static_cast<std::uint64_t>(std::min<Uint128>(value, kRegexHuge));
}
void AddTo(std::uint64_t* sum, std::uint64_t value) {
  *sum = Saturated(Uint128{*sum} + value);
}

RegexFacts FactsOfText(const std::string& text) {
  RegexFacts facts;
  facts.bytes_min = facts.bytes_max = text.size();
  facts.characters_min = facts.characters_max = Utf8Characters(text).size();
  facts.plain_characters = HasOnlyPlainCharacters(text);
  facts.blank_first = !text.empty() && text.front() == ' ';
  facts.blank_last = !text.empty() && text.back() == ' ';
  return facts;
}

RegexFacts FactsOfSet(const CodePoints& set) {
  RegexFacts facts;
  facts.characters_min = facts.characters_max = 1;
  facts.bytes_min = Utf8Bytes(set.ranges().front().first);
  facts.bytes_max = Utf8Bytes(set.ranges().back().second);
  facts.choices_max = 1;
  facts.blank_first = facts.blank_last = set.Contains(' ');
  for (const auto& [first, last] : set.ranges()) {
    for (std::uint32_t c = first; c <= last && facts.plain_characters; ++c) {
      const char byte = static_cast<char>(c);
      facts.plain_characters = c < 0x80 && HasOnlyPlainCharacters({&byte, 1});
    }
  }
  return facts;
}

RegexFacts FactsOfSequence(const RegexNode& node) {
  RegexFacts sum;
  bool empty_so_far = true;
  for (const RegexNode& child : node.children) {
    const RegexFacts facts = FactsOfRegex(child);
    if (empty_so_far) sum.blank_first = sum.blank_first || facts.blank_first;
    sum.blank_last = facts.blank_last || (facts.bytes_min == 0 && sum.blank_last);
    empty_so_far = empty_so_far && facts.bytes_min == 0;
    AddTo(&sum.characters_min, facts.characters_min);
    AddTo(&sum.characters_max, facts.characters_max);
    AddTo(&sum.bytes_min, facts.bytes_min);
    AddTo(&sum.bytes_max, facts.bytes_max);
    AddTo(&sum.choices_max, facts.choices_max);
    sum.plain_characters = sum.plain_characters && facts.plain_characters;
  }
  return sum;
}

RegexFacts FactsOfChoice(const RegexNode& node) {
  RegexFacts all = FactsOfRegex(node.children[0]);
  for (const RegexNode& child : node.children) {
    const RegexFacts facts = FactsOfRegex(child);
    all.characters_min = std::min(all.characters_min, facts.characters_min);
    all.characters_max = std::max(all.characters_max, facts.characters_max);
    all.bytes_min = std::min(all.bytes_min, facts.bytes_min);
    all.bytes_max = std::max(all.bytes_max, facts.bytes_max);
    all.choices_max = std::max(all.choices_max, facts.choices_max);
    all.plain_characters = all.plain_characters && facts.plain_characters;
    all.blank_first = all.blank_first || facts.blank_first;
    all.blank_last = all.blank_last || facts.blank_last;
  }
  all.choices_max = Saturated(Uint128{all.choices_max} + 1);
  return all;
}

RegexFacts FactsOfRepeat(const RegexNode& node) {
  RegexFacts facts = FactsOfRegex(node.children[0]);
  if (node.max == 0) return {};
  facts.characters_min = Saturated(Uint128{facts.characters_min} * node.min);
  facts.characters_max = Saturated(Uint128{facts.characters_max} * node.max);
  facts.bytes_min = Saturated(Uint128{facts.bytes_min} * node.min);
  facts.bytes_max = Saturated(Uint128{facts.bytes_max} * node.max);
  // A child without choices still costs a turn.
  facts.choices_max =
      Saturated(Uint128{std::max<std::uint64_t>(facts.choices_max, 1)} * node.max + 1);
  return facts;
}

/// The shape as text and places, when there is only one.
struct Shape {
  std::string text;
  std::vector<TextPlace> places;

  void AddPlace(std::string symbols) {
    places.push_back({static_cast<std::uint32_t>(text.size()), std::move(symbols)});
    text += ' ';
  }
  bool Add(const RegexNode& node) {
    if (text.size() > kFixedBytesMax) return false;
    switch (node.kind) {
      case RegexKind::kLiteral:
        text += node.text;
        return true;
      case RegexKind::kClass:
        return AddSet(node.set);
      case RegexKind::kChoice:
        return AddChoice(node);
      case RegexKind::kSequence:
        return std::all_of(node.children.begin(), node.children.end(),
                           [&](const RegexNode& child) { return Add(child); });
      case RegexKind::kRepeat:
        break;
    }
    if (node.min != node.max) return false;
    for (std::uint32_t i = 0; i < node.min; ++i) {
      if (!Add(node.children[0])) return false;
    }
    return true;
  }
  bool AddSet(const CodePoints& set) {
    if (set.ranges().back().second >= 0x80) return false;
    std::string symbols;
    for (std::uint64_t i = 0; i < set.count(); ++i) {
      symbols += static_cast<char>(set.At(i));
    }
    AddPlace(std::move(symbols));
    return true;
  }
  bool AddChoice(const RegexNode& node) {
    std::string symbols;
    for (const RegexNode& child : node.children) {
      if (child.kind != RegexKind::kLiteral || child.text.size() != 1) return false;
      symbols += child.text;
    }
    AddPlace(std::move(symbols));
    return true;
  }
};

/// A node ready to be walked.
struct Op {
  RegexKind kind;
  std::uint32_t text = 0;   ///< kLiteral: place and bytes in the pool
  std::uint32_t bytes = 0;  ///< of the text
  std::uint32_t table = 0;  ///< kClass
  std::uint64_t ways = 1;   ///< to choose from
  std::uint32_t min = 0;    ///< kRepeat
  std::uint32_t first = 0;  ///< children, in `children_`
  std::uint32_t count = 0;
  std::uint64_t characters_min = 0;
};

/// Where a text stands while it is being made.
struct Cursor {
  const CellDraws& draws;
  std::uint64_t row;
  char* out;
  std::uint64_t spare;  ///< characters that need not be kept for what must follow
  std::uint64_t low = 0;
  std::uint64_t used = std::uint64_t{1} << 48;  ///< product of the draw's choices
  std::uint64_t number = 0;                     ///< of the next draw

  std::uint64_t Choose(std::uint64_t ways) {
    if (ways == 1) return 0;
    Uint128 product = Uint128{used} * ways;
    if (product > (Uint128{1} << 48)) {
      low = draws.Get(row, number++);
      product = ways;
    }
    used = static_cast<std::uint64_t>(product);
    product = Uint128{low} * ways;
    low = static_cast<std::uint64_t>(product);
    return static_cast<std::uint64_t>(product >> 64);
  }
};

class RegexWalkGenerator final : public Generator {
 public:
  RegexWalkGenerator(const DrawScope& scope, const RegexNode& regex,
                     const RegexFacts& facts,
                     std::optional<std::uint64_t> characters_most)
      : draws_(scope, "value", facts.choices_max + 1) {
    type_ = DataType::Of(TypeId::kString);
    facts_ = RegexColumnFacts(facts, characters_most);
    limited_ = characters_most && *characters_most < facts.characters_max;
    spare_ = limited_ ? *characters_most - facts.characters_min : kRegexHuge;
    Compile(regex, &root_);
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
      Cursor cursor{draws_, call.rows[i], begin, spare_};
      limited_ ? Walk<true>(ops_[root_], &cursor) : Walk<false>(ops_[root_], &cursor);
      const std::size_t end = size + static_cast<std::size_t>(cursor.out - begin);
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
  void Compile(const RegexNode& node, std::uint32_t* place) {
    Op op{.kind = node.kind};
    op.characters_min = FactsOfRegex(node).characters_min;
    std::vector<std::uint32_t> children(node.children.size());
    for (std::size_t i = 0; i < children.size(); ++i) {
      Compile(node.children[i], &children[i]);
    }
    op.first = static_cast<std::uint32_t>(children_.size());
    op.count = static_cast<std::uint32_t>(children.size());
    children_.insert(children_.end(), children.begin(), children.end());
    if (node.kind == RegexKind::kLiteral) {
      op.text = static_cast<std::uint32_t>(pool_.size());
      op.bytes = static_cast<std::uint32_t>(node.text.size());
      pool_ += node.text;
    } else if (node.kind == RegexKind::kClass) {
      op.table = TableOf(node.set);
      op.ways = node.set.count();
    } else if (node.kind == RegexKind::kChoice) {
      op.ways = children.size();
    } else if (node.kind == RegexKind::kRepeat) {
      op.min = node.min;
      op.ways = std::uint64_t{node.max} - node.min + 1;
    }
    *place = static_cast<std::uint32_t>(ops_.size());
    ops_.push_back(op);
  }

  std::uint32_t TableOf(const CodePoints& set) {
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      if (tables_[i].set() == set) return static_cast<std::uint32_t>(i);
    }
    tables_.emplace_back(set);
    return static_cast<std::uint32_t>(tables_.size() - 1);
  }

  const Op& Child(const Op& op, std::uint64_t i) const {
    return ops_[children_[op.first + i]];
  }

  template <bool limited>
  void Walk(const Op& op, Cursor* cursor) const {
    switch (op.kind) {
      case RegexKind::kLiteral:
        std::memcpy(cursor->out, pool_.data() + op.text, op.bytes);
        cursor->out += op.bytes;
        return;
      case RegexKind::kClass:
        cursor->out = tables_[op.table].Write(cursor->Choose(op.ways), cursor->out);
        return;
      case RegexKind::kSequence:
        for (std::uint32_t i = 0; i < op.count; ++i) Walk<limited>(Child(op, i), cursor);
        return;
      case RegexKind::kChoice:
        return Walk<limited>(ChooseChild<limited>(op, cursor), cursor);
      case RegexKind::kRepeat:
        return WalkRepeat<limited>(op, cursor);
    }
  }

  template <bool limited>
  void WalkRepeat(const Op& op, Cursor* cursor) const {
    const Op& child = Child(op, 0);
    std::uint64_t ways = op.ways;
    if (limited && child.characters_min > 0) {
      ways = std::min(ways, cursor->spare / child.characters_min + 1);
    }
    const std::uint64_t more = cursor->Choose(ways);
    if (limited) cursor->spare -= more * child.characters_min;
    if (child.kind == RegexKind::kClass) {
      const SymbolTable& table = tables_[child.table];
      for (std::uint64_t i = 0; i < op.min + more; ++i) {
        cursor->out = table.Write(cursor->Choose(child.ways), cursor->out);
      }
      return;
    }
    for (std::uint64_t i = 0; i < op.min + more; ++i) Walk<limited>(child, cursor);
  }

  /// One of the alternatives, of those that fit.
  template <bool limited>
  const Op& ChooseChild(const Op& op, Cursor* cursor) const {
    if (!limited) return Child(op, cursor->Choose(op.ways));
    const std::uint64_t room = op.characters_min + cursor->spare;
    std::uint64_t fitting = 0;
    for (std::uint32_t i = 0; i < op.count; ++i) {
      fitting += Child(op, i).characters_min <= room ? 1 : 0;
    }
    std::uint64_t chosen = cursor->Choose(fitting);
    std::uint32_t place = 0;
    for (;; ++place) {
      if (Child(op, place).characters_min > room) continue;
      if (chosen-- == 0) break;
    }
    cursor->spare = room - Child(op, place).characters_min;
    return Child(op, place);
  }

  CellDraws draws_;
  std::vector<Op> ops_;
  std::vector<std::uint32_t> children_;
  std::vector<SymbolTable> tables_;
  std::string pool_;
  std::uint32_t root_ = 0;
  bool limited_ = false;
  std::uint64_t spare_ = 0;
};

}  // namespace

RegexFacts FactsOfRegex(const RegexNode& node) {
  switch (node.kind) {
    case RegexKind::kLiteral:
      return FactsOfText(node.text);
    case RegexKind::kClass:
      return FactsOfSet(node.set);
    case RegexKind::kSequence:
      return FactsOfSequence(node);
    case RegexKind::kChoice:
      return FactsOfChoice(node);
    case RegexKind::kRepeat:
      break;
  }
  return FactsOfRepeat(node);
}

ColumnFacts RegexColumnFacts(const RegexFacts& facts,
                             std::optional<std::uint64_t> characters_most) {
  ColumnFacts column;
  std::uint64_t bytes_max = facts.bytes_max;
  if (characters_most) bytes_max = std::min(bytes_max, *characters_most * 4);
  column.bytes_min = static_cast<std::uint32_t>(facts.bytes_min);
  column.bytes_max = static_cast<std::uint32_t>(bytes_max);
  column.plain_text = facts.plain_characters && facts.bytes_min > 0 &&
                      !facts.blank_first && !facts.blank_last;
  return column;
}

Result<std::unique_ptr<Generator>> MakeRegexWalkGenerator(
    const DrawScope& draws, const RegexNode& regex,
    std::optional<std::uint64_t> characters_most) {
  const RegexFacts facts = FactsOfRegex(regex);
  const auto fail = [](std::string message) {
    return Fail(ErrorCode::kInvalidArgument, std::move(message));
  };
  if (characters_most && *characters_most < facts.characters_min) {
    return fail(
        fmt::format("max_length {} is below the {} characters of the shortest text",
                    *characters_most, facts.characters_min));
  }
  if (facts.bytes_min > limits::kTextBytesMax ||
      (!characters_most && facts.bytes_max > limits::kTextBytesMax)) {
    const std::uint64_t bytes =
        facts.bytes_min > limits::kTextBytesMax ? facts.bytes_min : facts.bytes_max;
    return fail(fmt::format("texts of {}{} bytes pass the limit of {}",
                            bytes >= kRegexHuge ? "more than " : "up to ", bytes,
                            limits::kTextBytesMax));
  }
  if (facts.choices_max > kChoicesMax) {
    return fail(fmt::format("a text may take more than {} choices", kChoicesMax));
  }
  Shape shape;
  if (!(characters_most && *characters_most < facts.characters_max) && shape.Add(regex) &&
      shape.text.size() <= kFixedBytesMax) {
    return MakeFixedTextGenerator(draws, std::move(shape.text), std::move(shape.places),
                                  false);
  }
  return std::make_unique<RegexWalkGenerator>(draws, regex, facts, characters_most);
}

}  // namespace rowmill
