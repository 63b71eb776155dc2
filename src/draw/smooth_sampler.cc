// Samplers of smooth laws: a standard law, a rising map of its values, a cut.
#include <functional>

#include "base/check.h"
#include "draw/quantile_table.h"
#include "draw/sampler_internal.h"
#include "draw/smooth_law.h"

namespace rowmill {

namespace {

using math::Exp;
using math::Log;

/// The law of offset + factor * map(X).
struct Form {
  std::unique_ptr<SmoothLaw> base;
  /// The value of a base value and its derivative; rising.
  std::function<QuantileNode(double)> map;
  /// The base value of a value.
  std::function<double(double)> inverse;
  double offset = 0;
  double factor = 1;
};

Form Plain(std::unique_ptr<SmoothLaw> base, double offset, double factor) {
  return {std::move(base),
          [](double x) {
            return QuantileNode{x, 1};
          },
          [](double y) { return y; }, offset, factor};
}

/// e^(rate * X).
Form Power(std::unique_ptr<SmoothLaw> base, double rate, double factor) {
  return {std::move(base),
          [rate](double x) {
            const double y = Exp(rate * x);
            return QuantileNode{y, rate * y};
          },
          [rate](double y) { return y > 0 ? Log(y) / rate : -math::kInfinity; }, 0,
          factor};
}

/// X^(1 / shape).
Form Root(std::unique_ptr<SmoothLaw> base, double shape, double factor) {
  return {std::move(base),
          [shape](double x) {
            const double y = Exp(Log(x) / shape);
            return QuantileNode{y, y / x / shape};
          },
          [shape](double y) { return y > 0 ? Exp(shape * Log(y)) : 0; }, 0, factor};
}

Form FormOf(const Law& law) {
  switch (law.kind) {
    case LawKind::kNormal:
      return Plain(MakeNormalLaw(), law.a, law.b);
    case LawKind::kLogNormal:
      return Power(MakeNormalLaw(), law.b, Exp(law.a));
    case LawKind::kExponential:
      return Plain(MakeExponentialLaw(), 0, 1 / law.a);
    case LawKind::kGamma:
      return Plain(MakeGammaLaw(law.a), 0, law.b);
    case LawKind::kBeta:
      return Plain(MakeBetaLaw(law.a, law.b), law.c, law.d - law.c);
    case LawKind::kWeibull:
      return Root(MakeExponentialLaw(), law.a, law.b);
    default:
      RM_CHECK(law.kind == LawKind::kPareto);
      return Power(MakeExponentialLaw(), 1 / law.b, law.a);
  }
}

}  // namespace

SamplerResult MakeSmoothSampler(const Law& law, const Cut& cut) {
  const Form form = FormOf(law);
  auto base_of = [&](double value) {
    return form.inverse((value - form.offset) / form.factor);
  };
  std::optional<CutLaw> inside =
      CutLaw::Make(form.base.get(), base_of(cut.low), base_of(cut.high));
  if (!inside) return NothingInside(law);
  if (law.kind == LawKind::kNormal && !inside->is_cut()) {
    return MakeTableSampler(
        StandardNormalTable().Scaled(law.offset + law.factor * form.offset,
                                     law.factor * form.factor),
        0);
  }
  // Others are given by incomplete functions and not worth a promise.
  const bool rounded =
      !inside->is_cut() && law.kind != LawKind::kGamma && law.kind != LawKind::kBeta;
  auto source = [&](bool upper, double p) {
    QuantileNode base = inside->At(upper, p);
    if (rounded) base = RoundTo32Bits(base);
    const QuantileNode mapped = form.map(base.value);
    return QuantileNode{mapped.value, mapped.slope * base.slope};
  };
  return MakeTableSampler(QuantileTable(source, law.offset + law.factor * form.offset,
                                        law.factor * form.factor),
                          inside->log_mass());
}

}  // namespace rowmill
