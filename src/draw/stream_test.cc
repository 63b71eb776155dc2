#include "draw/stream.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "draw/kernels.h"

namespace rowmill {
namespace {

const DrawKey kKey = MakeDrawKey(42, "column", "orders", "amount", "value");

std::vector<std::uint64_t> SomeRows(std::size_t count) {
  std::vector<std::uint64_t> rows(count);
  for (std::size_t i = 0; i < count; ++i) {
    rows[i] = (i * 0x9E3779B97F4A7C15ull) & limits::kRowIdMax;
  }
  return rows;
}

TEST(DrawKey, EveryPartCounts) {
  std::set<std::uint64_t> seen;
  for (std::uint64_t seed : {0, 1, 256}) {
    for (const char* scope : {"column", "stream"}) {
      for (const char* entity : {"", "a", "ab"}) {
        for (const char* name : {"", "b", "ba"}) {
          for (const char* slot : {"value", "null"}) {
            seen.insert(MakeDrawKey(seed, scope, entity, name, slot).a);
          }
        }
      }
    }
  }
  EXPECT_EQ(seen.size(), 3u * 2 * 3 * 3 * 2);
}

TEST(DrawKey, MovingALetterBetweenPartsChangesTheKey) {
  EXPECT_NE(MakeDrawKey(0, "column", "ab", "c", "v"),
            MakeDrawKey(0, "column", "a", "bc", "v"));
}

TEST(Draw, VectorsEqualScalarsOnEveryLevel) {
  std::vector<std::uint64_t> rows = SomeRows(1'003);
  std::vector<const DrawKernels*> levels = {DrawKernelsPlain()};
  if (__builtin_cpu_supports("x86-64-v3") && DrawKernelsV3() != nullptr) {
    levels.push_back(DrawKernelsV3());
  }
  if (__builtin_cpu_supports("x86-64-v4") && DrawKernelsV4() != nullptr) {
    levels.push_back(DrawKernelsV4());
  }
  for (const DrawKernels* level : levels) {
    SCOPED_TRACE(level->level);
    std::vector<std::uint64_t> draws(rows.size());
    level->fill_draws(kKey, rows.data(), rows.size(), draws.data());
    std::vector<double> doubles(rows.size());
    level->fill_unit_doubles(kKey, rows.data(), rows.size(), doubles.data());
    std::vector<std::uint8_t> bits((rows.size() + 7) / 8);
    const std::uint64_t threshold = std::uint64_t{1} << 50;
    level->fill_bernoulli(kKey, rows.data(), rows.size(), threshold, bits.data());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      std::uint64_t draw = Draw(kKey, rows[i]);
      ASSERT_EQ(draws[i], draw);
      ASSERT_EQ(doubles[i], UnitDouble(draw));
      ASSERT_EQ((bits[i / 8] >> (i % 8)) & 1, (draw >> 11) < threshold ? 1 : 0);
    }
    for (std::uint64_t n : {1ull, 7ull, 3'000'000'000ull, 1ull << 32}) {
      std::vector<std::uint32_t> out(rows.size()), rejected(rows.size());
      std::size_t rejects = level->fill_bounded_32(kKey, rows.data(), rows.size(), n, 5,
                                                   out.data(), rejected.data());
      std::set<std::uint32_t> redrawn(rejected.begin(),
                                      rejected.begin() + static_cast<long>(rejects));
      for (std::uint32_t i = 0; i < rows.size(); ++i) {
        if (redrawn.count(i) == 0) {
          ASSERT_EQ(out[i], static_cast<std::uint32_t>(5 + Bounded(kKey, rows[i], n)));
        }
      }
    }
  }
}

TEST(Bounded, FillEqualsScalarForAllSizesOfN) {
  std::vector<std::uint64_t> rows = SomeRows(3'000);
  for (std::uint64_t n : {1ull, 2ull, 10ull, 1ull << 31, (1ull << 32) - 1, 1ull << 32,
                          (1ull << 32) + 1, 3ull << 62, (1ull << 63) + 1, 0ull}) {
    SCOPED_TRACE(n);
    std::vector<std::uint64_t> wide(rows.size());
    FillBounded(kKey, rows, n, std::uint64_t{100}, wide.data());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      std::uint64_t value = Bounded(kKey, rows[i], n);
      if (n != 0) {
        ASSERT_LT(value, n);
      }
      ASSERT_EQ(wide[i], 100 + value);
    }
    if (n == 0 || n > (1ull << 32)) continue;
    std::vector<std::uint32_t> narrow(rows.size());
    FillBounded(kKey, rows, n, std::uint32_t{7}, narrow.data());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      ASSERT_EQ(narrow[i], static_cast<std::uint32_t>(7 + Bounded(kKey, rows[i], n)));
    }
  }
}

TEST(Bounded, IsUniform) {
  constexpr int kCells = 97;
  constexpr int kRows = 1'000'000;
  std::vector<std::uint64_t> rows(kRows);
  std::iota(rows.begin(), rows.end(), 0);
  std::vector<std::uint32_t> out(kRows);
  FillBounded(kKey, rows, kCells, std::uint32_t{0}, out.data());
  std::vector<double> seen(kCells, 0);
  for (std::uint32_t value : out) seen[value] += 1;
  double chi2 = 0;
  const double expected = static_cast<double>(kRows) / kCells;
  for (double count : seen) chi2 += (count - expected) * (count - expected) / expected;
  // 96 degrees of freedom: 50 .. 160 holds with probability above 0.9999.
  EXPECT_GT(chi2, 50);
  EXPECT_LT(chi2, 160);
}

TEST(Bernoulli, ExtremesAreExact) {
  std::vector<std::uint64_t> rows = SomeRows(77);
  std::vector<std::uint8_t> bits(10, 0xAA);
  FillBernoulli(kKey, rows, 0, bits.data());
  for (int i = 0; i < 10; ++i) EXPECT_EQ(bits[static_cast<std::size_t>(i)], 0);
  FillBernoulli(kKey, rows, 1, bits.data());
  for (std::size_t i = 0; i < rows.size(); ++i)
    EXPECT_EQ((bits[i / 8] >> (i % 8)) & 1, 1);
  EXPECT_EQ(bits[9] >> 5, 0) << "bits behind the last row stay 0";
}

TEST(AliasTable, KeepsTheWeights) {
  const std::vector<double> weights = {0.7, 0.3, 0, 5, 1e-3, 2};
  AliasTable table(weights);
  constexpr int kRows = 1'000'000;
  std::vector<std::uint64_t> rows(kRows);
  std::iota(rows.begin(), rows.end(), 0);
  std::vector<std::int32_t> out(kRows);
  table.Fill(kKey, rows, out.data());
  std::vector<double> seen(weights.size(), 0);
  for (int i = 0; i < kRows; ++i) {
    std::size_t at = static_cast<std::size_t>(i);
    if (i % 1000 == 0) {
      ASSERT_EQ(static_cast<std::uint32_t>(out[at]), table.Choose(kKey, rows[at]));
    }
    seen[static_cast<std::size_t>(out[at])] += 1;
  }
  double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    double p = weights[i] / sum;
    EXPECT_NEAR(seen[i], p * kRows, 5 * std::sqrt(p * kRows) + 1e-9) << i;
  }
  EXPECT_EQ(seen[2], 0) << "weight 0 is never chosen";
}

TEST(AliasTable, ZeroWeightsAreNeverChosenWhateverTheRounding) {
  for (int zeros = 1; zeros < 40; ++zeros) {
    std::vector<double> weights(static_cast<std::size_t>(zeros), 0);
    weights.push_back(0.1);
    weights.push_back(1.0 / 3);
    AliasTable table(weights);
    for (std::uint64_t row = 0; row < 3'000; ++row) {
      ASSERT_GE(table.Choose(kKey, row), static_cast<std::uint32_t>(zeros));
    }
  }
}

TEST(Permutation, IsABijectionAndInvertible) {
  for (std::uint64_t n : {1ull, 2ull, 3ull, 10ull, 97ull, 1'000ull, 4'097ull}) {
    Permutation permutation(kKey, n);
    std::vector<bool> seen(n, false);
    for (std::uint64_t i = 0; i < n; ++i) {
      std::uint64_t value = permutation.Map(i);
      ASSERT_LT(value, n);
      ASSERT_FALSE(seen[value]) << n;
      seen[value] = true;
      ASSERT_EQ(permutation.Invert(value), i);
    }
  }
}

TEST(Permutation, HoldsForHugeDomains) {
  for (std::uint64_t n : {(1ull << 63), (1ull << 63) - 1, (1ull << 40) + 12'345}) {
    Permutation permutation(kKey, n);
    for (std::uint64_t row : SomeRows(200)) {
      std::uint64_t index = row % n;
      std::uint64_t value = permutation.Map(index);
      ASSERT_LT(value, n);
      ASSERT_EQ(permutation.Invert(value), index);
    }
  }
}

}  // namespace
}  // namespace rowmill
