// Which distributions there are. Names and defaults are part of the language.
#include "base/text.h"
#include "model/distribution.h"

namespace rowmill {

namespace {

constexpr ParameterKind kNumber = ParameterKind::kNumber;
constexpr ParameterKind kPosition = ParameterKind::kPosition;
constexpr ParameterKind kSpread = ParameterKind::kSpread;
constexpr double kLowest = std::numeric_limits<double>::lowest();

/// A parameter above 0.
ParameterInfo Positive(std::string_view name, ParameterKind kind, double max,
                       std::string_view doc, std::string_view default_text = {}) {
  return {.name = name,
          .kind = kind,
          .default_text = default_text,
          .doc = doc,
          .min = 0,
          .max = max,
          .above_min = true};
}

ParameterInfo Between(std::string_view name, double min, double max,
                      std::string_view doc) {
  return {.name = name, .doc = doc, .min = min, .max = max};
}

ParameterInfo At(std::string_view name, std::string_view doc,
                 std::string_view default_text = {}) {
  return {.name = name, .kind = kPosition, .default_text = default_text, .doc = doc};
}

ParameterInfo FromZero(std::string_view name, ParameterKind kind, std::string_view doc,
                       std::string_view default_text) {
  return {.name = name,
          .kind = kind,
          .default_text = default_text,
          .doc = doc,
          .min = 0,
          .max = 1e300};
}

std::vector<DistributionInfo> SmoothOnes() {
  return {
      {"uniform",
       "Every value alike, from min to max.",
       {At("min", "Smallest value.", "the field's min"),
        At("max", "Largest value.", "the field's max")},
       DistributionBody::kParameters,
       "{ uniform: [1, 6] }"},
      {"normal",
       "The bell curve about a mean.",
       {At("mean", "The middle.", "0"),
        Positive("sd", kSpread, 1e300, "Standard deviation.", "1")},
       DistributionBody::kParameters,
       "{ normal: { mean: 100, sd: 15 } }"},
      {"lognormal",
       "Its logarithm is normal: incomes, sizes, durations.",
       {{.name = "mu",
         .default_text = "0",
         .doc = "Mean of the logarithm.",
         .min = -600,
         .max = 600},
        Positive("sigma", kNumber, 100, "Deviation of the logarithm.", "1")},
       DistributionBody::kParameters,
       "{ lognormal: { mu: 3, sigma: 0.5 } }"},
      {"exponential",
       "Waiting times without memory.",
       {{.name = "rate",
         .default_text = "1",
         .doc = "Events per unit; the mean is 1 / rate.",
         .min = 1e-300,
         .max = 1e300}},
       DistributionBody::kParameters,
       "{ exponential: { rate: 0.1 } }"},
      {"gamma",
       "Sums of waiting times.",
       {ParameterInfo{.name = "shape",
                      .doc = "1 is exponential, above it a hump.",
                      .min = 0.01,
                      .max = 1e12},
        Positive("scale", kSpread, 1e300, "The mean is shape x scale.", "1")},
       DistributionBody::kParameters,
       "{ gamma: { shape: 2, scale: 5 } }"},
      {"beta",
       "Shares: from the field's min to its max.",
       {Between("a", 0.01, 1e6, "Pulls towards max."),
        Between("b", 0.01, 1e6, "Pulls towards min.")},
       DistributionBody::kParameters,
       "{ beta: [2, 5] }"},
      {"weibull",
       "Life times.",
       {Positive("shape", kNumber, 1e6, "Below 1 early failures, above 1 wear."),
        Positive("scale", kSpread, 1e300, "63 % lie below it.", "1")},
       DistributionBody::kParameters,
       "{ weibull: { shape: 1.5, scale: 1000 } }"},
      {"pareto",
       "A power law from scale on.",
       {Positive("scale", kSpread, 1e300, "Smallest value."),
        Positive("shape", kNumber, 1e6, "The larger, the thinner the tail.")},
       DistributionBody::kParameters,
       "{ pareto: { scale: 10, shape: 1.16 } }"},
      {"triangular",
       "Straight up to the mode and down.",
       {At("min", "Smallest value.", "the field's min"), At("mode", "Likeliest."),
        At("max", "Largest value.", "the field's max")},
       DistributionBody::kParameters,
       "{ triangular: [0, 2, 10] }"},
  };
}

void AddWhole(std::vector<DistributionInfo>* all) {
  all->push_back({"zipf",
                  "Ranks: number k comes k^s times less often than 1. Ranks min..max of "
                  "the field, at most 2^53.",
                  {Positive("s", kNumber, 50, "Exponent.", "1")},
                  DistributionBody::kParameters,
                  "{ zipf: 1.1 }"});
  all->push_back({"poisson",
                  "Counts of independent events.",
                  {Positive("mean", kNumber, 1e15, "Their mean.")},
                  DistributionBody::kParameters,
                  "{ poisson: 4 }"});
  ParameterInfo n = Between("n", 0, 1e15, "Trials.");
  n.whole = true;
  all->push_back({"binomial",
                  "Successes of n trials.",
                  {n, Between("p", 0, 1, "Probability of success.")},
                  DistributionBody::kParameters,
                  "{ binomial: { n: 20, p: 0.3 } }"});
  all->push_back({"geometric",
                  "Failures before the first success, from 0 on.",
                  {Between("p", 1e-12, 1, "Probability of success.")},
                  DistributionBody::kParameters,
                  "{ geometric: 0.2 }"});
}

void AddListed(std::vector<DistributionInfo>* all) {
  all->push_back({"histogram",
                  "Weights of intervals: each key is an edge, its weight that of the "
                  "interval up to the next; the last weight is 0. A last weight above 0 "
                  "makes the keys single values.",
                  {},
                  DistributionBody::kWeights,
                  "{ histogram: { 0: 10, 10: 70, 100: 0 } }"});
  all->push_back({"choice",
                  "Single values with weights.",
                  {},
                  DistributionBody::kWeights,
                  "{ choice: { 1: 5, 2: 3, 9: 1 } }"});
  all->push_back(
      {"quantiles",
       "Values at equal steps of probability, straight between them: the first "
       "is the minimum, the last the maximum.",
       {},
       DistributionBody::kPoints,
       "{ quantiles: [0, 12, 18, 40, 300] }"});
  all->push_back({"mixture",
                  "One of several distributions, by weight.",
                  {},
                  DistributionBody::kParts,
                  "{ mixture: [ { weight: 3, distribution: { normal: [0, 1] } }, "
                  "{ weight: 1, distribution: { normal: [10, 2] } } ] }"});
  all->push_back({"constant",
                  "The same value in every row.",
                  {At("value", "It.")},
                  DistributionBody::kParameters,
                  "{ constant: 7 }"});
}

void AddSeries(std::vector<DistributionInfo>* all) {
  ParameterInfo drift{.name = "drift",
                      .kind = kSpread,
                      .default_text = "0",
                      .doc = "Mean step per row.",
                      .min = kLowest};
  all->push_back({"walk",
                  "A random walk over the rows: every row adds a normal step.",
                  {At("start", "Value of row 0.", "0"), drift,
                   FromZero("sd", kSpread, "Deviation of a step.", "1")},
                  DistributionBody::kParameters,
                  "{ walk: { start: 100, drift: 0.01, sd: 0.5 } }"});
  ParameterInfo amplitude = drift;
  amplitude.name = "amplitude";
  amplitude.doc = "Height of the wave above base.";
  ParameterInfo trend = drift;
  trend.name = "trend";
  trend.doc = "Rise per row.";
  all->push_back(
      {"season",
       "A wave over the rows, with normal noise and a trend.",
       {At("base", "The middle.", "0"), amplitude,
        Positive("period", kNumber, 1e15, "Rows of one wave."),
        FromZero("noise", kSpread, "Standard deviation of the noise.", "0"), trend},
       DistributionBody::kParameters,
       "{ season: { base: 20, amplitude: 5, period: 24, noise: 1 } }"});
}

}  // namespace

const std::vector<DistributionInfo>& AllDistributions() {
  static const auto* const all = [] {
    auto* made = new std::vector<DistributionInfo>(SmoothOnes());
    AddWhole(made);
    AddListed(made);
    AddSeries(made);
    return made;
  }();
  return *all;
}

const DistributionInfo* FindDistribution(std::string_view name) {
  for (const DistributionInfo& info : AllDistributions()) {
    if (EqualsIgnoreCase(info.name, name)) return &info;
  }
  return nullptr;
}

std::vector<std::string> DistributionNames() {
  std::vector<std::string> names;
  for (const DistributionInfo& info : AllDistributions()) names.emplace_back(info.name);
  return names;
}

}  // namespace rowmill
