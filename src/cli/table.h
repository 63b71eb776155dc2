/// Tables for people: aligned columns, long cells cut, wide characters counted as two.
/// Not thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rowmill::cli {

/// Columns a terminal needs for a UTF-8 text: 2 for East Asian wide characters and
/// emoji, 0 for combining marks. Malformed bytes count 1 each.
/// Source: Unicode 15.1, EastAsianWidth.txt (W, F) and general categories Mn, Me, Cf; the
/// blocks, not every code point.
std::size_t DisplayWidth(std::string_view text);

/// The text on one line: control characters escaped (`\n`, `\x07`), cut to `width`
/// columns with `…` at the end when longer.
std::string OneLine(std::string_view text, std::size_t width);

/// Collects cells and prints them.
///
///   Table table({"id", "name"});
///   table.AlignRight(0);
///   table.Add({"1", "Ann"});
///   table.ToString()
///     id  name
///     --  ----
///      1  Ann
class Table {
 public:
  explicit Table(std::vector<std::string> header);
  void AlignRight(std::size_t column) { right_[column] = true; }
  /// The longest cell of any column, in terminal columns; default 40.
  void set_cell_width_max(std::size_t columns) { cell_width_max_ = columns; }
  /// REQUIRES: as many cells as the header has.
  void Add(std::vector<std::string> cells);
  /// A second line of the header, above the rule.
  void AddHeader(std::vector<std::string> cells);
  /// Each line ends in a line feed; no blanks at the ends of lines.
  std::string ToString() const;

 private:
  std::vector<std::vector<std::string>> header_;
  std::vector<std::vector<std::string>> rows_;
  std::vector<bool> right_;
  std::size_t cell_width_max_ = 40;
};

}  // namespace rowmill::cli
