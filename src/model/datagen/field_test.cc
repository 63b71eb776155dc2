// Fields whose values are drawn: one table per rule.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/datagen/datagen.h"
#include "model/datagen/reading_internal.h"
#include "model/datagen/scope_internal.h"
#include "model/datagen/types_internal.h"

namespace rowmill::datagen_model {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// A field named `f` of the type with more attributes: `"min": 1`.
Result<Dataset> ReadOne(std::string_view type, std::string_view attributes = {}) {
  return ReadFieldsText(fmt::format(R"({{"name": "f", "type": "{}"{}{}}})", type,
                                    attributes.empty() ? "" : ", ", attributes));
}

struct Case {
  std::string_view type, attributes, expected;
};

void ExpectGenerated(std::initializer_list<Case> cases) {
  for (const Case& c : cases) {
    auto dataset = ReadOne(c.type, c.attributes);
    EXPECT_EQ(GeneratedText(dataset), c.expected) << c.type << " " << c.attributes;
    EXPECT_THAT(WarningsOf(dataset), IsEmpty()) << c.type << " " << c.attributes;
  }
}

/// Exactly one fault with that text.
void ExpectFaults(std::initializer_list<Case> cases) {
  for (const Case& c : cases) {
    EXPECT_THAT(MessagesOf(ReadOne(c.type, c.attributes)),
                ElementsAre("field 'f': " + std::string(c.expected)))
        << c.type << " " << c.attributes;
  }
}

TEST(Field, EveryTypeHasItsPlugin) {
  ExpectGenerated({
      {"STRING", "", "string"},
      {"STRING_AZ", "", "datagen.string_az"},
      {"BOOLEAN", "", "boolean"},
      {"TIMESTAMP", "", "datagen.timestamp"},
      {"BYTES", "", "bytes"},
      {"BLOB", "", "bytes length=1000000"},
      {"HASH_MD5", "", "datagen.hash_md5"},
      {"BIRTHDATE", "", "datagen.birthdate"},
      {"DATE", "", "datagen.date"},
      {"DATE_AS_STRING", "", "datagen.date_as_string"},
      {"IP", "", "internet.ipv4"},
      {"UUID", "", "id.uuid4"},
      {"CSV", R"("file": "p.csv", "field": "name", "filters": ["a=b"], "separator": ";")",
       "datagen.csv file=p.csv column=name separator=; filters="},
      {"STRING_REGEX", R"("regex": "[A-G]{2}-x")", "datagen.regex regex=[A-G]{2}-x"},
  });
}

TEST(Field, TypeNamesInEverySpelling) {
  for (std::string_view type :
       {"STRING_AZ", "STRINGAZ", "stringaz", "String-Az", "string az", "sTrInG_aZ"}) {
    EXPECT_EQ(GeneratedText(ReadOne(type)), "datagen.string_az") << type;
  }
  for (std::string_view type : {"HASH_MD5", "HASHMD5", "MD5", "hash-md5", "md5"}) {
    EXPECT_EQ(GeneratedText(ReadOne(type)), "datagen.hash_md5") << type;
  }
  for (std::string_view type : {"INCREMENTINTEGER", "Increment_Integer"}) {
    EXPECT_EQ(GeneratedText(ReadOne(type)), "datagen.increment bits=32") << type;
  }
  for (std::string_view type : {"DATEASSTRING", "Date As String"}) {
    EXPECT_EQ(GeneratedText(ReadOne(type)), "datagen.date_as_string") << type;
  }
  for (std::string_view type : {"OPENAI", "open_ai", "LOCALLLM"}) {
    EXPECT_THAT(MessagesOf(ReadOne(type)), ElementsAre(HasSubstr("is not built yet")));
  }
  EXPECT_EQ(AllTypes().size(), 29u);
}

TEST(Field, UnknownTypeSuggestsTheNearest) {
  EXPECT_THAT(
      FaultsOf(ReadFieldsText("\n {\"name\": \"f\",\n  \"type\": \"integr\"}")),
      ElementsAre("3:11 /Fields/0/type field 'f': unknown type: 'integr', did you "
                  "mean 'INTEGER'?"));
  ExpectFaults({{"", "", "has no type"}, {"COLOUR", "", "unknown type: 'COLOUR'"}});
}

TEST(Field, IntegerLimits) {
  ExpectGenerated({
      {"INTEGER", "", "integer bits=32 min=0 max=2147483647"},
      {"INTEGER", R"("max": 5)", "integer bits=32 min=0 max=5"},
      {"INTEGER", R"("max": 0)", "integer bits=32 min=0 max=0"},
      {"INTEGER", R"("max": -1)", "integer bits=32 min=-2147483648 max=-1"},
      {"INTEGER", R"("min": 0)", "integer bits=32 min=0 max=2147483647"},
      {"INTEGER", R"("min": -5)", "integer bits=32 min=-5 max=2147483647"},
      {"INTEGER", R"("min": 5, "max": 5)", "integer bits=32 min=5 max=5"},
      {"INTEGER", R"("min": -2147483648, "max": 2147483647)",
       "integer bits=32 min=-2147483648 max=2147483647"},
      {"INTEGER", R"("min": "3", "max": " 4 ")", "integer bits=32 min=3 max=4"},
      {"INTEGER", R"("min": 3.0, "max": "+4.0")", "integer bits=32 min=3 max=4"},
      {"INTEGER", R"("min": null)", "integer bits=32 min=0 max=2147483647"},
  });
  ExpectFaults({
      {"INTEGER", R"("min": 0.5)", "min is not a whole number: '0.5'"},
      {"INTEGER", R"("min": "x")", "min is not a whole number: 'x'"},
      {"INTEGER", R"("min": "")", "min is not a whole number: ''"},
      {"INTEGER", R"("min": true)", "min is not a whole number: 'true'"},
      {"INTEGER", R"("min": [1])", "min is not a whole number: a list"},
      {"INTEGER", R"("max": 2147483648)",
       "max is not between -2147483648 and 2147483647: '2147483648'"},
      {"INTEGER", R"("max": "99999999999999999999")",
       "max is out of range: '99999999999999999999'"},
      {"INTEGER", R"("max": 1e300)", "max is out of range: '1e300'"},
      {"INTEGER", R"("min": 6, "max": 5)", "min is above max: 6 > 5"},
  });
}

TEST(Field, LongLimits) {
  ExpectGenerated({
      {"LONG", "", "integer bits=64 min=-9223372036854775808 max=9223372036854775806"},
      {"LONG", R"("max": 3)", "integer bits=64 min=-9223372036854775808 max=3"},
      {"LONG", R"("min": 3)", "integer bits=64 min=3 max=9223372036854775806"},
      {"LONG", R"("min": "10000000000", "max": 9223372036854775807)",
       "integer bits=64 min=10000000000 max=9223372036854775807"},
  });
  ExpectFaults({
      {"LONG", R"("max": 9223372036854775808)",
       "max is out of range: '9223372036854775808'"},
      {"LONG", R"("min": 9223372036854775807)",
       "min is above max (one of them by default): 9223372036854775807 > "
       "9223372036854775806"},
  });
}

TEST(Field, FloatLimits) {
  ExpectGenerated({
      {"FLOAT", "", "float min=0 max=1"},
      {"FLOAT", R"("min": 0.5, "max": 0.9)", "float min=0.5 max=0.9"},
      {"FLOAT", R"("max": 10)", "float min=0 max=10"},
      {"FLOAT", R"("min": "2.5")", "float min=2.5 max=2147483648"},
      {"FLOAT", R"("max": 0)", "float min=-2147483648 max=0"},
      {"FLOAT", R"("max": -1.5)", "float min=-2147483648 max=-1.5"},
  });
  ExpectFaults({
      {"FLOAT", R"("min": 1, "max": 1)",
       "min is not below max, which is never drawn: 1 >= 1"},
      {"FLOAT", R"("min": 2, "max": 1)",
       "min is not below max, which is never drawn: 2 >= 1"},
      {"FLOAT", R"("min": "nan")", "min is not a finite number: 'nan'"},
      {"FLOAT", R"("min": "inf")", "min is not a finite number: 'inf'"},
      {"FLOAT", R"("min": "1,5")", "min is not a number: '1,5'"},
      {"FLOAT", R"("max": 1e39)", "max is out of range of a float: '1e39'"},
  });
}

TEST(Field, IncrementStart) {
  ExpectGenerated({
      {"INCREMENT_INTEGER", "", "datagen.increment bits=32"},
      {"INCREMENT_INTEGER", R"("min": 120000)", "datagen.increment bits=32 min=120000"},
      {"INCREMENT_LONG", R"("min": "-7")", "datagen.increment bits=64 min=-7"},
  });
  ExpectFaults({
      {"INCREMENT_INTEGER", R"("min": 2147483647)",
       "min is not between -2147483648 and 2147483646: '2147483647'"},
      {"INCREMENT_LONG", R"("min": "a")", "min is not a whole number: 'a'"},
  });
  EXPECT_THAT(WarningsOf(ReadOne("INCREMENT_LONG", R"("max": 9)")),
              ElementsAre("field 'f': max is not used by the type INCREMENT_LONG"));
}

TEST(Field, TimestampLimits) {
  ExpectGenerated({
      {"TIMESTAMP", R"("min": 1000, "max": "2000")",
       "datagen.timestamp min=1000 max=2000"},
      {"TIMESTAMP", R"("max": 2000)", "datagen.timestamp max=2000"},
  });
  ExpectFaults({
      {"TIMESTAMP", R"("min": 2, "max": 1)", "min is above max: 2 > 1"},
      {"TIMESTAMP", R"("min": "1/1/2020")", "min is not a whole number: '1/1/2020'"},
  });
}

TEST(Field, LengthBelowOneIsTheDefault) {
  ExpectGenerated({
      {"STRING", R"("length": 3)", "string length=3"},
      {"STRING", R"("length": "3")", "string length=3"},
      {"STRING", R"("length": 0)", "string"},
      {"STRING", R"("length": -4)", "string"},
      {"BLOB", R"("length": 0)", "bytes length=1000000"},
      {"BLOB", R"("length": 7)", "bytes length=7"},
      {"HASH_MD5", R"("length": 16)", "datagen.hash_md5 length=16"},
      {"STRING_AZ", R"("length": 2)", "datagen.string_az length=2"},
      {"BYTES", R"("length": 10)", "bytes length=10"},
  });
  ExpectFaults({
      {"STRING", R"("length": 2.5)", "length is not a whole number: '2.5'"},
      {"STRING", R"("length": "long")", "length is not a whole number: 'long'"},
      {"BYTES", R"("length": 16777217)",
       "length is not between -9223372036854775808 and 16777216: '16777217'"},
  });
}

TEST(Field, DateLimits) {
  ExpectGenerated({
      {"BIRTHDATE", R"("min_date": "1/1/1952", "max_date": "01/01/2002")",
       "datagen.birthdate min=1952-01-01 max=2002-01-01"},
      {"BIRTHDATE", R"("min": "1/1/2015", "max": "1/1/2022")",
       "datagen.birthdate min=2015-01-01 max=2022-01-01"},
      {"BIRTHDATE", R"("min_date": "2000-01-01")", "datagen.birthdate min=2000-01-01"},
      {"DATE", R"("min_date": "2019-02-01T00:00:00Z", "max": "2024-11-11T00:00:00Z")",
       "datagen.date min=2019-02-01T00:00:00Z max=2024-11-11T00:00:00Z"},
      {"DATE", R"("min_date": "1/2/2019", "max_date": "1/2/2019")",
       "datagen.date min=2019-02-01T00:00:00Z max=2019-02-01T23:59:59Z"},
      {"DATE", R"("use_now": false)", "datagen.date"},
      {"DATE", R"("use_now": "true")", "datagen.date use_now=true"},
      {"DATE_AS_STRING", R"("min_date": "2024-02-14 13:56:59")",
       "datagen.date_as_string min=2024-02-14T13:56:59Z"},
      {"DATE_AS_STRING", R"("pattern": "", "max": "1/1/2024")",
       "datagen.date_as_string pattern= max=2024-01-01T23:59:59Z"},
      {"DATE_AS_STRING", R"("pattern": "yyyyMMdd", "min_date": "20240214")",
       "datagen.date_as_string pattern=yyyyMMdd min=2024-02-14T00:00:00Z"},
      {"DATE_AS_STRING", R"("pattern": "YYYY", "min": "2024-02-14", "use_now": false)",
       "datagen.date_as_string pattern=YYYY min=2024-02-14T00:00:00Z"},
  });
  constexpr std::string_view kForms =
      " (use d/M/yyyy, yyyy-MM-dd, yyyy-MM-dd HH:mm:ss or an ISO instant";
  EXPECT_THAT(
      MessagesOf(ReadOne("BIRTHDATE", R"("min_date": "soon", "max": "1/13/2000")")),
      ElementsAre(fmt::format("field 'f': min_date is not a date: 'soon'{})", kForms),
                  fmt::format("field 'f': max is not a date: '1/13/2000'{})", kForms)));
  EXPECT_THAT(
      MessagesOf(ReadOne("DATE_AS_STRING", R"("pattern": "YYYY w", "min": "2024 3")")),
      ElementsAre(fmt::format("field 'f': min is not a date: '2024 3'{}; dates cannot be "
                              "read in a pattern with 'YYYY')",
                              kForms)));
  ExpectFaults({
      {"BIRTHDATE", R"("min_date": "2/1/2000", "max_date": "1/1/2000")",
       "min_date is after max_date: 2000-01-02 > 2000-01-01"},
      {"DATE", R"("min": "2000-01-01T00:00:01Z", "max_date": "2000-01-01T00:00:00Z")",
       "min is after max_date: 2000-01-01T00:00:01Z > 2000-01-01T00:00:00Z"},
      {"DATE", R"("min_date": {})", "min_date is not a date: a map"},
      {"DATE", R"("use_now": "maybe")", "use_now is not true or false: 'maybe'"},
      {"DATE", R"("use_now": 1)", "use_now is not true or false: '1'"},
      {"DATE_AS_STRING", R"("pattern": ["y"])", "pattern takes a text, not a list"},
  });
}

TEST(Field, DateLimitsThatAreNotUsedAreWarnings) {
  EXPECT_THAT(WarningsOf(ReadOne("DATE", R"("use_now": true, "min_date": "1/1/2000")")),
              ElementsAre("field 'f': min_date is not used beside use_now"));
  EXPECT_THAT(WarningsOf(ReadOne("DATE", R"("min": "1/1/2000", "min_date": "1/1/2001")")),
              ElementsAre("field 'f': min is not used beside min_date"));
  EXPECT_THAT(
      WarningsOf(ReadOne("BIRTHDATE", R"("min": "2000-01-01T10:00:00Z")")),
      ElementsAre("field 'f': min: only the day is used: '2000-01-01T10:00:00Z'"));
}

TEST(Field, AttributesThatMeanNothingAreWarnings) {
  EXPECT_THAT(WarningsOf(ReadOne("STRING", R"("colour": 1, "lenght": 3, "Length": 4)")),
              ElementsAre("field 'f': unknown attribute is not used: 'colour'",
                          "field 'f': unknown attribute is not used: 'lenght', did you "
                          "mean 'length'?",
                          "field 'f': unknown attribute is not used: 'Length', did you "
                          "mean 'length'?"));
  EXPECT_THAT(WarningsOf(ReadOne("UUID", R"("possible_values": ["a"], "filters": ["x"],
                                           "regex": "a", "temperature": 1)")),
              ElementsAre("field 'f': possible_values is not used by the type UUID",
                          "field 'f': filters is not used by the type UUID",
                          "field 'f': regex is not used by the type UUID",
                          "field 'f': temperature is not used by the type UUID"));
  EXPECT_THAT(WarningsOf(ReadOne("INTEGER", R"("min_date": "1/1/2000")")),
              ElementsAre("field 'f': min_date is not used by the type INTEGER"));
  EXPECT_THAT(WarningsOf(ReadOne("UUID", R"("filters": null)")), IsEmpty());
}

TEST(Field, Ghosts) {
  auto ghosts = [](std::string_view value) {
    auto dataset =
        ReadFieldsText(fmt::format(R"({{"name": "f", "type": "IP", "ghost": {}}},
                        {{"name": "g", "type": "IP"}})",
                                   value));
    return dataset ? (dataset->entities[0].fields[0].modifiers.hidden ? "yes" : "no")
                   : dataset.error().Flatten()[0].message;
  };
  EXPECT_EQ(ghosts("true"), "yes");
  EXPECT_EQ(ghosts("\"True\""), "yes");
  EXPECT_EQ(ghosts("false"), "no");
  EXPECT_EQ(ghosts("\"false\""), "no");
  EXPECT_EQ(ghosts("null"), "no");
  EXPECT_EQ(ghosts("\"yes\""), "field 'f': ghost is not true or false: 'yes'");
  EXPECT_EQ(ghosts("0"), "field 'f': ghost is not true or false: '0'");
}

TEST(Field, WhatIsNotBuiltIsToldPerFieldAndFeature) {
  auto dataset = ReadFieldsText(R"(
    {"name": "n", "type": "NAME", "filters": ["USA"]},
    {"name": "l", "type": "LINK", "link": "$n.sex"},
    {"name": "c", "type": "STRING", "conditionals": {"default": "x"}},
    {"name": "i", "type": "STRING", "injection": "${n}"},
    {"name": "e", "type": "STRING", "injection": "", "formula": null,
     "conditionals": {}},
    {"name": "a", "type": "OPENAI", "request": "hi", "password": "s3cret"})");
  ASSERT_FALSE(dataset);
  EXPECT_EQ(dataset.error().code, ErrorCode::kNotBuilt);
  EXPECT_THAT(
      FaultsOf(dataset),
      ElementsAre("2:27 /Fields/0/type field 'n': type NAME is not built yet",
                  "4:53 /Fields/2/conditionals field 'c': conditionals is not "
                  "built yet",
                  "5:50 /Fields/3/injection field 'i': injection is not built yet",
                  "8:27 /Fields/5/type field 'a': type OPEN_AI is not built yet"));
}

TEST(Field, LinksPointAtAnAttributeOfAnotherField) {
  auto link_of = [](const std::string& attributes) {
    auto dataset = ReadOne("LINK", attributes);
    EXPECT_TRUE(dataset.has_value()) << dataset.error().ToString();
    const Field& field = dataset->entities[0].fields[0];
    return fmt::format("{} {}", SourceName(field.source), field.raw.ScalarText());
  };
  EXPECT_EQ(link_of(R"("link": "$city.lat")"), "link city.lat");
  EXPECT_EQ(link_of(R"("link": "city.lat.more")"), "link city.lat");
  EXPECT_EQ(link_of(R"("conditionals": {"link": "$city.country"})"), "link city.country");
  EXPECT_EQ(link_of(""), "values ");
  EXPECT_EQ(link_of(R"("link": "")"), "values ");
  EXPECT_THAT(WarningsOf(ReadOne("LINK", R"("link": "$city.lat")")), IsEmpty());
  EXPECT_THAT(WarningsOf(ReadOne("LINK", "")),
              ElementsAre("field 'f': LINK without link: its texts are empty"));
  ExpectFaults({
      {"LINK", R"("link": "$city")", "link is $field.attribute, not '$city'"},
      {"LINK", R"("conditionals": {"link": "$.lat"})",
       "link is $field.attribute, not '$.lat'"},
  });
}

TEST(Field, OneComputedAttributeCounts) {
  EXPECT_THAT(MessagesOf(ReadOne("STRING",
                                 R"("conditionals": {"default": "x"}, "formula": "1")")),
              ElementsAre("field 'f': conditionals is not built yet"));
  EXPECT_THAT(MessagesOf(ReadOne("STRING", R"("link": "$a.b", "formula": "1")")),
              ElementsAre("field 'f': formula is not built yet"));
  ExpectFaults({
      {"STRING", R"("conditionals": "x")", "conditionals takes an object, not 'x'"},
      {"STRING", R"("formula": [])", "formula takes a text, not a list"},
  });
}

TEST(Field, ATypeThatTheCatalogLacksIsNotBuilt) {
  ReadOptions options;
  Catalog empty;
  options.catalog = &empty;
  Node field = Node::Map();
  field.Add("name", Node::Text("f"));
  field.Add("type", Node::Text("UUID"));
  Node root = Node::Map();
  root.Add("Fields", Node::List()).items.push_back(field);
  EXPECT_THAT(MessagesOf(ReadDatagen(root, "", options)),
              ElementsAre("field 'f': type UUID is not built yet"));
}

TEST(Scalars, WholeNumbers) {
  auto whole = [](Node node) {
    auto value = WholeNumber(node);
    return value ? fmt::format("{}", *value) : value.error().message;
  };
  EXPECT_EQ(whole(Node::Int(INT64_MIN)), "-9223372036854775808");
  EXPECT_EQ(whole(Node::UInt(UINT64_MAX)), "out of range");
  EXPECT_EQ(whole(Node::Number(9223372036854775808.0)), "out of range");
  EXPECT_EQ(whole(Node::Number(-9223372036854775808.0)), "-9223372036854775808");
  EXPECT_EQ(whole(Node::Number(0.0 / 0.0)), "not a whole number");
  EXPECT_EQ(whole(Node::Text("-9223372036854775808")), "-9223372036854775808");
  EXPECT_EQ(whole(Node::Text("9223372036854775808")), "out of range");
  EXPECT_EQ(whole(Node::Text("1e3")), "1000");
  EXPECT_EQ(whole(Node::Text("+-3")), "not a whole number");
  EXPECT_EQ(whole(Node::Text("0x10")), "not a whole number");
  EXPECT_EQ(whole(Node::Text("1_000")), "not a whole number");
  EXPECT_EQ(whole(Node::Null()), "not a whole number");
}

}  // namespace
}  // namespace rowmill::datagen_model
