/// Rows of a dictionary table for Datagen's types: all, or those of the countries of a
/// filter. Numbers count the selected rows from 0. Immutable, thread-safe.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "gen/countries.h"
#include "gen/generator.h"
#include "gen/shared_parts.h"

namespace rowmill {

class FilteredRows {
 public:
  /// `filters` of the options: countries by any spelling, their rows one after the other;
  /// one named twice counts twice. A country without rows is a fault.
  /// Made once for all fields of the plan with these filters; nullptr after faults.
  static std::shared_ptr<const FilteredRows> Make(const TypeContext& context,
                                                  const Options& options,
                                                  std::string_view table, Faults* faults);

  const DictTable& table() const { return *table_; }
  bool filtered() const { return filtered_; }
  std::uint32_t rows() const { return static_cast<std::uint32_t>(row_of_.size()); }
  std::uint32_t row(std::uint32_t number) const { return row_of_[number]; }

  /// Texts by number; an empty cell takes that of `otherwise`. Made once.
  std::shared_ptr<const Dictionary> Entries(std::string_view column,
                                            std::string_view otherwise = {}) const;
  std::vector<std::int32_t> Numbers(std::string_view column) const;
  /// Names of the selected countries, and `map` from number to entry.
  std::shared_ptr<const Dictionary> CountryNames(std::vector<std::int32_t>* map) const;

  /// A number, uniform over the rows; in a weighted table rows of one narrowest slice by
  /// weight (a name that is frequent stands for many people).
  std::uint32_t Choose(const DrawKey& slice_key, const DrawKey& row_key,
                       std::uint64_t row) const;
  /// What follows from the rows alone.
  const SharedParts& parts() const { return parts_; }

 private:
  void Select(const std::vector<std::uint32_t>& countries);
  struct Leaf {
    std::uint32_t first;  ///< number
    DictSlice slice;      ///< rows of the table
    std::uint32_t country;
  };
  static constexpr std::uint32_t kBucketRows = 64;
  const Leaf& LeafOf(std::uint32_t number) const {
    const Leaf* leaf = &leaves_[leaf_of_[number / kBucketRows]];
    while (number - leaf->first >= leaf->slice.count) ++leaf;
    return *leaf;
  }

  std::shared_ptr<const Countries> countries_;
  const DictTable* table_ = nullptr;
  bool filtered_ = false;
  std::vector<std::uint32_t> row_of_;
  std::vector<Leaf> leaves_;
  std::vector<std::uint32_t> leaf_of_;  ///< of every kBucketRows-th number
  SharedParts parts_;
};

/// The option `filters`.
OptionInfo FiltersOption();

/// `entries[number]` by Choose with the streams `slice` and `row` of the field.
std::unique_ptr<Generator> MakeFilteredText(const TypeContext& context,
                                            std::shared_ptr<const FilteredRows> rows,
                                            std::shared_ptr<const AliasTable> weights,
                                            std::shared_ptr<const Dictionary> entries,
                                            std::vector<std::int32_t> map = {});

/// Draws of numbers that the attributes of one record share.
class FilteredDraw {
 public:
  /// `weights` by number, or nullptr: FilteredRows::Choose.
  FilteredDraw(const TypeContext& context, std::shared_ptr<const FilteredRows> rows,
               std::shared_ptr<const AliasTable> weights)
      : slice_key_(context.draws.Key("slice")),
        row_key_(context.draws.Key("row")),
        rows_(std::move(rows)),
        weights_(std::move(weights)) {}
  std::uint32_t operator()(std::uint64_t row) const {
    return weights_ != nullptr ? weights_->Choose(row_key_, row)
                               : rows_->Choose(slice_key_, row_key_, row);
  }

 private:
  DrawKey slice_key_;
  DrawKey row_key_;
  std::shared_ptr<const FilteredRows> rows_;
  std::shared_ptr<const AliasTable> weights_;
};

}  // namespace rowmill
