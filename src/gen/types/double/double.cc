// Doubles, uniform in [min, max).

#include <fmt/format.h>

#include <cmath>

#include "draw/stream.h"
#include "gen/distributed.h"
#include "gen/generator.h"

namespace rowmill {

namespace {

class DoubleGenerator final : public Generator {
 public:
  DoubleGenerator(DrawKey key, double min, double max)
      : key_(key),
        min_(min),
        width_(max - min),
        max_(max),
        below_(std::nextafter(max, min)) {
    type_ = DataType::Of(TypeId::kDouble);
    facts_.incompressible = true;
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    out->Reset(type_);
    double* values = out->ResizeValues<double>(call.rows.size());
    FillUnitDoubles(key_, call.rows, values);
    const double min = min_, width = width_, max = max_, below = below_;
    for (std::size_t i = 0; i < call.rows.size(); ++i) {
      double value = min + values[i] * width;
      values[i] = value >= max ? below : value;  // rounding may reach the excluded bound
    }
    return {};
  }

 private:
  DrawKey key_;
  double min_;
  double width_;
  double max_;
  double below_;
};

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  double min = options.Number("min", 0);
  double max = options.Number("max", 1);
  if (context.distribution != nullptr) WidenOther(options, -1e300, 1e300, &min, &max);
  if (!(min < max)) {
    faults->Add(options.Fault(options.Has("min") ? "min" : "max",
                              fmt::format("min {} is not below max {}", min, max)));
    return nullptr;
  }
  if (!std::isfinite(max - min)) {
    faults->Add(options.Fault(
        "max",
        fmt::format("max - min passes the range of a double: {} .. {}", min, max)));
    return nullptr;
  }
  if (context.distributed()) {
    return MakeDistributedReal(context, options, TypeId::kDouble, min, max, faults);
  }
  return std::make_unique<DoubleGenerator>(context.draws.Key("value"), min, max);
}

}  // namespace

TypePlugin double_type() {
  Info info;
  info.name = "double";
  info.family = "numbers";
  info.summary =
      "Floating-point numbers of 64 bits: uniform in [min, max), or by a distribution.";
  info.output = "double";
  info.distributed = true;
  info.options = {
      {.name = "min",
       .kind = OptionKind::kNumber,
       .default_text = "0",
       .doc = "Lower bound, inclusive.",
       .example = "-1.5"},
      {.name = "max",
       .kind = OptionKind::kNumber,
       .default_text = "1",
       .doc = "Upper bound, exclusive.",
       .example = "1000"},
  };
  info.example = "{ type: double, min: 0, max: 1000 }";
  return {std::move(info), Make};
}

}  // namespace rowmill
