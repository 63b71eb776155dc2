// Datagen's BIRTHDATE: a date between two inclusive bounds.

#include "gen/range.h"
#include "gen/temporal.h"

namespace rowmill {

namespace {

/// 1920-01-01 .. 2024-01-01, in days. Source: datagen.md 3.4.
constexpr UnitRange kDefault = {-18'263, 19'723};

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  std::optional<UnitRange> days = ReadDays(context, options, kDefault, faults);
  if (!days) return nullptr;
  return MakeRangeGenerator(DataType::Of(TypeId::kDate), context.draws.Key("value"),
                            days->min, days->max);
}

}  // namespace

TypePlugin datagen_birthdate_type() {
  Info info;
  info.name = "datagen.birthdate";
  info.family = "datagen";
  info.summary = "Datagen's BIRTHDATE: dates, uniform between two inclusive bounds.";
  info.output = "date";
  info.options = {
      {.name = "min",
       .kind = OptionKind::kInstant,
       .default_text = "1920-01-01",
       .doc = "First day, inclusive.",
       .example = "1950-01-01"},
      {.name = "max",
       .kind = OptionKind::kInstant,
       .default_text = "2024-01-01",
       .doc = "Last day, inclusive.",
       .example = "2006-12-31"},
  };
  info.example = "{ type: datagen.birthdate, min: 1950-01-01, max: 2006-12-31 }";
  return {std::move(info), Make};
}

}  // namespace rowmill
