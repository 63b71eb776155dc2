/// Rows of text, column by column: the shared engine of CSV and JSON.
///
/// A tile of up to 64 rows is laid out in slots of equal size; every column appends its
/// cell to each slot in one tight loop, then the slots are packed behind each other. Rows
/// are independent, so the processor overlaps them; nothing is allocated, looked up or
/// branched on per cell but the value itself.
/// Source of the method and its measurements: column-at-a-time assembly over 64 rows beat
/// cell-by-cell calls and larger tiles (bench/). Not thread-safe; one per worker.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "column/column.h"

namespace rowmill {

/// Rows of one assembly step.
inline constexpr std::size_t kTextTileRows = 64;

/// Bytes a cell writer may write past the end of its cell.
inline constexpr std::size_t kCellSlack = 64;

/// A constant piece of text that is copied with whole vectors.
class Literal {
 public:
  Literal() = default;
  explicit Literal(std::string_view text);
  std::size_t size() const { return size_; }
  /// Writes the text at `out`, up to kCellSlack bytes more, and answers its end.
  char* Put(char* out) const {
    if (size_ == 0) return out;
    const char* from = text_.data();
    std::size_t copied = 0;
    do {
      __builtin_memcpy(out + copied, from + copied, 16);
      copied += 16;
    } while (copied < size_);
    return out + size_;
  }

 private:
  std::string text_;  ///< padded to whole vectors
  std::size_t size_ = 0;
};

/// Writes the cells of one column, each with the literals around it.
class CellWriter {
 public:
  virtual ~CellWriter() = default;
  /// An upper bound of the bytes of any of these cells, literals included.
  virtual std::size_t MaxBytes(const Column& column, std::size_t first,
                               std::size_t rows) const = 0;
  /// Appends the cell of row `first + i` at cursors[i] and moves that on.
  /// REQUIRES: rows <= kTextTileRows; each cursor has room for MaxBytes + kCellSlack.
  virtual void Append(const Column& column, std::size_t first, std::size_t rows,
                      char** cursors) const = 0;
};

/// Text around a cell, fixed per column.
struct CellFrame {
  std::string before;  ///< `,` or `,"name":"`
  std::string after;   ///< `` or `"`
  std::string null;    ///< the whole cell of a null, `before` included
};

/// How values are spelled (format/text_cells.h).
struct TextStyle {
  enum class Escape : std::uint8_t { kCsvMinimal, kCsvAll, kJson };
  Escape escape = Escape::kCsvMinimal;
  char delimiter = ',';             ///< CSV
  char time_separator = ' ';        ///< between date and time
  bool datagen = false;             ///< Java's floats, upper-case hex
  bool datagen_day_first = false;   ///< dates `dd/MM/yyyy`, timestamps ISO with Z
  bool datagen_local_time = false;  ///< timestamps as Java's LocalDateTime
  bool json_strings = false;        ///< scalars within nested cells in quotes
};

/// Puts rows together. `suffix` ends each row.
class TextAssembler {
 public:
  TextAssembler(std::vector<std::shared_ptr<const CellWriter>> cells,
                std::string_view suffix);
  /// Appends all rows of the batch to `out`.
  void Add(const Batch& batch, Buffer* out);

 private:
  void AddTile(const Batch& batch, std::size_t first, std::size_t rows,
               std::size_t stride, Buffer* out);
  std::size_t Stride(const Batch& batch, std::size_t first, std::size_t rows) const;

  std::vector<std::shared_ptr<const CellWriter>> cells_;
  Literal suffix_;
  Buffer slots_;
};

}  // namespace rowmill
