// Datagen's TIMESTAMP: epoch milliseconds as a plain number.

#include <fmt/format.h>

#include "gen/range.h"
#include "value/numbers.h"

namespace rowmill {

namespace {

/// The bound in milliseconds: a whole number is one already, else it is a date or time.
std::int64_t ReadBound(const TypeContext& context, const Options& options,
                       std::string_view name, std::int64_t fallback, Faults* faults) {
  if (!options.Has(name)) return fallback;
  const std::string text = options.Text(name, "");
  if (text == "now") return FloorDiv(context.now, 1'000);
  if (Result<std::int64_t> millis = ParseUnits64(text, 0)) return *millis;
  Result<MicrosUtc> at = ParseInstant(text);
  if (at) return FloorDiv(*at, 1'000);
  faults->Add(options.Fault(
      name, fmt::format("{} is neither epoch milliseconds nor a date or time: '{}'", name,
                        text)));
  return fallback;
}

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  const std::size_t before = faults->errors().size();
  const std::int64_t now = FloorDiv(context.now, 1'000);
  std::int64_t max = ReadBound(context, options, "max", now, faults);
  std::int64_t min =
      ReadBound(context, options, "min", options.Has("max") ? 0 : now, faults);
  if (faults->errors().size() != before) return nullptr;
  if (min > max) {
    faults->Add(
        options.Fault(options.Has("min") ? "min" : "max",
                      fmt::format("min {} is above max {} (milliseconds)", min, max)));
    return nullptr;
  }
  return MakeRangeGenerator(DataType::Of(TypeId::kInt64), context.draws.Key("value"), min,
                            max);
}

}  // namespace

TypePlugin datagen_timestamp_type() {
  Info info;
  info.name = "datagen.timestamp";
  info.family = "datagen";
  info.summary =
      "Datagen's TIMESTAMP: epoch milliseconds; the frozen now without bounds.";
  info.output = "int64";
  info.options = {
      {.name = "min",
       .kind = OptionKind::kText,
       .default_text = "now, or 0 when only max is given",
       .doc = "Smallest value, inclusive: epoch milliseconds, or a date or time.",
       .unit = "ms",
       .example = "2020-01-01"},
      {.name = "max",
       .kind = OptionKind::kText,
       .default_text = "now",
       .doc = "Largest value, inclusive: epoch milliseconds, or a date or time.",
       .unit = "ms",
       .example = "1735689600000"},
  };
  info.example = "{ type: datagen.timestamp, min: 2020-01-01, max: 2024-12-31 }";
  return {std::move(info), Make};
}

}  // namespace rowmill
