#include "model/native/native.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/test_catalog.h"

namespace rowmill {
namespace {

using ::testing::ElementsAre;

Result<Dataset> Read(std::string_view text,
                     std::map<std::string, std::string> vars = {}) {
  ReadOptions options;
  options.catalog = &TestCatalog();
  options.name = "file";
  options.vars = std::move(vars);
  return ReadModel(text, options);
}

Dataset Good(std::string_view text, std::map<std::string, std::string> vars = {}) {
  Result<Dataset> dataset = Read(text, std::move(vars));
  if (!dataset) {
    for (const Error& e : dataset.error().Flatten()) ADD_FAILURE() << e.ToString();
    return {};
  }
  return std::move(*dataset);
}

TEST(ReadNative, ReadsTheWholeHead) {
  Dataset d = Good(
      "rowmill: 1\nrecipe: 1\nname: shop\nseed: 18446744073709551615\nlocale: fr-FR\n"
      "now: 2025-02-03T04:05:06.5Z\nvars: { a: 100_000, b: 0.2, c: text, d: true }\n"
      "x-datagen:\n  model_name: m\n  table_names: { HDFS: /tmp/x }\n"
      "  options: { CSV_HEADER: true, SHOW: '1' }\n"
      "entities: { e: { rows: a, fields: { id: uuid } } }\n");
  EXPECT_EQ(d.name, "shop");
  EXPECT_EQ(d.seed, UINT64_MAX);
  EXPECT_EQ(d.locale, "fr-FR");
  EXPECT_EQ(FormatInstant(d.now.value()), "2025-02-03T04:05:06.5Z");
  ASSERT_EQ(d.vars.size(), 4u);
  EXPECT_EQ(d.vars[0].second.text, "100_000");
  EXPECT_EQ(d.vars[1].second.number, 0.2);
  EXPECT_TRUE(d.vars[3].second.boolean);
  ASSERT_TRUE(d.datagen.has_value());
  EXPECT_EQ(d.datagen->model_name, "m");
  EXPECT_EQ(*d.datagen->FindTableName("HDFS"), "/tmp/x");
  EXPECT_EQ(*d.datagen->FindOption("CSV_HEADER"), "true");
  EXPECT_EQ(d.datagen->FindOption("X"), nullptr);
  EXPECT_EQ(d.hash.size(), 64u);
}

TEST(ReadNative, DefaultsAreThoseOfTheLanguage) {
  Dataset d = Good("rowmill: 1\nentities: { e: { fields: { id: uuid } } }\n");
  EXPECT_EQ(d.name, "file");
  EXPECT_FALSE(d.seed.has_value());
  EXPECT_FALSE(d.now.has_value());
  EXPECT_EQ(d.locale, "en-US");
  ASSERT_EQ(d.entities.size(), 1u);
  EXPECT_FALSE(d.entities[0].rows.given());
  EXPECT_FALSE(d.entities[0].fixed);
  EXPECT_FALSE(d.datagen.has_value());
}

TEST(ReadNative, ReadsFields) {
  Dataset d = Good(
      "rowmill: 1\n"
      "entities:\n"
      "  order:\n"
      "    description: all orders\n"
      "    rows: 1_000\n"
      "    fixed: true\n"
      "    locale: de\n"
      "    primary_key: id\n"
      "    fields:\n"
      "      id: { type: sequence, start: 5 }\n"
      "      a/b~c: { type: INT, max: 9 }\n"
      "      text:\n"
      "        type: string\n"
      "        length: { min: 2, max: 4 }\n"
      "        as: decimal(12, 2)\n"
      "        null_rate: 0.25\n"
      "        hidden: true\n"
      "        stream: s\n"
      "        prefix: 007\n"
      "        suffix: ' x'\n"
      "        case_style: UPPER\n"
      "        description: d\n"
      "        tags: [a, b]\n"
      "        pii: name\n");
  ASSERT_EQ(d.entities.size(), 1u);
  const Entity& e = d.entities[0];
  EXPECT_EQ(e.name, "order");
  EXPECT_EQ(e.description, "all orders");
  EXPECT_EQ(e.rows.expression, "1_000");
  EXPECT_EQ(e.rows.place, (Place{5, 11}));
  EXPECT_TRUE(e.fixed);
  EXPECT_EQ(e.locale, "de");
  EXPECT_THAT(e.primary_key, ElementsAre("id"));
  EXPECT_EQ(e.place, (Place{3, 3}));
  ASSERT_EQ(e.fields.size(), 3u);
  EXPECT_EQ(e.fields[0].type, "sequence");
  EXPECT_EQ(e.fields[0].options.Int("start", 0), 5);
  EXPECT_EQ(e.fields[1].type, "integer");
  EXPECT_EQ(e.fields[1].pointer, "/entities/order/fields/a~1b~0c");
  EXPECT_EQ(e.fields[1].place, (Place{11, 7}));
  EXPECT_EQ(e.fields[1].options.pointer(), e.fields[1].pointer);
  const Field& f = e.fields[2];
  EXPECT_EQ(f.options.Length("length", {}).max, 4);
  EXPECT_EQ(f.modifiers.as, DataType::Decimal(12, 2));
  EXPECT_EQ(f.modifiers.null_rate, 0.25);
  EXPECT_TRUE(f.modifiers.hidden);
  EXPECT_EQ(f.modifiers.stream, "s");
  EXPECT_EQ(f.modifiers.prefix, "007");
  EXPECT_EQ(f.modifiers.suffix, " x");
  EXPECT_EQ(f.modifiers.case_style, "upper");
  EXPECT_EQ(f.modifiers.description, "d");
  EXPECT_THAT(f.modifiers.tags, ElementsAre("a", "b"));
  EXPECT_EQ(f.modifiers.pii, "name");
}

/// The choices of `{ values: <text> }` as `kind:text*weight`.
std::string Choices(const std::string& values) {
  Dataset d = Good("rowmill: 1\nentities: { e: { fields: { f: { values: " + values +
                   " } } } }\n");
  if (d.entities.empty()) return "";
  std::string out;
  EXPECT_EQ(d.entities[0].fields[0].source, SourceKind::kValues);
  for (const Choice& choice : d.entities[0].fields[0].choices) {
    out += std::string(choice.value.KindName()) + ":" + choice.value.ScalarText() + "*" +
           Node::Number(choice.weight).ScalarText() + " ";
  }
  return out;
}

TEST(ReadNative, ReadsValuesInEveryForm) {
  EXPECT_EQ(Choices("[a, 2, 1.50, true]"),
            "text:a*1 number:2*1 number:1.50*1 boolean:true*1 ");
  EXPECT_EQ(Choices("[a, a]"), "text:a*1 text:a*1 ");
  EXPECT_EQ(Choices("{ open: 5, paid: 2.5, lost: 0 }"),
            "text:open*5 text:paid*2.5 text:lost*0 ");
  EXPECT_EQ(Choices("{ 1: 5, 2.5: '3' }"), "number:1*5 number:2.5*3 ");
  EXPECT_EQ(Choices("{ 1: 5, x: 3 }"), "text:1*5 text:x*3 ");
  EXPECT_EQ(Choices("{ true: 9, false: 1 }"), "boolean:true*9 boolean:false*1 ");
  EXPECT_EQ(Choices("{ 1: 5, 2: 3 }, as: int8"), "text:1*5 text:2*3 ");
  EXPECT_EQ(Choices("[{ value: a, weight: 3 }, b, { value: a }]"),
            "text:a*3 text:b*1 text:a*1 ");
  EXPECT_EQ(Choices("[007, 1.50], as: string"), "text:007*1 text:1.50*1 ");
}

TEST(ReadNative, DefinitionsAreTakenOverAndChanged) {
  Dataset d = Good(
      "rowmill: 1\n"
      "definitions:\n"
      "  money: { type: decimal, scale: 2, max: 9.99, null_rate: 0.5 }\n"
      "  key: uuid\n"
      "entities:\n"
      "  e:\n"
      "    fields:\n"
      "      a: { use: money }\n"
      "      b: { use: money, max: 99, min: 1, null_rate: 0 }\n"
      "      c: { use: key, hidden: true }\n");
  ASSERT_EQ(d.entities.size(), 1u);
  const std::vector<Field>& f = d.entities[0].fields;
  EXPECT_EQ(f[0].options.Text("max", ""), "9.99");
  EXPECT_EQ(f[0].modifiers.null_rate, 0.5);
  EXPECT_EQ(f[1].options.Text("max", ""), "99");
  EXPECT_EQ(f[1].options.Text("min", ""), "1");
  EXPECT_EQ(f[1].modifiers.null_rate, 0);
  EXPECT_EQ(f[2].type, "id.uuid4");
  EXPECT_TRUE(f[2].modifiers.hidden);
}

TEST(ReadNative, ReadsTheSameTreeAsJson) {
  Dataset d = Good(
      "{\"rowmill\": 1, \"entities\": {\"e\": {\"rows\": \"2 * 3\", \"fields\": "
      "{\"id\": \"uuid\", \"v\": {\"values\": {\"1\": 2, \"2\": 3}}}}}}");
  ASSERT_EQ(d.entities.size(), 1u);
  EXPECT_EQ(d.entities[0].rows.expression, "2 * 3");
  EXPECT_TRUE(d.entities[0].fields[1].choices[0].value.is_number());
}

std::string RowsOf(const std::string& rows,
                   std::map<std::string, std::string> vars = {}) {
  Result<Dataset> d = Read(
      "rowmill: 1\nvars: { a: 10, b: 2k, c: 0.5, neg: -3, yes: text, t: true }\n"
      "entities: { e: { rows: " +
          rows + ", fields: { id: uuid } } }\n",
      std::move(vars));
  if (!d) return d.error().message;
  Result<std::uint64_t> count = EvaluateRowCount(d->entities[0].rows, *d);
  return count ? std::to_string(*count) : count.error().message;
}

TEST(EvaluateRowCount, TakesNumbersVarsAndArithmetic) {
  const std::pair<const char*, const char*> kCases[] = {
      {"0", "0"},
      {"1000", "1000"},
      {"1_000_000", "1000000"},
      {"1.5M", "1500000"},
      {"2e9", "2000000000"},
      {"1e+3", "1000"},
      {"0x10", "16"},
      {"a", "10"},
      {"vars.a", "10"},
      {"a * 4", "40"},
      {"a*b+1", "20001"},
      {"'(a + 2) * 3 - 1'", "35"},
      {"a / 3", "3"},
      {"(neg) / 2 + 10", "8"},
      {"100 - 2 * 3 * 4", "76"},
      {"72057594037927935", "72057594037927935"},
      {"a + neg", "7"},
  };
  for (const auto& [text, rows] : kCases) EXPECT_EQ(RowsOf(text), rows) << text;
  EXPECT_EQ(RowsOf("a * 2", {{"a", "5M"}}), "10000000");
  EXPECT_EQ(RowsOf("a", {{"a", "1_0"}}), "10");
}

TEST(EvaluateRowCount, RefusesTheRest) {
  const std::pair<const char*, const char*> kCases[] = {
      {"-5", "rows: unexpected '-5'"},
      {"neg", "rows: a count cannot be negative: -3"},
      {"a - 11", "rows: a count cannot be negative: -1"},
      {"c", "rows: var 'c' is not a whole number: '0.5'"},
      {"yes", "rows: var 'yes' is not a whole number: 'text'"},
      {"t", "rows: var 't' is not a whole number: 'true'"},
      {"d", "rows: no var is called 'd', did you mean 'a'?"},
      {"1.5", "rows: not a count: '1.5' (use 1000, 1_000_000, 1.5M or 2e9)"},
      {"a / 0", "rows: division by zero"},
      {"a +", "rows: the expression ends where a number or var is expected"},
      {"(a", "rows: a ')' is missing"},
      {"a b", "rows: unexpected 'b'"},
      {"a ^ 2", "rows: unexpected '^ 2'"},
      {"9e18 * 9", "rows: the result is too large"},
      {"9e18 + 9e18", "rows: the result is too large"},
      {"99999999999999999999",
       "rows: not a count: '99999999999999999999' (use 1000, "
       "1_000_000, 1.5M or 2e9)"},
      {"72057594037927936", "rows: a count is at most 2^56 - 1: 72057594037927936"},
      {".inf", "rows: no var is called '.inf'"},
      {"''", "rows takes a count or an expression, not ''"},
      {"null", "rows takes a count or an expression, not null"},
      {"true", "rows takes a count or an expression, not 'true'"},
      {"[1]", "rows takes a count or an expression, not a list"},
  };
  for (const auto& [text, message] : kCases) EXPECT_EQ(RowsOf(text), message) << text;
  EXPECT_EQ(RowsOf(std::string(400, '(') + "1" + std::string(400, ')')),
            "rows: too many parentheses");
  std::string sum = "1";
  for (int i = 0; i < 600; ++i) sum += "+1";
  EXPECT_EQ(RowsOf(sum), "rows: an expression has 1201 bytes, more than 1000");
}

TEST(ReadAsType, ReadsWhatTheTypesPrint) {
  for (const char* text : {"int8",
                           "int16",
                           "int32",
                           "int64",
                           "uint8",
                           "uint16",
                           "uint32",
                           "uint64",
                           "float",
                           "double",
                           "decimal(12,2)",
                           "decimal(18,18)",
                           "string",
                           "bytes",
                           "date",
                           "time(s)",
                           "time(ns)",
                           "timestamp(s)",
                           "timestamp(us)",
                           "timestamp(ms, UTC)",
                           "timestamp(ns, UTC)",
                           "timestamp(s, America/Argentina/Buenos_Aires)",
                           "boolean"}) {
    Result<DataType> type = ReadAsType(text);
    ASSERT_TRUE(type.has_value()) << type.error().ToString();
    EXPECT_EQ(type->ToString(), text);
  }
  EXPECT_EQ(ReadAsType("timestamp")->ToString(), "timestamp(s)");
  EXPECT_EQ(ReadAsType(" decimal( 5 , 0 ) ")->ToString(), "decimal(5,0)");
  for (const char* text : {"",
                           "int",
                           "integer",
                           "int128",
                           "decimal",
                           "decimal()",
                           "decimal(0,0)",
                           "decimal(19,2)",
                           "decimal(5,6)",
                           "decimal(5)",
                           "decimal(5,-1)",
                           "decimal(5,2",
                           "timestamp(m)",
                           "timestamp()",
                           "timestamp(s,)",
                           "timestamp(s,a b)",
                           "timestamp(s, Paris?)",
                           "time(h)",
                           "string(5)",
                           "int8()",
                           "list<int8>"}) {
    EXPECT_FALSE(ReadAsType(text).has_value()) << text;
  }
}

TEST(ReadModel, TellsTheLanguagesApart) {
  Result<Dataset> datagen = Read(
      "{\"model_name\": \"m\", \"FIELDS\": [{\"name\": \"b\", \"type\": \"BOOLEAN\"}]}");
  ASSERT_TRUE(datagen.has_value()) << datagen.error().ToString();
  EXPECT_TRUE(datagen->datagen.has_value());
  Result<Dataset> native =
      Read("{\"entities\": {\"e\": {\"fields\": {\"b\": \"bool\"}}}}");
  ASSERT_FALSE(native.has_value());
  EXPECT_EQ(native.error().message,
            "a model needs 'rowmill: 1', the version of its language");
}

}  // namespace
}  // namespace rowmill
