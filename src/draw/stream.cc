#include "draw/stream.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"
#include "draw/kernels.h"

namespace rowmill {

namespace {

using Uint128 = unsigned __int128;

constexpr std::uint64_t kTwo32 = std::uint64_t{1} << 32;
constexpr std::uint32_t kAttempts = 256;

/// Rows per call of a kernel that lists rejected lanes on the stack.
constexpr std::size_t kBlockRows = 1'024;

/// Draws are rejected whose product's low half is below this.
std::uint32_t Threshold32(std::uint64_t n) {
  return static_cast<std::uint32_t>(kTwo32 % n);
}

std::uint64_t Bounded32From(const DrawKey& key, std::uint64_t row, std::uint64_t n,
                            std::uint32_t threshold, std::uint32_t attempt) {
  std::uint64_t product = 0;
  for (; attempt < kAttempts; ++attempt) {
    product = (DrawAttempt(key, row, attempt) >> 32) * n;
    if (static_cast<std::uint32_t>(product) >= threshold) break;
  }
  return product >> 32;
}

std::uint64_t Bounded64(const DrawKey& key, std::uint64_t row, std::uint64_t n) {
  Uint128 product = static_cast<Uint128>(Draw(key, row)) * n;
  if (static_cast<std::uint64_t>(product) < n) {  // only then the division is needed
    const std::uint64_t threshold = (0 - n) % n;
    for (std::uint32_t attempt = 1; attempt < kAttempts; ++attempt) {
      if (static_cast<std::uint64_t>(product) >= threshold) break;
      product = static_cast<Uint128>(DrawAttempt(key, row, attempt)) * n;
    }
  }
  return static_cast<std::uint64_t>(product >> 64);
}

template <typename Out, typename Kernel>
void FillBounded32(Kernel kernel, const DrawKey& key, RowIds rows, std::uint64_t n,
                   Out base, Out* out) {
  const std::uint32_t threshold = Threshold32(n);
  std::uint32_t rejected[kBlockRows];
  for (std::size_t start = 0; start < rows.size(); start += kBlockRows) {
    std::size_t count = std::min(kBlockRows, rows.size() - start);
    std::size_t rejects =
        kernel(key, rows.data() + start, count, n, base, out + start, rejected);
    for (std::size_t i = 0; i < rejects; ++i) {
      std::size_t at = start + rejected[i];
      out[at] = static_cast<Out>(
          base + static_cast<Out>(Bounded32From(key, rows[at], n, threshold, 1)));
    }
  }
}

}  // namespace

std::uint64_t internal::BoundedWide(const DrawKey& key, std::uint64_t row,
                                    std::uint64_t n) {
  if (n == 0) return Draw(key, row);
  return n == kTwo32 ? Draw(key, row) >> 32 : Bounded64(key, row, n);
}

std::uint64_t internal::BoundedAgain(const DrawKey& key, std::uint64_t row,
                                     std::uint64_t n) {
  return Bounded32From(key, row, n, Threshold32(n), 0);
}

void FillDraws(const DrawKey& key, RowIds rows, std::uint64_t* out) {
  ActiveDrawKernels().fill_draws(key, rows.data(), rows.size(), out);
}

void FillBounded(const DrawKey& key, RowIds rows, std::uint64_t n, std::uint64_t base,
                 std::uint64_t* out) {
  if (n != 0 && n <= kTwo32) {
    FillBounded32(ActiveDrawKernels().fill_bounded_32_wide, key, rows, n, base, out);
    return;
  }
  if (n == 0) {
    FillDraws(key, rows, out);
    for (std::size_t i = 0; i < rows.size(); ++i) out[i] += base;
    return;
  }
  // The division for the threshold once, and draws in vectors.
  const std::uint64_t threshold = (0 - n) % n;
  FillDraws(key, rows, out);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Uint128 product = static_cast<Uint128>(out[i]) * n;
    bool rejected = static_cast<std::uint64_t>(product) < threshold;
    out[i] = base + (rejected ? Bounded64(key, rows[i], n)
                              : static_cast<std::uint64_t>(product >> 64));
  }
}

void FillBounded(const DrawKey& key, RowIds rows, std::uint64_t n, std::uint32_t base,
                 std::uint32_t* out) {
  RM_DCHECK(n >= 1 && n <= kTwo32);
  FillBounded32(ActiveDrawKernels().fill_bounded_32, key, rows, n, base, out);
}

void FillUnitDoubles(const DrawKey& key, RowIds rows, double* out) {
  ActiveDrawKernels().fill_unit_doubles(key, rows.data(), rows.size(), out);
}

void FillBernoulli(const DrawKey& key, RowIds rows, double p, std::uint8_t* bits) {
  RM_DCHECK(p >= 0 && p <= 1);
  // p x 2^53 is exact or is rounded half to even by the hardware's default mode.
  std::uint64_t threshold = static_cast<std::uint64_t>(std::nearbyint(p * 0x1.0p53));
  ActiveDrawKernels().fill_bernoulli(key, rows.data(), rows.size(), threshold, bits);
}

// --- alias tables ------------------------------------------------------------------

AliasTable::AliasTable(const std::vector<double>& weights)
    : entries_(MakeAliasEntries(weights)),
      uniform_(std::all_of(weights.begin(), weights.end(),
                           [&](double weight) { return weight == weights[0]; })) {}

std::uint32_t AliasTable::Choose(const DrawKey& key, std::uint64_t row) const {
  return ChooseAlias(entries_, key, row);
}

void AliasTable::Fill(const DrawKey& key, RowIds rows, std::int32_t* out) const {
  auto* chosen = reinterpret_cast<std::uint32_t*>(out);
  const std::uint64_t n = entries_.size();
  if (uniform_) {
    FillBounded(key, rows, n, std::uint32_t{0}, chosen);
    return;
  }
  // One draw serves both halves: the column from its high bits, the coin from its low.
  const std::uint32_t threshold = Threshold32(n);
  std::uint64_t draws[kBlockRows];
  for (std::size_t start = 0; start < rows.size(); start += kBlockRows) {
    std::size_t count = std::min(kBlockRows, rows.size() - start);
    FillDraws(key, rows.subspan(start, count), draws);
    for (std::size_t i = 0; i < count; ++i) {
      std::uint64_t product = (draws[i] >> 32) * n;
      std::uint64_t column = product >> 32;
      if (static_cast<std::uint32_t>(product) < threshold) [[unlikely]] {
        column = Bounded32From(key, rows[start + i], n, threshold, 1);
      }
      const AliasEntry entry = entries_[column];
      chosen[start + i] = static_cast<std::uint32_t>(draws[i]) < entry.threshold
                              ? static_cast<std::uint32_t>(column)
                              : entry.alias;
    }
  }
}

// --- permutations ------------------------------------------------------------------

namespace {
/// ceil(sqrt(n)) in integers; no libm.
std::uint64_t CeilSqrt(std::uint64_t n) {
  std::uint64_t low = 1, high = std::uint64_t{1} << 32;
  while (low < high) {
    std::uint64_t middle = low + (high - low) / 2;
    if (static_cast<Uint128>(middle) * middle >= n) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
}  // namespace

Permutation::Permutation(const DrawKey& key, std::uint64_t n)
    : key_(key), n_(n), a_(CeilSqrt(n)), b_((n + a_ - 1) / a_) {
  RM_CHECK(n >= 1 && n <= std::uint64_t{1} << 63);
}

std::uint64_t Permutation::Round(int round, std::uint64_t half,
                                 std::uint64_t radix) const {
  std::uint64_t draw =
      Draw(key_, half | (static_cast<std::uint64_t>(round) << limits::kRowIdBits));
  return static_cast<std::uint64_t>((static_cast<Uint128>(draw) * radix) >> 64);
}

std::uint64_t Permutation::Forward(std::uint64_t index) const {
  std::uint64_t left = index / b_;   // in Z_a
  std::uint64_t right = index % b_;  // in Z_b
  for (int round = 0; round < kRounds; round += 2) {
    left += Round(round, right, a_);
    if (left >= a_) left -= a_;
    right += Round(round + 1, left, b_);
    if (right >= b_) right -= b_;
  }
  return left * b_ + right;
}

std::uint64_t Permutation::Backward(std::uint64_t value) const {
  std::uint64_t left = value / b_;
  std::uint64_t right = value % b_;
  for (int round = kRounds; round > 0; round -= 2) {
    std::uint64_t step = Round(round - 1, left, b_);
    right = right >= step ? right - step : right + b_ - step;
    step = Round(round - 2, right, a_);
    left = left >= step ? left - step : left + a_ - step;
  }
  return left * b_ + right;
}

std::uint64_t Permutation::Map(std::uint64_t index) const {
  RM_DCHECK(index < n_);
  std::uint64_t value = Forward(index);
  while (value >= n_) value = Forward(value);  // a*b - n < a: seldom more than once
  return value;
}

std::uint64_t Permutation::Invert(std::uint64_t value) const {
  RM_DCHECK(value < n_);
  std::uint64_t index = Backward(value);
  while (index >= n_) index = Backward(index);
  return index;
}

}  // namespace rowmill
