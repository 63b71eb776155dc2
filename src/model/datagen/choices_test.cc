#include "model/datagen/choices_internal.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/datagen/reading_internal.h"

namespace rowmill::datagen_model {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Result<Dataset> ReadOne(std::string_view type, std::string_view attributes) {
  return ReadFieldsText(
      fmt::format(R"({{"name": "f", "type": "{}", {}}})", type, attributes));
}

TEST(Choices, PlainOnesCountPerOccurrence) {
  auto text = [](std::string_view type, std::string_view values) {
    return ChoicesText(ReadOne(type, fmt::format(R"("possible_values": {})", values)));
  };
  EXPECT_EQ(text("STRING", R"(["a", "b"])"), "string: a*1 b*1");
  EXPECT_EQ(text("STRING", R"(["x", "x", "y", "x"])"), "string: x*3 y*1");
  EXPECT_EQ(text("STRING", R"(["", 1, 1.50, true])"), "string: *1 1*1 1.50*1 true*1");
  EXPECT_EQ(text("STRING_AZ", R"(["a"])"), "string: a*1");
}

TEST(Choices, WeightsAreReal) {
  auto text = [](std::string_view weights) {
    return ChoicesText(
        ReadOne("STRING", fmt::format(R"("possible_values_weighted": {})", weights)));
  };
  EXPECT_EQ(text(R"({"a": 64, "b": 16})"), "string: a*64 b*16");
  EXPECT_EQ(text(R"({"a": 0.7, "b": 0.3})"), "string: a*0.7 b*0.3");
  EXPECT_EQ(text(R"({"a": "1.9", "b": " 1 ", "c": 0})"), "string: a*1.9 b*1 c*0");
}

TEST(Choices, BothAreMergedAndTheWeightWins) {
  EXPECT_EQ(ChoicesText(ReadOne("STRING", R"("possible_values": ["x", "x", "y"],
                                    "possible_values_weighted": {"z": 2, "x": 9})")),
            "string: x*9 y*1 z*2");
  // The same value in another spelling.
  EXPECT_EQ(ChoicesText(ReadOne("INTEGER", R"("possible_values": ["01", 1, 2],
                                    "possible_values_weighted": {"+1": 2, "1": 3})")),
            "int32: 1*5 2*1");
}

TEST(Choices, EveryTypeConvertsItsValues) {
  struct Case {
    std::string_view type, values, expected;
  };
  const Case cases[] = {
      {"INTEGER", R"([0, 1, -1, "7", 2.0])", "int32: 0*1 1*1 -1*1 7*1 2*1"},
      {"LONG", R"(["9223372036854775807"])", "int64: 9223372036854775807*1"},
      {"TIMESTAMP", "[1700000000000]", "int64: 1700000000000*1"},
      {"FLOAT", R"([0.5, "2", -1e3])", "float: 0.5*1 2*1 -1000*1"},
      {"BOOLEAN", R"([true, "TRUE", "false"])", "boolean: true*2 false*1"},
      {"BYTES", R"(["é"])", "bytes: é*1"},
      {"BLOB", R"(["b"])", "bytes: b*1"},
      {"HASH_MD5", R"(["not hashed"])", "bytes: not hashed*1"},
      {"BIRTHDATE", R"(["05/03/1990", "2000-02-29"])", "date: 1990-03-05*1 2000-02-29*1"},
      {"DATE", R"(["2020-01-02T03:04:05Z", "2020-01-02 03:04:05", "02/01/2020"])",
       "timestamp(s, UTC): 2020-01-02T03:04:05Z*2 2020-01-02T00:00:00Z*1"},
      {"DATE_AS_STRING", R"(["1990-03-05 10:00:00"])", "string: 1990-03-05 10:00:00*1"},
      {"COUNTRY", R"(["France", "Spain"])", "string: France*1 Spain*1"},
      {"EMAIL", R"(["a@b.c"])", "string: a@b.c*1"},
  };
  for (const Case& c : cases) {
    auto dataset = ReadOne(c.type, fmt::format(R"("possible_values": {})", c.values));
    EXPECT_EQ(ChoicesText(dataset), c.expected);
    EXPECT_THAT(WarningsOf(dataset), IsEmpty()) << c.type;
  }
}

TEST(Choices, DateTextsStayInTheFieldsPattern) {
  EXPECT_EQ(ChoicesText(ReadOne("DATE_AS_STRING", R"("pattern": "d MMM yy",
                                    "possible_values": ["1 Feb 24"])")),
            "string: 1 Feb 24*1");
  // A pattern that can only be written: the text is taken on trust.
  EXPECT_EQ(ChoicesText(ReadOne("DATE_AS_STRING", R"("pattern": "YYYY-'W'ww",
                                    "possible_values": ["2024-W07"])")),
            "string: 2024-W07*1");
}

TEST(Choices, WhatIsNotUsedBesideThemIsAWarning) {
  EXPECT_THAT(WarningsOf(ReadOne("STRING", R"("length": 20, "possible_values": ["a"])")),
              ElementsAre("field 'f': length is not used beside possible values"));
  EXPECT_THAT(WarningsOf(ReadOne("BOOLEAN", R"("possible_values": ["yes", true])")),
              ElementsAre("field 'f': possible_values: value is taken as false: 'yes'"));
  auto empty = ReadOne("IP", R"("possible_values": [])");
  EXPECT_THAT(WarningsOf(empty),
              ElementsAre("field 'f': possible_values is not used by the type IP"));
}

TEST(Choices, EmptyOnesMeanARandomField) {
  auto dataset =
      ReadOne("STRING", R"("possible_values": [], "possible_values_weighted": {},
                                      "length": 3)");
  EXPECT_EQ(GeneratedText(dataset), "string length=3");
  EXPECT_THAT(WarningsOf(dataset),
              ElementsAre("field 'f': possible_values is empty and not used",
                          "field 'f': possible_values_weighted is empty and not used"));
}

TEST(Choices, BadOnesNameFieldAndValue) {
  struct Case {
    std::string_view type, attribute, values, fault;
  };
  constexpr std::string_view kPlain = "possible_values";
  constexpr std::string_view kWeighted = "possible_values_weighted";
  const Case cases[] = {
      {"INTEGER", kPlain, R"(["a"])", "bad INTEGER value 'a': not a whole number"},
      {"INTEGER", kPlain, "[2147483648]", "bad INTEGER value '2147483648': out of range"},
      {"INTEGER", kPlain, "[1.5]", "bad INTEGER value '1.5': not a whole number"},
      {"LONG", kWeighted, R"({"1e30": 1})", "bad LONG value '1e30': out of range"},
      {"FLOAT", kPlain, R"(["NaN"])", "bad FLOAT value 'NaN': not a finite number"},
      {"FLOAT", kPlain, "[1e39]", "bad FLOAT value '1e39': out of range"},
      {"BIRTHDATE", kPlain, R"(["30/02/2000"])",
       "bad BIRTHDATE value '30/02/2000': not a date: '30/02/2000' (use d/M/yyyy, "
       "yyyy-MM-dd, yyyy-MM-dd HH:mm:ss or an ISO instant)"},
      {"BIRTHDATE", kPlain, R"(["2000-01-01T10:00:00Z"])",
       "bad BIRTHDATE value '2000-01-01T10:00:00Z': not a day: it has a time"},
      {"DATE", kPlain, R"(["2000-01-01T10:00:00.5Z"])",
       "bad DATE value '2000-01-01T10:00:00.5Z': it has fractions of a second"},
      {"DATE_AS_STRING", kPlain, R"(["1990"])",
       "bad DATE_AS_STRING value '1990': '1990' does not fit the pattern yyyy-MM-dd "
       "HH:mm:ss"},
      {"STRING", kPlain, "[null]", "a value is null"},
      {"STRING", kPlain, "[[1]]", "a value is a list"},
      {"STRING", kPlain, R"({"a": 1})", "takes a list, not a map"},
      {"STRING", kPlain, R"("a,b")", "takes a list, not 'a,b'"},
      {"STRING", kWeighted, R"(["a"])",
       "takes an object of value and weight, not a list"},
      {"STRING", kWeighted, R"({"a": -1})", "weight of 'a' is negative: '-1'"},
      {"STRING", kWeighted, R"({"a": "x"})", "weight of 'a' is not a number: 'x'"},
      {"STRING", kWeighted, R"({"a": null})", "weight of 'a' is not a number: null"},
      {"STRING", kWeighted, R"({"a": "inf"})",
       "weight of 'a' is not a finite number: 'inf'"},
      {"STRING", kWeighted, R"({"a": 0, "b": 0.0})", "all weights are 0"},
      {"STRING", kWeighted, R"({"a": 1e308, "b": 1e308})",
       "the sum of the weights is too large"},
  };
  for (const Case& c : cases) {
    auto dataset = ReadOne(c.type, fmt::format(R"("{}": {})", c.attribute, c.values));
    EXPECT_THAT(MessagesOf(dataset),
                ElementsAre(fmt::format("field 'f': {}: {}", c.attribute, c.fault)))
        << c.values;
  }
}

TEST(Choices, FaultsHaveTheirPlace) {
  EXPECT_THAT(
      FaultsOf(ReadFieldsText("{\"name\": \"f\", \"type\": \"LONG\",\n"
                              "\"possible_values\": [1, 2,\n  \"x\"],\n"
                              "\"possible_values_weighted\": {\"a/b\": 1}}")),
      ElementsAre("3:3 /Fields/0/possible_values/2 field 'f': possible_values: bad "
                  "LONG value 'x': not a whole number",
                  "4:30 /Fields/0/possible_values_weighted/a~1b field 'f': "
                  "possible_values_weighted: bad LONG value 'a/b': not a whole "
                  "number"));
}

}  // namespace
}  // namespace rowmill::datagen_model
