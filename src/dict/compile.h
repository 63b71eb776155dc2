/// Compiles tables of text into the flat file: at build time those of data/, at run time
/// those a user brings. Thread-safe (no state).
///
/// A table is UTF-8 with LF line ends; the first line has a cell `name:kind` for each
/// column, the others are rows with cells between tabs. Kinds:
///   text    any text
///   i32     whole number; empty = unknown
///   slice   first column only: the key of the row. Rows of a key stand together; `/` in
///           it makes wider keys (`FR/f` belongs to `FR`)
///   weight  last column only: a number above 0, relative to its key's other rows
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace rowmill {

struct DictSource {
  std::string name;  ///< of the table
  std::string text;
};

/// The file's bytes; equal for equal tables. All faults at once, each with the table's
/// name and the line. Errors: kInvalidArgument.
Result<std::string> CompileDictionaries(const std::vector<DictSource>& tables);

}  // namespace rowmill
