// Published numbers through every kind of rule. All tables are checked with python-stdnum
// in tests/readers/test_numbers.py.
#include "gen/check_digits.h"

#include <gtest/gtest.h>

#include <string>

#include "gen/number_tables.h"

namespace rowmill {
namespace {

using namespace number_tables;  // NOLINT

/// `text` with its check characters made again from zeros; empty where there are none.
std::string Again(const CheckRule& rule, std::string text, const CheckPerson& who = {}) {
  text[rule.at] = '0';
  if (rule.digits.empty()) text[rule.at + 1u] = '0';
  return CheckDigit(rule).Put(who, text.data()) ? text : std::string();
}

TEST(CheckDigits, PublishedNumbersHaveTheirs) {
  struct Example {
    std::string number;
    CheckRule rule;
  };
  const Example examples[] = {
      {"4012888888881881", Luhn(15, 0, "212121212121212")},
      {"2363", Special(Kind::kVerhoeff, 3, 0, 3)},
      {"DE136695976", Special(Kind::kMod11_10, 10, 2, 8)},
      {"RSSMRA80A01H501U",
       Special(Kind::kItalian, 15, 0, 15, 26, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")},
      {"US0378331005", Special(Kind::kIsin, 11, 0, 11, 10, kNegative10)},
      {"037833100", Luhn(8, 0, "12121212")},
      {"0263494", Weighted(6, 0, "131739", 10, kNegative10)},
      {"4540536920", Special(Kind::kTurkishTax, 9, 0, 9, 10, kNegative10)},
      {"1208147521", Special(Kind::kKoreanTax, 9, 0, 9, 10, kNegative10)},
      {"12345678Z", Number(8, 0, 8, 23, "TRWAGMYFPDXBNJZSQVHLCKE")},
      {"295109912611193", Minus97(Number(13, 0, 13, 97, {}))},
      {"36805280109", TwoStages(10, 0, "1234567891", "3456789123", kSame11Zero)},
      {"44051401359", Weighted(10, 0, "1379137913", 10, kNegative10)},
  };
  for (const Example& example : examples) {
    EXPECT_EQ(Again(example.rule, example.number), example.number);
  }
}

TEST(CheckDigits, RemaindersWithoutADigitAreRefused) {
  const CheckRule rule = Weighted(1, 0, "1", 11, kNegative11);
  EXPECT_EQ(Again(rule, "00"), "00");
  EXPECT_EQ(Again(rule, "10"), "");  // 11 - 1 = 10
  EXPECT_EQ(Again(rule, "20"), "29");
}

TEST(CheckDigits, SecondWeightsFollowARemainderOfTen) {
  const CheckRule rule = TwoStages(1, 0, "5", "3", kSame11Zero);
  EXPECT_EQ(Again(rule, "10"), "15");
  EXPECT_EQ(Again(rule, "20"), "26");  // 10, so 2 x 3
}

TEST(CheckDigits, SexChoosesTheParity) {
  const CheckRule rule = OfSex(Weighted(1, 0, "1", 10, kSame10));
  EXPECT_EQ(Again(rule, "30", {.female = false}), "33");
  EXPECT_EQ(Again(rule, "30", {.female = true}), "");
  EXPECT_EQ(Again(rule, "40", {.female = true}), "44");
}

TEST(CheckDigits, BelgiansBornSince2000CountMore) {
  CheckRule rule = Minus97(Number(9, 0, 9, 97, {}));
  rule.plus_since_2000 = 2'000'000'000u % 97;
  const std::string before = Again(rule, "00000000000");
  const std::string since = Again(rule, "00000000000", {.since_2000 = true});
  EXPECT_EQ(before, "00000000097");
  EXPECT_EQ(since, "000000000" + std::to_string(97 - 2'000'000'000u % 97));
}

}  // namespace
}  // namespace rowmill
