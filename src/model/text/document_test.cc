#include "model/text/document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "base/limits.h"

namespace rowmill {
namespace {

using ::testing::HasSubstr;

std::string Describe(const Result<Node>& result) {
  return result ? WriteJson(*result, 0) : result.error().ToString();
}

Node Parsed(const Result<Node>& result) {
  EXPECT_TRUE(result.has_value()) << Describe(result);
  return result ? *result : Node::Null();
}

struct ReadCase {
  const char* text;
  const char* json;  ///< the tree, written back
};

TEST(ParseYaml, ResolvesPlainScalarsByTheCoreSchema) {
  const ReadCase kCases[] = {
      {"null", "null"},
      {"~", "null"},
      {"NULL", "null"},
      {"nULL", "\"nULL\""},
      {"true", "true"},
      {"False", "false"},
      {"yes", "\"yes\""},
      {"no", "\"no\""},
      {"on", "\"on\""},
      {"12", "12"},
      {"-7", "-7"},
      {"+7", "7"},
      {"007", "7"},
      {"0x1F", "31"},
      {"0o17", "15"},
      {"0b11", "\"0b11\""},
      {"1_000", "\"1_000\""},
      {"9223372036854775807", "9223372036854775807"},
      {"18446744073709551615", "18446744073709551615"},
      {"1.50", "1.50"},
      {".5", "0.5"},
      {"-.5", "-0.5"},
      {"5.", "5.0"},
      {"1e3", "1e3"},
      {"1e", "\"1e\""},
      {".", "\".\""},
      {"-", "[null]"},
      {"1.2.3", "\"1.2.3\""},
      {"2025-01-01", "\"2025-01-01\""},
      {"12:30:45", "\"12:30:45\""},
      {"\"12\"", "\"12\""},
      {"'true'", "\"true\""},
      {"\"\\u00e9\"", "\"é\""},
      {"|\n a\n b\n", "\"a\\nb\\n\""},
      {">\n a\n b\n", "\"a b\\n\""},
      {"!!str 12", "\"12\""},
      {"!!int 12", "12"},
      {"{a: 1, b: [x, {c: }]}", "{\"a\": 1, \"b\": [\"x\", {\"c\": null}]}"},
      {"a:\n- 1\n- 2\nb: c d\n", "{\"a\": [1, 2], \"b\": \"c d\"}"},
      {"a: &x {k: 1}\nb: *x\n", "{\"a\": {\"k\": 1}, \"b\": {\"k\": 1}}"},
      {"&k key: 1\nb: *k\n", "{\"key\": 1, \"b\": \"key\"}"},
      {"# nothing\n", "null"},
      {"", "null"},
      {"\xEF\xBB\xBF"
       "a: 1",
       "{\"a\": 1}"},
      {"%YAML 1.2\n---\na: 1\n", "{\"a\": 1}"},
      {"12: a\ntrue: b\n", "{\"12\": \"a\", \"true\": \"b\"}"},
  };
  for (const ReadCase& c : kCases) {
    EXPECT_EQ(Describe(ParseYaml(c.text)), c.json) << c.text;
  }
}

TEST(ParseYaml, KeepsInfinityAndNotANumberAsNumbersWithTheirText) {
  Node node = Parsed(ParseYaml("[.inf, -.INF, .nan, 1e999]"));
  ASSERT_EQ(node.items.size(), 4u);
  EXPECT_EQ(node.items[0].number, INFINITY);
  EXPECT_EQ(node.items[1].number, -INFINITY);
  EXPECT_TRUE(std::isnan(node.items[2].number));
  EXPECT_EQ(node.items[1].ScalarText(), "-.INF");
  EXPECT_EQ(node.items[3].number, INFINITY);
}

TEST(ParseYaml, KnowsThePlaceOfEveryKeyAndValue) {
  Node node = Parsed(ParseYaml("# é\na: 1\nöl:\n  - x\n  - { k: v }\n"));
  ASSERT_EQ(node.members.size(), 2u);
  EXPECT_EQ(node.KeyPlace(0), (Place{2, 1}));
  EXPECT_EQ(node.members[0].second.place, (Place{2, 4}));
  EXPECT_EQ(node.KeyPlace(1), (Place{3, 1}));
  const Node& list = node.members[1].second;
  EXPECT_EQ(list.items[0].place, (Place{4, 5}));
  EXPECT_EQ(list.items[1].KeyPlace(0), (Place{5, 7}));
  // Columns count characters, not bytes.
  Node wide = Parsed(ParseYaml("é: ü\n"));
  EXPECT_EQ(wide.members[0].second.place, (Place{1, 4}));
}

TEST(ParseJson, ReadsEveryKindWithPlaces) {
  const char* text =
      "{ \"a\": [1, -2.50, 1e3, true, false, null],\n"
      "  \"b\": { \"é\\n\": \"\\ud83d\\ude00\" },\n"
      "  \"c\": 18446744073709551615, \"d\": 123456789012345678901234567890 }\n";
  Node node = Parsed(ParseJson(text));
  EXPECT_EQ(WriteJson(node, 0),
            "{\"a\": [1, -2.50, 1e3, true, false, null], \"b\": {\"é\\n\": \"😀\"}, "
            "\"c\": 18446744073709551615, \"d\": 123456789012345678901234567890}");
  EXPECT_EQ(node.KeyPlace(0), (Place{1, 3}));
  EXPECT_EQ(node.members[0].second.items[1].place, (Place{1, 12}));
  EXPECT_EQ(node.members[1].second.KeyPlace(0), (Place{2, 10}));
  EXPECT_EQ(node.members[1].second.members[0].second.place, (Place{2, 17}));
  EXPECT_EQ(node.members[0].second.items[1].text, "-2.50");
  EXPECT_EQ(Describe(ParseJson(" 12 ")), "12");
  EXPECT_EQ(Describe(ParseJson("\"x\"")), "\"x\"");
  EXPECT_EQ(Describe(ParseJson("[]")), "[]");
  EXPECT_EQ(Describe(ParseJson("\xEF\xBB\xBF{}")), "{}");
}

struct FaultCase {
  const char* text;
  int line;
  int column;
  const char* fragment;
};

void CheckFaults(Result<Node> (*parse)(std::string_view),
                 const std::vector<FaultCase>& cases) {
  for (const FaultCase& c : cases) {
    Result<Node> result = parse(c.text);
    ASSERT_FALSE(result.has_value()) << c.text << " -> " << Describe(result);
    EXPECT_THAT(result.error().message, HasSubstr(c.fragment)) << c.text;
    EXPECT_EQ(result.error().place, (Place{c.line, c.column}))
        << c.text << " -> " << Describe(result);
  }
}

TEST(ParseJson, RejectsWhatIsNotJson) {
  CheckFaults(ParseJson, {
                             {"{\"a\": 1,}", 1, 9, "JSON: "},
                             {"[1, 2", 1, 6, "JSON: "},
                             {"[1 2]", 1, 4, "JSON: "},
                             {"{\"a\" 1}", 1, 6, "JSON: "},
                             {"{\"a\": 1} x", 1, 10, "JSON: "},
                             {"{a: 1}", 1, 2, "JSON: "},
                             {"{\n \"a\": 01 }", 2, 7, "not a value: '01'"},
                             {"[+1]", 1, 2, "not a value: '+1'"},
                             {"[.5]", 1, 2, "not a value: '.5'"},
                             {"[1.]", 1, 2, "not a value: '1.'"},
                             {"[1e]", 1, 2, "not a value: '1e'"},
                             {"[NaN]", 1, 2, "not a value: 'NaN'"},
                             {"[tru]", 1, 2, "not a value: 'tru'"},
                             {"[1,]", 1, 4, "not a value: ']'"},
                             {"{\"a\": 1, \"a\": 2}", 1, 10, "key 'a' is given twice"},
                             {"{\"a\": 1, \"\\u0061\": 2}", 1, 10, "given twice"},
                             {"[\"a\nb\"]", 1, 4, "inside a string"},
                             {"[\"abc]", 1, 2, "string without its end"},
                             {"[\"\\x\"]", 1, 2, "JSON: "},
                             {"[\"\\ud800\"]", 1, 2, "JSON: "},
                             {"", 1, 1, "JSON: "},
                             {"12 13", 1, 1, "not a value"},
                             {"[1] // c", 1, 5, "JSON: "},
                             {"[\"a\"b]", 1, 5, "JSON: "},
                         });
}

TEST(ParseYaml, RejectsWhatItCannotKeep) {
  CheckFaults(ParseYaml, {
                             {"a: 1\nb: 2\na: 3\n", 3, 1, "key 'a' is given twice"},
                             {"a: 1\n---\nb: 2\n", 3, 1, "several documents"},
                             {"a: *x\n", 1, 4, "YAML: "},
                             {"a: &x [*x]\n", 1, 8, "inside its own anchor"},
                             {"? [a]\n: 1\n", 1, 3, "a key is a list or a map"},
                             {"? {a: 1}\n: 1\n", 1, 3, "a key is a list or a map"},
                             {"a: &x [1]\n*x : 2\n", 2, 1, "a key is a list or a map"},
                             {"~: 1\n", 1, 1, "a key is empty or null"},
                             {": 1\n", 1, 1, "a key is empty or null"},
                             {"a: !foo 1\n", 1, 4, "tag '!foo' is unknown"},
                             {"a: !!int x\n", 1, 4, "does not fit 'x'"},
                             {"a: !!set {b}\n", 1, 4, "does not fit a map"},
                             {"b: &b {x: 1}\na:\n  <<: *b\n", 3, 3, "merge keys"},
                             {"a: [1, 2\n", 2, 1, "YAML: "},
                             {"a: \"x\n", 1, 4, "without its end"},
                             {"a: &x !!str 'x\n\n", 1, 4, "without its end"},
                             {"a: \"x", 1, 6, "YAML: "},
                             {"a: {b: 1\n", 2, 1, "YAML: "},
                             {"a: 1\n b: 2\n", 2, 3, "YAML: "},
                             {"\ta: 1\n", 1, 3, "YAML: "},
                             {"a: @x\n", 1, 4, "YAML: "},
                             {"a: 'b' c\n", 1, 8, "YAML: "},
                         });
}

TEST(ParseDocument, ChecksCharactersFirst) {
  CheckFaults(ParseDocument, {
                                 {"a: b\nc: \xFF\n", 2, 4, "not UTF-8"},
                                 {"a: \xC3", 1, 4, "not UTF-8"},
                                 {"a: \xED\xA0\x80", 1, 4, "not UTF-8"},
                                 {"a: x\x04y\n", 1, 5, "control character U+0004"},
                                 {"a: é\x7Fy\n", 1, 5, "control character U+007F"},
                             });
  Result<Node> with_nul = ParseDocument(std::string_view("a: \0b", 5));
  ASSERT_FALSE(with_nul.has_value());
  EXPECT_EQ(with_nul.error().place, (Place{1, 4}));
}

TEST(ParseDocument, TakesJsonFirstAndYamlFlowSecond) {
  EXPECT_EQ(Describe(ParseDocument("{\"a\": \"yes\"}")), "{\"a\": \"yes\"}");
  EXPECT_EQ(Describe(ParseDocument("{a: yes}")), "{\"a\": \"yes\"}");
  EXPECT_EQ(Describe(ParseDocument("a: yes")), "{\"a\": \"yes\"}");
  Result<Node> broken = ParseDocument("\n{\"a\": 1,, }");
  ASSERT_FALSE(broken.has_value());
  EXPECT_THAT(broken.error().message, HasSubstr("JSON: "));
  EXPECT_EQ(broken.error().place.line, 2);
}

std::string Repeat(std::string_view piece, std::size_t count) {
  std::string out;
  out.reserve(piece.size() * count);
  for (std::size_t i = 0; i < count; ++i) out += piece;
  return out;
}

/// Each of these must end in an error soon, without much memory or stack.
TEST(ParseDocument, SurvivesHostileTexts) {
  std::string laughs = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
  for (int i = 1; i < 12; ++i) {
    std::string uses = Repeat("*a" + std::to_string(i - 1) + ",", 10);
    laughs += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + uses + "]\n";
  }
  std::string nested_anchors;
  for (int i = 0; i < 60; ++i) nested_anchors += "[&a" + std::to_string(i) + " ";
  std::string many_anchors =
      nested_anchors + "[" + Repeat("x,", 100'000) + "]" + Repeat("]", 60);
  std::string deep_alias = "a0: &a0 [x]\n";
  for (int i = 1; i < 80; ++i) {
    deep_alias += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" +
                  std::to_string(i - 1) + "]\n";
  }
  const std::string kHostile[] = {
      laughs,
      many_anchors,
      deep_alias,
      Repeat("[", 100'000),
      Repeat("{\"a\":", 100'000),
      Repeat("{a: ", 100'000),
      Repeat("- ", 100'000),
      Repeat("? ", 100'000),
      Repeat("[[", 100'000) + Repeat("]]", 100'000),
      "a: &x y\nb: [" + Repeat("*x,", 2'000) + "]",
      std::string(limits::kModelBytesMax + 1, ' '),
      "[" + Repeat("1,", limits::kModelNodesMax + 10) + "1]",
      "x: [" + Repeat("1,", limits::kModelYamlBytesMax / 2) + "1]",
      Repeat("!", 200'000),
      Repeat("\"", 200'001),
      Repeat("'a", 200'001),
      Repeat("{", 1'000) + Repeat("}", 999),
      Repeat("a: |\n", 50'000),
      "a: \"" + Repeat("\\", 100'001) + "\"",
  };
  for (const std::string& text : kHostile) {
    Result<Node> result = ParseDocument(text);
    EXPECT_FALSE(result.has_value()) << text.substr(0, 40);
  }
}

/// Long but harmless: these must be read.
TEST(ParseDocument, ReadsLongTexts) {
  std::string list = "values:\n" + Repeat("- abcdefgh\n", 20'000);
  EXPECT_EQ(Parsed(ParseDocument(list)).members[0].second.items.size(), 20'000u);
  std::string map = "{";
  for (int i = 0; i < 20'000; ++i) map += "\"k" + std::to_string(i) + "\": 1,\n";
  map += "\"end\": 2}";
  EXPECT_EQ(Parsed(ParseDocument(map)).members.size(), 20'001u);
  std::string scalar = "a: \"" + std::string(1'000'000, 'x') + "\"";
  EXPECT_EQ(Parsed(ParseDocument(scalar)).members[0].second.text.size(), 1'000'000u);
}

TEST(WriteDocument, ReadsBackTheSameTree) {
  Node root = Node::Map();
  const char* kTexts[] = {"",
                          "plain text",
                          "yes",
                          "No",
                          "null",
                          "~",
                          "12",
                          "1.5",
                          "0x1F",
                          "true",
                          " lead",
                          "trail ",
                          "a: b",
                          "a #b",
                          "-",
                          "- a",
                          "{x}",
                          "[y]",
                          "line\nbreak",
                          "tab\t",
                          "\"q\"",
                          "'s'",
                          "back\\",
                          "é",
                          "😀",
                          "a,b",
                          "*a",
                          "&a",
                          "!t",
                          "%d",
                          "@x",
                          "`x",
                          "?",
                          ":",
                          "\x01\x7F",
                          "\xC2\x85",
                          "\xE2\x80\xA8x",
                          "\xEF\xBB\xBF",
                          "---",
                          "...",
                          "<<",
                          "=",
                          ".inf",
                          "1_000",
                          "2025-01-01"};
  Node texts = Node::List();
  Node keyed = Node::Map();
  for (const char* text : kTexts) {
    texts.items.push_back(Node::Text(text));
    keyed.Add(text, Node::Text(text));
  }
  keyed.Add(std::string(2'000, 'k'), Node::Int(1));
  root.Add("texts", texts);
  root.Add("keyed", keyed);
  Node numbers = Node::List();
  numbers.items = {
      Node::Int(INT64_MIN), Node::UInt(UINT64_MAX), Node::Number(1.0), Node::Number(0.1),
      Node::Number(1e300),  Node::Number(-0.0),     Node::Bool(true),  Node::Null()};
  root.Add("numbers", numbers);
  root.Add("empty", Node::List());
  root.Add("none", Node::Map());
  Node deep = Node::Text("end");
  for (int i = 0; i < 20; ++i) {
    Node list = Node::List();
    list.items.push_back(std::move(deep));
    Node map = Node::Map();
    map.Add("k", std::move(list));
    map.Add("next", Node::Int(i));
    deep = std::move(map);
  }
  root.Add("deep", deep);
  for (const std::string& text :
       {WriteYaml(root), WriteJson(root, 2), WriteJson(root, 0)}) {
    Result<Node> read = ParseDocument(text);
    ASSERT_TRUE(read.has_value()) << read.error().ToString() << "\n" << text;
    EXPECT_TRUE(SameContent(*read, root)) << text;
  }
  EXPECT_TRUE(ParseJson(WriteJson(root, 0)).has_value());
}

TEST(WriteYaml, WritesFieldsInOneLine) {
  Node field = Node::Map();
  field.Add("type", Node::Text("integer"));
  field.Add("min", Node::Int(1));
  Node fields = Node::Map();
  fields.Add("id", Node::Text("id.uuid4"));
  fields.Add("n", field);
  Node entity = Node::Map();
  entity.Add("rows", Node::Int(5));
  entity.Add("fields", fields);
  Node entities = Node::Map();
  entities.Add("a", entity);
  Node root = Node::Map();
  root.Add("rowmill", Node::Int(1));
  root.Add("entities", entities);
  EXPECT_EQ(WriteYaml(root),
            "rowmill: 1\n"
            "entities:\n"
            "  a:\n"
            "    rows: 5\n"
            "    fields:\n"
            "      id: id.uuid4\n"
            "      n: { type: integer, min: 1 }\n");
}

TEST(WriteJson, KeepsNumberSpellingsThatJsonHas) {
  EXPECT_EQ(WriteJson(Parsed(ParseYaml("[1.50, +1.50, 007, 00.5, .5e3, 5.e3, -00.]")), 0),
            "[1.50, 1.50, 7, 0.5, 0.5e3, 5.0e3, -0.0]");
}

}  // namespace
}  // namespace rowmill
