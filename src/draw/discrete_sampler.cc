// Samplers of laws over whole numbers: a table of all numbers that matter when they are
// few, else a continuous law whose rounded-down values have the law.
#include <algorithm>
#include <functional>

#include "base/check.h"
#include "draw/quantile_table.h"
#include "draw/sampler_internal.h"
#include "draw/smooth_law.h"
#include "draw/step_table.h"

namespace rowmill {

namespace {

using math::Exp;
using math::Log;

constexpr std::size_t kListedMax = 65'536;
/// Numbers less likely than this part of the likeliest are never reached.
constexpr double kNegligible = 0x1p-64;
/// Doubles hold every whole number up to here.
constexpr double kWholeMax = 0x1p53;

double Ceil(double x) { return -math::Floor(-x); }

/// The whole numbers of [low, high), inside a support.
struct Whole {
  double first;
  double last;
  bool empty() const { return !(first <= last); }
};
Whole WholeInside(const Cut& cut, double lowest, double highest) {
  return {std::max(lowest, Ceil(cut.low)), std::min(highest, Ceil(cut.high) - 1)};
}

struct Listed {
  std::vector<double> values;
  std::vector<double> weights;
  double mode = 0;  ///< the value of weight 1
};

/// Weights relative to that of the likeliest number, outwards from it by their ratios
/// w(k + 1) / w(k). Nothing when more than kListedMax numbers matter.
std::optional<Listed> List(const Whole& range, double mode,
                           const std::function<double(double)>& ratio) {
  Listed listed;
  listed.mode = std::clamp(mode, range.first, range.last);
  std::vector<double> below;
  double weight = 1;
  for (double k = listed.mode; k > range.first; k -= 1) {
    weight /= ratio(k - 1);
    if (!(weight > kNegligible)) break;
    if (below.size() > kListedMax) return std::nullopt;
    below.push_back(weight);
  }
  for (std::size_t i = below.size(); i-- > 0;) {
    listed.values.push_back(listed.mode - static_cast<double>(i + 1));
    listed.weights.push_back(below[i]);
  }
  weight = 1;
  for (double k = listed.mode; k <= range.last && weight > kNegligible; k += 1) {
    if (listed.values.size() > kListedMax) return std::nullopt;
    listed.values.push_back(k);
    listed.weights.push_back(weight);
    weight *= ratio(k);
  }
  return listed;
}

SamplerResult FromList(const Law& law, Listed listed, double log_of_mode) {
  double sum = 0;
  for (double weight : listed.weights) sum += weight;
  for (double& value : listed.values) value = law.offset + law.factor * value;
  return MakeStepSampler(StepTable::OfValues(listed.values, listed.weights),
                         log_of_mode + Log(sum));
}

/// The distribution of X + U, U uniform in [-1/2, 1/2), by the expansion of Cornish and
/// Fisher: with a deviation above 3,000 it is within 1e-8 of the probability. The number
/// is that of X + U + 1/2 rounded down.
class WideLaw {
 public:
  WideLaw(double mean, double k2, double k3, double k4) : mean_(mean) {
    const double variance = k2 + 1.0 / 12;
    deviation_ = math::Sqrt(variance);
    skew_ = k3 / (variance * deviation_);
    excess_ = (k4 - 1.0 / 120) / (variance * variance);
  }
  QuantileNode At(double z) const {
    const double square = z * z, part = skew_ * skew_ / 36;
    const double y = z + skew_ * (square - 1) / 6 + excess_ * z * (square - 3) / 24 -
                     part * z * (2 * square - 5);
    const double slope =
        1 + skew_ * z / 3 + excess_ * (square - 1) / 8 - part * (6 * square - 5);
    return {mean_ + 0.5 + deviation_ * y, deviation_ * slope};
  }
  /// The z of a value; infinite beyond 40 deviations.
  double Inverse(double value) const {
    double z = (value - 0.5 - mean_) / deviation_;
    for (int i = 0; i < 20 && math::Abs(z) < 40; ++i) {
      const QuantileNode at = At(z);
      z -= (at.value - value) / at.slope;
    }
    if (math::Abs(z) < 40) return z;
    return z < 0 ? -math::kInfinity : math::kInfinity;
  }

 private:
  double mean_, deviation_, skew_, excess_;
};

SamplerResult FromWide(const Law& law, const Whole& range, const WideLaw& wide) {
  const std::unique_ptr<SmoothLaw> normal = MakeNormalLaw();
  std::optional<CutLaw> inside =
      CutLaw::Make(normal.get(), wide.Inverse(range.first), wide.Inverse(range.last + 1));
  if (!inside) return NothingInside(law);
  auto source = [&](bool upper, double p) {
    const QuantileNode z = inside->At(upper, p);
    const QuantileNode at = wide.At(z.value);
    return QuantileNode{at.value, at.slope * z.slope};
  };
  return MakeFlooredSampler(QuantileTable(source, 0, 1), law, range.first, range.last,
                            inside->log_mass());
}

SamplerResult MakePoisson(const Law& law, const Cut& cut) {
  const double mean = law.a;
  const Whole range = WholeInside(cut, 0, kWholeMax);
  if (range.empty()) return NothingInside(law);
  std::optional<Listed> listed =
      List(range, math::Floor(mean), [mean](double k) { return mean / (k + 1); });
  if (!listed) return FromWide(law, range, WideLaw(mean, mean, mean, mean));
  const double log = math::LogGammaFactor(listed->mode + 1, mean) - Log(mean);
  return FromList(law, std::move(*listed), log);
}

/// ln of the probability of k of n.
double LogBinomial(double n, double p, double k) {
  const double few = std::min(k, n - k);
  if (few >= 10) {
    return math::LogBetaFactor(k + 1, n - k + 1, p, 1 - p) - Log(p) - math::Log1p(-p) -
           Log(n + 1);
  }
  double sum = k * Log(p) + (n - k) * math::Log1p(-p);
  for (double i = 0; i < few; i += 1) sum += Log((n - i) / (i + 1));
  return sum;
}

SamplerResult MakeBinomial(const Law& law, const Cut& cut) {
  const double n = law.a, p = law.b, q = 1 - p;
  if (p == 0 || p == 1) {
    Law constant = law;
    constant.kind = LawKind::kConstant;
    constant.a = p * n;
    return MakeListedSampler(constant, cut);
  }
  const Whole range = WholeInside(cut, 0, n);
  if (range.empty()) return NothingInside(law);
  std::optional<Listed> listed =
      List(range, math::Floor((n + 1) * p),
           [n, p, q](double k) { return (n - k) / (k + 1) * (p / q); });
  if (!listed) {
    const double variance = n * p * q;
    return FromWide(
        law, range,
        WideLaw(n * p, variance, variance * (q - p), variance * (1 - 6 * p * q)));
  }
  const double log = LogBinomial(n, p, listed->mode);
  return FromList(law, std::move(*listed), log);
}

SamplerResult MakeGeometric(const Law& law, const Cut& cut) {
  const double p = law.a, rate = -math::Log1p(-p);
  const Whole range = WholeInside(cut, 0, p == 1 ? 0 : kWholeMax);
  if (range.empty()) return NothingInside(law);
  if (p > 1e-3 || range.last - range.first < static_cast<double>(kListedMax)) {
    std::optional<Listed> listed =
        List(range, range.first, [p](double) { return 1 - p; });
    RM_CHECK(listed.has_value());
    const double log = Log(p) - (range.first > 0 ? range.first * rate : 0);
    return FromList(law, std::move(*listed), log);
  }
  // Rounded down, an exponential number is geometric.
  const std::unique_ptr<SmoothLaw> base = MakeExponentialLaw();
  std::optional<CutLaw> inside =
      CutLaw::Make(base.get(), range.first * rate,
                   range.last == kWholeMax ? math::kInfinity : (range.last + 1) * rate);
  if (!inside) return NothingInside(law);
  auto source = [&](bool upper, double at) { return inside->At(upper, at); };
  return MakeFlooredSampler(QuantileTable(source, 0, 1 / rate), law, range.first,
                            range.last, inside->log_mass());
}

/// Ranks one by one up to kHead, a continuous tail behind them.
class ZipfSampler final : public Sampler {
 public:
  ZipfSampler(StepTable head, QuantileTable tail, const Law& law, double last)
      : head_(std::move(head)),
        tail_(std::move(tail)),
        offset_(law.offset),
        factor_(law.factor),
        last_(last) {}
  void Fill(RowIds rows, const std::uint64_t* draws, double* out) const override {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      double k = head_.At(draws[i]);
      if (k == 0) {
        k = std::clamp(math::Floor(tail_.At(draws[i])), kHead, last_);
      }
      out[i] = offset_ + factor_ * k;
    }
  }
  static constexpr double kHead = 4'096;     ///< first rank of the tail
  static constexpr double kOverlap = 1'024;  ///< where the tail's law begins

 private:
  StepTable head_;
  QuantileTable tail_;
  double offset_, factor_, last_;
};

SamplerResult MakeZipfWithHead(const Law& law, const Whole& range) {
  const double s = law.a;
  Listed head;
  double before = 0;  // the sum below kOverlap
  for (double k = range.first; k < ZipfSampler::kHead; k += 1) {
    head.values.push_back(k);
    head.weights.push_back(Exp(-s * Log(k)));
    if (k < ZipfSampler::kOverlap) before += head.weights.back();
  }
  const double tail = ZipfSum(s, ZipfSampler::kHead, range.last);
  const double overlap = ZipfSum(s, ZipfSampler::kOverlap, range.last);
  head.values.push_back(0);
  head.weights.push_back(tail);
  const double part = overlap / (before + overlap), rest = before / (before + overlap);
  const std::unique_ptr<SmoothLaw> base =
      MakeZipfTailLaw(s, ZipfSampler::kOverlap, range.last);
  // Told from the end that p counts from: the head may hold next to nothing, or all.
  auto source = [&](bool upper, double p) {
    const double inside = upper ? p / part : (p - rest) / part;
    if (upper ? inside >= 1 : inside <= 0) return QuantileNode{ZipfSampler::kOverlap, 0};
    const double x = base->Quantile(upper, Log(inside));
    const double slope = Exp(-base->LogDensity(x)) / part;
    return QuantileNode{x, upper ? -slope : slope};
  };
  return std::make_unique<ZipfSampler>(StepTable::OfValues(head.values, head.weights),
                                       QuantileTable(source, 0, 1), law, range.last);
}

SamplerResult MakeZipf(const Law& law, const Cut& cut) {
  const double s = law.a;
  const Whole range = WholeInside(cut, 1, kWholeMax);
  if (range.empty()) return NothingInside(law);
  if (range.last - range.first < static_cast<double>(kListedMax)) {
    Listed listed;
    for (double k = range.first; k <= range.last; k += 1) {
      listed.values.push_back(k);
      listed.weights.push_back(Exp(-s * Log(k / range.first)));
    }
    return FromList(law, std::move(listed), -s * Log(range.first));
  }
  if (range.first < ZipfSampler::kOverlap) return MakeZipfWithHead(law, range);
  const std::unique_ptr<SmoothLaw> base = MakeZipfTailLaw(s, range.first, range.last);
  auto source = [&](bool upper, double p) {
    const double x = base->Quantile(upper, Log(p));
    const double slope = Exp(-base->LogDensity(x));
    return QuantileNode{x, upper ? -slope : slope};
  };
  return MakeFlooredSampler(QuantileTable(source, 0, 1), law, range.first, range.last, 0);
}

}  // namespace

SamplerResult MakeDiscreteSampler(const Law& law, const Cut& cut) {
  switch (law.kind) {
    case LawKind::kPoisson:
      return MakePoisson(law, cut);
    case LawKind::kBinomial:
      return MakeBinomial(law, cut);
    case LawKind::kGeometric:
      return MakeGeometric(law, cut);
    default:
      RM_CHECK(law.kind == LawKind::kZipf);
      return MakeZipf(law, cut);
  }
}

}  // namespace rowmill
