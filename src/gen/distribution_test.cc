// Values are distributed as documented. Seeds are fixed, so a test gives the same every
// time; bounds are about five standard deviations.

#include <cmath>
#include <functional>
#include <map>

#include "gen/testing.h"

namespace rowmill {
namespace {

using namespace testing_types;  // NOLINT

constexpr std::size_t kTile = 2'000;

std::vector<std::string> Sample(const FieldSpec& spec, std::size_t rows) {
  std::unique_ptr<Generator> made = MustMake(spec);
  std::vector<std::string> cells;
  for (std::size_t first = 0; first < rows; first += kTile) {
    for (std::string& cell : CellsOf(*made, RowsFrom(first, kTile))) {
      cells.push_back(std::move(cell));
    }
  }
  return cells;
}

/// Chi-square of the counts against a uniform distribution over `classes`, in standard
/// deviations from its mean.
double ChiSquareSigmas(const std::map<std::string, double>& counts, std::size_t classes) {
  double total = 0;
  for (const auto& [name, count] : counts) total += count;
  const double expected = total / static_cast<double>(classes);
  double chi = static_cast<double>(classes - counts.size()) * expected;
  for (const auto& [name, count] : counts) {
    chi += (count - expected) * (count - expected) / expected;
  }
  const double freedom = static_cast<double>(classes - 1);
  return (chi - freedom) / std::sqrt(2 * freedom);
}

void ExpectUniform(const FieldSpec& spec, std::size_t classes,
                   const std::function<void(const std::string&,
                                            std::map<std::string, double>*)>& count) {
  std::map<std::string, double> counts;
  for (const std::string& cell : Sample(spec, 100'000)) count(cell, &counts);
  EXPECT_LE(counts.size(), classes);
  EXPECT_NEAR(ChiSquareSigmas(counts, classes), 0, 5) << spec.type;
}

void CountCell(const std::string& cell, std::map<std::string, double>* counts) {
  ++(*counts)[cell];
}
void CountCharacters(const std::string& cell, std::map<std::string, double>* counts) {
  for (char c : cell) ++(*counts)[std::string(1, c)];
}
void CountPairs(const std::string& cell, std::map<std::string, double>* counts) {
  for (std::size_t i = 0; i + 1 < cell.size(); i += 2) ++(*counts)[cell.substr(i, 2)];
}

TEST(Distribution, WholeNumbersAreUniform) {
  ExpectUniform({"integer", {{"min", "1"}, {"max", "100"}}}, 100, CountCell);
  ExpectUniform({"integer", {{"bits", "8"}, {"min", "-128"}}}, 256, CountCell);
  ExpectUniform({"decimal", {{"min", "0.01"}, {"max", "9.99"}}}, 999, CountCell);
  ExpectUniform({"date", {{"min", "2015-01-01"}, {"max", "2024-12-31"}}}, 3'653,
                CountCell);
  ExpectUniform({"timestamp", {{"min", "2020-01-01"}, {"max", "2020-01-01T00:10:00Z"}}},
                600, CountCell);
  ExpectUniform({"internet.ipv4", {{"cidr", "10.1.2.0/24"}}}, 256, CountCell);
}

TEST(Distribution, CharactersAreUniform) {
  ExpectUniform({"string"}, 62, CountCharacters);
  ExpectUniform({"string"}, 62 * 62, CountPairs);
  ExpectUniform({"string", {{"length", "17"}, {"alphabet", "abc"}}}, 3, CountCharacters);
  ExpectUniform({"datagen.string_az"}, 52, CountCharacters);
  ExpectUniform({"text.pattern", {{"pattern", "####################"}}}, 100, CountPairs);
  ExpectUniform({"bytes", {{"length", "17"}}}, 16, CountCharacters);
  ExpectUniform({"datagen.hash_md5"}, 256, CountPairs);
}

TEST(Distribution, UuidsAreVersionFourAndUniform) {
  std::map<std::string, double> counts;
  for (const std::string& cell : Sample({"id.uuid4"}, 20'000)) {
    ASSERT_EQ(cell[14], '4');
    ASSERT_NE(std::string("89ab").find(cell[19]), std::string::npos);
    for (std::size_t i = 0; i < cell.size(); ++i) {
      if (cell[i] != '-' && i != 14 && i != 19) ++counts[std::string(1, cell[i])];
    }
  }
  EXPECT_NEAR(ChiSquareSigmas(counts, 16), 0, 5);
}

TEST(Distribution, LengthsAreUniform) {
  std::map<std::string, double> lengths;
  for (const std::string& cell : Sample({"text.slice"}, 100'000)) {
    ++lengths[std::to_string(cell.size())];
  }
  EXPECT_NEAR(ChiSquareSigmas(lengths, 41), 0, 5);
  lengths.clear();
  for (const std::string& cell : Sample({"string", {{"length", "0..9"}}}, 100'000)) {
    ++lengths[std::to_string(cell.size())];
  }
  EXPECT_NEAR(ChiSquareSigmas(lengths, 10), 0, 5);
}

TEST(Distribution, BooleansHaveTheirProbability) {
  for (double p : {0.5, 0.7, 0.001}) {
    double yes = 0;
    for (const std::string& cell :
         Sample({"boolean", {{"p", std::to_string(p)}}}, 100'000)) {
      yes += cell == "true" ? 1 : 0;
    }
    EXPECT_NEAR(yes, p * 100'000, 5 * std::sqrt(p * (1 - p) * 100'000));
  }
}

TEST(Distribution, DoublesFillTheirRange) {
  for (const char* type : {"double", "float"}) {
    double sum = 0, squares = 0;
    for (const std::string& cell :
         Sample({type, {{"min", "-10"}, {"max", "40"}}}, 100'000)) {
      double value = std::stod(cell);
      ASSERT_GE(value, -10);
      ASSERT_LT(value, 40);
      sum += value;
      squares += value * value;
    }
    const double mean = sum / 100'000;
    const double variance = squares / 100'000 - mean * mean;
    EXPECT_NEAR(mean, 15, 5 * 50 / std::sqrt(12.0 * 100'000));
    EXPECT_NEAR(variance, 50.0 * 50 / 12, 3);
  }
}

TEST(Distribution, ExclusiveBoundsAreNeverReached) {
  // Only two doubles lie in the range; rounding would reach the upper bound.
  for (const std::string& cell :
       Sample({"double", {{"min", "1"}, {"max", "1.0000000000000004"}}}, 4'000)) {
    ASSERT_LT(std::stod(cell), 1.0000000000000004);
  }
  for (const std::string& cell :
       Sample({"float", {{"min", "16777214"}, {"max", "16777216"}}}, 4'000)) {
    ASSERT_LT(std::stod(cell), 16777216.0);
  }
}

}  // namespace
}  // namespace rowmill
