#include "gen/decimal_option.h"

#include <fmt/format.h>

#include "value/numbers.h"

namespace rowmill {

std::optional<std::int64_t> ReadUnits(const Options& options, std::string_view name,
                                      const DataType& type, std::int64_t fallback,
                                      Faults* faults) {
  if (!options.Has(name)) return fallback;
  const std::int64_t limit = PowerOfTen(type.precision) - 1;
  const std::string text = options.Text(name, "");
  Result<__int128> units = ParseUnits(text, type.scale);
  if (!units) {
    faults->Add(options.Fault(name, fmt::format("{}: {}", name, units.error().message)));
    return std::nullopt;
  }
  if (*units > limit || *units < -static_cast<__int128>(limit)) {
    faults->Add(options.Fault(name, fmt::format("{} is outside the range of {}: {}", name,
                                                type.ToString(), text)));
    return std::nullopt;
  }
  return static_cast<std::int64_t>(*units);
}

}  // namespace rowmill
