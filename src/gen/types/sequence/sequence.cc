// Numbers that count: start, start + step, … by row id.

#include <fmt/format.h>

#include "gen/arithmetic.h"

namespace rowmill {

namespace {

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  Arithmetic sequence;
  sequence.start = options.Int("start", 1);
  sequence.step = options.Int("step", 1);
  sequence.cycle = options.Bool("cycle", false);
  const std::size_t before = faults->errors().size();
  if (sequence.step == 0) faults->Add(options.Fault("step", "step is 0"));
  if (sequence.cycle && !options.Has("end")) {
    faults->Add(options.Fault("cycle", "cycle needs end"));
  }
  if (context.unique && sequence.cycle) {
    faults->Add(options.Fault("cycle", "cycle: true repeats values that unique forbids"));
  }
  if (faults->errors().size() != before) return nullptr;
  sequence.last = options.Int("end", sequence.step > 0 ? INT64_MAX : INT64_MIN);
  if (CountOf(sequence) == 0) {
    faults->Add(options.Fault(
        "end", fmt::format("end {} lies on the wrong side of start {} for step {}",
                           sequence.last, sequence.start, sequence.step)));
    return nullptr;
  }
  return MakeArithmeticGenerator(DataType::Of(TypeId::kInt64), sequence);
}

}  // namespace

TypePlugin sequence_type() {
  Info info;
  info.name = "sequence";
  info.family = "keys";
  info.summary = "Counts by row: start, start + step, and so on.";
  info.output = "int64";
  info.options = {
      {.name = "start",
       .kind = OptionKind::kInt,
       .default_text = "1",
       .doc = "Value of the first row.",
       .example = "1000"},
      {.name = "step",
       .kind = OptionKind::kInt,
       .default_text = "1",
       .doc = "Distance from row to row, may be negative, not 0.",
       .example = "10"},
      {.name = "end",
       .kind = OptionKind::kInt,
       .default_text = "the end of int64",
       .doc = "Bound that no value passes; more rows than values are refused unless "
              "`cycle` is set.",
       .example = "9999"},
      {.name = "cycle",
       .kind = OptionKind::kBool,
       .default_text = "false",
       .doc = "Start again behind the last value; needs `end`.",
       .example = "true"},
  };
  info.example = "{ type: sequence, start: 1000, step: 10 }";
  return {.info = std::move(info), .make = Make, .unique = true};
}

}  // namespace rowmill
