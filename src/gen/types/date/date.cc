// Dates, uniform between two inclusive bounds.

#include "gen/distributed.h"
#include "gen/profile.h"
#include "gen/range.h"
#include "gen/temporal.h"
#include "gen/time_relation.h"
#include "gen/week_profile.h"
#include "value/numbers.h"

namespace rowmill {

namespace {

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  UnitRange fallback{0, FloorDiv(context.now, kMicrosPerDay) - 1};
  const bool related = HasRelation(options);
  if (related && !(options.Has("min") && options.Has("max"))) {
    // A default bound never contradicts the one that is given; it may not cut at all.
    const UnitRange all{DaysFromCivil(1, 1, 1), DaysFromCivil(9999, 12, 31)};
    const MicrosUtc given =
        options.Instant(options.Has("max") ? "max" : "min", context.now, context.now);
    const std::int64_t day = FloorDiv(given, kMicrosPerDay);
    if (options.Has("min") && day > fallback.max) fallback.max = all.max;
    if (options.Has("max") && day < fallback.min) fallback.min = all.min;
  }
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
  if (related) {
    return MakeRelated(context, options, DataType::Of(TypeId::kDate),
                       {*days, options.Has("min"), options.Has("max")}, faults);
  }
  if (options.Has("profile")) {
    if (!context.distributed()) {
      return MakeDayProfile(context, options, days->min, days->max, faults);
    }
    faults->Add(options.Fault("profile",
                              "profile cannot stand with a distribution or correlate"));
    return nullptr;
  }
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
  info.summary =
      "Dates: uniform between two inclusive bounds, by a distribution or by a profile of "
      "weekdays and seasons.";
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
      ProfileOption(true),
  };
  for (OptionInfo& option : RelationOptions()) info.options.push_back(option);
  info.example = "{ type: date, min: 2015-01-01, max: 2024-12-31 }";
  return {.info = std::move(info), .make = Make, .unique = true};
}

}  // namespace rowmill
