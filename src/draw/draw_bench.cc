// Nanoseconds per value of every distribution (draws included), and what preparing one
// costs.
#include <benchmark/benchmark.h>

#include <numeric>

#include "draw/copula.h"
#include "draw/distribution.h"

namespace rowmill {
namespace {

constexpr std::size_t kTile = 2'048;

Law LawOf(LawKind kind, double a = 0, double b = 0, double c = 0, double d = 0) {
  Law law;
  law.kind = kind;
  law.a = a;
  law.b = b;
  law.c = c;
  law.d = d;
  return law;
}

void Add(const std::string& name, const Law& law, const Cut& cut = {}) {
  const DrawScope scope = DrawScope::Column(1, "e", "f");
  benchmark::RegisterBenchmark((name + "/prepare").c_str(), [=](benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(MakeSampler(law, cut, scope));
  })->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) {
    std::unique_ptr<Sampler> sampler = std::move(*MakeSampler(law, cut, scope));
    const DrawKey key = scope.Key("value");
    std::vector<std::uint64_t> rows(kTile), draws(kTile);
    std::vector<double> values(kTile);
    std::iota(rows.begin(), rows.end(), 0u);
    for (auto _ : state) {
      FillDraws(key, rows, draws.data());
      sampler->Fill(rows, draws.data(), values.data());
      benchmark::DoNotOptimize(values.data());
      for (std::uint64_t& row : rows) row += kTile;
    }
    state.counters["per_value"] =
        benchmark::Counter(static_cast<double>(state.iterations()) * kTile,
                           benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  });
}

bool AddAll() {
  Add("uniform", LawOf(LawKind::kUniform, 0, 1));
  Add("normal", LawOf(LawKind::kNormal, 100, 15));
  Add("normal cut", LawOf(LawKind::kNormal, 100, 15), {90, 1e300});
  Add("lognormal", LawOf(LawKind::kLogNormal, 1, 1));
  Add("exponential", LawOf(LawKind::kExponential, 1));
  Add("gamma", LawOf(LawKind::kGamma, 2.5, 1));
  Add("gamma 0.01", LawOf(LawKind::kGamma, 0.01, 1));
  Add("gamma 1e6", LawOf(LawKind::kGamma, 1e6, 1));
  Add("beta", LawOf(LawKind::kBeta, 2, 5, 0, 1));
  Add("beta 1e6", LawOf(LawKind::kBeta, 1e6, 1e6, 0, 1));
  Add("weibull", LawOf(LawKind::kWeibull, 1.5, 1));
  Add("pareto", LawOf(LawKind::kPareto, 1, 3));
  Add("triangular", LawOf(LawKind::kTriangular, 0, 1, 3));
  Add("zipf 1000", LawOf(LawKind::kZipf, 1.1), {1, 1'001});
  Add("zipf 1e12", LawOf(LawKind::kZipf, 1.1), {1, 1e12});
  Add("poisson 4", LawOf(LawKind::kPoisson, 4));
  Add("poisson 1e6", LawOf(LawKind::kPoisson, 1e6));
  Add("poisson 1e9", LawOf(LawKind::kPoisson, 1e9));
  Add("binomial 100", LawOf(LawKind::kBinomial, 100, 0.5));
  Add("geometric 0.1", LawOf(LawKind::kGeometric, 0.1));
  Law histogram = LawOf(LawKind::kHistogram);
  histogram.points = {0, 1, 2, 5, 9};
  histogram.weights = {1, 2, 3, 4};
  Add("histogram", histogram);
  Law mixture = LawOf(LawKind::kMixture);
  mixture.parts = {LawOf(LawKind::kNormal, 0, 1), LawOf(LawKind::kExponential, 1)};
  mixture.weights = {1, 2};
  Add("mixture", mixture);
  Add("walk", LawOf(LawKind::kWalk, 0, 0, 1));
  Add("season", LawOf(LawKind::kSeason, 0, 1, 24, 1));
  benchmark::RegisterBenchmark("copula of 2", [](benchmark::State& state) {
    CopulaPart part({DrawScope::Column(1, "e", "a").Key("value"),
                     DrawScope::Column(1, "e", "b").Key("value")},
                    {0.8, 0.6});
    std::vector<std::uint64_t> rows(kTile), draws(kTile);
    std::iota(rows.begin(), rows.end(), 0u);
    for (auto _ : state) part.Fill(rows, draws.data());
    state.counters["per_value"] =
        benchmark::Counter(static_cast<double>(state.iterations()) * kTile,
                           benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  });
  return true;
}

[[maybe_unused]] const bool kAdded = AddAll();

}  // namespace
}  // namespace rowmill
