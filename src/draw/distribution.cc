#include "draw/distribution.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "draw/quantile_table.h"
#include "draw/sampler_internal.h"
#include "draw/step_table.h"

namespace rowmill {

namespace {

class StepSampler final : public Sampler {
 public:
  StepSampler(StepTable table, double log_mass) : table_(std::move(table)) {
    log_mass_ = log_mass;
  }
  void Fill(RowIds rows, const std::uint64_t* draws, double* out) const override {
    table_.Fill(draws, rows.size(), out);
  }

 private:
  StepTable table_;
};

class TableSampler final : public Sampler {
 public:
  TableSampler(QuantileTable table, double log_mass) : table_(std::move(table)) {
    log_mass_ = log_mass;
  }
  void Fill(RowIds rows, const std::uint64_t* draws, double* out) const override {
    table_.Fill(draws, rows.size(), out);
  }

 private:
  QuantileTable table_;
};

class FlooredSampler final : public Sampler {
 public:
  FlooredSampler(QuantileTable table, const Law& law, double lowest, double highest,
                 double log_mass)
      : table_(std::move(table)),
        offset_(law.offset),
        factor_(law.factor),
        lowest_(lowest),
        highest_(highest) {
    log_mass_ = log_mass;
  }
  void Fill(RowIds rows, const std::uint64_t* draws, double* out) const override {
    table_.Fill(draws, rows.size(), out);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      double k = math::Floor(out[i]);
      k = k < lowest_ ? lowest_ : (k > highest_ ? highest_ : k);
      out[i] = offset_ + factor_ * k;
    }
  }

 private:
  QuantileTable table_;
  double offset_, factor_;
  double lowest_, highest_;
};

class MixtureSampler final : public Sampler {
 public:
  MixtureSampler(std::vector<std::unique_ptr<Sampler>> parts,
                 const std::vector<double>& weights, DrawKey key)
      : parts_(std::move(parts)), table_(weights), key_(key) {}

  /// Row by row within blocks: each part makes the values of its rows together.
  void Fill(RowIds rows, const std::uint64_t* draws, double* out) const override {
    constexpr std::size_t kBlock = 256;
    std::int32_t chosen[kBlock];
    std::uint64_t part_rows[kBlock], part_draws[kBlock];
    double values[kBlock];
    std::uint32_t places[kBlock];
    for (std::size_t start = 0; start < rows.size(); start += kBlock) {
      const std::size_t count = std::min(kBlock, rows.size() - start);
      table_.Fill(key_, rows.subspan(start, count), chosen);
      for (std::size_t part = 0; part < parts_.size(); ++part) {
        std::size_t used = 0;
        for (std::size_t i = 0; i < count; ++i) {
          if (static_cast<std::size_t>(chosen[i]) != part) continue;
          places[used] = static_cast<std::uint32_t>(start + i);
          part_rows[used] = rows[start + i];
          part_draws[used++] = draws[start + i];
        }
        if (used == 0) continue;
        parts_[part]->Fill({part_rows, used}, part_draws, values);
        for (std::size_t i = 0; i < used; ++i) out[places[i]] = values[i];
      }
    }
  }
  bool one_draw() const override { return parts_.size() == 1; }

 private:
  std::vector<std::unique_ptr<Sampler>> parts_;
  AliasTable table_;
  DrawKey key_;
};

/// Parts keep weight times their probability inside the cut.
SamplerResult MakeMixture(const Law& law, const Cut& cut, const DrawScope& draws) {
  RM_CHECK(law.parts.size() == law.weights.size());
  std::vector<std::unique_ptr<Sampler>> parts;
  std::vector<double> logs, weights;
  double most = -math::kInfinity;
  for (std::size_t i = 0; i < law.parts.size(); ++i) {
    if (law.weights[i] == 0) continue;
    SamplerResult made = MakeSampler(law.parts[i], cut, draws);
    if (!made) continue;  // nothing of this part lies inside
    logs.push_back(math::Log(law.weights[i]) + (*made)->log_mass());
    most = std::max(most, logs.back());
    parts.push_back(std::move(*made));
  }
  if (parts.empty()) return NothingInside(law);
  for (double log : logs) weights.push_back(math::Exp(log - most));
  return std::make_unique<MixtureSampler>(std::move(parts), weights,
                                          draws.Key("mixture"));
}

}  // namespace

std::unique_ptr<Sampler> MakeStepSampler(StepTable table, double log_mass) {
  return std::make_unique<StepSampler>(std::move(table), log_mass);
}
std::unique_ptr<Sampler> MakeTableSampler(QuantileTable table, double log_mass) {
  return std::make_unique<TableSampler>(std::move(table), log_mass);
}
std::unique_ptr<Sampler> MakeFlooredSampler(QuantileTable table, const Law& law,
                                            double lowest, double highest,
                                            double log_mass) {
  return std::make_unique<FlooredSampler>(std::move(table), law, lowest, highest,
                                          log_mass);
}

tl::unexpected<Error> NothingInside(const Law& law) {
  return Fail(ErrorCode::kInvalidModel,
              fmt::format("nothing of the {} distribution lies between min and max",
                          LawName(law.kind)));
}

Result<std::unique_ptr<Sampler>> MakeSampler(const Law& law, const Cut& cut,
                                             const DrawScope& draws) {
  RM_CHECK(law.factor > 0);
  if (!(cut.low < cut.high)) return NothingInside(law);
  const Cut own = {(cut.low - law.offset) / law.factor,
                   (cut.high - law.offset) / law.factor};
  switch (law.kind) {
    case LawKind::kNormal:
    case LawKind::kLogNormal:
    case LawKind::kExponential:
    case LawKind::kGamma:
    case LawKind::kBeta:
    case LawKind::kWeibull:
    case LawKind::kPareto:
      return MakeSmoothSampler(law, own);
    case LawKind::kZipf:
    case LawKind::kPoisson:
    case LawKind::kBinomial:
    case LawKind::kGeometric:
      return MakeDiscreteSampler(law, own);
    case LawKind::kUniform:
    case LawKind::kTriangular:
    case LawKind::kHistogram:
    case LawKind::kChoice:
    case LawKind::kQuantiles:
    case LawKind::kConstant:
      return MakeListedSampler(law, own);
    case LawKind::kMixture:
      return MakeMixture(law, cut, draws);
    case LawKind::kWalk:
      return MakeWalkSampler(law, draws);
    case LawKind::kSeason:
      return MakeSeasonSampler(law);
  }
  return Fail(ErrorCode::kInternal, "unknown law");
}

std::string_view LawName(LawKind kind) {
  switch (kind) {
    case LawKind::kUniform:
      return "uniform";
    case LawKind::kNormal:
      return "normal";
    case LawKind::kLogNormal:
      return "lognormal";
    case LawKind::kExponential:
      return "exponential";
    case LawKind::kGamma:
      return "gamma";
    case LawKind::kBeta:
      return "beta";
    case LawKind::kWeibull:
      return "weibull";
    case LawKind::kPareto:
      return "pareto";
    case LawKind::kTriangular:
      return "triangular";
    case LawKind::kZipf:
      return "zipf";
    case LawKind::kPoisson:
      return "poisson";
    case LawKind::kBinomial:
      return "binomial";
    case LawKind::kGeometric:
      return "geometric";
    case LawKind::kHistogram:
      return "histogram";
    case LawKind::kChoice:
      return "choice";
    case LawKind::kQuantiles:
      return "quantiles";
    case LawKind::kConstant:
      return "constant";
    case LawKind::kMixture:
      return "mixture";
    case LawKind::kWalk:
      return "walk";
    case LawKind::kSeason:
      return "season";
  }
  return "";
}

}  // namespace rowmill
