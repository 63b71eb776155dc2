// The draws against vectors made by another program (tests/python/draws_golden.py).

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "draw/stream.h"

namespace rowmill {
namespace {

using nlohmann::json;
using Words = std::vector<std::uint64_t>;

class DrawsGolden : public ::testing::Test {
 protected:
  void SetUp() override {
    std::ifstream file(ROWMILL_SOURCE_DIR "/tests/golden/draws.json");
    ASSERT_TRUE(file.is_open());
    golden_ = json::parse(file);
    rows_ = golden_["rows"].get<Words>();
  }
  json golden_;
  Words rows_;
  const DrawKey key_ = MakeDrawKey(1, "column", "e", "f", "value");
};

TEST_F(DrawsGolden, KeysAndDraws) {
  for (const json& row : golden_["keys"]) {
    DrawKey key =
        MakeDrawKey(row["seed"].get<std::uint64_t>(), row["scope"].get<std::string>(),
                    row["entity"].get<std::string>(), row["name"].get<std::string>(),
                    row["slot"].get<std::string>());
    EXPECT_EQ(key.a, row["a"].get<std::uint64_t>());
    EXPECT_EQ(key.b, row["b"].get<std::uint64_t>());
    Words draws(rows_.size());
    FillDraws(key, rows_, draws.data());
    EXPECT_EQ(draws, row["draws"].get<Words>());
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      EXPECT_EQ(DrawAttempt(key, rows_[i], 255), row["attempt_255"].get<Words>()[i]);
    }
  }
}

TEST_F(DrawsGolden, BoundedIntegers) {
  for (const json& row : golden_["bounded"]) {
    const std::uint64_t n = row["n"].get<std::uint64_t>();
    Words values(rows_.size());
    FillBounded(key_, rows_, n, std::uint64_t{0}, values.data());
    EXPECT_EQ(values, row["values"].get<Words>()) << n;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      EXPECT_EQ(Bounded(key_, rows_[i], n), values[i]);
    }
  }
}

TEST_F(DrawsGolden, DoublesAndBernoulli) {
  std::vector<double> units(rows_.size());
  FillUnitDoubles(key_, rows_, units.data());
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    EXPECT_EQ(units[i],
              std::strtod(golden_["unit"][i].get<std::string>().c_str(), nullptr));
  }
  for (const auto& [p, hits] : golden_["bernoulli"].items()) {
    std::vector<std::uint8_t> bits((rows_.size() + 7) / 8);
    FillBernoulli(key_, rows_, std::stod(p), bits.data());
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      EXPECT_EQ(((bits[i / 8] >> (i % 8)) & 1) != 0, hits[i].get<bool>()) << p;
    }
  }
}

TEST_F(DrawsGolden, AliasTables) {
  Words rows(64);
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = i;
  for (const json& row : golden_["alias"]) {
    AliasTable table(row["weights"].get<std::vector<double>>());
    std::vector<std::int32_t> chosen(rows.size());
    table.Fill(key_, rows, chosen.data());
    EXPECT_EQ(chosen, row["chosen"].get<std::vector<std::int32_t>>());
  }
}

TEST_F(DrawsGolden, Permutations) {
  for (const json& row : golden_["permutation"]) {
    Permutation permutation(key_, row["n"].get<std::uint64_t>());
    const Words places = row["places"].get<Words>();
    for (std::size_t i = 0; i < places.size(); ++i) {
      EXPECT_EQ(permutation.Map(places[i]), row["values"].get<Words>()[i]);
      EXPECT_EQ(permutation.Invert(permutation.Map(places[i])), places[i]);
    }
  }
}

}  // namespace
}  // namespace rowmill
