/// Distributions of numbers: a law with its parameters and a cut becomes a sampler, which
/// turns the draws of rows into values. Definition: docs/draws.md, section 8.
///
/// Every value is a pure function of keys and row, and (walk and mixture apart) a rising
/// function of one draw. Cuts are exact: what is inside keeps its proportions. Samplers
/// are immutable and thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/result.h"
#include "draw/key.h"
#include "draw/math.h"
#include "draw/stream.h"

namespace rowmill {

enum class LawKind : std::uint8_t {
  kUniform,      ///< a, b: bounds
  kNormal,       ///< a: mean, b: sd
  kLogNormal,    ///< a: mu, b: sigma, of the logarithm
  kExponential,  ///< a: rate
  kGamma,        ///< a: shape, b: scale
  kBeta,         ///< a, b: shapes; over c .. d
  kWeibull,      ///< a: shape, b: scale
  kPareto,       ///< a: scale (the smallest value), b: shape
  kTriangular,   ///< a: min, b: mode, c: max
  kZipf,         ///< a: exponent; ranks from 1 on, cut to those wanted
  kPoisson,      ///< a: mean
  kBinomial,     ///< a: n, b: p
  kGeometric,    ///< a: p; failures before the first success, from 0 on
  kHistogram,    ///< points: edges, one more than weights
  kChoice,       ///< points with weights
  kQuantiles,    ///< points: values at equal steps of probability, from 0 to 1
  kConstant,     ///< a
  kMixture,      ///< parts with weights
  kWalk,         ///< a: start, b: drift, c: sd, per row
  kSeason,       ///< a: base, b: amplitude, c: period in rows, d: noise, e: trend per row
};

/// A law; what it gives is offset + factor * x. Parameters are valid (positive where they
/// have to be, finite); gen/law.h sees to that.
struct Law {
  LawKind kind = LawKind::kUniform;
  double a = 0, b = 0, c = 0, d = 0, e = 0;
  std::vector<double> points;
  std::vector<double> weights;
  std::vector<Law> parts;
  double offset = 0;
  double factor = 1;  ///< > 0
};

/// The half-open interval [low, high) that values, after offset and factor, are cut to.
struct Cut {
  double low = -math::kInfinity;
  double high = math::kInfinity;
};

class Sampler {
 public:
  virtual ~Sampler() = default;
  /// out[i] = the value of rows[i], draws[i] being the row's draw of slot `value`.
  /// `out` and `draws` are different memory. Values lie in the cut but for rounding.
  virtual void Fill(RowIds rows, const std::uint64_t* draws, double* out) const = 0;
  /// False for what more draws than that go into: it cannot be correlated.
  virtual bool one_draw() const { return true; }
  /// Probability that the law has inside the cut, relative to that of other laws.
  double log_mass() const { return log_mass_; }

 protected:
  double log_mass_ = 0;
};

/// Prepares the law for drawing. `draws` are the streams of the field (a mixture also
/// uses slot `mixture`, a walk `walk`). Series (walk, season) are not cut. Errors:
/// kInvalidModel when nothing lies in the cut.
Result<std::unique_ptr<Sampler>> MakeSampler(const Law& law, const Cut& cut,
                                             const DrawScope& draws);

/// `normal`, `zipf`, …
std::string_view LawName(LawKind kind);

}  // namespace rowmill
