// Errors, text services, clock.
#include <gtest/gtest.h>

#include <set>

#include "base/clock.h"
#include "base/hash.h"
#include "base/result.h"
#include "base/text.h"

namespace rowmill {
namespace {

TEST(ErrorCodes, NumbersAndNamesAreUnique) {
  std::set<int> numbers;
  std::set<std::string_view> names;
  for (const ErrorCodeRow& row : AllErrorCodes()) {
    EXPECT_TRUE(numbers.insert(static_cast<int>(row.code)).second) << row.name;
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_GE(row.http_status, 400);
    EXPECT_EQ(&Describe(row.code), &row);
  }
  EXPECT_EQ(Describe(ErrorCode::kInvalidModel).exit_code, 3);
  EXPECT_EQ(Describe(ErrorCode::kNotBuilt).exit_code, 3);
}

TEST(Faults, AreSortedAndToldAtOnce) {
  Faults faults;
  EXPECT_TRUE(faults.ToStatus());
  faults.Add(ErrorCode::kNotBuilt, "second", "/b", {4, 2});
  faults.Add(ErrorCode::kInvalidModel, "first", "/a", {1, 9});
  Status status = faults.ToStatus();
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::kInvalidModel);
  ASSERT_EQ(status.error().causes.size(), 2u);
  EXPECT_EQ(status.error().causes[0].ToString("m.yaml"), "m.yaml:1:9: /a: first");
  EXPECT_EQ(status.error().message, "line 1:9: /a: first (and 1 more)");
}

TEST(Error, KeepsItsLineAndLeavesTheTerminalAlone) {
  Error error(ErrorCode::kInvalidModel, "no field 'a\nb'", "/x\x1b[31m", {1, 2});
  EXPECT_EQ(error.ToString("m.yaml"), "m.yaml:1:2: /x\\x1b[31m: no field 'a\\nb'");
}

TEST(Faults, OnlyMissingFeaturesStayNotBuilt) {
  Faults faults;
  faults.Add(ErrorCode::kNotBuilt, "a");
  faults.Add(ErrorCode::kNotBuilt, "b");
  EXPECT_EQ(faults.ToStatus().error().code, ErrorCode::kNotBuilt);
}

TEST(ParseCount, TakesWhatPeopleWrite) {
  EXPECT_EQ(*ParseCount("0"), 0);
  EXPECT_EQ(*ParseCount("1_000_000"), 1'000'000);
  EXPECT_EQ(*ParseCount("1.5M"), 1'500'000);
  EXPECT_EQ(*ParseCount("2e9"), 2'000'000'000);
  EXPECT_EQ(*ParseCount("64k"), 64'000);
  EXPECT_EQ(*ParseCount("9223372036854775807"), INT64_MAX);
  for (const char* bad : {"", "-1", "1.5", "x", "1_", "_1", "1m", "1e30", "nan", "inf",
                          "0x10", " 1", "1 ", "9223372036854775808", "1.0001k", "M"}) {
    EXPECT_FALSE(ParseCount(bad)) << bad;
  }
}

TEST(NearestName, FindsSlipsOfTheKeys) {
  const std::vector<std::string> names = {"csv", "json", "parquet", "integer"};
  EXPECT_EQ(NearestName("cvs", names), "csv");
  EXPECT_EQ(NearestName("Integr", names), "integer");
  EXPECT_EQ(NearestName("paruqet", names), "parquet");
  EXPECT_EQ(NearestName("zzz", names), "");
}

TEST(Utf8, AcceptsOnlyWellFormedText) {
  for (const char* good : {"", "abc", "é", "☃", "😀", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_TRUE(IsUtf8(good)) << good;
  }
  for (const char* bad : {"\x80", "\xC3", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                          "\xE0\x80\x80", "a\xFF"}) {
    EXPECT_FALSE(IsUtf8(bad));
  }
  EXPECT_EQ(Utf8Characters("aé☃").size(), 3u);
}

TEST(Instants, ReadAndWriteTheSame) {
  for (const char* text : {"2025-01-01T00:00:00Z", "1969-12-31T23:59:59.5Z",
                           "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.000001Z"}) {
    auto read = ParseInstant(text);
    ASSERT_TRUE(read) << text;
    EXPECT_EQ(FormatInstant(*read), text);
  }
  EXPECT_EQ(*ParseInstant("2025-01-01"), *ParseInstant("2025-01-01 00:00"));
  EXPECT_EQ(*ParseInstant("2025-01-01T02:00:00+02:00"), *ParseInstant("2025-01-01"));
  for (const char* bad : {"", "2025", "2025-13-01", "2025-02-29", "2025-01-01T24:00",
                          "2025-01-01T00:00:60", "2025-01-01T", "2025-01-01 00:00:00.",
                          "2025-1-1", "2025-01-01Tz", "01/02/2025"}) {
    EXPECT_FALSE(ParseInstant(bad)) << bad;
  }
}

TEST(Text, PlacesAndPointers) {
  EXPECT_EQ(PlaceAt("a\nbé!c", 6), (Place{2, 4}));
  EXPECT_EQ(PointerStep("a/b~c"), "/a~1b~0c");
  EXPECT_EQ(GroupDigits(1'234'567), "1,234,567");
  EXPECT_EQ(GroupDigits(12), "12");
  EXPECT_EQ(FormatBytes(999), "999 B");
  EXPECT_EQ(FormatBytes(1'500'000), "1.5 MB");
}

TEST(Sha256, KnownAnswer) {
  // FIPS 180-4 example: the message "abc".
  EXPECT_EQ(Sha256Hex("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace rowmill
