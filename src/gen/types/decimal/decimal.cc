// Exact decimals: whole units of 10^-scale between two inclusive bounds.

#include <fmt/format.h>

#include "gen/decimal_option.h"
#include "gen/distributed.h"
#include "gen/range.h"
#include "value/numbers.h"

namespace rowmill {

namespace {

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  const int precision = static_cast<int>(options.Int("precision", 12));
  const int scale = static_cast<int>(options.Int("scale", 2));
  if (scale > precision) {
    faults->Add(options.Fault(
        "scale", fmt::format("scale {} is above precision {}", scale, precision)));
    return nullptr;
  }
  DataType type = DataType::Decimal(precision, scale);
  const std::optional<std::int64_t> low = ReadUnits(options, "min", type, 0, faults);
  const std::optional<std::int64_t> high =
      ReadUnits(options, "max", type, PowerOfTen(precision) - 1, faults);
  if (!low || !high) return nullptr;
  std::int64_t min = *low, max = *high;
  if (context.distribution != nullptr) {
    const std::int64_t limit = PowerOfTen(precision) - 1;
    WidenOther(options, -limit, limit, &min, &max);
  }
  if (min > max) {
    faults->Add(options.Fault(
        options.Has("min") ? "min" : "max",
        fmt::format("min {} is above max {}", options.Text("min", "0 (the default)"),
                    options.Text("max", "(the default)"))));
    return nullptr;
  }
  if (context.distributed()) {
    Axis axis;
    axis.factor = static_cast<double>(PowerOfTen(scale));
    const std::int64_t limit = PowerOfTen(precision) - 1;
    return MakeDistributedWhole(context, options, std::move(type), axis,
                                {min, max, -limit, limit}, faults);
  }
  return MakeRangeOf(std::move(type), context, options, "max", min, max, faults);
}

}  // namespace

TypePlugin decimal_type() {
  Info info;
  info.name = "decimal";
  info.family = "numbers";
  info.summary =
      "Exact decimals: uniform between two inclusive bounds, or by a distribution.";
  info.output = "decimal(12,2)";
  info.distributed = true;
  info.options = {
      {.name = "precision",
       .kind = OptionKind::kInt,
       .default_text = "12",
       .doc = "Digits in all.",
       .unit = "digits",
       .min = 1,
       .max = 18,
       .example = "9"},
      {.name = "scale",
       .kind = OptionKind::kInt,
       .default_text = "2",
       .doc = "Digits behind the point, at most `precision`.",
       .unit = "digits",
       .min = 0,
       .max = 18,
       .example = "4"},
      {.name = "min",
       .kind = OptionKind::kDecimal,
       .default_text = "0",
       .doc = "Smallest value, inclusive.",
       .example = "0.01"},
      {.name = "max",
       .kind = OptionKind::kDecimal,
       .default_text = "all nines of the precision",
       .doc = "Largest value, inclusive.",
       .example = "99999.99"},
  };
  info.example = "{ type: decimal, precision: 9, scale: 2, min: 0.01, max: 99999.99 }";
  return {.info = std::move(info), .make = Make, .unique = true};
}

}  // namespace rowmill
