#include "draw/smooth_law.h"

#include <algorithm>

#include "base/check.h"

namespace rowmill {

namespace {

using math::Exp;
using math::kInfinity;
using math::Log;

constexpr double kLnHalf = -math::kLn2;
/// Tails below this are not reached by any draw (2^-54).
constexpr double kLogNoTail = -60 * math::kLn2;
/// An interval that holds less of its surroundings is taken as log-linear: the error is
/// its square.
constexpr double kNarrow = 1e-6;

struct Slope {
  double value;
  double derivative;
};

/// The root of a rising function by Newton's method inside brackets.
template <typename Function>
double SolveRising(const Function& function, double start) {
  double low = -kInfinity, high = kInfinity, v = start;
  for (int i = 0; i < 200; ++i) {
    const Slope at = function(v);
    if (at.value == 0) return v;
    (at.value < 0 ? low : high) = v;
    const double most = 2 * (1 + math::Abs(v));
    double step = -at.value / at.derivative;
    if (!(math::Abs(step) <= most)) step = at.value < 0 ? most : -most;
    if (math::Abs(step) <= 1e-15 * math::Abs(v) + 1e-18) return v + step;
    double next = v + step;
    // Outside the brackets only where both ends are known, or the function is noise.
    if (!(next > low && next < high)) {
      if (low == -kInfinity || high == kInfinity) return v;
      next = 0.5 * (low + high);
      if (!(next > low && next < high)) return next;
    }
    v = next;
  }
  return v;
}

class NormalLaw final : public SmoothLaw {
 public:
  double LogLower(double x) const override { return math::LogNormalUpper(-x); }
  double LogUpper(double x) const override { return math::LogNormalUpper(x); }
  double LogDensity(double x) const override { return -0.5 * x * x - math::kLnSqrtTwoPi; }
  double Quantile(bool upper, double log_tail) const override {
    if (log_tail == -kInfinity) return upper ? kInfinity : -kInfinity;
    if (log_tail > kLnHalf) return -Quantile(upper, math::Log1mExp(log_tail));
    const double start = -math::Sqrt(std::max(0.0, -2 * (log_tail - kLnHalf)));
    const double x = SolveRising(
        [&](double v) {
          const double tail = math::LogNormalUpper(-v);
          return Slope{tail - log_tail, Exp(LogDensity(v) - tail)};
        },
        start);
    return upper ? -x : x;
  }
};

class ExponentialLaw final : public SmoothLaw {
 public:
  ExponentialLaw() { lowest_ = 0; }
  double LogLower(double x) const override {
    return x > 0 ? math::Log1mExp(-x) : -kInfinity;
  }
  double LogUpper(double x) const override { return x > 0 ? -x : 0; }
  double LogDensity(double x) const override { return -x; }
  double Quantile(bool upper, double log_tail) const override {
    return upper ? -log_tail : -math::Log1mExp(log_tail);
  }
};

/// Logarithms of x below which a lower tail is a power of x to the last place.
constexpr double kPowerOnly = -40;

class GammaLaw final : public SmoothLaw {
 public:
  explicit GammaLaw(double shape) : shape_(shape) { lowest_ = 0; }
  double LogLower(double x) const override { return math::LogGammaLower(shape_, x); }
  double LogUpper(double x) const override { return math::LogGammaUpper(shape_, x); }
  double LogDensity(double x) const override {
    return math::LogGammaFactor(shape_, x) - Log(x);
  }
  /// Solved for ln x, in which both tails are nearly straight or bend one way.
  double Quantile(bool upper, double log_tail) const override {
    if (log_tail == -kInfinity) return upper ? kInfinity : 0;
    const double sign = upper ? -1 : 1;
    // Where the lower tail is a power of x: exact for tiny x.
    const double lower = upper ? math::Log1mExp(log_tail) : log_tail;
    const double power = (lower + math::LogGamma(shape_ + 1)) / shape_;
    if (power < kPowerOnly) return Exp(power);
    const double start = shape_ < 10 ? std::min(power, Log(shape_ + 1)) : Log(shape_);
    const double v = SolveRising(
        [&](double at) {
          const double x = Exp(at);
          const double tail = upper ? LogUpper(x) : LogLower(x);
          return Slope{sign * (tail - log_tail),
                       Exp(math::LogGammaFactor(shape_, x) - tail)};
        },
        start);
    return Exp(v);
  }

 private:
  double shape_;
};

class BetaLaw final : public SmoothLaw {
 public:
  BetaLaw(double a, double b) : a_(a), b_(b) {
    lowest_ = 0;
    highest_ = 1;
    log_beta_ = math::LogGamma(a) + math::LogGamma(b) - math::LogGamma(a + b);
  }
  double LogLower(double x) const override {
    return math::LogBetaLower(a_, b_, x, 1 - x);
  }
  double LogUpper(double x) const override {
    return math::LogBetaLower(b_, a_, 1 - x, x);
  }
  double LogDensity(double x) const override {
    if (!(x > 0 && x < 1)) return kInfinity;  // the slope of the quantiles is 0 there
    return math::LogBetaFactor(a_, b_, x, 1 - x) - Log(x) - math::Log1p(-x);
  }
  /// Solved for v = ln(x / (1 - x)), which keeps both ends apart from 0 and 1.
  double Quantile(bool upper, double log_tail) const override {
    if (log_tail == -kInfinity) return upper ? 1 : 0;
    const double sign = upper ? -1 : 1;
    const double near = upper ? b_ : a_;
    const double power = (log_tail + Log(near) + log_beta_) / near;
    if (power < kPowerOnly) return upper ? 1 - Exp(power) : Exp(power);
    const double middle = Log(near / (a_ + b_ - near));
    const double start = near < 10 ? std::min(power, middle) : middle;
    const double v = SolveRising(
        [&](double at) {
          const double x = 1 / (1 + Exp(-at)), y = 1 / (1 + Exp(at));
          const double tail =
              upper ? math::LogBetaLower(b_, a_, y, x) : math::LogBetaLower(a_, b_, x, y);
          return Slope{sign * (tail - log_tail),
                       Exp(math::LogBetaFactor(a_, b_, x, y) - tail)};
        },
        upper ? -start : start);
    return 1 / (1 + Exp(-v));
  }

 private:
  double a_, b_;
  double log_beta_;
};

/// Sums of k^-s by Euler and Maclaurin about the middles: the sum from `first` to x - 1
/// is Sum(x - 1/2) - Sum(first - 1/2) but for terms below 1e-17 from 64 on.
class ZipfTailLaw final : public SmoothLaw {
 public:
  ZipfTailLaw(double s, double first, double last) : s_(s) {
    lowest_ = first;
    highest_ = last == kInfinity ? last : last + 1;
    total_ = Between(lowest_, highest_);
  }
  double total() const { return total_; }
  double LogLower(double x) const override {
    return x > lowest_ ? Log(Between(lowest_, x) / total_) : -kInfinity;
  }
  double LogUpper(double x) const override {
    return x < highest_ ? Log(Between(x, highest_) / total_) : -kInfinity;
  }
  double LogDensity(double x) const override { return -s_ * Log(x - 0.5) - Log(total_); }
  double Quantile(bool upper, double log_tail) const override {
    if (log_tail == -kInfinity) return upper ? highest_ : lowest_;
    const double sign = upper ? -1 : 1;
    const double v = SolveRising(
        [&](double at) {
          const double x = Exp(at);
          if (x < lowest_) return Slope{-1, 0};
          if (x > highest_) return Slope{1, 0};
          const double tail = upper ? LogUpper(x) : LogLower(x);
          if (tail == -kInfinity) return Slope{upper ? 1.0 : -1.0, 0};
          return Slope{sign * (tail - log_tail), Exp(LogDensity(x) + at - tail)};
        },
        Log(lowest_) + (highest_ == kInfinity ? (upper ? -log_tail : 1) / (s_ - 1)
                                              : 0.5 * Log(highest_ / lowest_)));
    return std::clamp(Exp(v), lowest_, highest_);
  }

 private:
  /// The sum of k^-s for k in [from, to), made continuous; without cancellation.
  double Between(double from, double to) const {
    const double low = from - 0.5;
    const double start = Exp(-s_ * Log(low));
    if (to == kInfinity) {
      return start * (low / (s_ - 1) - s_ / 24 / low +
                      s_ * (s_ + 1) * (s_ + 2) * 7 / 5760 / (low * low * low));
    }
    const double span = math::Log1p((to - from) / low);
    const double power = (1 - s_) * span;
    const double whole = math::Abs(power) < 1e-300 ? span : math::Expm1(power) / (1 - s_);
    // The correction's difference: f'(high) - f'(low), over 24.
    const double bend = -s_ / 24 / low * -math::Expm1(-(s_ + 1) * span);
    return start * (low * whole + bend);
  }

  double s_;
  double total_;
};

}  // namespace

std::unique_ptr<SmoothLaw> MakeNormalLaw() { return std::make_unique<NormalLaw>(); }
std::unique_ptr<SmoothLaw> MakeExponentialLaw() {
  return std::make_unique<ExponentialLaw>();
}
std::unique_ptr<SmoothLaw> MakeGammaLaw(double shape) {
  return std::make_unique<GammaLaw>(shape);
}
std::unique_ptr<SmoothLaw> MakeBetaLaw(double a, double b) {
  return std::make_unique<BetaLaw>(a, b);
}
std::unique_ptr<SmoothLaw> MakeZipfTailLaw(double s, double first, double last) {
  RM_CHECK(first >= 64);
  return std::make_unique<ZipfTailLaw>(s, first, last);
}

double ZipfSum(double s, double first, double last) {
  return ZipfTailLaw(s, first, last).total();
}

std::optional<CutLaw> CutLaw::Make(const SmoothLaw* law, double low, double high) {
  CutLaw cut;
  cut.law_ = law;
  cut.low_ = low > law->lowest() ? low : law->lowest();
  cut.high_ = high < law->highest() ? high : law->highest();
  if (!cut.Prepare()) return std::nullopt;
  if (!cut.cut_ || cut.side_ == Side::kNarrow) return cut;
  // No draw comes near an end that cuts next to nothing.
  const double least = cut.log_mass_ + kLogNoTail;
  CutLaw wider = cut;
  if (law->LogLower(cut.low_) < least) wider.low_ = law->lowest();
  if (law->LogUpper(cut.high_) < least) wider.high_ = law->highest();
  if (wider.low_ == cut.low_ && wider.high_ == cut.high_) return cut;
  if (!wider.Prepare()) return std::nullopt;
  return wider;
}

bool CutLaw::Prepare() {
  if (!(low_ < high_)) return false;
  side_ = Side::kAround;
  log_mass_ = below_ = above_ = 0;
  cut_ = low_ > law_->lowest() || high_ < law_->highest();
  if (!cut_) return true;
  const double lower_low = law_->LogLower(low_), lower_high = law_->LogLower(high_);
  const double upper_low = law_->LogUpper(low_), upper_high = law_->LogUpper(high_);
  double share = 0;
  if (lower_high <= kLnHalf || upper_low <= kLnHalf) {
    const bool below = lower_high <= kLnHalf;
    side_ = below ? Side::kBelow : Side::kAbove;
    log_outer_ = below ? lower_high : upper_low;
    if (log_outer_ == -kInfinity) return false;
    const double step = (below ? lower_low : upper_high) - log_outer_;
    ratio_ = Exp(step);
    rest_ = share = -math::Expm1(step);
    log_mass_ = log_outer_ + Log(share);
  } else {
    below_ = Exp(lower_low);
    above_ = Exp(upper_high);
    share = 1 - below_ - above_;
    log_mass_ = Log(share);
  }
  return share < kNarrow ? PrepareNarrow() : true;
}

bool CutLaw::PrepareNarrow() {
  const double density = law_->LogDensity(low_), end = law_->LogDensity(high_);
  if (!math::IsFinite(density) || !math::IsFinite(end)) return false;
  side_ = Side::kNarrow;
  const double bend = end - density;
  steepness_ = bend / (high_ - low_);
  const double mean = math::Abs(bend) < 1e-8 ? 1 + bend / 2 : math::Expm1(bend) / bend;
  log_mass_ = density + Log(high_ - low_) + Log(mean);
  return true;
}

double CutLaw::ValueAt(bool upper, double p) const {
  const double from_low = upper ? 1 - p : p, from_high = upper ? p : 1 - p;
  switch (side_) {
    case Side::kAround: {
      if (!cut_) return law_->Quantile(upper, Log(p));
      const double mass = 1 - below_ - above_;
      const double lower = below_ + from_low * mass, higher = above_ + from_high * mass;
      return lower < higher ? law_->Quantile(false, Log(lower))
                            : law_->Quantile(true, Log(higher));
    }
    case Side::kBelow:
      return law_->Quantile(false, log_outer_ + Log(ratio_ + from_low * rest_));
    case Side::kAbove:
      return law_->Quantile(true, log_outer_ + Log(ratio_ + from_high * rest_));
    case Side::kNarrow:
      break;
  }
  const double bend = steepness_ * (high_ - low_);
  if (math::Abs(bend) < 1e-12) return low_ + from_low * (high_ - low_);
  if (!upper) return low_ + math::Log1p(p * math::Expm1(bend)) / steepness_;
  return high_ + math::Log1p(p * math::Expm1(-bend)) / steepness_;
}

QuantileNode CutLaw::At(bool upper, double p) const {
  const double value = std::clamp(ValueAt(upper, p), low_, high_);
  const double density = side_ == Side::kNarrow
                             ? law_->LogDensity(low_) + steepness_ * (value - low_)
                             : law_->LogDensity(value);
  const double slope = Exp(log_mass_ - density);
  return {value, upper ? -slope : slope};
}

}  // namespace rowmill
