// Datagen's DATE: a moment with whole seconds between two inclusive bounds, or now.

#include "gen/range.h"
#include "gen/temporal.h"
#include "value/numbers.h"

namespace rowmill {

namespace {

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  std::optional<UnitRange> seconds =
      ReadSeconds(context, options, kDatagenSeconds, faults);
  if (!seconds) return nullptr;
  if (options.Bool("use_now", false)) {
    std::int64_t now = FloorDiv(context.now, kMicrosPerSecond);
    seconds = UnitRange{now, now};
  }
  return MakeRangeGenerator(DataType::Timestamp(TimeUnit::kSecond, "UTC"),
                            context.draws.Key("value"), seconds->min, seconds->max);
}

}  // namespace

TypePlugin datagen_date_type() {
  Info info;
  info.name = "datagen.date";
  info.family = "datagen";
  info.summary = "Datagen's DATE: moments of whole seconds between two inclusive bounds.";
  info.output = "timestamp(s, UTC)";
  info.options = DatagenSecondsOptions();
  info.example = "{ type: datagen.date, min: 2020-01-01, max: 2024-12-31 }";
  return {std::move(info), Make};
}

}  // namespace rowmill
