/// Draws: 64 random bits for (key, row), and bounded integers and doubles made of them.
/// Definition for re-implementation: docs/draws.md. No state, thread-safe.
///
/// The vector functions give exactly what the scalar ones give, row by row, on every
/// instruction set (draw/kernels.h); they are what generators call.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/limits.h"
#include "draw/alias.h"
#include "draw/key.h"

namespace rowmill {

/// Multiplier of the mixer. Source: Jon Maiga's mx3 (public domain), with two keys.
inline constexpr std::uint64_t kMixMultiplier = 0xBEA225F9EB34556Dull;

/// The 64 random bits of a row. REQUIRES: row <= limits::kRowIdMax for values; the top
/// byte numbers attempts (DrawAttempt).
inline std::uint64_t Draw(const DrawKey& key, std::uint64_t row) {
  std::uint64_t x = row ^ key.a;
  x ^= x >> 32;
  x *= kMixMultiplier;
  x ^= key.b;
  x ^= x >> 29;
  x *= kMixMultiplier;
  x ^= x >> 32;
  x *= kMixMultiplier;
  x ^= x >> 29;
  return x;
}

/// Attempt 0 is Draw(key, row); further ones are as good and independent.
/// REQUIRES: attempt < 256.
inline std::uint64_t DrawAttempt(const DrawKey& key, std::uint64_t row,
                                 std::uint32_t attempt) {
  return Draw(key, row | (static_cast<std::uint64_t>(attempt) << limits::kRowIdBits));
}

namespace internal {
/// Bounded for n == 0 and n >= 2^32.
std::uint64_t BoundedWide(const DrawKey& key, std::uint64_t row, std::uint64_t n);
/// Bounded for a first draw that may have to be rejected; n < 2^32.
std::uint64_t BoundedAgain(const DrawKey& key, std::uint64_t row, std::uint64_t n);
}  // namespace internal

/// Bounded(key, row, n) for n < 2^32, `draw` being Draw(key, row). The division that says
/// which draws are rejected is only made for the few that could be.
inline std::uint64_t BoundedBy(std::uint64_t draw, const DrawKey& key, std::uint64_t row,
                               std::uint32_t n) {
  const std::uint64_t product = (draw >> 32) * n;
  if (static_cast<std::uint32_t>(product) < n) [[unlikely]] {
    return internal::BoundedAgain(key, row, n);
  }
  return product >> 32;
}

/// Uniform in [0, n), exactly unbiased: multiply-high, rejected draws are drawn again.
/// n == 0 means 2^64.
inline std::uint64_t Bounded(const DrawKey& key, std::uint64_t row, std::uint64_t n) {
  if (n - 1 >= 0xFFFF'FFFF) [[unlikely]]
    return internal::BoundedWide(key, row, n);
  return BoundedBy(Draw(key, row), key, row, static_cast<std::uint32_t>(n));
}

/// The double of a draw, uniform in [0, 1): its top 53 bits x 2^-53.
inline double UnitDouble(std::uint64_t draw) {
  return static_cast<double>(draw >> 11) * 0x1.0p-53;
}

// --- vectors of rows ---------------------------------------------------------------

using RowIds = std::span<const std::uint64_t>;

/// out[i] = Draw(key, rows[i]).
void FillDraws(const DrawKey& key, RowIds rows, std::uint64_t* out);

/// out[i] = base + Bounded(key, rows[i], n), arithmetic modulo 2^64 (2^32, …).
void FillBounded(const DrawKey& key, RowIds rows, std::uint64_t n, std::uint64_t base,
                 std::uint64_t* out);
/// The same into 32-bit results. REQUIRES: 1 <= n <= 2^32.
void FillBounded(const DrawKey& key, RowIds rows, std::uint64_t n, std::uint32_t base,
                 std::uint32_t* out);

/// out[i] = UnitDouble(Draw(key, rows[i])).
void FillUnitDoubles(const DrawKey& key, RowIds rows, double* out);

/// Bit i of `bits` (LSB first) is 1 with probability `p`, drawn per row: 1 when the top
/// 53 bits are below round-half-even(p x 2^53). Writes (rows + 7) / 8 bytes, unused bits
/// 0.
void FillBernoulli(const DrawKey& key, RowIds rows, double p, std::uint8_t* bits);

/// The entry a row chooses of MakeAliasEntries, by one draw.
inline std::uint32_t ChooseAlias(std::span<const AliasEntry> entries, const DrawKey& key,
                                 std::uint64_t row) {
  const std::uint64_t draw = Draw(key, row);
  const std::uint64_t column =
      BoundedBy(draw, key, row, static_cast<std::uint32_t>(entries.size()));
  const AliasEntry& entry = entries[column];
  return static_cast<std::uint32_t>(draw) < entry.threshold
             ? static_cast<std::uint32_t>(column)
             : entry.alias;
}

/// Weighted choice with one draw and one look-up; owns its entries.
class AliasTable {
 public:
  /// REQUIRES: 1 <= weights.size() < 2^32, every weight finite and >= 0, the sum > 0.
  explicit AliasTable(const std::vector<double>& weights);
  std::size_t size() const { return entries_.size(); }
  /// Index chosen for the row.
  std::uint32_t Choose(const DrawKey& key, std::uint64_t row) const;
  void Fill(const DrawKey& key, RowIds rows, std::int32_t* out) const;

 private:
  std::vector<AliasEntry> entries_;
  bool uniform_ = false;  ///< all weights equal: plain Bounded
};

/// Keyed permutation of [0, n): a bijection of row indices that looks shuffled.
/// Mixed-radix Feistel over Z_a x Z_b with cycle walking; addressable and invertible.
class Permutation {
 public:
  /// REQUIRES: 1 <= n <= 2^63.
  Permutation(const DrawKey& key, std::uint64_t n);
  std::uint64_t size() const { return n_; }
  /// REQUIRES: index < size().
  std::uint64_t Map(std::uint64_t index) const;
  /// Map(Invert(value)) == value.
  std::uint64_t Invert(std::uint64_t value) const;

 private:
  static constexpr int kRounds = 6;
  std::uint64_t Forward(std::uint64_t index) const;
  std::uint64_t Backward(std::uint64_t value) const;
  std::uint64_t Round(int round, std::uint64_t half, std::uint64_t radix) const;

  DrawKey key_;
  std::uint64_t n_;
  std::uint64_t a_;  ///< ceil(sqrt(n))
  std::uint64_t b_;  ///< ceil(n / a)
};

}  // namespace rowmill
