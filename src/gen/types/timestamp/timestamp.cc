// Moments, uniform in [min, max), in whole units.

#include <fmt/format.h>

#include <algorithm>

#include "gen/distributed.h"
#include "gen/profile.h"
#include "gen/range.h"
#include "gen/temporal.h"
#include "gen/time_relation.h"
#include "gen/week_profile.h"
#include "value/numbers.h"

namespace rowmill {

namespace {

/// The first whole unit at or after the moment; a fault when int64 cannot hold it.
std::int64_t FirstUnit(MicrosUtc at, TimeUnit unit, std::string_view name,
                       const Options& options, Faults* faults) {
  std::int64_t per_second = UnitsPerSecond(unit);
  if (per_second <= kMicrosPerSecond) return CeilDiv(at, kMicrosPerSecond / per_second);
  __int128 units = static_cast<__int128>(at) * (per_second / kMicrosPerSecond);
  if (units > INT64_MAX || units < INT64_MIN) {
    faults->Add(options.Fault(
        name, fmt::format("{} is outside the range of timestamp(ns), 1677 to 2262: {}",
                          name, FormatInstant(at))));
    return 0;
  }
  return static_cast<std::int64_t>(units);
}

std::unique_ptr<Generator> MakeDistributedMoments(const TypeContext& context,
                                                  const Options& options, DataType type,
                                                  std::int64_t min, std::int64_t end,
                                                  Faults* faults) {
  Axis axis;
  axis.temporal = true;
  axis.factor = static_cast<double>(UnitsPerSecond(type.unit));
  axis.micros_per_value = static_cast<double>(kMicrosPerSecond);
  const __int128 per_day =
      static_cast<__int128>(kSecondsPerDay) * UnitsPerSecond(type.unit);
  const __int128 lowest = DaysFromCivil(1, 1, 1) * per_day;
  const __int128 highest = DaysFromCivil(10000, 1, 1) * per_day - 1;
  return MakeDistributedWhole(context, options, std::move(type), axis,
                              {min, end - 1, std::max<__int128>(lowest, INT64_MIN),
                               std::min<__int128>(highest, INT64_MAX)},
                              faults);
}

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  const std::size_t before = faults->errors().size();
  const TimeUnit unit = ReadTimeUnit(options);
  DataType type = DataType::Timestamp(unit, options.Text("zone", ""));
  if (Status found = ResolveZone(context.dictionaries, &type);
      options.Has("zone") && (!found || type.zone.empty())) {
    faults->Add(options.Fault(
        "zone", found ? "zone is empty" : "zone: " + found.error().message));
    return nullptr;
  }
  const TimeZone* zone = type.rules.get();
  MicrosUtc min_at = LocalInstant(options, "min", context.now, 0, zone);
  MicrosUtc max_at = LocalInstant(options, "max", context.now, context.now, zone);
  if (context.distribution != nullptr) {
    const int last_year = unit == TimeUnit::kNano ? 2262 : 10000;
    WidenOther(options, DaysFromCivil(last_year == 2262 ? 1678 : 1, 1, 1) * kMicrosPerDay,
               DaysFromCivil(last_year, 1, 1) * kMicrosPerDay, &min_at, &max_at);
  }
  std::int64_t min = FirstUnit(min_at, unit, "min", options, faults);
  std::int64_t end = FirstUnit(max_at, unit, "max", options, faults);
  if (faults->errors().size() != before) return nullptr;
  const bool related = HasRelation(options);
  const bool both = options.Has("min") && options.Has("max");
  if (min >= end && (!related || both)) {
    faults->Add(options.Fault(
        options.Has("min") ? "min" : "max",
        fmt::format("no whole {} in [min, max): min {}, max {}", TimeUnitName(unit),
                    FormatInstant(min_at), FormatInstant(max_at))));
    return nullptr;
  }
  if (related) {
    return MakeRelated(context, options, std::move(type),
                       {{min, end - 1}, options.Has("min"), options.Has("max")}, faults);
  }
  if (context.distributed()) {
    if (options.Has("profile")) {
      faults->Add(options.Fault("profile",
                                "profile cannot stand with a distribution or correlate"));
      return nullptr;
    }
    return MakeDistributedMoments(context, options, std::move(type), min, end, faults);
  }
  if (options.Has("profile")) {
    return MakeWeekProfile(context, options, std::move(type), min, end, faults);
  }
  return MakeRangeOf(std::move(type), context, options, "max", min, end - 1, faults);
}

}  // namespace

TypePlugin timestamp_type() {
  Info info;
  info.name = "timestamp";
  info.family = "time";
  info.summary =
      "Moments: uniform from `min` up to but not including `max`, by a distribution or "
      "by a week profile.";
  info.output = "timestamp(s)";
  info.distributed = true;
  info.options = {
      TimeUnitOption(),
      {.name = "zone",
       .kind = OptionKind::kText,
       .default_text = "none",
       .doc = "IANA time zone of the moments: texts show its local time with the offset, "
              "and bounds without an offset are its local times.",
       .example = "Europe/Paris"},
      {.name = "min",
       .kind = OptionKind::kInstant,
       .default_text = "1970-01-01",
       .doc = "First moment, inclusive.",
       .example = "2020-01-01"},
      {.name = "max",
       .kind = OptionKind::kInstant,
       .default_text = "now",
       .doc = "End, exclusive.",
       .example = "2025-01-01"},
      ProfileOption(false),
  };
  for (OptionInfo& option : RelationOptions()) info.options.push_back(option);
  info.example = "{ type: timestamp, min: 2020-01-01, max: 2025-01-01 }";
  return {.info = std::move(info), .make = Make, .unique = true};
}

}  // namespace rowmill
