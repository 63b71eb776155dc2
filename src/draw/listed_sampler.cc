// Samplers of laws with straight or square-root quantiles, and of listed values.
#include <algorithm>
#include <cmath>

#include "base/check.h"
#include "draw/quantile_table.h"
#include "draw/sampler_internal.h"
#include "draw/step_table.h"

namespace rowmill {

namespace {

/// Intervals with weights, clipped to the cut.
SamplerResult FromEdges(const Law& law, const Cut& cut, const std::vector<double>& edges,
                        const std::vector<double>& weights) {
  std::vector<double> starts, inside;
  double all = 0, kept = 0, end = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    all += weights[i];
    const double low = std::max(edges[i], cut.low);
    const double high = std::min(edges[i + 1], cut.high);
    const bool point = edges[i] == edges[i + 1];
    if (point ? !(low == edges[i] && edges[i] < cut.high) : !(low < high)) continue;
    const double width = edges[i + 1] - edges[i];
    const double weight = point ? weights[i] : weights[i] * ((high - low) / width);
    starts.push_back(law.offset + law.factor * low);
    inside.push_back(weight);
    kept += weight;
    end = law.offset + law.factor * high;
  }
  if (!(kept > 0)) return NothingInside(law);
  starts.push_back(end);
  return MakeStepSampler(StepTable::OfEdges(starts, inside),
                         math::Log(kept) - math::Log(all));
}

SamplerResult FromPoints(const Law& law, const Cut& cut,
                         const std::vector<double>& points,
                         const std::vector<double>& weights) {
  std::vector<double> values, inside;
  double all = 0, kept = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    all += weights[i];
    if (!(points[i] >= cut.low && points[i] < cut.high)) continue;
    values.push_back(law.offset + law.factor * points[i]);
    inside.push_back(weights[i]);
    kept += weights[i];
  }
  if (!(kept > 0)) return NothingInside(law);
  return MakeStepSampler(StepTable::OfValues(values, inside),
                         math::Log(kept) - math::Log(all));
}

class TriangularSampler final : public Sampler {
 public:
  TriangularSampler(const Law& law, double below, double above)
      : below_(below), above_(above), mass_(1 - below - above) {
    const double width = law.c - law.a;
    turn_ = (law.b - law.a) / width;
    low_ = law.offset + law.factor * law.a;
    high_ = law.offset + law.factor * law.c;
    rise_ = law.factor * law.factor * width * (law.b - law.a);
    fall_ = law.factor * law.factor * width * (law.c - law.b);
    log_mass_ = math::Log(mass_);
  }
  void Fill(RowIds rows, const std::uint64_t* draws, double* out) const override {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const double u = MiddleOf(draws[i]);
      const double lower = below_ + u * mass_;
      const double upper = above_ + (1 - u) * mass_;
      const double left = low_ + math::Sqrt(lower * rise_);
      const double right = high_ - math::Sqrt(upper * fall_);
      out[i] = lower < turn_ ? left : right;
    }
  }

 private:
  double below_, above_, mass_;
  double turn_, low_, high_, rise_, fall_;
};

SamplerResult MakeTriangular(const Law& law, const Cut& cut) {
  const double width = law.c - law.a;
  auto lower = [&](double x) {
    if (x <= law.a) return 0.0;
    if (x >= law.c) return 1.0;
    return x < law.b ? (x - law.a) * (x - law.a) / (width * (law.b - law.a))
                     : 1 - (law.c - x) * (law.c - x) / (width * (law.c - law.b));
  };
  auto upper = [&](double x) {
    if (x <= law.a) return 1.0;
    if (x >= law.c) return 0.0;
    return x < law.b ? 1 - lower(x)
                     : (law.c - x) * (law.c - x) / (width * (law.c - law.b));
  };
  const double below = lower(cut.low), above = upper(cut.high);
  if (!(1 - below - above > 0)) return NothingInside(law);
  return std::make_unique<TriangularSampler>(law, below, above);
}

}  // namespace

SamplerResult MakeListedSampler(const Law& law, const Cut& cut) {
  switch (law.kind) {
    case LawKind::kUniform:
      return FromEdges(law, cut, {law.a, law.b}, {1});
    case LawKind::kTriangular:
      return MakeTriangular(law, cut);
    case LawKind::kHistogram:
      return FromEdges(law, cut, law.points, law.weights);
    case LawKind::kQuantiles:
      return FromEdges(law, cut, law.points,
                       std::vector<double>(law.points.size() - 1, 1.0));
    case LawKind::kChoice:
      return FromPoints(law, cut, law.points, law.weights);
    default:
      RM_CHECK(law.kind == LawKind::kConstant);
      return FromPoints(law, cut, {law.a}, {1});
  }
}

}  // namespace rowmill
