/// The entries of `values` that are in a CSV file. Thread-safe but for the plan's files.
#pragma once

#include <optional>
#include <vector>

#include "gen/generator.h"

namespace rowmill {

/// One entry per row of the file, as texts; an empty cell is an empty text. Nothing after
/// adding faults, each with the file and what is wrong in it: what ModelFiles::Csv
/// answers, a column that is not there, a weight that is no number from 0 on, none
/// above 0. REQUIRES: field.values_file.
std::optional<std::vector<Choice>> ReadValuesFile(const Field& field,
                                                  const TypeContext& context,
                                                  Faults* faults);

}  // namespace rowmill
