/// Laws of smooth distributions at plan time: logarithms of their tails and density, and
/// the inverse, also of a law that is cut to an interval. Immutable; thread-safe.
#pragma once

#include <memory>
#include <optional>

#include "draw/math.h"
#include "draw/quantile_table.h"

namespace rowmill {

/// A continuous law in its standard form.
class SmoothLaw {
 public:
  virtual ~SmoothLaw() = default;
  /// ln P(X <= x), ln P(X > x) and ln of the density.
  virtual double LogLower(double x) const = 0;
  virtual double LogUpper(double x) const = 0;
  virtual double LogDensity(double x) const = 0;
  /// The x whose lower (upper) tail is e^log_tail. REQUIRES: log_tail <= 0.
  virtual double Quantile(bool upper, double log_tail) const = 0;
  /// Ends of the support.
  double lowest() const { return lowest_; }
  double highest() const { return highest_; }

 protected:
  double lowest_ = -math::kInfinity;
  double highest_ = math::kInfinity;
};

std::unique_ptr<SmoothLaw> MakeNormalLaw();
std::unique_ptr<SmoothLaw> MakeExponentialLaw();
/// REQUIRES: shape > 0.
std::unique_ptr<SmoothLaw> MakeGammaLaw(double shape);
/// REQUIRES: 0 < a, b <= 1e6.
std::unique_ptr<SmoothLaw> MakeBetaLaw(double a, double b);
/// The whole numbers from `first` to `last` (may be infinite for s > 1) with weights
/// k^-s, made continuous: floor(x) has the law of the number. REQUIRES: first >= 64.
std::unique_ptr<SmoothLaw> MakeZipfTailLaw(double s, double first, double last);

/// The sum of k^-s for the whole numbers from `first` (>= 64) to `last`.
double ZipfSum(double s, double first, double last);

/// A law cut to [low, high): what is inside keeps its proportions. Ends that hold less
/// than 2^-60 of the probability do not cut.
class CutLaw {
 public:
  /// Nothing when no probability lies inside.
  static std::optional<CutLaw> Make(const SmoothLaw* law, double low, double high);
  /// Whether anything was cut off.
  bool is_cut() const { return cut_; }
  /// ln of the probability inside.
  double log_mass() const { return log_mass_; }
  /// The point of the cut law's quantile function.
  QuantileNode At(bool upper, double p) const;

 private:
  /// Fills what follows from law_, low_ and high_; false when nothing is inside.
  bool Prepare();
  bool PrepareNarrow();
  double ValueAt(bool upper, double p) const;

  const SmoothLaw* law_ = nullptr;
  double low_ = 0, high_ = 0;
  bool cut_ = false;
  /// How the interval lies to the median: its tails are told from the nearer end.
  enum class Side { kAround, kBelow, kAbove, kNarrow } side_ = Side::kAround;
  double log_mass_ = 0;
  double below_ = 0;  ///< kAround: probabilities beside the interval
  double above_ = 0;
  double log_outer_ = 0;  ///< kBelow, kAbove: ln of the tail at the end near the median
  double ratio_ = 0;      ///< that at the far end over it
  double rest_ = 1;       ///< 1 - ratio_, without cancellation
  double steepness_ = 0;  ///< kNarrow: the density is e^(steepness (x - low))
};

}  // namespace rowmill
