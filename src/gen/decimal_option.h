/// Options that are exact decimals in the units of a decimal type. Thread-safe (no
/// state).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "column/type.h"
#include "plugin/options.h"

namespace rowmill {

/// The option in units of 10^-scale of the decimal type, `fallback` where it is not
/// given. Nothing after adding a fault: no decimal, more digits behind the point than the
/// scale, outside the range of the type.
std::optional<std::int64_t> ReadUnits(const Options& options, std::string_view name,
                                      const DataType& type, std::int64_t fallback,
                                      Faults* faults);

}  // namespace rowmill
