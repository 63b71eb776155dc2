/// Comma-separated values in memory: what models draw rows from.
/// Source: RFC 4180, with any separator; UTF-8; lines end with LF or CRLF.
/// Thread-safe to read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace rowmill {

class CsvTable {
 public:
  /// The first line names the columns; lines without a character are passed over when
  /// there are several columns.
  /// Errors: kInvalidArgument with the line: not UTF-8, zero bytes, an open quote, text
  /// behind a closing quote, more or fewer values than columns, a column without a name
  /// or named twice, no rows; kTooLarge.
  static Result<CsvTable> Parse(std::string_view text, std::string_view separator);

  const std::vector<std::string>& columns() const { return columns_; }
  std::size_t rows() const { return rows_; }
  std::optional<std::size_t> FindColumn(std::string_view name) const;
  std::string_view Cell(std::size_t row, std::size_t column) const {
    const std::size_t cell = row * columns_.size() + column;
    return std::string_view(text_).substr(ends_[cell], ends_[cell + 1] - ends_[cell]);
  }

 private:
  friend class CsvReader;
  std::vector<std::string> columns_;
  std::size_t rows_ = 0;
  std::string text_;                 ///< all cells, unquoted, one behind the other
  std::vector<std::uint32_t> ends_;  ///< of each cell, row by row, 0 before the first
};

}  // namespace rowmill
