#include "draw/step_table.h"

#include <algorithm>

#include "base/check.h"
#include "draw/math.h"

namespace rowmill {

namespace {

constexpr std::uint64_t kTwo53 = std::uint64_t{1} << 53;
constexpr int kGuideBitsMax = 18;

/// x rounded to the nearest whole number, halves up. REQUIRES: 0 <= x <= 2^53.
std::uint64_t Rounded(double x) {
  return static_cast<std::uint64_t>(math::Floor(x) + (x - math::Floor(x) >= 0.5 ? 1 : 0));
}

}  // namespace

StepTable StepTable::OfValues(const std::vector<double>& values,
                              const std::vector<double>& weights) {
  RM_CHECK(values.size() == weights.size());
  return StepTable(values, weights, false);
}

StepTable StepTable::OfEdges(const std::vector<double>& edges,
                             const std::vector<double>& weights) {
  RM_CHECK(edges.size() == weights.size() + 1);
  return StepTable(edges, weights, true);
}

StepTable::StepTable(const std::vector<double>& starts,
                     const std::vector<double>& weights, bool edges) {
  double sum = 0;
  for (double weight : weights) sum += weight;
  RM_CHECK(sum > 0 && math::IsFinite(sum));
  double before = 0;
  std::uint64_t first = 0;
  // Steps that no draw reaches are left out.
  for (std::size_t i = 0; i < weights.size(); ++i) {
    before += weights[i];
    const bool last = i + 1 == weights.size();
    const std::uint64_t end =
        last ? kTwo53 : Rounded(std::min(before / sum, 1.0) * 0x1p53);
    if (end <= first) continue;
    const double slope =
        edges ? (starts[i + 1] - starts[i]) / static_cast<double>(end - first) : 0;
    if (weights[i] == 0)
      continue;  // the rounding of the sum's rest goes to the one before
    steps_.push_back({first, starts[i], slope});
    first = end;
  }
  RM_CHECK(!steps_.empty());
  steps_.push_back({kTwo53, 0, 0});
  int bits = 2;
  while (bits < kGuideBitsMax && (std::size_t{1} << bits) < 4 * steps_.size()) ++bits;
  guide_shift_ = 53 - bits;
  guide_.resize(std::size_t{1} << bits);
  std::uint32_t at = 0;
  for (std::size_t i = 0; i < guide_.size(); ++i) {
    const std::uint64_t k = static_cast<std::uint64_t>(i) << guide_shift_;
    while (steps_[at + 1].first <= k) ++at;
    guide_[i] = at;
  }
}

void StepTable::Fill(const std::uint64_t* draws, std::size_t count, double* out) const {
  for (std::size_t i = 0; i < count; ++i) out[i] = At(draws[i]);
}

}  // namespace rowmill
