// Dates, uniform between two inclusive bounds.

#include "gen/distributed.h"
#include "gen/numbers.h"
#include "gen/range.h"
#include "gen/temporal.h"

namespace rowmill {

namespace {

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  UnitRange fallback{0, FloorDiv(context.now, kMicrosPerDay) - 1};
  if (context.distribution != nullptr) {
    UnitRange given{FloorDiv(options.Instant("min", context.now, 0), kMicrosPerDay),
                    options.Has("max")
                        ? FloorDiv(options.Instant("max", context.now, 0), kMicrosPerDay)
                        : fallback.max};
    WidenOther(options, DaysFromCivil(1, 1, 1), DaysFromCivil(9999, 12, 31), &given.min,
               &given.max);
    if (!options.Has("min")) fallback.min = given.min;
    if (!options.Has("max")) fallback.max = given.max;
  }
  std::optional<UnitRange> days = ReadDays(context, options, fallback, faults);
  if (!days) return nullptr;
  if (context.distributed()) {
    Axis axis;
    axis.temporal = true;
    axis.micros_per_value = static_cast<double>(kMicrosPerDay);
    return MakeDistributedWhole(
        context, options, DataType::Of(TypeId::kDate), axis,
        {days->min, days->max, DaysFromCivil(1, 1, 1), DaysFromCivil(9999, 12, 31)},
        faults);
  }
  return MakeRangeOf(DataType::Of(TypeId::kDate), context, options, "max", days->min,
                     days->max, faults);
}

}  // namespace

TypePlugin date_type() {
  Info info;
  info.name = "date";
  info.family = "time";
  info.summary = "Dates: uniform between two inclusive bounds, or by a distribution.";
  info.output = "date";
  info.distributed = true;
  info.options = {
      {.name = "min",
       .kind = OptionKind::kInstant,
       .default_text = "1970-01-01",
       .doc = "First day, inclusive.",
       .example = "2015-01-01"},
      {.name = "max",
       .kind = OptionKind::kInstant,
       .default_text = "the day before now",
       .doc = "Last day, inclusive.",
       .example = "2024-12-31"},
  };
  info.example = "{ type: date, min: 2015-01-01, max: 2024-12-31 }";
  return {.info = std::move(info), .make = Make, .unique = true};
}

}  // namespace rowmill
