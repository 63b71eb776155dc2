#include "draw/copula.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "draw/quantile_table.h"

namespace rowmill {
namespace {

constexpr std::size_t kMany = 1'000'000;

TEST(Copula, DrawsAreUniformAndCorrelatedAsTold) {
  const std::vector<std::vector<double>> matrix = {
      {1, 0.8, -0.3}, {0.8, 1, 0.1}, {-0.3, 0.1, 1}};
  auto lower = CholeskyOf(matrix);
  ASSERT_TRUE(lower.has_value());
  std::vector<std::uint64_t> rows(kMany);
  std::iota(rows.begin(), rows.end(), 1'000u);
  std::vector<DrawKey> keys;
  std::vector<std::vector<double>> normals;
  for (std::size_t i = 0; i < 3; ++i) {
    keys.push_back(DrawScope::Column(1, "e", "f" + std::to_string(i)).Key("value"));
    std::vector<std::uint64_t> draws(kMany);
    CopulaPart(keys, (*lower)[i]).Fill(rows, draws.data());
    if (i == 0) {
      std::vector<std::uint64_t> own(kMany);
      FillDraws(keys[0], rows, own.data());
      EXPECT_EQ(draws, own);
    }
    normals.emplace_back(kMany);
    StandardNormalTable().Fill(draws.data(), kMany, normals.back().data());
    std::sort(draws.begin(), draws.end());
    double most = 0;
    for (std::size_t at = 0; at < kMany; ++at) {
      most =
          std::max(most, std::abs(MiddleOf(draws[at]) -
                                  static_cast<double>(at) / static_cast<double>(kMany)));
    }
    EXPECT_LT(most * std::sqrt(static_cast<double>(kMany)), 1.95) << i;
  }
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const double sum = std::inner_product(normals[i].begin(), normals[i].end(),
                                            normals[j].begin(), 0.0);
      EXPECT_NEAR(sum / static_cast<double>(kMany), matrix[i][j], 0.005) << i << j;
    }
  }
}

TEST(Copula, MatricesThatAreNotPositiveDefiniteHaveNoRoot) {
  EXPECT_FALSE(CholeskyOf({{1, 1}, {1, 1}}).has_value());
  EXPECT_FALSE(CholeskyOf({{1, 0.9, -0.9}, {0.9, 1, 0.9}, {-0.9, 0.9, 1}}).has_value());
  EXPECT_TRUE(CholeskyOf({{1, -0.999}, {-0.999, 1}}).has_value());
}

TEST(Copula, RowsInAnyOrder) {
  auto lower = CholeskyOf({{1, 0.5}, {0.5, 1}});
  std::vector<DrawKey> keys = {DrawScope::Column(1, "e", "a").Key("value"),
                               DrawScope::Column(1, "e", "b").Key("value")};
  CopulaPart part(keys, (*lower)[1]);
  std::vector<std::uint64_t> rows(1'300), draws(1'300);
  std::iota(rows.begin(), rows.end(), 0u);
  part.Fill(rows, draws.data());
  for (std::size_t i = 0; i < rows.size(); i += 37) {
    std::uint64_t one = 0;
    part.Fill({&rows[i], 1}, &one);
    EXPECT_EQ(one, draws[i]);
  }
}

}  // namespace
}  // namespace rowmill
