#include "gen/items.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <string_view>

#include "base/check.h"
#include "base/text.h"
#include "column/copy.h"
#include "draw/stream.h"
#include "gen/random_text.h"

namespace rowmill {

namespace {

/// Ids for each item where items are distinct.
constexpr std::uint64_t kDistinctDraws = 16;

/// The items of a batch by row and value; a null is one more value.
class KnownItems {
 public:
  /// For at most `count` items; `items` may grow.
  KnownItems(const Column& items, std::size_t count)
      : items_(items), slots_(std::bit_ceil(2 * count + 1), kFree) {}

  /// False when the row has an item of that value; else item `at` is that.
  bool Add(std::uint32_t row, std::uint32_t at) {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t slot = Hash(row, Value(at)) & mask;; slot = (slot + 1) & mask) {
      const Item known = slots_[slot];
      if (known == kFree) {
        slots_[slot] = {row, at};
        return true;
      }
      if (known.row == row && Same(known.at, at)) return false;
    }
  }

 private:
  struct Item {
    std::uint32_t row, at;
    bool operator==(const Item&) const = default;
  };
  static constexpr Item kFree{UINT32_MAX, UINT32_MAX};

  /// Where the search begins: what is found does not depend on it.
  static std::size_t Hash(std::uint64_t row, std::string_view value) {
    std::uint64_t hash = row, word = 0;
    auto mix = [&hash](std::uint64_t more) {
      hash = (hash ^ more) * kMixMultiplier;
      hash ^= hash >> 32;
    };
    for (; value.size() >= sizeof word; value.remove_prefix(sizeof word)) {
      std::memcpy(&word, value.data(), sizeof word);
      mix(word);
    }
    word = value.size();
    for (char c : value) word = word << 8 | static_cast<unsigned char>(c);
    mix(word);
    return hash;
  }

  bool Same(std::uint32_t a, std::uint32_t b) const {
    return items_.IsValid(a) == items_.IsValid(b) && Value(a) == Value(b);
  }

  /// The bytes of a value; those of numbers differ when their texts do.
  std::string_view Value(std::uint32_t at) const {
    if (!items_.IsValid(at)) return "null";
    if (items_.dictionary() == nullptr) return Value(items_, at);
    return Value(*items_.dictionary(), static_cast<std::size_t>(items_.index(at)));
  }
  static std::string_view Value(const Column& column, std::size_t row) {
    if (column.type().is_text_layout()) return column.text(row);
    if (column.type().id == TypeId::kBool) return column.bit(row) ? "1" : "0";
    const std::size_t width = column.type().fixed_width();
    return {column.values<char>() + row * width, width};
  }

  const Column& items_;
  std::vector<Item> slots_;
};

/// Draws items for one batch until none repeats within its row.
class DistinctItems {
 public:
  DistinctItems(const Generator& items, Scratch* scratch, std::size_t count)
      : items_(items), scratch_(scratch), taken_(count), known_(drawn_, count) {}

  struct Row {
    std::uint64_t next_id = 0;  ///< of the next draw
    std::uint64_t end_id = 0;
    std::size_t first = 0;  ///< its items in `taken`
    std::size_t count = 0;
  };

  /// `first_ids`: of the items of all rows, one after the other.
  Status Fill(std::vector<Row> rows, const std::vector<std::uint64_t>& first_ids,
              Column* list, Column* out) {
    RM_RETURN_IF_ERROR(GenerateItems(items_, first_ids, scratch_, &drawn_));
    std::vector<Place> open;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      for (std::size_t i = 0; i < rows[r].count; ++i) {
        Take({r, rows[r].first + i}, rows[r].first + i, &open);
      }
    }
    while (!open.empty()) RM_RETURN_IF_ERROR(DrawAgain(&rows, &open));
    return Gather(rows, list, out);
  }

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  struct Place {
    std::size_t row;
    std::size_t item;
  };

  /// Gives the place what was drawn at `at`, if the row has not got it already.
  void Take(Place place, std::size_t at, std::vector<Place>* open) {
    const auto number = static_cast<std::uint32_t>(at);
    const bool is_new = known_.Add(static_cast<std::uint32_t>(place.row), number);
    taken_[place.item] = is_new ? number : kNone;
    if (!is_new) open->push_back(place);
  }

  Status DrawAgain(std::vector<Row>* rows, std::vector<Place>* open) {
    std::vector<Place> places;
    std::vector<std::uint64_t> ids;
    for (const Place& place : *open) {
      Row& row = (*rows)[place.row];
      if (row.next_id == row.end_id) continue;  // given up
      ids.push_back(row.next_id++);
      places.push_back(place);
    }
    open->clear();
    Column more(items_.type());
    RM_RETURN_IF_ERROR(GenerateItems(items_, ids, scratch_, &more));
    const std::size_t before = drawn_.length();
    AppendRows(more, &drawn_);
    for (std::size_t i = 0; i < places.size(); ++i) {
      Take(places[i], before + i, open);
    }
    return {};
  }

  Status Gather(const std::vector<Row>& rows, Column* list, Column* out) {
    std::int32_t* offsets = list->ResizeOffsets(rows.size());
    std::vector<std::uint32_t> kept;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      for (std::size_t i = 0; i < rows[r].count; ++i) {
        const std::uint32_t at = taken_[rows[r].first + i];
        if (at != kNone) kept.push_back(at);
      }
      offsets[r + 1] = static_cast<std::int32_t>(kept.size());
    }
    TakeRows(drawn_, kept, out);
    return {};
  }

  const Generator& items_;
  Scratch* scratch_;
  Column drawn_;
  std::vector<std::uint32_t> taken_;  ///< by item: row of `drawn_`, or kNone
  KnownItems known_;
};

/// Items in one value at most, at least 1.
std::uint64_t InnerItems(const DataType& type, const ColumnFacts& facts) {
  if (!type.is_nested()) return 1;
  std::uint64_t inner = 0;
  for (std::size_t i = 0; i < type.children.size(); ++i) {
    inner += InnerItems(type.children[i].type, facts.children[i]);
  }
  return type.id == TypeId::kStruct ? inner
                                    : std::max<std::uint64_t>(1, inner * facts.bytes_max);
}

/// Bytes of one value at most; texts of unknown length count little.
std::uint64_t BytesOf(const DataType& type, const ColumnFacts& facts) {
  constexpr std::uint64_t kUnknownText = 64;
  if (type.is_text_layout()) {
    return facts.bytes_max == UINT32_MAX ? kUnknownText : facts.bytes_max;
  }
  if (!type.is_nested()) return std::max<std::size_t>(1, type.fixed_width());
  std::uint64_t inner = 0;
  for (std::size_t i = 0; i < type.children.size(); ++i) {
    inner += BytesOf(type.children[i].type, facts.children[i]);
  }
  return type.id == TypeId::kStruct ? inner : inner * facts.bytes_max;
}

}  // namespace

ItemRows::ItemRows(const DrawScope& draws, LengthRange length, bool distinct)
    : key_(draws.Key("length")), length_(length) {
  auto ids = static_cast<std::uint64_t>(std::max<std::int64_t>(1, length.max));
  if (distinct) ids *= kDistinctDraws;
  shift_ = std::bit_width(ids - 1);
}

std::uint64_t ItemRows::capacity(
    const std::vector<std::optional<std::uint64_t>>& items) const {
  std::uint64_t rows = (limits::kRowIdMax + 1) >> shift_;
  for (const std::optional<std::uint64_t>& capacity : items) {
    if (capacity) rows = std::min(rows, *capacity >> shift_);
  }
  return rows;
}

Status ItemRows::SetLengths(const GenerateCall& call, Column* list) const {
  std::int32_t* offsets = list->ResizeOffsets(call.rows.size());
  const std::uint32_t* lengths = DrawLengths(key_, call.rows, length_, call.scratch);
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < call.rows.size(); ++i) {
    total += lengths[i];
    offsets[i + 1] = static_cast<std::int32_t>(total);
  }
  if (total <= static_cast<std::uint64_t>(INT32_MAX)) return {};
  return Fail(ErrorCode::kTooLarge,
              fmt::format("{} rows of up to {} items are too much for one batch",
                          call.rows.size(), length_.max));
}

std::vector<std::uint64_t> ItemRows::Ids(const GenerateCall& call,
                                         const Column& list) const {
  std::vector<std::uint64_t> ids;
  ids.reserve(static_cast<std::size_t>(list.offsets()[call.rows.size()]));
  for (std::size_t r = 0; r < call.rows.size(); ++r) {
    const std::uint64_t first = call.rows[r] << shift_;
    const auto count =
        static_cast<std::uint64_t>(list.offsets()[r + 1] - list.offsets()[r]);
    for (std::uint64_t i = 0; i < count; ++i) ids.push_back(first + i);
  }
  return ids;
}

Status ItemRows::MakeDistinct(const GenerateCall& call, const Generator& items,
                              Column* list, Column* out) const {
  std::vector<DistinctItems::Row> rows(call.rows.size());
  for (std::size_t r = 0; r < rows.size(); ++r) {
    rows[r].first = static_cast<std::size_t>(list->offsets()[r]);
    rows[r].count = static_cast<std::size_t>(list->offsets()[r + 1]) - rows[r].first;
    rows[r].next_id = (call.rows[r] << shift_) + rows[r].count;
    rows[r].end_id = (call.rows[r] + 1) << shift_;
  }
  const std::vector<std::uint64_t> ids = Ids(call, *list);
  return DistinctItems(items, call.scratch, ids.size())
      .Fill(std::move(rows), ids, list, out);
}

Status GenerateItems(const Generator& items, const std::vector<std::uint64_t>& ids,
                     Scratch* scratch, Column* out) {
  GenerateCall call;
  call.scratch = scratch;
  out->Reset(items.type());
  if (ids.size() <= limits::kTileRows) {
    call.rows = ids;
    return items.Generate(call, out);
  }
  ScratchColumn piece(scratch);
  for (std::size_t at = 0; at < ids.size(); at += limits::kTileRows) {
    call.rows = std::span(ids).subspan(at, std::min(limits::kTileRows, ids.size() - at));
    piece.get()->Reset(items.type());
    RM_RETURN_IF_ERROR(items.Generate(call, piece.get()));
    AppendRows(*piece.get(), out);
  }
  return {};
}

OptionInfo ItemsLengthOption() {
  return {.name = "length",
          .kind = OptionKind::kLength,
          .default_text = "0 to 5",
          .doc = "Number of items, or the range it is drawn from.",
          .unit = "items",
          .min = 0,
          .max = static_cast<double>(kItemsMax),
          .example = "{ min: 1, max: 3 }"};
}

std::shared_ptr<const Generator> ItemOf(const TypeContext& context,
                                        const Options& options, std::string_view role,
                                        Faults* faults) {
  for (const ChildField& child : context.children) {
    if (child.role != role) continue;
    const std::vector<std::string> inputs = child.generator->inputs();
    if (inputs.empty()) {
      // Nobody else asks: what items read of each other is no column of the entity.
      Status checked = child.generator->CheckInputs({});
      if (checked) return child.generator;
      Error fault = options.Fault(
          role, fmt::format("field '{}': {}", context.field, checked.error().message));
      fault.pointer += checked.error().pointer;
      faults->Add(std::move(fault));
      return nullptr;
    }
    Error fault = options.Fault(
        role, fmt::format("field '{}': items are rows of their own; reading '{}' of the "
                          "row around them is not built yet",
                          context.field, inputs[0]));
    fault.code = ErrorCode::kNotBuilt;
    faults->Add(std::move(fault));
    return nullptr;
  }
  return nullptr;
}

ColumnFacts FactsOfItems(const Generator& items) {
  ColumnFacts facts = items.facts();
  facts.ascending = false;
  return facts;
}

bool CheckItemsOfRow(const TypeContext& context, const Options& options,
                     LengthRange length, const Generator& items, Faults* faults) {
  const std::uint64_t of_item = InnerItems(items.type(), items.facts());
  const std::uint64_t all = static_cast<std::uint64_t>(length.max) * of_item;
  if (all > kItemsOfRowMax) {
    faults->Add(options.Fault(
        "length",
        fmt::format("field '{}': up to {} items of up to {} inner ones each are "
                    "more than {} in a row",
                    context.field, length.max, of_item, kItemsOfRowMax)));
    return false;
  }
  const std::uint64_t bytes = BytesOf(items.type(), items.facts());
  if (static_cast<std::uint64_t>(length.max) * bytes <= kBytesOfRowMax) return true;
  faults->Add(options.Fault(
      "length",
      fmt::format("field '{}': up to {} items of up to {} bytes each are more "
                  "than {} in a row",
                  context.field, length.max, bytes, FormatBytes(kBytesOfRowMax))));
  return false;
}

}  // namespace rowmill
