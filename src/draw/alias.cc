#include "draw/alias.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"

namespace rowmill {

std::vector<AliasEntry> MakeAliasEntries(const std::vector<double>& weights) {
  const std::size_t n = weights.size();
  RM_CHECK(n >= 1 && n < (std::uint64_t{1} << 32));
  double sum = 0;
  for (double weight : weights) {
    RM_CHECK(weight >= 0 && std::isfinite(weight));
    sum += weight;
  }
  RM_CHECK(sum > 0);
  std::vector<AliasEntry> entries(n);
  // Scaled to a mean of 1; the order of both stacks is part of the definition.
  std::vector<double> scaled(n);
  std::vector<std::uint32_t> small, large;
  for (std::size_t i = 0; i < n; ++i) {
    scaled[i] = weights[i] / sum * static_cast<double>(n);
    (scaled[i] < 1 ? small : large).push_back(static_cast<std::uint32_t>(i));
  }
  auto keep_always = [&](std::uint32_t i) { entries[i] = {UINT32_MAX, i}; };
  while (!small.empty() && !large.empty()) {
    std::uint32_t less = small.back();
    std::uint32_t more = large.back();
    small.pop_back();
    double threshold = std::floor(scaled[less] * 0x1.0p32);
    entries[less] = {static_cast<std::uint32_t>(std::min(threshold, 0x1.0p32 - 1)), more};
    scaled[more] = (scaled[more] + scaled[less]) - 1;
    if (scaled[more] < 1) {
      large.pop_back();
      small.push_back(more);
    }
  }
  for (std::uint32_t i : large) keep_always(i);
  for (std::uint32_t i : small) {
    // Rounding may leave a column over; one that weighs nothing must still never be
    // chosen.
    if (weights[i] > 0) {
      keep_always(i);
    } else {
      std::size_t heaviest = static_cast<std::size_t>(
          std::max_element(weights.begin(), weights.end()) - weights.begin());
      entries[i] = {0, static_cast<std::uint32_t>(heaviest)};
    }
  }
  return entries;
}

}  // namespace rowmill
