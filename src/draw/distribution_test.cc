// Every distribution against its exact law: the table's error as a probability, KS and
// chi-square tests and moments at 1M values, cuts, and rows in any order. Seeds are
// fixed, so a test gives the same every time.
#include "draw/distribution.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <random>

#include "draw/quantile_table.h"
#include "draw/smooth_law.h"

namespace rowmill {
namespace {

constexpr std::size_t kMany = 1'000'000;
const DrawScope kScope = DrawScope::Column(1, "e", "f");

Law LawOf(LawKind kind, double a = 0, double b = 0, double c = 0, double d = 0,
          double e = 0) {
  Law law;
  law.kind = kind;
  law.a = a;
  law.b = b;
  law.c = c;
  law.d = d;
  law.e = e;
  return law;
}

std::unique_ptr<Sampler> Must(const Law& law, const Cut& cut = {}) {
  auto made = MakeSampler(law, cut, kScope);
  EXPECT_TRUE(made.has_value()) << LawName(law.kind);
  return made ? std::move(*made) : nullptr;
}

std::vector<double> ValuesAt(const Sampler& sampler,
                             const std::vector<std::uint64_t>& rows) {
  std::vector<std::uint64_t> draws(rows.size());
  FillDraws(kScope.Key("value"), rows, draws.data());
  std::vector<double> values(rows.size());
  sampler.Fill(rows, draws.data(), values.data());
  return values;
}

std::vector<std::uint64_t> RowsFrom(std::uint64_t first, std::size_t count) {
  std::vector<std::uint64_t> rows(count);
  std::iota(rows.begin(), rows.end(), first);
  return rows;
}

std::vector<double> Sample(const Law& law, const Cut& cut = {}) {
  std::unique_ptr<Sampler> sampler = Must(law, cut);
  return ValuesAt(*sampler, RowsFrom(0, kMany));
}

using Function = std::function<double(double)>;

/// sqrt(n) times the largest distance from the law, looked at every 50 values; above 1.95
/// once in 1,000 seeds.
double KsOf(std::vector<double> values, const Function& cdf) {
  std::sort(values.begin(), values.end());
  const double n = static_cast<double>(values.size());
  double most = 0;
  for (std::size_t i = 0; i < values.size(); i += 50) {
    const double at = cdf(values[i]);
    const double rank = static_cast<double>(i);
    most = std::max({most, at - rank / n, (rank + 1) / n - at});
  }
  return most * std::sqrt(n);
}

double NormalCdf(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

struct Smooth {
  const char* name;
  Law law;
  Function cdf;
  double mean, variance;  ///< NaN: not looked at
};

const double kNone = std::nan("");

std::vector<Smooth> SmoothLaws() {
  auto gamma = [](double shape, double scale) {
    return [=](double x) { return math::Exp(math::LogGammaLower(shape, x / scale)); };
  };
  auto beta = [](double a, double b) {
    return [=](double x) { return math::Exp(math::LogBetaLower(a, b, x, 1 - x)); };
  };
  return {
      {"uniform", LawOf(LawKind::kUniform, -3, 5), [](double x) { return (x + 3) / 8; },
       1, 64.0 / 12},
      {"normal", LawOf(LawKind::kNormal, 100, 15),
       [](double x) { return NormalCdf((x - 100) / 15); }, 100, 225},
      {"lognormal", LawOf(LawKind::kLogNormal, 1, 0.5),
       [](double x) { return NormalCdf((std::log(x) - 1) / 0.5); }, std::exp(1.125),
       (std::exp(0.25) - 1) * std::exp(2.25)},
      {"lognormal wide", LawOf(LawKind::kLogNormal, 0, 5),
       [](double x) { return NormalCdf(std::log(x) / 5); }, kNone, kNone},
      {"exponential", LawOf(LawKind::kExponential, 4),
       [](double x) { return -std::expm1(-4 * x); }, 0.25, 1.0 / 16},
      {"gamma", LawOf(LawKind::kGamma, 2.5, 3), gamma(2.5, 3), 7.5, 22.5},
      {"gamma 0.01", LawOf(LawKind::kGamma, 0.01, 1), gamma(0.01, 1), 0.01, 0.01},
      {"gamma 0.3", LawOf(LawKind::kGamma, 0.3, 2), gamma(0.3, 2), 0.6, 1.2},
      {"gamma 1e6", LawOf(LawKind::kGamma, 1e6, 1), gamma(1e6, 1), 1e6, 1e6},
      {"beta", LawOf(LawKind::kBeta, 2, 5, 0, 1), beta(2, 5), 2.0 / 7, 10.0 / 49 / 8},
      {"beta U", LawOf(LawKind::kBeta, 0.5, 0.5, 0, 1), beta(0.5, 0.5), 0.5, 0.125},
      {"beta 0.1", LawOf(LawKind::kBeta, 0.1, 0.3, 0, 1), beta(0.1, 0.3), 0.25,
       0.03 / 0.16 / 1.4},
      {"beta 1e5", LawOf(LawKind::kBeta, 1e5, 3e5, 0, 1), beta(1e5, 3e5), 0.25,
       0.1875 / 400'001},
      {"weibull", LawOf(LawKind::kWeibull, 1.7, 10),
       [](double x) { return -std::expm1(-std::pow(x / 10, 1.7)); }, kNone, kNone},
      {"weibull 0.3", LawOf(LawKind::kWeibull, 0.3, 1),
       [](double x) { return -std::expm1(-std::pow(x, 0.3)); }, kNone, kNone},
      {"pareto", LawOf(LawKind::kPareto, 2, 3),
       [](double x) { return 1 - std::pow(2 / x, 3); }, 3, 3},
      {"triangular", LawOf(LawKind::kTriangular, 0, 2, 10),
       [](double x) { return x < 2 ? x * x / 20 : 1 - (10 - x) * (10 - x) / 80; }, 4,
       (100.0 + 4 - 20) / 18},
      {"triangular left", LawOf(LawKind::kTriangular, 0, 0, 10),
       [](double x) { return 1 - (10 - x) * (10 - x) / 100; }, 10.0 / 3, 100.0 / 18},
  };
}

TEST(Distribution, SmoothLawsHaveTheirShapeAndMoments) {
  for (const Smooth& smooth : SmoothLaws()) {
    const std::vector<double> values = Sample(smooth.law);
    EXPECT_LT(KsOf(values, smooth.cdf), 1.95) << smooth.name;
    if (std::isnan(smooth.mean)) continue;
    double sum = 0, squares = 0;
    for (double value : values) sum += value - smooth.mean;
    for (double value : values) {
      squares += (value - smooth.mean) * (value - smooth.mean);
    }
    const double n = static_cast<double>(kMany);
    EXPECT_NEAR(sum / n, 0, 4 * std::sqrt(smooth.variance / n)) << smooth.name;
    EXPECT_NEAR(squares / n / smooth.variance, 1, 0.06) << smooth.name;
  }
}

TEST(Distribution, CutsKeepTheProportions) {
  for (const Smooth& smooth : SmoothLaws()) {
    const std::vector<double> all = Sample(smooth.law);
    std::vector<double> sorted(all.begin(), all.begin() + 10'000);
    std::sort(sorted.begin(), sorted.end());
    const Cut cuts[] = {{sorted[1'000], sorted[4'000]},
                        {sorted[200], sorted[9'700]},
                        {sorted[8'000], sorted[8'100]},
                        {sorted[5'000], 1e300}};
    for (const Cut& cut : cuts) {
      const double high = std::min(cut.high, sorted.back() * 1e6);
      if (smooth.cdf(cut.low) == smooth.cdf(high)) continue;
      std::unique_ptr<Sampler> sampler = Must(smooth.law, cut);
      std::vector<double> values = ValuesAt(*sampler, RowsFrom(77, 200'000));
      EXPECT_GE(*std::min_element(values.begin(), values.end()), cut.low) << smooth.name;
      EXPECT_LE(*std::max_element(values.begin(), values.end()), cut.high) << smooth.name;
      const Cut known{cut.low, cut.high < 1e300 ? cut.high : math::kInfinity};
      auto cdf = [&](double x) {
        const double end = known.high < math::kInfinity ? smooth.cdf(known.high) : 1;
        const double begin = smooth.cdf(known.low);
        return (smooth.cdf(x) - begin) / (end - begin);
      };
      EXPECT_LT(KsOf(values, cdf), 1.95) << smooth.name << " " << cut.low;
    }
  }
}

TEST(Distribution, TablesAreWithinTheirErrorEverywhere) {
  // Not at random, but over all powers of two of the probability, from both ends.
  for (const Smooth& smooth : SmoothLaws()) {
    if (smooth.law.kind == LawKind::kUniform || smooth.law.kind == LawKind::kTriangular) {
      continue;
    }
    std::unique_ptr<SmoothLaw> law;
    Function standard = [](double x) { return x; };
    switch (smooth.law.kind) {
      case LawKind::kNormal:
        law = MakeNormalLaw();
        standard = [](double x) { return (x - 100) / 15; };
        break;
      case LawKind::kGamma:
        law = MakeGammaLaw(smooth.law.a);
        standard = [b = smooth.law.b](double x) { return x / b; };
        break;
      case LawKind::kBeta:
        law = MakeBetaLaw(smooth.law.a, smooth.law.b);
        break;
      case LawKind::kExponential:
        law = MakeExponentialLaw();
        standard = [](double x) { return 4 * x; };
        break;
      default:
        continue;
    }
    std::unique_ptr<Sampler> sampler = Must(smooth.law);
    std::vector<std::uint64_t> draws;
    for (int bit = 1; bit < 40; ++bit) {
      for (std::uint64_t part = 0; part < 97; ++part) {
        const std::uint64_t draw = (std::uint64_t{1} << (63 - bit)) +
                                   (((std::uint64_t{1} << (63 - bit)) / 97) * part);
        draws.push_back(draw);
        draws.push_back(~draw);
      }
    }
    std::vector<double> values(draws.size());
    sampler->Fill(draws, draws.data(), values.data());
    double worst = 0;
    for (std::size_t i = 0; i < draws.size(); ++i) {
      const Position position = PositionOf(draws[i]);
      const double x = standard(values[i]), p = position.w * 0x1p-53;
      // What a double can tell near the end of a support says nothing of the table.
      if (x < 1e-280 || (smooth.law.kind == LawKind::kBeta && x > 1 - 1e-4)) continue;
      const double log = position.upper ? law->LogUpper(x) : law->LogLower(x);
      worst = std::max(worst, std::abs(math::Expm1(log - math::Log(p))));
    }
    EXPECT_LT(worst, 1e-6) << smooth.name;
  }
}

TEST(Distribution, NarrowAndFarCutsStayAccurate) {
  struct Far {
    Law law;
    Cut cut;
    double steepness;  ///< the density falls as e^(-steepness (x - low))
  };
  const Law normal = LawOf(LawKind::kNormal, 0, 1);
  const Far fars[] = {
      {normal, {100, 100 + 1e-7}, 100},
      {normal, {-1e-9, 1e-9}, 0},
      {normal, {1e5, 1e5 + 1e-4}, 1e5},
      {normal, {-50.0001, -50}, -50},
      {LawOf(LawKind::kExponential, 1), {2'000, 2'000.5}, 1},
      {LawOf(LawKind::kGamma, 3, 1), {5'000, 5'000.001}, 1},
  };
  for (const Far& far : fars) {
    const double width = far.cut.high - far.cut.low;
    std::unique_ptr<Sampler> sampler = Must(far.law, far.cut);
    std::vector<double> values = ValuesAt(*sampler, RowsFrom(0, 100'000));
    const double bend = far.steepness * width;
    auto cdf = [&](double x) {
      const double part = (x - far.cut.low) / width;
      return std::abs(bend) < 1e-6 ? part : std::expm1(-bend * part) / std::expm1(-bend);
    };
    EXPECT_LT(KsOf(values, cdf), 2.2) << far.cut.low;
  }
  // 40 deviations out the tail is e^-40x to one part in 1,600.
  std::vector<double> values =
      ValuesAt(*Must(normal, {40, math::kInfinity}), RowsFrom(0, 100'000));
  EXPECT_LT(KsOf(values, [](double x) { return -std::expm1(-(x * x - 1'600) / 2); }),
            2.2);
}

// --- whole numbers -----------------------------------------------------------------

/// Chi-square of whole values against probabilities, in deviations from its mean; classes
/// are joined from the left until they expect 20.
double ChiSquareOf(const std::vector<double>& values, double first,
                   const std::vector<double>& probabilities) {
  std::vector<double> counts(probabilities.size());
  double outside = 0;
  for (double value : values) {
    EXPECT_EQ(value, std::floor(value));
    const double at = value - first;
    if (at >= 0 && at < static_cast<double>(counts.size())) {
      ++counts[static_cast<std::size_t>(at)];
    } else {
      ++outside;
    }
  }
  const double n = static_cast<double>(values.size());
  double chi = 0, expected = 0, counted = 0, used = 0;
  int classes = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    expected += probabilities[i] * n;
    counted += counts[i];
    if (expected < 20) continue;
    chi += (counted - expected) * (counted - expected) / expected;
    used += expected;
    expected = counted = 0;
    ++classes;
  }
  const double rest = n - used;  // the last class: what is left on both sides
  if (rest > 5) chi += (counted + outside - rest) * (counted + outside - rest) / rest;
  const double freedom = classes;
  return (chi - freedom) / std::sqrt(2 * freedom);
}

std::vector<double> Normalised(std::vector<double> weights) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (double& weight : weights) weight /= sum;
  return weights;
}

std::vector<double> Weights(double first, double last, const Function& weight) {
  std::vector<double> weights;
  for (double k = first; k <= last; k += 1) weights.push_back(weight(k));
  return weights;
}

TEST(Distribution, PoissonNumbers) {
  for (double mean : {0.1, 3.0, 50.0, 40'000.0}) {
    const double last = std::floor(mean + 10 * std::sqrt(mean) + 20);
    auto weights = Weights(0, last, [&](double k) {
      return std::exp(k * std::log(mean) - mean - std::lgamma(k + 1));
    });
    EXPECT_NEAR(ChiSquareOf(Sample(LawOf(LawKind::kPoisson, mean)), 0, weights), 0, 4)
        << mean;
  }
}

TEST(Distribution, LargePoissonAndBinomialNumbers) {
  struct Large {
    Law law;
    double mean, variance;
  };
  const Large larges[] = {
      {LawOf(LawKind::kPoisson, 1e9), 1e9, 1e9},
      {LawOf(LawKind::kPoisson, 3e7), 3e7, 3e7},
      {LawOf(LawKind::kBinomial, 1e9, 0.1), 1e8, 9e7},
      {LawOf(LawKind::kBinomial, 1e15, 0.5), 5e14, 2.5e14},
      {LawOf(LawKind::kBinomial, 1e15, 1e-7), 1e8, 1e8 * (1 - 1e-7)},
  };
  for (const Large& large : larges) {
    const double deviation = std::sqrt(large.variance);
    std::vector<double> values = Sample(large.law);
    double sum = 0, cubes = 0, even = 0;
    for (double value : values) {
      ASSERT_EQ(value, std::floor(value));
      const double z = (value - large.mean) / deviation;
      sum += z;
      cubes += z * z * z;
      even += std::fmod(value, 2) == 0 ? 1 : 0;
    }
    const double n = static_cast<double>(kMany);
    EXPECT_NEAR(sum / n, 0, 0.004);
    EXPECT_NEAR(cubes / n, 1 / deviation, 0.016);
    EXPECT_NEAR(even / n, 0.5, 0.002);
    // The exact law of Poisson numbers is an incomplete gamma function.
    auto cdf = [&](double k) {
      if (large.law.kind == LawKind::kPoisson) {
        return math::Exp(math::LogGammaUpper(k + 1, large.law.a));
      }
      const double z = (k + 0.5 - large.mean) / deviation;
      const double skew = (1 - 2 * large.law.b) / deviation;
      return NormalCdf(z) -
             skew / 6 * (z * z - 1) * std::exp(-z * z / 2) / std::sqrt(2 * math::kPi);
    };
    EXPECT_LT(KsOf(values, cdf), 1.95) << large.law.a;
  }
}

TEST(Distribution, BinomialNumbers) {
  struct Case {
    double n, p;
  };
  for (const Case& c : {Case{1, 0.3}, Case{20, 0.5}, Case{1'000, 0.01}, Case{50'000, 0.9},
                        Case{1e15, 3e-15}}) {
    const double first = c.n == 50'000 ? 44'000 : 0;
    const double last = std::min(c.n, first + 1'999);
    auto weights = Weights(first, last, [&](double k) {
      if (c.n == 1e15) return std::exp(k * std::log(3.0) - 3 - std::lgamma(k + 1));
      return std::exp(std::lgamma(c.n + 1) - std::lgamma(k + 1) -
                      std::lgamma(c.n - k + 1) + k * std::log(c.p) +
                      (c.n - k) * std::log1p(-c.p));
    });
    EXPECT_NEAR(ChiSquareOf(Sample(LawOf(LawKind::kBinomial, c.n, c.p)), first, weights),
                0, 4)
        << c.n;
  }
  for (double p : {0.0, 1.0}) {
    const std::vector<double> values = Sample(LawOf(LawKind::kBinomial, 7, p));
    EXPECT_EQ(*std::min_element(values.begin(), values.end()), 7 * p);
    EXPECT_EQ(*std::max_element(values.begin(), values.end()), 7 * p);
  }
}

TEST(Distribution, GeometricNumbers) {
  for (double p : {1.0, 0.7, 0.01, 1e-3, 1e-4}) {
    auto weights = Weights(0, 20 / p, [&](double k) { return std::pow(1 - p, k) * p; });
    EXPECT_NEAR(ChiSquareOf(Sample(LawOf(LawKind::kGeometric, p)), 0, weights), 0, 4)
        << p;
  }
}

TEST(Distribution, ZipfRanks) {
  struct Case {
    double s, first, last, end;  ///< looked at one by one: first .. end
  };
  for (const Case& c :
       {Case{1, 1, 10, 10}, Case{1.1, 1, 50'000, 50'000}, Case{2, 5, 1'000, 1'000},
        Case{1, 1, 1e6, 1e6}, Case{0.5, 1, 1e7, 1e6}, Case{1.2, 1, 1e12, 1e5},
        Case{3, 900, 1e9, 1e5}, Case{1, 2'000, 1e6, 1e6}, Case{1.0000001, 1, 1e7, 1e6}}) {
    // The sum behind `end` by its integral and a half term: 1e-12 at these ranks.
    auto weights = Weights(c.first, c.end, [&](double k) { return std::pow(k, -c.s); });
    double sum = std::accumulate(weights.rbegin(), weights.rend(), 0.0);
    if (c.end < c.last) {
      const double from = c.end + 0.5, to = c.last + 0.5;
      sum += c.s == 1 ? std::log(to / from)
                      : (std::pow(to, 1 - c.s) - std::pow(from, 1 - c.s)) / (1 - c.s);
    }
    for (double& weight : weights) weight /= sum;
    const std::vector<double> values =
        Sample(LawOf(LawKind::kZipf, c.s), {c.first, c.last + 1});
    EXPECT_NEAR(ChiSquareOf(values, c.first, weights), 0, 4) << c.s << " " << c.last;
    EXPECT_LE(*std::max_element(values.begin(), values.end()), c.last);
    // And the far ranks as a whole.
    const double far = c.last > 1e5 ? 1e5 : c.last / 2;
    double beyond = 0, expected = 1;
    for (double value : values) beyond += value > far ? 1 : 0;
    for (double k = c.first; k <= far; k += 1) {
      expected -= weights[static_cast<std::size_t>(k - c.first)];
    }
    const double n = static_cast<double>(kMany);
    EXPECT_NEAR(beyond / n, expected,
                4.5 * std::sqrt(std::max(expected, 1e-9) / n) + 1e-6)
        << c.s;
  }
}

TEST(Distribution, WholeNumbersAreCutExactly) {
  struct Case {
    Law law;
    double first, last;
    Function weight;
  };
  const Case cases[] = {
      {LawOf(LawKind::kPoisson, 3), 2, 4,
       [](double k) { return std::pow(3, k) / std::tgamma(k + 1); }},
      {LawOf(LawKind::kPoisson, 3), 200, 210,
       [](double k) { return std::exp(k * std::log(3.0) - std::lgamma(k + 1) + 650); }},
      {LawOf(LawKind::kBinomial, 100, 0.5), 70, 80,
       [](double k) {
         return std::exp(-std::lgamma(k + 1) - std::lgamma(101 - k) + 350);
       }},
      {LawOf(LawKind::kGeometric, 0.2), 50, 60,
       [](double k) { return std::pow(0.8, k - 50); }},
      {LawOf(LawKind::kGeometric, 1e-5), 3e6, 3e6 + 100,
       [](double k) { return std::pow(1 - 1e-5, k - 3e6); }},
      {LawOf(LawKind::kPoisson, 1e12), 1e12, 1e12 + 50, [](double) { return 1.0; }},
  };
  for (const Case& c : cases) {
    const std::vector<double> values = Sample(c.law, {c.first, c.last + 1});
    EXPECT_NEAR(
        ChiSquareOf(values, c.first, Normalised(Weights(c.first, c.last, c.weight))), 0,
        4)
        << LawName(c.law.kind) << " " << c.first;
  }
}

// --- listed laws ---------------------------------------------------------------------

TEST(Distribution, HistogramsChoicesAndQuantiles) {
  Law law = LawOf(LawKind::kHistogram);
  law.points = {0, 10, 20, 60};
  law.weights = {1, 0, 3};
  auto cdf = [](double x) {
    return x < 10 ? x / 40 : (x < 20 ? 0.25 : 0.25 + 0.75 * (x - 20) / 40);
  };
  EXPECT_LT(KsOf(Sample(law), cdf), 1.95);
  EXPECT_LT(KsOf(Sample(law, {5, 40}),
                 [&](double x) { return (cdf(x) - 0.125) / (0.625 - 0.125); }),
            1.95);
  Law choice = LawOf(LawKind::kChoice);
  choice.points = {2, 3, 5, 7};
  choice.weights = {1, 2, 0, 5};
  EXPECT_NEAR(ChiSquareOf(Sample(choice), 2, {0.125, 0.25, 0, 0, 0, 0.625}), 0, 4);
  EXPECT_NEAR(ChiSquareOf(Sample(choice, {3, 8}), 2, {0, 2.0 / 7, 0, 0, 0, 5.0 / 7}), 0,
              4);
  Law quantiles = LawOf(LawKind::kQuantiles);
  quantiles.points = {-1, 0, 0, 8};
  std::vector<double> values = Sample(quantiles);
  EXPECT_NEAR(static_cast<double>(std::count(values.begin(), values.end(), 0.0)),
              kMany / 3.0, 3'000);
  EXPECT_NEAR(static_cast<double>(std::count_if(values.begin(), values.end(),
                                                [](double x) { return x > 4; })),
              kMany / 6.0, 3'000);
  for (double value : Sample(LawOf(LawKind::kConstant, 2.5))) ASSERT_EQ(value, 2.5);
}

TEST(Distribution, MixturesTakePartsByWeightInsideTheCut) {
  Law law = LawOf(LawKind::kMixture);
  law.parts = {LawOf(LawKind::kNormal, 0, 1), LawOf(LawKind::kNormal, 100, 10),
               LawOf(LawKind::kPoisson, 4)};
  law.weights = {3, 1, 0};
  auto cdf = [](double x) {
    return 0.75 * NormalCdf(x) + 0.25 * NormalCdf((x - 100) / 10);
  };
  EXPECT_LT(KsOf(Sample(law), cdf), 1.95);
  const double low = cdf(1), high = cdf(90);
  EXPECT_LT(
      KsOf(Sample(law, {1, 90}), [&](double x) { return (cdf(x) - low) / (high - low); }),
      1.95);
  EXPECT_FALSE(Must(law)->one_draw());
}

// --- series --------------------------------------------------------------------------

TEST(Distribution, WalksHaveIndependentNormalSteps) {
  std::unique_ptr<Sampler> walk = Must(LawOf(LawKind::kWalk, 5, 0.1, 2));
  std::vector<double> values = ValuesAt(*walk, RowsFrom(0, kMany));
  EXPECT_EQ(values[0], 5);
  std::vector<double> steps;
  double products = 0;
  for (std::size_t i = 1; i < values.size(); ++i) {
    steps.push_back((values[i] - values[i - 1] - 0.1) / 2);
    if (i > 1) products += steps[i - 1] * steps[i - 2];
  }
  EXPECT_LT(KsOf(steps, NormalCdf), 1.95);
  EXPECT_NEAR(products / static_cast<double>(kMany), 0, 0.004);
  // Far out, and over many lags, the variance of a difference is its length.
  for (std::uint64_t lag : {1, 3, 1'000, 65'536, 1'000'003}) {
    double squares = 0;
    std::vector<std::uint64_t> rows;
    for (std::uint64_t i = 0; i < 20'000; ++i) {
      rows.push_back((std::uint64_t{1} << 40) + i * 2'000'003);
      rows.push_back(rows.back() + lag);
    }
    std::vector<double> at = ValuesAt(*walk, rows);
    for (std::size_t i = 0; i < at.size(); i += 2) {
      const double step = at[i + 1] - at[i] - 0.1 * static_cast<double>(lag);
      squares += step * step / 4 / static_cast<double>(lag);
    }
    EXPECT_NEAR(squares / 20'000, 1, 0.05) << lag;
  }
}

TEST(Distribution, SeasonsComeBack) {
  std::unique_ptr<Sampler> season = Must(LawOf(LawKind::kSeason, 10, 3, 24, 0, 0.5));
  std::vector<double> values = ValuesAt(*season, RowsFrom(0, 49));
  EXPECT_EQ(values[0], 10);
  EXPECT_EQ(values[6], 16);
  EXPECT_EQ(values[18], 16);
  EXPECT_EQ(values[48], 34);
  std::unique_ptr<Sampler> noisy = Must(LawOf(LawKind::kSeason, 0, 3, 24, 2));
  std::vector<double> noise = ValuesAt(*noisy, RowsFrom(0, kMany));
  for (std::size_t i = 0; i < noise.size(); ++i) {
    noise[i] =
        (noise[i] - 3 * std::sin(2 * math::kPi * static_cast<double>(i % 24) / 24)) / 2;
  }
  EXPECT_LT(KsOf(noise, NormalCdf), 1.95);
}

// --- all laws ------------------------------------------------------------------------

std::vector<Law> AllLaws() {
  std::vector<Law> laws;
  for (const Smooth& smooth : SmoothLaws()) laws.push_back(smooth.law);
  for (Law law : {LawOf(LawKind::kPoisson, 4), LawOf(LawKind::kPoisson, 1e9),
                  LawOf(LawKind::kBinomial, 20, 0.3), LawOf(LawKind::kGeometric, 0.1),
                  LawOf(LawKind::kGeometric, 1e-6), LawOf(LawKind::kZipf, 1.1),
                  LawOf(LawKind::kConstant, 3), LawOf(LawKind::kWalk, 0, 0, 1),
                  LawOf(LawKind::kSeason, 0, 1, 10, 1)}) {
    laws.push_back(law);
  }
  Law mixture = LawOf(LawKind::kMixture);
  mixture.parts = {laws[1], laws[4]};
  mixture.weights = {1, 2};
  laws.push_back(mixture);
  return laws;
}

TEST(Distribution, RowsInAnyOrderGiveTheSameValues) {
  for (const Law& law : AllLaws()) {
    std::unique_ptr<Sampler> sampler = Must(law);
    std::vector<std::uint64_t> rows = RowsFrom(0, 1'500);
    for (std::uint64_t far :
         {std::uint64_t{5'000'000'000}, (std::uint64_t{1} << 56) - 1}) {
      rows.push_back(far);
    }
    const std::vector<double> ordered = ValuesAt(*sampler, rows);
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), 0u);
    std::shuffle(order.begin(), order.end(), std::mt19937(1));
    std::vector<std::uint64_t> shuffled;
    for (std::size_t i : order) shuffled.push_back(rows[i]);
    const std::vector<double> values = ValuesAt(*sampler, shuffled);
    for (std::size_t i = 0; i < order.size(); ++i) {
      ASSERT_EQ(values[i], ordered[order[i]]) << LawName(law.kind);
      if (i % 97 == 0) {
        ASSERT_EQ(ValuesAt(*sampler, {shuffled[i]})[0], values[i]) << LawName(law.kind);
      }
    }
  }
}

TEST(Distribution, ValuesRiseWithTheDraw) {
  for (const Law& law : AllLaws()) {
    std::unique_ptr<Sampler> sampler = Must(law);
    if (!sampler->one_draw()) continue;
    std::vector<std::uint64_t> draws;
    for (std::uint64_t i = 0; i < 200'000; ++i) {
      draws.push_back(i * (UINT64_MAX / 200'000));
    }
    std::vector<std::uint64_t> rows(draws.size(), 3);
    std::vector<double> values(draws.size());
    sampler->Fill(rows, draws.data(), values.data());
    for (std::size_t i = 1; i < values.size(); ++i) {
      const double slack = 4e-16 * std::abs(values[i]);
      ASSERT_LE(values[i - 1], values[i] + slack) << LawName(law.kind) << " " << i;
    }
  }
}

TEST(Distribution, NothingInsideIsAFault) {
  const Cut outside{-5, -4};
  for (Law law : {LawOf(LawKind::kExponential, 1), LawOf(LawKind::kUniform, 0, 1),
                  LawOf(LawKind::kPoisson, 3), LawOf(LawKind::kZipf, 1),
                  LawOf(LawKind::kConstant, 1), LawOf(LawKind::kTriangular, 0, 1, 2)}) {
    EXPECT_FALSE(MakeSampler(law, outside, kScope).has_value()) << LawName(law.kind);
  }
  EXPECT_FALSE(MakeSampler(LawOf(LawKind::kPoisson, 3), {1.2, 1.8}, kScope).has_value());
  EXPECT_FALSE(MakeSampler(LawOf(LawKind::kNormal, 3, 1), {2, 2}, kScope).has_value());
}

TEST(Distribution, OffsetsAndFactorsApplyBehindTheLaw) {
  Law law = LawOf(LawKind::kPoisson, 4);
  law.offset = 100;
  law.factor = 10;
  for (double value : ValuesAt(*Must(law, {120, 151}), RowsFrom(0, 1'000))) {
    ASSERT_TRUE(value == 120 || value == 130 || value == 140 || value == 150) << value;
  }
  Law normal = LawOf(LawKind::kNormal, 1, 2);
  const std::vector<double> plain = ValuesAt(*Must(normal), RowsFrom(0, 100));
  normal.offset = 7;
  normal.factor = 3;
  const std::vector<double> moved = ValuesAt(*Must(normal), RowsFrom(0, 100));
  for (std::size_t i = 0; i < 100; ++i) EXPECT_NEAR(moved[i], 7 + 3 * plain[i], 1e-12);
}

TEST(QuantileTableTest, PositionsCountFromTheNearerEnd) {
  EXPECT_EQ(PositionOf(0).w, 0.5);
  EXPECT_FALSE(PositionOf(0).upper);
  EXPECT_EQ(PositionOf(UINT64_MAX).w, 0.5);
  EXPECT_TRUE(PositionOf(UINT64_MAX).upper);
  EXPECT_EQ(PositionOf(UINT64_MAX >> 1).w, 0x1p52 - 0.5);
  EXPECT_EQ(PositionOf((UINT64_MAX >> 1) + 1).w, 0x1p52 - 0.5);
  EXPECT_EQ(RoundTo32Bits(1 + 0x1p-32), 1);
  EXPECT_EQ(RoundTo32Bits(1 + 0x1.8p-32), 1 + 0x1p-31);
  EXPECT_EQ(RoundTo32Bits(-3.0), -3);
}

}  // namespace
}  // namespace rowmill
