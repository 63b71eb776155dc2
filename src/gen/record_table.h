/// The rows of a dictionary table that a record can have, country by country, numbered
/// anew: place p of the record's countries has the numbers [first(p), first(p) +
/// count(p)). A number is also the index into Entries() and Numbers(), so a chosen row
/// becomes a cell by one look-up. Immutable, thread-safe.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "gen/record.h"
#include "value/text_writer.h"

namespace rowmill {

/// Rows whose look-ups are made before the first of them is used: what one row waits for
/// from memory, others need not.
inline constexpr std::size_t kRowsAtOnce = 64;

/// A number per row of a table.
using SharedNumbers = std::shared_ptr<const std::vector<std::int32_t>>;

class RecordTable {
 public:
  /// The table of a record, made once for all fields of all records with its countries.
  static std::shared_ptr<const RecordTable> Of(const RecordContext& record,
                                               std::string_view table);
  /// Rows of a country's slice; a country without rows takes those of the nearest one
  /// that has some (by the table `name_loans`, else the same first language and most
  /// rows, else the United States, else the table's first).
  RecordTable(const RecordContext& record, const DictTable& table);

  const DictTable& table() const { return table_; }
  std::uint32_t rows() const { return static_cast<std::uint32_t>(row_of_.size()); }
  DictSlice of(std::uint32_t place) const { return slices_[place]; }
  /// The narrower slice `/step` of a place's rows; count 0 where there is none.
  std::vector<DictSlice> Steps(std::string_view step) const;
  /// The table's row behind a number.
  std::uint32_t row(std::uint32_t number) const { return row_of_[number]; }

  /// Texts of a column by number. An empty cell of `column` takes that of `otherwise`.
  /// Made once.
  std::shared_ptr<const Dictionary> Entries(std::string_view column,
                                            std::string_view otherwise = {}) const;
  /// Whole numbers of a column by number. Made once.
  SharedNumbers Numbers(std::string_view column) const;
  /// What follows from the table alone.
  const SharedParts& parts() const { return parts_; }

  /// A number of a slice (of() or Steps()), uniform or by the table's weights.
  std::uint32_t Choose(DictSlice slice, bool weighted, const DrawKey& key,
                       std::uint64_t row) const {
    if (slice.count == 1) return slice.first;
    if (!weighted) {
      return slice.first +
             static_cast<std::uint32_t>(BoundedBy(Draw(key, row), key, row, slice.count));
    }
    return slice.first +
           ChooseAlias(table_.Aliases({row_of_[slice.first], slice.count}), key, row);
  }
  /// The same, not weighted, for the slices of rows' places.
  void Fill(RowIds rows, const std::uint32_t* places, const DrawKey& key,
            std::uint32_t* numbers) const;

 private:
  const DictTable& table_;
  std::vector<DictSlice> slices_;  ///< by place, in numbers
  std::vector<std::string> keys_;  ///< by place: the country whose rows they are
  std::vector<std::uint32_t> row_of_;
  SharedParts parts_;
};

/// Texts of a column in the order of `rows`, as a dictionary. An empty cell takes that of
/// the column `otherwise`, when one is given.
std::shared_ptr<const Dictionary> EntriesOfRows(const DictTable& table,
                                                std::span<const std::uint32_t> rows,
                                                std::string_view column,
                                                std::string_view otherwise);
/// Whole numbers of a column in the order of `rows`.
std::vector<std::int32_t> NumbersOfRows(const DictTable& table,
                                        std::span<const std::uint32_t> rows,
                                        std::string_view column);

/// Numbers of up to kTileRows rows on the stack.
struct RowNumbers {
  std::uint32_t at[limits::kTileRows];
};

}  // namespace rowmill
