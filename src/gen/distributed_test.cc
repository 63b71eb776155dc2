// Fields with a distribution, as the types make them: rounding, cuts, units, widths,
// correlation, and what is refused.
#include "gen/distributed.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/hash.h"
#include "draw/copula.h"
#include "gen/testing.h"
#include "model/text/document.h"

namespace rowmill {
namespace {

using namespace testing_types;  // NOLINT

/// A field with `distribution` as YAML; nullptr with faults when refused.
std::unique_ptr<Generator> TryField(const std::string& type, const OptionTexts& options,
                                    const std::string& distribution, Faults* faults,
                                    std::shared_ptr<const CopulaPart> copula = nullptr) {
  Field field = FieldOf({type, options}, faults);
  auto node = ParseDocument("d: " + distribution);
  if (!node) {
    for (const Error& error : node.error().Flatten()) faults->Add(error);
    return nullptr;
  }
  std::optional<Distribution> read =
      ReadDistribution(*node->Find("d"), Node::Map(), "/d", faults);
  if (!faults->empty()) return nullptr;
  field.modifiers.distribution = std::move(read);
  TypeContext context = Context();
  context.copula = std::move(copula);
  return MakeFieldGenerator(field, FindType(type), context, faults);
}

std::vector<std::string> Cells(const std::string& type, const OptionTexts& options,
                               const std::string& distribution,
                               std::size_t count = 20'000) {
  Faults faults;
  std::unique_ptr<Generator> made = TryField(type, options, distribution, &faults);
  for (const Error& error : faults.errors()) ADD_FAILURE() << error.ToString();
  std::vector<std::string> cells;
  if (made == nullptr) return cells;
  for (std::size_t first = 0; first < count; first += 2'000) {
    for (std::string& cell : CellsOf(*made, RowsFrom(first, 2'000))) {
      cells.push_back(std::move(cell));
    }
  }
  return cells;
}

double Mean(const std::vector<std::string>& cells) {
  double sum = 0;
  for (const std::string& cell : cells) sum += std::stod(cell);
  return sum / static_cast<double>(cells.size());
}

double Part(const std::vector<std::string>& cells, const std::string& cell) {
  return static_cast<double>(std::count(cells.begin(), cells.end(), cell)) /
         static_cast<double>(cells.size());
}

TEST(Distributed, NormalNumbersAreNotCutAtTheDefaults) {
  for (const char* type : {"integer", "decimal", "double", "float"}) {
    const auto cells = Cells(type, {}, "{ normal: [-3, 15] }");
    EXPECT_NEAR(Mean(cells), -3, 0.5) << type;
    EXPECT_LT(std::stod(*std::min_element(cells.begin(), cells.end(),
                                          [](const auto& a, const auto& b) {
                                            return std::stod(a) < std::stod(b);
                                          })),
              -50)
        << type;
  }
}

TEST(Distributed, RoundsHalfUpAndThenCuts) {
  // N(0, 1) rounded: P(0) = P(-1/2 <= X < 1/2) = 0.3829.
  const auto cells = Cells("integer", {}, "{ normal: [0, 1] }");
  EXPECT_NEAR(Part(cells, "0"), 0.3829, 0.014);
  EXPECT_NEAR(Part(cells, "1"), 0.2417, 0.013);
  // Cut to 0 .. 1 the two keep their proportion.
  const auto cut = Cells("integer", {{"min", "0"}, {"max", "1"}}, "{ normal: [0, 1] }");
  EXPECT_NEAR(Part(cut, "0"), 0.3829 / (0.3829 + 0.2417), 0.014);
  EXPECT_NEAR(Part(cut, "0") + Part(cut, "1"), 1, 1e-12);
}

TEST(Distributed, UniformOfWholeNumbersIsFair) {
  const auto dice = Cells("integer", {}, "{ uniform: [1, 6] }");
  for (const char* face : {"1", "2", "3", "4", "5", "6"}) {
    EXPECT_NEAR(Part(dice, face), 1.0 / 6, 0.012) << face;
  }
  const auto range = Cells("integer", {{"min", "1"}, {"max", "4"}}, "uniform");
  EXPECT_NEAR(Part(range, "1"), 0.25, 0.014);
  EXPECT_NEAR(Part(range, "4"), 0.25, 0.014);
  // Bounds between units: those inside, all alike.
  const auto inside = Cells("integer", {}, "{ uniform: [0.5, 2.5] }");
  EXPECT_NEAR(Part(inside, "1"), 0.5, 0.016);
  EXPECT_NEAR(Part(inside, "2"), 0.5, 0.016);
  const auto cents = Cells("decimal", {{"scale", "1"}}, "{ uniform: [0.05, 0.25] }");
  EXPECT_NEAR(Part(cents, "0.1"), 0.5, 0.016);
  EXPECT_NEAR(Part(cents, "0.2"), 0.5, 0.016);
}

TEST(Distributed, DecimalsAreInTheirOwnUnits) {
  const auto cells = Cells("decimal", {{"min", "1.00"}}, "{ exponential: 0.1 }");
  EXPECT_NEAR(Mean(cells), 11, 0.4);  // without memory: 1 + 10
  EXPECT_EQ(Part(Cells("decimal", {}, "{ constant: 12.34 }", 2'000), "12.34"), 1);
  EXPECT_NEAR(Part(Cells("decimal", {{"scale", "1"}}, "{ poisson: 2 }"), "2.0"), 0.2707,
              0.014);
}

TEST(Distributed, DatesTakeDatesAndDurations) {
  const auto days = Cells("date", {}, "{ normal: { mean: 2020-06-15, sd: 30d } }");
  double early = 0;
  for (const std::string& day : days) early += day < "2020-06-15" ? 1 : 0;
  EXPECT_NEAR(early / 20'000, 0.4934, 0.016);  // half a day is rounded up
  const auto cut = Cells("date", {{"min", "2020-06-01"}, {"max", "2020-06-02"}},
                         "{ normal: { mean: 2020-06-15, sd: 4w } }");
  EXPECT_NEAR(Part(cut, "2020-06-01") + Part(cut, "2020-06-02"), 1, 1e-12);
  const auto waits = Cells("timestamp", {{"min", "2024-01-01"}, {"unit", "ms"}},
                           "{ gamma: { shape: 1, scale: 1h } }");
  double within = 0;
  for (const std::string& at : waits) within += at < "2024-01-01 01" ? 1 : 0;
  EXPECT_NEAR(within / 20'000, 1 - std::exp(-1), 0.016);
  const auto listed = Cells("date", {}, "{ choice: { 2020-01-01: 1, 2021-02-03: 3 } }");
  EXPECT_NEAR(Part(listed, "2021-02-03"), 0.75, 0.014);
  EXPECT_NEAR(Part(Cells("date", {{"min", "2020-01-01"}}, "{ zipf: 2 }"), "2020-01-01"),
              0.6079, 0.016);
}

TEST(Distributed, BetaLiesOverTheRange) {
  EXPECT_NEAR(
      Mean(Cells("integer", {{"min", "100"}, {"max", "200"}}, "{ beta: [2, 2] }")), 150,
      1);
  EXPECT_NEAR(Mean(Cells("double", {}, "{ beta: [1, 3] }")), 0.25, 0.01);
}

TEST(Distributed, OneBoundNeverContradictsADefault) {
  EXPECT_NEAR(Mean(Cells("double", {{"min", "5"}}, "exponential")), 6, 0.05);
  EXPECT_NEAR(Mean(Cells("integer", {{"max", "-1"}}, "{ normal: [0, 100] }")), -80, 2);
  EXPECT_EQ(Cells("date", {{"min", "2030-01-01"}}, "{ poisson: 3 }", 2'000).size(),
            2'000u);
  EXPECT_EQ(Cells("timestamp", {{"min", "2030-01-01"}}, "{ poisson: 3 }", 2'000).size(),
            2'000u);
}

TEST(Distributed, WidthsHoldWhatWouldPassThem) {
  for (const std::string& cell :
       Cells("integer", {{"bits", "8"}}, "{ walk: { sd: 1000 } }", 2'000)) {
    const int value = std::stoi(cell);
    ASSERT_TRUE(value >= -128 && value <= 127);
  }
  for (const std::string& cell :
       Cells("integer", {{"unsigned", "true"}}, "{ normal: [1e19, 1e19] }", 2'000)) {
    ASSERT_NE(cell[0], '-');
  }
  for (const std::string& cell :
       Cells("double", {}, "{ lognormal: { mu: 600, sigma: 90 } }", 2'000)) {
    ASSERT_TRUE(std::isfinite(std::stod(cell)));
  }
}

TEST(Distributed, ASeriesStartsWhereItIsTold) {
  EXPECT_EQ(Cells("decimal", {}, "{ walk: { start: 100, sd: 0.5 } }", 2'000)[0],
            "100.00");
  EXPECT_EQ(Cells("double", {}, "{ season: { base: 20, amplitude: 5, period: 24 } }",
                  2'000)[30],
            "25.0");
  EXPECT_EQ(Cells("timestamp", {}, "{ walk: { start: 2024-01-01, drift: 1m, sd: 0 } }",
                  2'000)[61],
            "2024-01-01 01:01:00");
}

TEST(Distributed, CorrelatedFieldsAreCorrelated) {
  auto lower = CholeskyOf({{1, 0.8}, {0.8, 1}});
  std::vector<DrawKey> keys = {DrawScope::Column(1, "e", "f").Key("value"),
                               DrawScope::Column(1, "e", "g").Key("value")};
  auto first = std::make_shared<CopulaPart>(std::vector<DrawKey>{keys[0]}, (*lower)[0]);
  auto second = std::make_shared<CopulaPart>(keys, (*lower)[1]);
  Faults faults;
  auto a = TryField("double", {}, "{ normal: [0, 1] }", &faults, first);
  auto b = TryField("integer", {}, "{ normal: [0, 1000] }", &faults, second);
  ASSERT_TRUE(faults.empty()) << faults.errors()[0].ToString();
  double products = 0;
  for (std::size_t start = 0; start < 100'000; start += 2'000) {
    const auto left = CellsOf(*a, RowsFrom(start, 2'000));
    const auto right = CellsOf(*b, RowsFrom(start, 2'000));
    for (std::size_t i = 0; i < left.size(); ++i) {
      products += std::stod(left[i]) * std::stod(right[i]) / 1'000;
    }
  }
  EXPECT_NEAR(products / 100'000, 0.8, 0.02);
  EXPECT_EQ(
      CellsOf(*a, RowsFrom(0, 100)),
      CellsOf(*TryField("double", {}, "{ normal: [0, 1] }", &faults), RowsFrom(0, 100)));
  EXPECT_EQ(TryField("double", {}, "walk", &faults, first), nullptr);
}

// --- what is refused -------------------------------------------------------------------

struct Refused {
  std::string type;
  OptionTexts options;
  std::string distribution;
  std::string message;
};

TEST(Distributed, RefusesWhatCannotBe) {
  const Refused table[] = {
      {"double", {}, "normall", "did you mean 'normal'?"},
      {"double", {}, "[1, 2]", "distribution is a name or a map of one"},
      {"double", {}, "{ normal: [0, 1], uniform: [0, 1] }", "not a map of several"},
      {"double", {}, "5", "distribution is a name or a map of one"},
      {"double", {}, "{ normal: { mean: .nan } }", "mean of normal is a finite number"},
      {"double", {}, "{ normal: { sd: .inf } }", "sd of normal is a finite number"},
      {"double", {}, "{ normal: { sd: 0 } }", "sd of normal must be above 0"},
      {"double", {}, "{ normal: { sd: -1 } }", "sd of normal must be above 0"},
      {"double", {}, "{ normal: { sigma: 1 } }", "normal has no parameter 'sigma'"},
      {"double", {}, "{ normal: [0, 1, 2] }", "at most 2 parameters"},
      {"double", {}, "{ normal: { mean: 2020-01-01 } }", "is a number here"},
      {"double", {}, "{ normal: { sd: 3d } }", "is a number here"},
      {"date", {}, "{ normal: { mean: 5, sd: 3d } }", "is a date here"},
      {"date", {}, "{ normal: { sd: 3d } }", "needs 'mean' on dates"},
      {"date", {}, "{ normal: { mean: 2020-01-01, sd: -3d } }", "must be above 0"},
      {"double", {}, "{ exponential: 0 }", "rate of exponential must be at least"},
      {"double", {}, "gamma", "gamma needs 'shape'"},
      {"double", {}, "{ gamma: [0] }", "shape of gamma must be at least 0.01"},
      {"double", {}, "{ beta: [1, 0] }", "b of beta must be at least 0.01"},
      {"double", {}, "{ beta: [1, 1e9] }", "must be at most 1000000"},
      {"double", {}, "{ lognormal: [700] }", "must be at most 600"},
      {"double", {}, "{ triangular: [3, 2, 1] }", "min <= mode <= max"},
      {"double", {}, "{ uniform: [2, 1] }", "min of uniform is not below its max"},
      {"integer", {}, "{ uniform: [1.2, 1.8] }", "no value of the column lies between"},
      {"integer", {}, "{ poisson: 0 }", "mean of poisson must be above 0"},
      {"integer", {}, "{ binomial: [2.5, 0.5] }", "n of binomial is a whole number"},
      {"integer", {}, "{ binomial: [-1, 0.5] }", "n of binomial must be at least 0"},
      {"integer", {}, "{ binomial: [1e16, 0.5] }", "must be at most"},
      {"integer", {}, "{ binomial: [5, 1.5] }", "must be at most 1"},
      {"integer", {}, "{ geometric: 0 }", "must be at least"},
      {"integer", {}, "{ zipf: -1 }", "s of zipf must be above 0"},
      {"integer", {}, "histogram", "histogram is written as"},
      {"integer", {}, "{ histogram: {} }", "histogram is written as"},
      {"integer", {}, "{ histogram: { 1: 0, 2: 0 } }", "all weights of histogram are 0"},
      {"integer", {}, "{ histogram: { 1: -1, 2: 3 } }", "a weight is a finite number"},
      {"integer", {}, "{ histogram: { 1: .nan, 2: 3 } }", "a weight is a finite number"},
      {"integer", {}, "{ histogram: { 2: 1, 1: 0 } }", "must rise"},
      {"integer", {}, "{ histogram: { a: 1, b: 0 } }", "a key of histogram"},
      {"integer", {}, "{ choice: { 1: 1e308, 2: 1e308 } }", "not finite"},
      {"integer", {}, "{ quantiles: [] }", "quantiles takes 2 to"},
      {"integer", {}, "{ quantiles: [3, 1] }", "must rise"},
      {"integer", {}, "{ mixture: [] }", "mixture takes 1 to"},
      {"integer", {}, "{ mixture: [{ weight: 1 }] }", "needs a 'distribution'"},
      {"integer",
       {},
       "{ mixture: [{ weight: 0, distribution: normal }] }",
       "all weights"},
      {"integer",
       {},
       "{ mixture: [{ distribution: { mixture: [{ distribution: normal }] } }] }",
       "a mixture cannot hold a mixture"},
      {"integer", {}, "constant", "constant needs 'value'"},
      {"integer", {}, "{ season: { period: 0 } }", "period of season must be above 0"},
      {"integer", {}, "{ walk: { sd: -1 } }", "sd of walk must be at least 0"},
      {"integer", {{"min", "0"}}, "walk", "a walk cannot be cut"},
      {"integer", {{"min", "9"}, {"max", "3"}}, "normal", "min 9 is above max 3"},
      {"integer", {{"max", "-5"}}, "{ poisson: 3 }", "nothing of the poisson"},
      {"double", {{"min", "2"}, {"max", "3"}}, "{ uniform: [0, 1] }", "nothing of the"},
      {"boolean", {}, "normal", ""},
  };
  for (const Refused& refused : table) {
    if (refused.type == "boolean") continue;  // the model's reader says so
    Faults faults;
    EXPECT_EQ(TryField(refused.type, refused.options, refused.distribution, &faults),
              nullptr)
        << refused.distribution;
    std::string told;
    for (const Error& error : faults.errors()) told += error.ToString() + "\n";
    EXPECT_NE(told.find(refused.message), std::string::npos)
        << refused.distribution << ": " << told;
  }
}

// --- golden
// ------------------------------------------------------------------------------

struct Golden {
  const char* distribution;
  const char* hash;
};

TEST(Distributed, BytesAreFrozen) {
  const Golden goldens[] = {
#include "gen/distributed_golden.inc"
  };
  for (const Golden& golden : goldens) {
    std::string text;
    for (const char* type : {"integer", "double", "decimal"}) {
      for (const std::string& cell : Cells(type, {}, golden.distribution, 4'000)) {
        text += cell + "\n";
      }
    }
    EXPECT_EQ(Sha256Hex(text).substr(0, 16), golden.hash) << golden.distribution;
  }
  EXPECT_GE(std::size(goldens), AllDistributions().size());
}

}  // namespace
}  // namespace rowmill
