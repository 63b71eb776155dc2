// Amounts, prices and sizes: what their laws promise.
#include <algorithm>
#include <cmath>

#include "gen/testing.h"

namespace rowmill {
namespace {

using namespace testing_types;  // NOLINT

std::vector<double> Numbers(const FieldSpec& spec, std::size_t count = 20'000) {
  std::unique_ptr<Generator> made = MustMake(spec);
  std::vector<double> numbers;
  for (std::size_t first = 0; first < count; first += 2'000) {
    for (const std::string& cell : CellsOf(*made, RowsFrom(first, 2'000))) {
      numbers.push_back(std::stod(cell));
    }
  }
  return numbers;
}

double Median(std::vector<double> numbers) {
  std::nth_element(numbers.begin(), numbers.begin() + numbers.size() / 2, numbers.end());
  return numbers[numbers.size() / 2];
}

double Mean(const std::vector<double>& numbers) {
  double sum = 0;
  for (double number : numbers) sum += number;
  return sum / static_cast<double>(numbers.size());
}

TEST(Amount, IsLogNormalBetweenItsBounds) {
  const std::vector<double> amounts = Numbers({"finance.amount"});
  // Two fifths of the way from 1 to 10,000 by factors: 10^1.6.
  EXPECT_NEAR(Median(amounts), 39.8, 1.5);
  EXPECT_GT(Mean(amounts), 1.5 * Median(amounts));
  EXPECT_GE(*std::min_element(amounts.begin(), amounts.end()), 1);
  EXPECT_LE(*std::max_element(amounts.begin(), amounts.end()), 10'000);
  EXPECT_GT(*std::max_element(amounts.begin(), amounts.end()), 1'500);
}

TEST(Amount, TakesTheDigitsOfItsCurrency) {
  EXPECT_EQ(MustMake({"finance.amount"})->type(), DataType::Decimal(15, 2));
  EXPECT_EQ(MustMake({"finance.amount", {{"currency", "jpy"}}})->type(),
            DataType::Decimal(15, 0));
  EXPECT_EQ(MustMake({"finance.amount", {{"currency", "KWD"}}})->type(),
            DataType::Decimal(15, 3));
  // The same units: the law is one of the smallest units.
  const auto euros = Numbers({"finance.amount", {{"currency", "EUR"}}}, 2'000);
  const auto yen = Numbers({"finance.amount", {{"currency", "JPY"}}}, 2'000);
  for (std::size_t i = 0; i < euros.size(); ++i)
    EXPECT_NEAR(euros[i] * 100, yen[i], 1e-6);
}

TEST(Amount, ABoundBeyondTheOthersDefaultMovesThatOne) {
  const auto large = Numbers({"finance.amount", {{"min", "50000"}}}, 4'000);
  EXPECT_GE(*std::min_element(large.begin(), large.end()), 50'000);
  EXPECT_LE(*std::max_element(large.begin(), large.end()), 5'000'000);
  const auto small = Numbers({"finance.amount", {{"max", "0.40"}}}, 4'000);
  EXPECT_GE(*std::min_element(small.begin(), small.end()), 0);
  EXPECT_LE(*std::max_element(small.begin(), small.end()), 0.40);
}

TEST(Price, BeginsAtStartAndMovesBySd) {
  const auto prices =
      Numbers({"finance.price", {{"start", "200"}, {"tick", "0.0001"}, {"sd", "0.01"}}});
  EXPECT_EQ(prices[0], 200);
  double sum = 0, squares = 0;
  for (std::size_t i = 1; i < prices.size(); ++i) {
    const double step = std::log(prices[i] / prices[i - 1]);
    sum += step;
    squares += step * step;
  }
  const auto steps = static_cast<double>(prices.size() - 1);
  EXPECT_NEAR(std::sqrt(squares / steps), 0.01, 0.0002);
  EXPECT_NEAR(sum / steps, 0, 0.0003);
}

TEST(Price, DriftsAndTurnsBackAtItsBounds) {
  const auto rising =
      Numbers({"finance.price", {{"drift", "0.0001"}, {"sd", "0"}}}, 2'000);
  EXPECT_NEAR(rising[1'999], 100 * std::exp(0.1999), 0.01);
  const auto held =
      Numbers({"finance.price",
               {{"sd", "0.05"}, {"min", "80"}, {"max", "125"}, {"tick", "0.5"}}});
  EXPECT_EQ(*std::min_element(held.begin(), held.end()), 80);
  EXPECT_EQ(*std::max_element(held.begin(), held.end()), 125);
  // Turned back, not cut: the ends are no more frequent than what is beside them.
  EXPECT_LT(std::count(held.begin(), held.end(), 125.0),
            2 * std::count(held.begin(), held.end(), 124.5));
  for (double price : held) EXPECT_EQ(price * 2, std::floor(price * 2));
}

TEST(FileSize, IsLogNormal) {
  auto sizes = Numbers({"file.size"});
  EXPECT_NEAR(Median(sizes), 49'152, 2'500);
  const auto cut = Numbers({"file.size", {{"min", "1k"}, {"max", "1M"}}});
  EXPECT_GE(*std::min_element(cut.begin(), cut.end()), 1'000);
  EXPECT_LE(*std::max_element(cut.begin(), cut.end()), 1'000'000);
  // Cut, not moved: what is inside keeps its proportions.
  std::erase_if(sizes, [](double size) { return size < 1'000 || size > 1e6; });
  EXPECT_NEAR(Median(cut), Median(sizes), 3'000);
}

}  // namespace
}  // namespace rowmill
