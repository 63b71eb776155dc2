/// Distributions over listed values or intervals, by inversion: the place of a draw among
/// rising thresholds. Immutable once made; thread-safe.
#pragma once

#include <cstdint>
#include <vector>

#include "draw/stream.h"

namespace rowmill {

class StepTable {
 public:
  /// Value i with probability weights[i] / sum, in their order. REQUIRES: sizes equal and
  /// below 2^32, weights finite and >= 0, sum > 0.
  static StepTable OfValues(const std::vector<double>& values,
                            const std::vector<double>& weights);
  /// Uniform in [edges[i], edges[i + 1]) with probability weights[i] / sum.
  /// REQUIRES: edges.size() == weights.size() + 1, edges rising.
  static StepTable OfEdges(const std::vector<double>& edges,
                           const std::vector<double>& weights);

  double At(std::uint64_t draw) const {
    const std::uint64_t k = draw >> 11;
    const Step& step = steps_[IndexOf(k)];
    return step.value +
           (static_cast<double>(static_cast<std::int64_t>(k - step.first)) + 0.5) *
               step.slope;
  }
  void Fill(const std::uint64_t* draws, std::size_t count, double* out) const;

 private:
  struct Step {
    std::uint64_t first;  ///< smallest 53-bit draw of this step
    double value;
    double slope;  ///< 0 for listed values
  };
  StepTable(const std::vector<double>& starts, const std::vector<double>& weights,
            bool edges);

  std::size_t IndexOf(std::uint64_t k) const {
    std::size_t i = guide_[k >> guide_shift_];
    while (steps_[i + 1].first <= k) ++i;
    return i;
  }

  std::vector<Step> steps_;  ///< and one behind the last, at 2^53
  std::vector<std::uint32_t> guide_;
  int guide_shift_ = 53;
};

}  // namespace rowmill
