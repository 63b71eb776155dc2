// Datagen's INCREMENT_INTEGER and INCREMENT_LONG: a counter whose first value is min + 1.

#include <fmt/format.h>

#include "gen/arithmetic.h"

namespace rowmill {

namespace {

std::unique_ptr<Generator> Make(const TypeContext& /*context*/, const Options& options,
                                Faults* faults) {
  const bool wide = options.Text("bits", "32") == "64";
  const std::int64_t lowest = wide ? INT64_MIN : INT32_MIN;
  const std::int64_t highest = wide ? INT64_MAX : INT32_MAX;
  const std::int64_t min = options.Int("min", 0);
  if (min < lowest || min >= highest) {
    faults->Add(options.Fault(
        "min",
        fmt::format("min + 1 is outside the range of int{}: {}", wide ? 64 : 32, min)));
    return nullptr;
  }
  Arithmetic sequence;
  sequence.start = min + 1;
  sequence.last = highest;
  return MakeArithmeticGenerator(DataType::Of(wide ? TypeId::kInt64 : TypeId::kInt32),
                                 sequence);
}

}  // namespace

TypePlugin datagen_increment_type() {
  Info info;
  info.name = "datagen.increment";
  info.family = "datagen";
  info.summary = "Datagen's counters: min + 1, min + 2, and so on.";
  info.output = "int32";
  info.options = {
      {.name = "bits",
       .kind = OptionKind::kChoice,
       .default_text = "32",
       .doc = "Width of the column: 32 for INCREMENT_INTEGER, 64 for INCREMENT_LONG.",
       .choices = {"32", "64"},
       .example = "64"},
      {.name = "min",
       .kind = OptionKind::kInt,
       .default_text = "0",
       .doc = "One less than the value of the first row.",
       .example = "120000"},
  };
  info.example = "{ type: datagen.increment, min: 120000 }";
  return {.info = std::move(info), .make = Make, .unique = true};
}

}  // namespace rowmill
