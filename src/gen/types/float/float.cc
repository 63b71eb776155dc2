// Floats, uniform in [min, max): computed as doubles, rounded to the nearest float.

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "draw/stream.h"
#include "gen/distributed.h"
#include "gen/generator.h"

namespace rowmill {

namespace {

class FloatGenerator final : public Generator {
 public:
  FloatGenerator(DrawKey key, float min, float max)
      : key_(key),
        min_(min),
        width_(static_cast<double>(max) - static_cast<double>(min)),
        max_(max),
        below_(std::nextafter(max, min)) {
    type_ = DataType::Of(TypeId::kFloat);
    facts_.incompressible = true;
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    const std::size_t count = call.rows.size();
    out->Reset(type_);
    float* values = out->ResizeValues<float>(count);
    call.scratch->draws.Resize(count * sizeof(double));
    double* units = call.scratch->draws.as<double>();
    FillUnitDoubles(key_, call.rows, units);
    const double min = min_, width = width_;
    const float max = max_, below = below_;
    for (std::size_t i = 0; i < count; ++i) {
      float value = static_cast<float>(min + units[i] * width);
      values[i] = value >= max ? below : value;
    }
    return {};
  }

 private:
  DrawKey key_;
  double min_;
  double width_;
  float max_;
  float below_;
};

/// The bound rounded to the nearest float; a fault when it passes the range.
float ReadBound(const Options& options, std::string_view name, double fallback,
                Faults* faults) {
  double value = options.Number(name, fallback);
  if (std::abs(value) > static_cast<double>(std::numeric_limits<float>::max())) {
    faults->Add(options.Fault(
        name, fmt::format("{} is outside the range of a float: {}", name, value)));
    return static_cast<float>(fallback);
  }
  return static_cast<float>(value);
}

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  const std::size_t before = faults->errors().size();
  float min = ReadBound(options, "min", 0, faults);
  float max = ReadBound(options, "max", 1, faults);
  if (faults->errors().size() != before) return nullptr;
  if (context.distribution != nullptr) {
    constexpr float kWidth = std::numeric_limits<float>::max();
    WidenOther(options, -kWidth, kWidth, &min, &max);
  }
  if (!(min < max)) {
    faults->Add(
        options.Fault(options.Has("min") ? "min" : "max",
                      fmt::format("min {} is not below max {}, rounded to floats",
                                  options.Number("min", 0), options.Number("max", 1))));
    return nullptr;
  }
  if (context.distributed()) {
    return MakeDistributedReal(context, options, TypeId::kFloat, static_cast<double>(min),
                               static_cast<double>(max), faults);
  }
  return std::make_unique<FloatGenerator>(context.draws.Key("value"), min, max);
}

}  // namespace

TypePlugin float_type() {
  Info info;
  info.name = "float";
  info.family = "numbers";
  info.summary =
      "Floating-point numbers of 32 bits: uniform in [min, max), or by a distribution.";
  info.output = "float";
  info.distributed = true;
  info.options = {
      {.name = "min",
       .kind = OptionKind::kNumber,
       .default_text = "0",
       .doc = "Lower bound, inclusive; rounded to the nearest float.",
       .example = "-1.5"},
      {.name = "max",
       .kind = OptionKind::kNumber,
       .default_text = "1",
       .doc = "Upper bound, exclusive; rounded to the nearest float.",
       .example = "40"},
  };
  info.example = "{ type: float, min: -10, max: 40 }";
  return {std::move(info), Make};
}

}  // namespace rowmill
