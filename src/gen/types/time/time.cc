// Times of day, uniform in [min, max), in whole units.

#include <fmt/format.h>

#include "base/text.h"
#include "gen/range.h"
#include "gen/temporal.h"
#include "value/numbers.h"

namespace rowmill {

namespace {

/// `hh:mm[:ss[.fraction]]` in microseconds; `24:00` is the end of the day.
std::optional<std::int64_t> ReadTimeOfDay(const Options& options, std::string_view name,
                                          std::int64_t fallback, Faults* faults) {
  if (!options.Has(name)) return fallback;
  const std::string text = options.Text(name, "");
  const std::string_view trimmed = Trim(text);
  if (trimmed == "24:00" || trimmed == "24:00:00") return kMicrosPerDay;
  Result<MicrosUtc> at = ParseInstant(fmt::format("1970-01-01T{}", trimmed));
  if (!at || *at < 0 || *at >= kMicrosPerDay || trimmed.find('+') != trimmed.npos ||
      trimmed.find('-') != trimmed.npos) {
    faults->Add(options.Fault(
        name, fmt::format("{} is not a time of day such as 08:30 or 08:30:15.5: {}", name,
                          text)));
    return std::nullopt;
  }
  return *at;
}

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  auto min = ReadTimeOfDay(options, "min", 0, faults);
  auto max = ReadTimeOfDay(options, "max", kMicrosPerDay, faults);
  if (!min || !max) return nullptr;
  DataType type = DataType::Of(TypeId::kTime);
  type.unit = ReadTimeUnit(options);
  const std::int64_t per_second = UnitsPerSecond(type.unit);
  const auto units = [&](std::int64_t micros) {
    return per_second > kMicrosPerSecond ? micros * (per_second / kMicrosPerSecond)
                                         : CeilDiv(micros, kMicrosPerSecond / per_second);
  };
  if (units(*min) >= units(*max)) {
    faults->Add(options.Fault(
        options.Has("min") ? "min" : "max",
        fmt::format("no whole {} in [min, max): min {}, max {}", TimeUnitName(type.unit),
                    options.Text("min", "00:00"), options.Text("max", "24:00"))));
    return nullptr;
  }
  return MakeRangeOf(std::move(type), context, options, "max", units(*min),
                     units(*max) - 1, faults);
}

}  // namespace

TypePlugin time_type() {
  Info info;
  info.name = "time";
  info.family = "time";
  info.summary = "Times of day, uniform from `min` up to but not including `max`.";
  info.output = "time(s)";
  info.options = {
      TimeUnitOption(),
      {.name = "min",
       .kind = OptionKind::kText,
       .default_text = "00:00",
       .doc = "First time of day, inclusive.",
       .example = "'08:30'"},
      {.name = "max",
       .kind = OptionKind::kText,
       .default_text = "24:00",
       .doc = "End, exclusive; 24:00 is the end of the day.",
       .example = "'17:00'"},
  };
  info.example = "{ type: time, min: '08:30', max: '17:00' }";
  return {.info = std::move(info), .make = Make, .unique = true};
}

}  // namespace rowmill
