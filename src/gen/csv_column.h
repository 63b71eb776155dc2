/// Columns of rows drawn from a CSV file: what `csv` and `datagen.csv` are made by.
/// Thread-safe.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gen/generator.h"

namespace rowmill {

/// What a field asks of a file.
struct CsvRequest {
  std::string file;
  std::string separator = ",";
  std::string column;
  /// Rows must have all of these values.
  std::vector<std::pair<std::string, std::string>> where;
  bool ignore_case = false;  ///< how `where` compares values (ASCII)
  std::string label;         ///< fields with the same file and label draw the same row
  std::string where_option = "where";  ///< for messages
};

/// Uniform over the rows that fit; an empty value is an empty text. nullptr after at
/// least one fault.
std::unique_ptr<Generator> MakeCsvColumn(const TypeContext& context,
                                         const Options& options,
                                         const CsvRequest& request, Faults* faults);

/// Options `file`, `column` and `separator`.
std::vector<OptionInfo> CsvOptions();

/// A separator as written: one to eight bytes, as they are; `\t` is a tab and a character
/// behind `\` itself. Errors: kInvalidModel.
Result<std::string> ParseSeparator(std::string_view text);
/// The option `separator`. Adds a fault when it cannot be one.
std::string ReadSeparator(const Options& options, Faults* faults);

}  // namespace rowmill
