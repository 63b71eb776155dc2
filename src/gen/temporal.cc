#include "gen/temporal.h"

#include <fmt/format.h>

#include "base/text.h"
#include "dict/time_zones.h"
#include "value/numbers.h"

namespace rowmill {

namespace {

/// The bound in units of `micros`; a bound between two units is a fault, unless it is
/// `now`, which is rounded down.
std::int64_t ReadBound(const TypeContext& context, const Options& options,
                       std::string_view name, std::int64_t micros,
                       std::string_view unit_name, std::int64_t fallback,
                       Faults* faults) {
  if (!options.Has(name)) return fallback;
  MicrosUtc at = options.Instant(name, context.now, 0);
  const Node* raw = options.Raw(name);
  bool is_now = raw != nullptr && raw->ScalarText() == "now";
  if (at % micros != 0 && !is_now) {
    faults->Add(options.Fault(name, fmt::format("{} is not a whole {}: {}", name,
                                                unit_name, FormatInstant(at))));
  }
  return FloorDiv(at, micros);
}

std::optional<UnitRange> ReadRange(const TypeContext& context, const Options& options,
                                   std::int64_t micros, std::string_view unit_name,
                                   UnitRange fallback, Faults* faults) {
  const std::size_t before = faults->errors().size();
  UnitRange range;
  range.min = ReadBound(context, options, "min", micros, unit_name, fallback.min, faults);
  range.max = ReadBound(context, options, "max", micros, unit_name, fallback.max, faults);
  if (faults->errors().size() != before) return std::nullopt;
  if (range.min > range.max) {
    auto shown = [&](std::int64_t value, std::string_view name) {
      return FormatInstant(value * micros) + (options.Has(name) ? "" : " (the default)");
    };
    faults->Add(
        options.Fault(options.Has("min") ? "min" : "max",
                      fmt::format("min {} is above max {}", shown(range.min, "min"),
                                  shown(range.max, "max"))));
    return std::nullopt;
  }
  return range;
}

/// Whether a text that ParseInstant reads says how far from UTC it is.
bool HasOffset(std::string_view text) {
  const std::size_t clock = text.find_first_of("Tt ");
  return clock != std::string_view::npos &&
         text.find_first_of("Zz+-", clock) != std::string_view::npos;
}

}  // namespace

Result<MicrosUtc> ParseLocalInstant(std::string_view text, const TimeZone* zone) {
  const std::string_view trimmed = Trim(text);
  RM_ASSIGN_OR_RETURN(const MicrosUtc at, ParseInstant(trimmed));
  if (zone == nullptr || HasOffset(trimmed)) return at;
  const std::int64_t seconds = FloorDiv(at, kMicrosPerSecond);
  return at + (zone->UtcOf(seconds) - seconds) * kMicrosPerSecond;
}

MicrosUtc LocalInstant(const Options& options, std::string_view name, MicrosUtc now,
                       MicrosUtc fallback, const TimeZone* zone) {
  const MicrosUtc at = options.Instant(name, now, fallback);
  const Node* raw = options.Raw(name);
  if (raw == nullptr || zone == nullptr) return at;
  // What ParseInstant does not read is `now`.
  return ParseLocalInstant(raw->ScalarText(), zone).value_or(at);
}

Status ResolveZone(const Dictionaries* dictionaries, DataType* type) {
  if (type->id != TypeId::kTimestamp || type->zone.empty()) return {};
  if (EqualsIgnoreCase(type->zone, "UTC")) {
    type->zone = "UTC";
    return {};
  }
  if (dictionaries == nullptr) {
    return Fail(ErrorCode::kInvalidArgument, "time zones need the dictionaries");
  }
  RM_ASSIGN_OR_RETURN(type->rules, FindTimeZone(*dictionaries, type->zone));
  type->zone = type->rules->name();
  return {};
}

std::optional<UnitRange> ReadDays(const TypeContext& context, const Options& options,
                                  UnitRange fallback, Faults* faults) {
  return ReadRange(context, options, kMicrosPerDay, "day", fallback, faults);
}

std::optional<UnitRange> ReadSeconds(const TypeContext& context, const Options& options,
                                     UnitRange fallback, Faults* faults) {
  return ReadRange(context, options, kMicrosPerSecond, "second", fallback, faults);
}

std::vector<OptionInfo> DatagenSecondsOptions() {
  return {
      {.name = "min",
       .kind = OptionKind::kInstant,
       .default_text = "1970-01-01T00:00:00Z",
       .doc = "First second, inclusive.",
       .example = "2020-01-01"},
      {.name = "max",
       .kind = OptionKind::kInstant,
       .default_text = "9999-12-31T23:59:59Z",
       .doc = "Last second, inclusive.",
       .example = "2024-12-31T23:59:59Z"},
      {.name = "use_now",
       .kind = OptionKind::kBool,
       .default_text = "false",
       .doc = "The run's frozen moment in every row; goes before `min` and `max`.",
       .example = "true"},
  };
}

TimeUnit ReadTimeUnit(const Options& options) {
  const std::string name = options.Text("unit", "s");
  if (name == "ms") return TimeUnit::kMilli;
  if (name == "us") return TimeUnit::kMicro;
  if (name == "ns") return TimeUnit::kNano;
  return TimeUnit::kSecond;
}

OptionInfo TimeUnitOption() {
  return {.name = "unit",
          .kind = OptionKind::kChoice,
          .default_text = "s",
          .doc = "Unit that values are whole numbers of.",
          .choices = {"s", "ms", "us", "ns"},
          .example = "ms"};
}

}  // namespace rowmill
