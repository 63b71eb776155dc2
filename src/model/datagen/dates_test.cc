#include "model/datagen/dates_internal.h"

#include <gtest/gtest.h>

namespace rowmill::datagen_model {
namespace {

/// `lower .. upper` of a text, or `error`.
std::string Limits(std::string_view text, std::string_view pattern = {}) {
  auto parts = ReadDate(text, pattern);
  if (!parts) return "error";
  auto lower = SecondsOf(*parts, Edge::kLower);
  auto upper = SecondsOf(*parts, Edge::kUpper);
  if (!lower || !upper) return "error";
  return InstantText(*lower) + " " + InstantText(*upper);
}

TEST(Dates, ReadsTheFormsOfTheLanguage) {
  EXPECT_EQ(Limits("1/2/2024"), "2024-02-01T00:00:00Z 2024-02-01T23:59:59Z");
  EXPECT_EQ(Limits("01/02/2024"), "2024-02-01T00:00:00Z 2024-02-01T23:59:59Z");
  EXPECT_EQ(Limits("2024-02-01"), "2024-02-01T00:00:00Z 2024-02-01T23:59:59Z");
  EXPECT_EQ(Limits("2024-02-01 10:20:30"), "2024-02-01T10:20:30Z 2024-02-01T10:20:30Z");
  EXPECT_EQ(Limits("2024-02-01T10:20:30Z"), "2024-02-01T10:20:30Z 2024-02-01T10:20:30Z");
  EXPECT_EQ(Limits("2024-02-01T10:20:30+02:00"),
            "2024-02-01T08:20:30Z 2024-02-01T08:20:30Z");
  EXPECT_EQ(Limits("29/02/2024"), "2024-02-29T00:00:00Z 2024-02-29T23:59:59Z");
  EXPECT_EQ(Limits("0001-01-01"), "0001-01-01T00:00:00Z 0001-01-01T23:59:59Z");
  EXPECT_EQ(Limits("31/12/1905 "), "1905-12-31T00:00:00Z 1905-12-31T23:59:59Z");
}

TEST(Dates, RoundsFractionsIntoTheLimits) {
  EXPECT_EQ(Limits("2024-02-01T10:20:30.5Z"),
            "2024-02-01T10:20:31Z 2024-02-01T10:20:30Z");
  EXPECT_EQ(Limits("1960-02-01T10:20:30.5Z"),
            "1960-02-01T10:20:31Z 1960-02-01T10:20:30Z");
}

TEST(Dates, RefusesWhatIsNoDate) {
  for (std::string_view text : {"",
                                " ",
                                "x",
                                "30/02/2023",
                                "29/02/2023",
                                "0/1/2024",
                                "1/13/2024",
                                "1/1/24",
                                "2024-02-30",
                                "2024-13-01",
                                "2024-02-01T25:00:00Z",
                                "2024-02-01 10:20:30 x",
                                "1/1/2024x",
                                "00/00/0000",
                                "1-1-2024",
                                "99999-01-01",
                                "-2024-01-01",
                                "0000-12-31",
                                "1/1/0000",
                                "0001-01-01T00:00:00+10:00"}) {
    EXPECT_EQ(Limits(text), "error") << text;
  }
}

TEST(Dates, ReadsTheFieldsOwnPattern) {
  struct Case {
    std::string_view pattern, text, limits;
  };
  const Case cases[] = {
      {"yyyyMMdd", "20240201", "2024-02-01T00:00:00Z 2024-02-01T23:59:59Z"},
      {"yyyyMMddHHmmss", "20240201102030", "2024-02-01T10:20:30Z 2024-02-01T10:20:30Z"},
      {"uuuu.M.d", "2024.2.1", "2024-02-01T00:00:00Z 2024-02-01T23:59:59Z"},
      {"dd-MM-yy", "01-02-24", "2024-02-01T00:00:00Z 2024-02-01T23:59:59Z"},
      {"d MMM yyyy", "1 Feb 2024", "2024-02-01T00:00:00Z 2024-02-01T23:59:59Z"},
      {"d LLLL yyyy", "1 February 2024", "2024-02-01T00:00:00Z 2024-02-01T23:59:59Z"},
      {"EEE, d MMM yyyy", "Thu, 1 Feb 2024", "2024-02-01T00:00:00Z 2024-02-01T23:59:59Z"},
      {"EEEE d/M/y G", "Thursday 1/2/2024 AD",
       "2024-02-01T00:00:00Z 2024-02-01T23:59:59Z"},
      {"yyyy-MM-dd h:mm a", "2024-02-01 12:20 AM",
       "2024-02-01T00:20:00Z 2024-02-01T00:20:00Z"},
      {"yyyy_MM_dd-K a mm:ss.SSS ZZZ", "2024_02_01-1 PM 20:30.500 +0100",
       "2024-02-01T12:20:31Z 2024-02-01T12:20:30Z"},
      {"yyyy-MM-dd'T'k", "2024-02-01T24", "2024-02-01T00:00:00Z 2024-02-01T00:00:00Z"},
      {"yyyy 'o''clock' MM", "2024 o'clock 02",
       "2024-02-01T00:00:00Z 2024-02-29T23:59:59Z"},
      {"yyyy''''MM", "2024'02", "2024-02-01T00:00:00Z 2024-02-29T23:59:59Z"},
      {"yyyy''MM", "2024'02", "2024-02-01T00:00:00Z 2024-02-29T23:59:59Z"},
      {"yyyy", "2024", "2024-01-01T00:00:00Z 2024-12-31T23:59:59Z"},
      {"yyyy-MM-dd[ HH:mm]", "2024-02-01", "2024-02-01T00:00:00Z 2024-02-01T23:59:59Z"},
      {"yyyy-MM-dd[ HH:mm]", "2024-02-01 10:20",
       "2024-02-01T10:20:00Z 2024-02-01T10:20:00Z"},
      {"yyyy-MM-dd HH:mmXXX", "2024-02-01 10:20-05:30",
       "2024-02-01T15:50:00Z 2024-02-01T15:50:00Z"},
      // The own pattern comes before d/M/yyyy, which comes before nothing.
      {"MM/dd/yyyy", "02/01/2024", "2024-02-01T00:00:00Z 2024-02-01T23:59:59Z"},
      {"MM/dd/yyyy", "31/12/2024", "2024-12-31T00:00:00Z 2024-12-31T23:59:59Z"},
      // Other forms stay readable.
      {"EEEE d", "2024-02-01", "2024-02-01T00:00:00Z 2024-02-01T23:59:59Z"},
  };
  for (const Case& c : cases) EXPECT_EQ(Limits(c.text, c.pattern), c.limits) << c.text;
}

TEST(Dates, RefusesWhatDoesNotFitThePattern) {
  struct Case {
    std::string_view pattern, text;
  };
  const Case cases[] = {
      {"yyyyMMdd", "2024021"},      {"yyyyMMdd", "202402011"},
      {"d MMM yyyy", "1 Foo 2024"}, {"EEE d MMM yyyy", "Mon 1 Feb 2024"},
      {"yyyyMMdd", "20240230"},     {"h:mm yyyy", "13:00 2024"},
      {"h:mm yyyy", "12:00 2024"},  {"HH yyyy", "24 2024"},
      {"yyyy MM MM", "2024 01 02"}, {"HH:mm", "10:20"},
      {"k yyyy", "25 2024"},        {"yyyy X", "2024 +19"},
  };
  for (const Case& c : cases) EXPECT_EQ(Limits(c.text, c.pattern), "error") << c.text;
}

TEST(Dates, NamesTheLetterThatCannotBeRead) {
  for (std::string_view pattern : {"YYYY-MM-dd", "yyyy-'W'ww", "n", "MMMMM", "'open"}) {
    auto parts = ReadInPattern(pattern, "2024");
    ASSERT_FALSE(parts) << pattern;
    EXPECT_EQ(parts.error().code, ErrorCode::kNotBuilt) << pattern;
  }
  EXPECT_EQ(ReadInPattern("YYYY", "2024").error().message,
            "dates cannot be read in a pattern with 'YYYY'");
}

}  // namespace
}  // namespace rowmill::datagen_model
