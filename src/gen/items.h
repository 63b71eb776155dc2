/// Items of lists and maps: how many a row has, and their values by a generator that
/// takes each item as a row of its own.
///
/// Item i of row r has the row id r * S + i, S the smallest power of two that holds the
/// longest row (sixteen times as many where items are distinct: the rest is for draws
/// that replace repeated ones). So items are functions of their row and place, and no row
/// is looked at for another. Immutable, thread-safe.
#pragma once

#include <memory>
#include <vector>

#include "gen/generator.h"

namespace rowmill {

/// Items of one row at most.
inline constexpr std::int64_t kItemsMax = 65'536;

class ItemRows {
 public:
  /// Lengths are uniform over the range (slot `length`).
  ItemRows(const DrawScope& draws, LengthRange length, bool distinct);

  /// Rows that have ids for all their items, when the items' generators have these
  /// capacities.
  std::uint64_t capacity(const std::vector<std::optional<std::uint64_t>>& items) const;
  LengthRange length() const { return length_; }

  /// Sets the offsets of a list column for these rows.
  /// Errors: kTooLarge when a batch has 2^31 items.
  Status SetLengths(const GenerateCall& call, Column* list) const;
  /// The ids of all items of `list`, whose offsets are set.
  std::vector<std::uint64_t> Ids(const GenerateCall& call, const Column& list) const;
  /// Fills `out` with items that do not repeat within their row, and shortens rows for
  /// which not enough different ones are drawn. REQUIRES: made as distinct.
  Status MakeDistinct(const GenerateCall& call, const Generator& items, Column* list,
                      Column* out) const;

 private:
  DrawKey key_;
  LengthRange length_;
  int shift_ = 0;  ///< log2 of ids per row
};

/// One value per id, however many: in pieces of a tile.
Status GenerateItems(const Generator& items, const std::vector<std::uint64_t>& ids,
                     Scratch* scratch, Column* out);

/// The option `length` of lists and maps.
OptionInfo ItemsLengthOption();

/// The child of that role, checked for what all items must be: not reading fields
/// outside. nullptr after adding a fault, or when the option is not given.
std::shared_ptr<const Generator> ItemOf(const TypeContext& context,
                                        const Options& options, std::string_view role,
                                        Faults* faults);

/// Whether a row has at most kItemsOfRowMax items, those of lists in lists counted, and
/// at most kBytesOfRowMax bytes in them. A fault of `length` when it has more.
bool CheckItemsOfRow(const TypeContext& context, const Options& options,
                     LengthRange length, const Generator& items, Faults* faults);
inline constexpr std::uint64_t kItemsOfRowMax = 1u << 24;
inline constexpr std::uint64_t kBytesOfRowMax = 256u << 20;

/// What is known of items, as facts of a child.
ColumnFacts FactsOfItems(const Generator& items);

}  // namespace rowmill
