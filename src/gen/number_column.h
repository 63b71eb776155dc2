/// Columns of numbers by the record's country (number_scheme.h). Thread-safe (no state).
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "gen/generator.h"
#include "gen/number_scheme.h"

namespace rowmill {

/// Which tables a column takes its schemes of, and the streams that draw.
struct NumberColumn {
  std::vector<std::span<const NumberScheme>> tables;
  std::string_view slot;
  /// For countries in no table, `%%` being the country's code; nullptr: they have none.
  const NumberScheme* otherwise = nullptr;
  bool of_people = false;  ///< birth date, sex and name of the record's person are used
};

/// One number per row, string; null where the country has no scheme.
std::unique_ptr<Generator> MakeNumberColumn(const TypeContext& context,
                                            const NumberColumn& column);

}  // namespace rowmill
