// The functions of draw/math.h against values computed to 60 digits, in units of the last
// place; and identities that hold at every argument.
#include "draw/math.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "draw/stream.h"

namespace rowmill::math {
namespace {

struct Row {
  std::string function;
  std::vector<double> arguments;
  double value;
};

const std::vector<Row>& Rows() {
  static const auto* const rows = new std::vector<Row>{
#include "draw/math_golden.inc"
  };
  return *rows;
}

double Call(const Row& row) {
  const std::vector<double>& a = row.arguments;
  if (row.function == "Log") return Log(a[0]);
  if (row.function == "Log1p") return Log1p(a[0]);
  if (row.function == "Exp") return Exp(a[0]);
  if (row.function == "Expm1") return Expm1(a[0]);
  if (row.function == "SinTurns") return SinTurns(a[0]);
  if (row.function == "LogGamma") return LogGamma(a[0]);
  if (row.function == "LogNormalUpper") return LogNormalUpper(a[0]);
  if (row.function == "LogGammaLower") return LogGammaLower(a[0], a[1]);
  if (row.function == "LogGammaUpper") return LogGammaUpper(a[0], a[1]);
  if (row.function == "LogBetaLower") return LogBetaLower(a[0], a[1], a[2], a[3]);
  ADD_FAILURE() << row.function;
  return 0;
}

double Ulps(double value, double golden) {
  if (value == golden) return 0;
  const double ulp = std::nextafter(std::abs(golden), kInfinity) - std::abs(golden);
  return std::abs(value - golden) / ulp;
}

TEST(Math, ElementaryFunctionsAreWithinTheirUlps) {
  const std::map<std::string, double> bounds = {
      {"Log", 1.0}, {"Log1p", 2.0}, {"Exp", 1.0}, {"Expm1", 3.0}};
  std::map<std::string, int> seen;
  for (const Row& row : Rows()) {
    auto bound = bounds.find(row.function);
    if (bound == bounds.end()) continue;
    ++seen[row.function];
    EXPECT_LE(Ulps(Call(row), row.value), bound->second)
        << row.function << " of " << row.arguments[0];
  }
  EXPECT_EQ(seen.size(), bounds.size());
}

TEST(Math, SpecialFunctionsAreWithinTheirErrors) {
  int seen = 0;
  for (const Row& row : Rows()) {
    const bool gamma =
        row.function.rfind("LogGamma", 0) == 0 && row.function != "LogGamma";
    double bound = 0;
    if (row.function == "LogGamma") bound = 4e-15;
    if (row.function == "LogNormalUpper") bound = 2e-14;
    if (gamma || row.function == "LogBetaLower") bound = 1e-12;
    if (bound == 0) continue;
    ++seen;
    // A logarithm near 0 belongs to a probability near 1: its absolute error counts.
    const double scale = std::max(std::abs(row.value), 1.0);
    EXPECT_NEAR(Call(row), row.value, bound * scale)
        << row.function << " of " << row.arguments[0] << ", " << row.arguments.back();
  }
  EXPECT_GT(seen, 200);
}

TEST(Math, SinesOfWholeTurns) {
  for (const Row& row : Rows()) {
    if (row.function != "SinTurns") continue;
    EXPECT_NEAR(Call(row), row.value, 0x1p-51) << row.arguments[0];
  }
  EXPECT_EQ(SinTurns(1e15), 0);
  EXPECT_EQ(SinTurns(0.25), 1);
}

TEST(Math, EdgesOfTheRange) {
  EXPECT_EQ(Log(0), -kInfinity);
  EXPECT_TRUE(std::isnan(Log(-1)));
  EXPECT_EQ(Log(kInfinity), kInfinity);
  EXPECT_EQ(Exp(-kInfinity), 0);
  EXPECT_EQ(Exp(kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(Exp(std::nan(""))));
  EXPECT_EQ(Log1p(-1), -kInfinity);
  EXPECT_EQ(LogNormalUpper(1e200), -kInfinity);
  EXPECT_EQ(LogGammaLower(2, 0), -kInfinity);
  EXPECT_EQ(LogGammaUpper(2, kInfinity), -kInfinity);
  EXPECT_EQ(LogBetaLower(2, 3, 1, 0), 0);
  EXPECT_EQ(LogAddExp(-kInfinity, -kInfinity), -kInfinity);
}

TEST(Math, LogAndExpAreInverse) {
  const DrawKey key = MakeDrawKey(1, "column", "e", "f", "value");
  for (std::uint64_t row = 0; row < 100'000; ++row) {
    const double x = (UnitDouble(Draw(key, row)) - 0.5) * 1'400;
    ASSERT_NEAR(Log(Exp(x)), x, 2e-16 * std::max(std::abs(x), 2.0)) << x;
  }
}

TEST(Math, TailsOfGammaJoinWhereTheMethodChanges) {
  for (double a : {199.999999, 200.000001, 1e4, 1e6, 1e9}) {
    for (double z = -6; z <= 6; z += 0.25) {
      const double x = a + z * Sqrt(a);
      const double sum = Exp(LogGammaLower(a, x)) + Exp(LogGammaUpper(a, x));
      EXPECT_NEAR(sum, 1, 1e-15);
      // The derivative of ln P is the density over P.
      const double step = Sqrt(a) * 1e-4;
      const double slope =
          (Exp(LogGammaLower(a, x + step)) - Exp(LogGammaLower(a, x - step))) /
          (2 * step);
      EXPECT_NEAR(slope * x, Exp(LogGammaFactor(a, x)), 1e-6 * Sqrt(a)) << a << " " << z;
    }
  }
}

}  // namespace
}  // namespace rowmill::math
