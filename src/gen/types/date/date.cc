// Dates, uniform between two inclusive bounds.

#include "gen/numbers.h"
#include "gen/range.h"
#include "gen/temporal.h"

namespace rowmill {

namespace {

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  UnitRange fallback{0, FloorDiv(context.now, kMicrosPerDay) - 1};
  std::optional<UnitRange> days = ReadDays(context, options, fallback, faults);
  if (!days) return nullptr;
  return MakeRangeGenerator(DataType::Of(TypeId::kDate), context.draws.Key("value"),
                            days->min, days->max);
}

}  // namespace

TypePlugin date_type() {
  Info info;
  info.name = "date";
  info.family = "time";
  info.summary = "Dates, uniform between two inclusive bounds.";
  info.output = "date";
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
  return {std::move(info), Make};
}

}  // namespace rowmill
