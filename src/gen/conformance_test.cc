// One suite over every type, with several sets of options and modifiers: a cell depends
// on its row id alone, and facts hold. A new type is listed in gen/testing.h and below.

#include <algorithm>
#include <random>
#include <set>

#include "gen/testing.h"
#include "gen/values.h"
#include "value/numbers.h"
#include "value/text_facts.h"

namespace rowmill {
namespace {

using namespace testing_types;  // NOLINT

Modifiers FormatOf(std::string format) {
  Modifiers modifiers;
  modifiers.format = std::move(format);
  return modifiers;
}

Modifiers As(DataType type) {
  Modifiers modifiers;
  modifiers.as = std::move(type);
  return modifiers;
}

Modifiers TextModifiers(std::string prefix, std::string suffix, std::string style) {
  Modifiers modifiers;
  modifiers.prefix = std::move(prefix);
  modifiers.suffix = std::move(suffix);
  modifiers.case_style = std::move(style);
  return modifiers;
}

Modifiers MerchantModifiers() {
  Modifiers modifiers = As(DataType::Of(TypeId::kString));
  modifiers.prefix = "merchant-";
  return modifiers;
}

Modifiers Unique() {
  Modifiers modifiers;
  modifiers.unique = true;
  return modifiers;
}

Modifiers NullRateOf(double rate) {
  Modifiers modifiers;
  modifiers.null_rate = rate;
  return modifiers;
}

std::vector<FieldSpec> TypeCases() {
  std::vector<FieldSpec> cases;
  for (const NamedPlugin& named : AllTypes()) {
    OptionTexts options;
    if (named.plugin.info.name == "text.pattern")
      options = {{"pattern", "##-??\\#*x***"}};
    if (named.plugin.info.name == "text.regex")
      options = {{"regex", "[A-Z]{2}\\d{4}(-[a-f0-9]{2}){1,3}"}};
    if (named.plugin.info.name == "csv" || named.plugin.info.name == "datagen.csv")
      options = {{"file", "people.csv"}, {"column", "note"}};
    if (named.plugin.info.name == "struct")
      options = {{"fields", "{ a: integer, b: { type: text.word, null_rate: 0.3 } }"}};
    if (named.plugin.info.name == "list") options = {{"items", "text.word"}};
    if (named.plugin.info.name == "map")
      options = {{"keys", "{ values: [a, b, c, d] }"}, {"values", "double"}};
    if (named.plugin.info.name == "json")
      options = {{"fields", "{ a: { type: list, items: boolean }, t: string }"}};
    if (named.plugin.info.name == "datagen.regex")
      options = {{"regex", "[A-G]{4}-[b-l]{1}_[A,1,Z,%]{1}-text"}};
    cases.push_back({std::string(named.plugin.info.name), options});
  }
  const std::vector<FieldSpec> more = {
      {"integer", {{"bits", "8"}, {"min", "-128"}, {"max", "127"}}},
      {"integer", {{"bits", "8"}, {"unsigned", "true"}, {"max", "200"}}},
      {"integer", {{"bits", "16"}, {"min", "-5"}, {"max", "5"}}},
      {"integer", {{"bits", "32"}, {"min", "-2147483648"}, {"max", "2147483647"}}},
      {"integer", {{"min", "-9223372036854775808"}, {"max", "9223372036854775807"}}},
      {"integer", {{"unsigned", "true"}, {"max", "18446744073709551615"}}},
      {"integer", {{"min", "7"}, {"max", "7"}}},
      {"integer", {{"min", "0"}, {"max", "100000000000000"}}},
      {"double", {{"min", "-1e300"}, {"max", "1e-300"}}},
      {"float", {{"min", "-3"}, {"max", "1e30"}}},
      {"decimal", {{"precision", "18"}, {"scale", "0"}, {"min", "-7"}}},
      {"boolean", {{"p", "0"}}},
      {"boolean", {{"p", "1"}}},
      {"sequence", {{"start", "10"}, {"step", "-3"}}},
      {"sequence", {{"start", "5"}, {"end", "11"}, {"step", "2"}, {"cycle", "true"}}},
      {"timestamp", {{"unit", "ms"}, {"zone", "UTC"}}},
      {"timestamp", {{"unit", "us"}, {"min", "1960-01-01"}}},
      {"timestamp", {{"unit", "ns"}, {"min", "2020-01-01"}, {"max", "2020-01-02"}}},
      {"string", {{"length", "0..5"}}},
      {"string", {{"length", "1"}, {"alphabet", "x"}}},
      {"string", {{"length", "97"}, {"alphabet", "01"}}},
      {"string", {{"length", "3..40"}, {"alphabet", "aß€😀"}}},
      {"string", {{"length", "700"}, {"alphabet", "hex"}}},
      {"string", {{"length", "1500..3000"}, {"alphabet", "a b"}}},
      {"text.pattern", {{"pattern", "constant"}}},
      {"text.pattern", {{"pattern", "#########################?"}}},
      {"text.pattern", {{"pattern", "größe,#*?#"}}},
      {"text.slice", {{"length", "0..64"}, {"pool", "2000"}}},
      {"text.slice", {{"length", "100..300"}, {"vocabulary", "3"}}},
      {"text.regex", {{"regex", "[A-Z]{2}\\d{4}"}}},
      {"text.regex", {{"regex", "(a|bc|[^x-z]*)+é?(\\s|\\W){0,3}"}}},
      {"text.regex", {{"regex", "(foo|ba[rz]|\\w{3,40})+"}, {"max_length", "17"}}},
      {"text.regex", {{"regex", "[à-ü€]{1,300}"}}},
      {"text.regex", {{"regex", "a{3}|b?c"}, {"uniform", "true"}}},
      {"text.regex", {{"regex", "[A-Z]{2}\\d{4}"}, {"uniform", "true"}}},
      {"text.regex", {{"regex", "(a|ab)(c|bcd)é*"}, {"uniform", "true"}}},
      {"text.regex", {{"regex", "\\w{20}(x|[y-z]{2})"}, {"uniform", "true"}}},
      {"text.regex",
       {{"regex", "[a-z]+@[a-z]+"}, {"uniform", "true"}, {"max_length", "15"}}},
      {"text.regex", {{"regex", "constant"}, {"uniform", "true"}}},
      {"datagen.regex", {{"regex", "\\d[a]{x}[Y-3, dba]{3}[é,ü]{2}"}}},
      {"id.uuid7", {{"rate", "3999999"}}},
      {"id.uuid7", {{"start", "now"}, {"rate", "7"}}},
      {"id.ulid", {{"rate", "2500000"}}},
      {"id.ksuid", {{"rate", "1"}, {"start", "2020-02-29"}}},
      {"id.objectid", {{"rate", "3"}}},
      {"id.snowflake", {{"rate", "4096000"}, {"worker", "1023"}}},
      {"id.nanoid", {{"length", "5"}, {"alphabet", "hex"}}},
      {"time", {{"unit", "ns"}}},
      {"time", {{"min", "08:30"}, {"max", "08:30:00.007"}, {"unit", "ms"}}},
      {"duration", {{"written", "iso"}}},
      {"duration", {{"written", "iso"}, {"unit", "ns"}, {"max", "36500d"}}},
      {"duration", {{"written", "iso"}, {"min", "59s"}, {"max", "61s"}, {"unit", "us"}}},
      {"duration", {{"min", "7d"}, {"max", "1w"}}},
      {"timestamp", {{"profile", "business_hours"}}},
      {"timestamp",
       {{"profile", "business_hours"},
        {"unit", "ns"},
        {"min", "2024-06-03T16:59:59Z"},
        {"max", "2024-06-04T09:00:01Z"}}},
      {"timestamp",
       {{"profile", "business_hours"},
        {"min", "0001-01-01"},
        {"max", "9999-12-31"},
        {"unit", "us"}}},
      {"internet.ipv6", {{"cidr", "::/0"}}},
      {"internet.ipv6", {{"cidr", "2001:db8::/100"}}},
      {"internet.ipv6", {{"cidr", "::1"}}},
      {"internet.ipv6", {{"cidr", "1:0:0:2::/63"}}},
      {"internet.mac", {{"oui", "00-1A-2b"}, {"separator", "none"}}},
      {"internet.mac",
       {{"local", "true"}, {"multicast", "true"}, {"separator", "hyphen"}}},
      {"internet.port", {{"range", "well_known"}}},
      {"internet.http_status", {{"class", "4xx"}}},
      {"hash.md5", {{"encoding", "base64"}}},
      {"hash.sha1", {{"encoding", "bytes"}}},
      {"hash.crc32", {{"encoding", "base64"}}},
      {"csv", {{"file", "people.csv"}, {"column", "name"}, {"of", "other"}}},
      {"datagen.csv",
       {{"file", "people.csv"}, {"column", "name"}, {"filters", "department=HR"}}},
      {"list",
       {{"items", "{ type: struct, fields: { x: date, n: { type: integer, max: 3 } } }"},
        {"length", "{ min: 0, max: 40 }"}}},
      {"list",
       {{"items", "{ type: list, items: { type: string, length: 3 }, length: 2 }"},
        {"length", "2"}}},
      {"list",
       {{"items", "{ type: integer, max: 6 }"}, {"length", "5"}, {"distinct", "true"}}},
      {"list", {{"items", "boolean"}, {"length", "{ min: 3000, max: 3001 }"}}},
      {"map",
       {{"keys", "{ type: integer, max: 9 }"},
        {"values", "{ type: string, null_rate: 0.5 }"},
        {"length", "{ min: 5, max: 10 }"}}},
      {"json", {{"items", "{ type: float, null_rate: 0.2 }"}, {"length", "3"}}},
      {"vector", {{"dimension", "1"}, {"item", "double"}}},
      {"vector", {{"dimension", "33"}, {"clusters", "4"}, {"spread", "0"}}},
      {"bytes", {{"length", "0..9"}}},
      {"bytes", {{"length", "2100"}}},
      {"finance.amount", {{"currency", "KWD"}, {"max", "0.002"}}},
      {"finance.amount", {{"currency", "jpy"}, {"min", "5"}, {"max", "5"}}},
      {"finance.price",
       {{"tick", "0.000000001"}, {"start", "1"}, {"sd", "1"}, {"max", "1.5"}}},
      {"finance.price", {{"tick", "5"}, {"min", "100"}, {"max", "100"}}},
      {"commerce.sku", {{"pattern", "größe-*"}}},
      {"commerce.sku", {}, Unique()},
      {"person.password_hash", {{"scheme", "argon2id"}}},
      {"person.password_hash", {{"scheme", "sha512_crypt"}}},
      {"company.domain", {{"real_tld", "true"}}},
      {"file.name", {{"extensions", ".7Z"}}},
      {"file.path", {{"os", "windows"}, {"root", "D:\\My files"}, {"depth", "0..2"}}},
      {"file.size", {{"min", "1k"}, {"max", "1k"}}},
      {"place.point", {{"form", "geojson"}, {"km", "1000"}}},
      {"place.point", {{"form", "latlon"}, {"countries", "FJ"}}},
      {"internet.ipv4", {{"cidr", "192.168.0.0/16"}}},
      {"internet.ipv4", {{"cidr", "8.8.8.8"}}},
      {"datagen.increment", {{"bits", "64"}, {"min", "120000"}}},
      {"datagen.timestamp", {{"min", "2020-01-01"}, {"max", "1735689600000"}}},
      {"datagen.hash_md5", {{"length", "119"}}},
      {"datagen.date", {{"use_now", "true"}}},
      {"datagen.date_as_string", {{"pattern", "EEEE',' dd 'of' LLLL YYYY, 'at' h a"}}},
      {"datagen.date_as_string", {{"pattern", ""}, {"use_now", "true"}}},
      // Modifiers.
      {"integer", {{"max", "9999"}}, MerchantModifiers()},
      {"integer",
       {{"bits", "8"}, {"min", "-3"}, {"max", "3"}},
       As(DataType::Of(TypeId::kString))},
      {"integer",
       {{"min", "-70000"}, {"max", "70000"}},
       As(DataType::Of(TypeId::kString))},
      {"integer", {{"max", "255"}}, As(DataType::Of(TypeId::kUInt8))},
      {"integer", {}, As(DataType::Decimal(15, 4))},
      {"integer", {}, As(DataType::Of(TypeId::kDouble))},
      {"decimal", {{"min", "-5"}}, As(DataType::Of(TypeId::kString))},
      {"decimal", {}, As(DataType::Of(TypeId::kDouble))},
      {"double", {}, As(DataType::Of(TypeId::kString))},
      {"float", {}, As(DataType::Of(TypeId::kDouble))},
      {"boolean", {}, As(DataType::Of(TypeId::kString))},
      {"date", {}, As(DataType::Of(TypeId::kString))},
      {"date", {}, As(DataType::Timestamp(TimeUnit::kMicro, "UTC"))},
      {"date", {}, As(DataType::Timestamp(TimeUnit::kMicro, "Europe/Dublin"))},
      {"timestamp",
       {{"zone", "Europe/Dublin"}, {"min", "1900-01-01"}},
       As(DataType::Of(TypeId::kDate))},
      {"timestamp",
       {{"zone", "Europe/Dublin"}},
       As(DataType::Timestamp(TimeUnit::kMilli))},
      {"timestamp",
       {{"zone", "Europe/Dublin"}, {"profile", "business_hours"}},
       As(DataType::Of(TypeId::kString))},
      {"integer", {{"min", "-400"}, {"max", "70000"}}, FormatOf(".1e")},
      {"decimal", {{"min", "-0.05"}, {"max", "0.05"}}, FormatOf("+08.1f")},
      {"date", {{"min", "2024-01-01"}}, FormatOf("%a %d %b")},
      {"timestamp", {{"zone", "Europe/Dublin"}}, FormatOf("%c %z %Z")},
      {"timestamp", {}, As(DataType::Of(TypeId::kDate))},
      {"timestamp",
       {{"min", "1969-12-01"}, {"max", "1970-02-01"}},
       As(DataType::Of(TypeId::kDate))},
      {"timestamp", {}, As(DataType::Of(TypeId::kString))},
      {"string", {}, As(DataType::Of(TypeId::kBytes))},
      {"bytes", {{"length", "0..9"}}, As(DataType::Of(TypeId::kString))},
      {"string",
       {{"length", "0..8"}, {"alphabet", "aB é"}},
       TextModifiers("", "", "title")},
      {"string", {}, TextModifiers("<", " é>", "upper")},
      {"id.uuid4", {}, TextModifiers("id ", "", "")},
      {"integer", {{"min", "-500"}, {"max", "4999"}, {"bits", "16"}}, Unique()},
      {"integer", {{"unsigned", "true"}, {"max", "9223372036854775807"}}, Unique()},
      {"decimal", {{"precision", "9"}}, Unique()},
      {"date", {{"min", "0001-01-01"}}, Unique()},
      {"timestamp", {{"unit", "ms"}}, Unique()},
      {"string", {{"length", "0..4"}}, Unique()},
      {"string", {{"length", "20..30"}, {"alphabet", "aß€😀"}}, Unique()},
      {"text.pattern", {{"pattern", "x-##?*"}}, Unique()},
      {"text.pattern", {{"pattern", "**********-**********"}}, Unique()},
      {"text.regex", {{"regex", "[A-Z]{2}\\d{4}"}}, Unique()},
      {"text.regex", {{"regex", "(a|ab)(c|bc)\\w{1,2}é?"}}, Unique()},
      {"text.regex", {{"regex", "\\w{12}-[a-z]{1,3}"}}, Unique()},
      {"id.uuid7", {}, Unique()},
      {"text.slice", {}, NullRateOf(0.1)},
      {"integer", {{"max", "9"}}, NullRateOf(1)},
      {"boolean", {}, NullRateOf(0.5)},
  };
  cases.insert(cases.end(), more.begin(), more.end());
  return cases;
}

Field ValuesField(std::vector<std::pair<Node, double>> entries,
                  std::optional<DataType> as = std::nullopt) {
  Field field;
  field.name = "f";
  field.pointer = "/entities/e/fields/f";
  field.source = SourceKind::kValues;
  field.modifiers.as = std::move(as);
  for (auto& [value, weight] : entries)
    field.choices.push_back({std::move(value), weight});
  return field;
}

std::vector<Field> ValuesCases() {
  std::vector<Field> cases;
  cases.push_back(ValuesField({{Node::Text("new"), 1}, {Node::Text("on hold"), 1}}));
  cases.push_back(
      ValuesField({{Node::Text("a"), 5}, {Node::Null(), 2}, {Node::Text("b"), 90}}));
  cases.push_back(ValuesField({{Node::Null(), 1}, {Node::Text("x\"y"), 1}}));
  cases.push_back(
      ValuesField({{Node::Int(-4), 1}, {Node::Int(9), 2}, {Node::Int(7), 0}}));
  cases.push_back(ValuesField({{Node::Int(1), 1}, {Node::Number(2.5), 1}}));
  cases.push_back(ValuesField({{Node::Bool(true), 3}, {Node::Bool(false), 1}}));
  cases.push_back(
      ValuesField({{Node::Text("2020-02-29"), 1}, {Node::Text("1920-01-01"), 2}},
                  DataType::Of(TypeId::kDate)));
  cases.push_back(ValuesField({{Node::Text("only"), 3}}));
  cases.push_back(
      ValuesField({{Node::Text("Ab"), 1}, {Node::Text("aB"), 1}, {Node::Text("c"), 1}}));
  cases.back().modifiers.case_style = "lower";
  cases.back().modifiers.suffix = "!";
  cases.back().modifiers.null_rate = 0.25;
  return cases;
}

struct Case {
  std::string name;
  FieldSpec spec;
  std::optional<Field> values;
};

std::vector<Case> AllCases() {
  std::vector<Case> cases;
  for (FieldSpec& spec : TypeCases()) {
    std::string name = spec.type;
    for (const auto& [option, text] : spec.options) name += " " + option + "=" + text;
    cases.push_back({std::move(name), std::move(spec), std::nullopt});
  }
  for (Field& field : ValuesCases()) {
    cases.push_back(
        {"values " + field.choices[0].value.ScalarText(), {}, std::move(field)});
  }
  return cases;
}

std::unique_ptr<Generator> MakeCase(const Case& c, const TypeContext& context = Context(),
                                    double null_rate = -1) {
  Case copy = c;
  if (null_rate >= 0) {
    copy.spec.modifiers.null_rate = null_rate;
    if (copy.values) copy.values->modifiers.null_rate = null_rate;
  }
  if (!copy.values) return MustMake(copy.spec, context);
  Faults faults;
  std::unique_ptr<Generator> made =
      MakeFieldGenerator(*copy.values, nullptr, context, &faults);
  for (const Error& error : faults.errors()) ADD_FAILURE() << error.ToString();
  return made;
}

class Conformance : public ::testing::Test {
 protected:
  /// Calls test(case, generator) for all cases.
  template <typename F>
  void ForAll(F test) {
    for (const Case& c : AllCases()) {
      SCOPED_TRACE(c.name);
      std::unique_ptr<Generator> generator = MakeCase(c);
      ASSERT_NE(generator, nullptr);
      test(c, *generator);
      if (HasFatalFailure()) return;
    }
  }
};

constexpr std::size_t kRows = 1'000;

TEST_F(Conformance, EveryTypeIsListed) {
  std::set<std::string> seen;
  for (const FieldSpec& spec : TypeCases()) seen.insert(spec.type);
  EXPECT_EQ(seen.size(), AllTypes().size());
}

TEST_F(Conformance, CellsDependOnTheRowIdAlone) {
  // Buffers go from case to case, so stale bytes of another type lie in them.
  Scratch scratch;
  Column column;
  ForAll([&](const Case&, const Generator& generator) {
    for (std::uint64_t first :
         {std::uint64_t{0}, std::uint64_t{5'000'000'000}, (std::uint64_t{1} << 55) + 3}) {
      if (generator.capacity() && first + kRows > *generator.capacity()) continue;
      std::vector<std::uint64_t> rows = RowsFrom(first, kRows);
      RunRows(generator, rows, &scratch, &column);
      const std::vector<std::string> whole = CellTexts(column);
      for (std::size_t tile : {1u, 7u, 64u, 333u}) {
        std::vector<std::string> cells;
        for (std::size_t at = 0; at < rows.size(); at += tile) {
          std::size_t count = std::min(tile, rows.size() - at);
          if (tile == 1 && at >= 100) count = rows.size() - at;
          RunRows(generator, std::span(rows).subspan(at, count), &scratch, &column);
          for (std::string& cell : CellTexts(column)) cells.push_back(std::move(cell));
          if (tile == 1 && at >= 100) break;
        }
        ASSERT_EQ(cells, whole) << "tiles of " << tile << " from row " << first;
      }
      std::vector<std::size_t> order(rows.size());
      for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
      std::shuffle(order.begin(), order.end(), std::mt19937_64(7));
      std::vector<std::uint64_t> shuffled;
      for (std::size_t i : order) shuffled.push_back(rows[i]);
      RunRows(generator, shuffled, &scratch, &column);
      const std::vector<std::string> cells = CellTexts(column);
      for (std::size_t i = 0; i < order.size(); ++i) ASSERT_EQ(cells[i], whole[order[i]]);
    }
  });
}

TEST_F(Conformance, NoRowsGiveAnEmptyColumn) {
  ForAll([&](const Case&, const Generator& generator) {
    EXPECT_TRUE(CellsOf(generator, {}).empty());
  });
}

TEST_F(Conformance, MadeAgainGivesTheSame) {
  const std::vector<std::uint64_t> rows = RowsFrom(77, 200);
  ForAll([&](const Case& c, const Generator& generator) {
    ASSERT_EQ(CellsOf(*MakeCase(c), rows), CellsOf(generator, rows));
  });
}

TEST_F(Conformance, AnotherFieldOrSeedGivesOtherValues) {
  const std::vector<std::uint64_t> rows = RowsFrom(0, kRows);
  ForAll([&](const Case& c, const Generator& generator) {
    const std::vector<std::string> cells = CellsOf(generator, rows);
    const bool counts = c.spec.type == "sequence" || c.spec.type == "datagen.increment" ||
                        c.spec.type == "id.snowflake" || c.spec.type == "csv";
    const bool constant = std::set<std::string>(cells.begin(), cells.end()).size() == 1;
    if (counts || constant) return;
    const TypePlugin* plugin = FindType(c.spec.type);
    const bool file = c.spec.type.starts_with("file.") && c.spec.type != "file.size";
    if (file || (plugin != nullptr && plugin->record != RecordFamily::kNone)) {
      // All fields of a record speak of the same one.
      EXPECT_EQ(CellsOf(*MakeCase(c, Context("g")), rows), cells);
    } else {
      EXPECT_NE(CellsOf(*MakeCase(c, Context("g")), rows), cells);
    }
    EXPECT_NE(CellsOf(*MakeCase(c, Context("f", 2)), rows), cells);
  });
}

TEST_F(Conformance, UniqueValuesNeverRepeat) {
  std::size_t tried = 0;
  ForAll([&](const Case& c, const Generator& generator) {
    if (!c.spec.modifiers.unique) return;
    ++tried;
    ASSERT_TRUE(generator.capacity().has_value());
    const std::uint64_t capacity = *generator.capacity();
    const std::size_t rows =
        static_cast<std::size_t>(std::min<std::uint64_t>(capacity, 200'000));
    std::set<std::string> seen;
    for (std::size_t at = 0; at < rows; at += 2'000) {
      for (std::string& cell :
           CellsOf(generator, RowsFrom(at, std::min<std::size_t>(2'000, rows - at)))) {
        seen.insert(std::move(cell));
      }
    }
    EXPECT_EQ(seen.size(), rows);
  });
  EXPECT_GT(tried, 10u);
}

TEST_F(Conformance, NullRateDoesNotChangeValues) {
  const std::vector<std::uint64_t> rows = RowsFrom(0, kRows);
  ForAll([&](const Case& c, const Generator&) {
    std::unique_ptr<Generator> plain = MakeCase(c, Context(), 0);
    std::unique_ptr<Generator> holes = MakeCase(c, Context(), 0.3);
    EXPECT_TRUE(holes->facts().nullable);
    const std::vector<std::string> values = CellsOf(*plain, rows);
    const std::vector<std::string> cells = CellsOf(*holes, rows);
    std::size_t nulls = 0, expected = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      expected += values[i] == "null";
      if (cells[i] == "null" && values[i] != "null") {
        ++nulls;
      } else {
        ASSERT_EQ(cells[i], values[i]);
      }
    }
    // 0.3 +- 5 standard deviations of the rows that had a value.
    double with_value = static_cast<double>(cells.size() - expected);
    EXPECT_NEAR(static_cast<double>(nulls), 0.3 * with_value, 75);
  });
}

std::int64_t StoredInteger(const Column& column, std::size_t row) {
  switch (column.type().id) {
    case TypeId::kInt8:
      return column.values<std::int8_t>()[row];
    case TypeId::kInt16:
      return column.values<std::int16_t>()[row];
    case TypeId::kInt32:
    case TypeId::kDate:
      return column.values<std::int32_t>()[row];
    case TypeId::kUInt8:
      return column.values<std::uint8_t>()[row];
    case TypeId::kUInt16:
      return column.values<std::uint16_t>()[row];
    case TypeId::kUInt32:
      return column.values<std::uint32_t>()[row];
    default:
      return column.values<std::int64_t>()[row];
  }
}

void CheckCellFacts(const ColumnFacts& facts, const DataType& type, const Column& column,
                    std::size_t row);

/// The cells of the children that belong to the row.
void CheckChildFacts(const ColumnFacts& facts, const Column& column, std::size_t row) {
  ASSERT_EQ(facts.children.size(), column.children().size());
  std::size_t begin = row, end = row + 1;
  if (column.type().id != TypeId::kStruct) {
    begin = static_cast<std::size_t>(column.offsets()[row]);
    end = static_cast<std::size_t>(column.offsets()[row + 1]);
    ASSERT_GE(end - begin, facts.bytes_min);
    ASSERT_LE(end - begin, facts.bytes_max);
  }
  for (std::size_t child = 0; child < column.children().size(); ++child) {
    const NamedType& named = column.type().children[child];
    ASSERT_EQ(named.nullable, facts.children[child].nullable);
    ASSERT_EQ(column.children()[child].dictionary(), facts.children[child].dictionary);
    for (std::size_t at = begin; at < end; ++at) {
      CheckCellFacts(facts.children[child], named.type, column.children()[child], at);
    }
  }
}

void CheckCellFacts(const ColumnFacts& facts, const DataType& type, const Column& column,
                    std::size_t row) {
  if (!facts.nullable) {
    ASSERT_TRUE(column.IsValid(row));
  }
  if (!column.IsValid(row)) return;
  const Column& values = column.dictionary() ? *column.dictionary() : column;
  std::size_t at = row;
  if (column.dictionary()) {
    at = static_cast<std::size_t>(column.index(row));
    ASSERT_LT(at, values.length());
  }
  ASSERT_EQ(values.type(), type);
  if (type.is_nested()) {
    CheckChildFacts(facts, column, row);
  } else if (values.type().is_text_layout()) {
    std::string_view text = values.text(at);
    ASSERT_GE(text.size(), facts.bytes_min);
    ASSERT_LE(text.size(), facts.bytes_max);
    if (facts.plain_text) {
      ASSERT_TRUE(IsPlainText(text)) << text;
    }
  } else {
    if (facts.min) {
      ASSERT_GE(StoredInteger(values, at), *facts.min);
    }
    if (facts.max) {
      ASSERT_LE(StoredInteger(values, at), *facts.max);
    }
  }
}

TEST_F(Conformance, FactsHold) {
  Scratch scratch;
  Column column;
  const std::vector<std::uint64_t> rows = RowsFrom(3, kRows);
  ForAll([&](const Case&, const Generator& generator) {
    const ColumnFacts& facts = generator.facts();
    RunRows(generator, rows, &scratch, &column);
    ASSERT_EQ(column.type(), generator.type());
    ASSERT_EQ(column.dictionary(), facts.dictionary);
    const Column& values = column.dictionary() ? *column.dictionary() : column;
    for (std::size_t i = 0; i < column.length(); ++i) {
      CheckCellFacts(facts, generator.type(), column, i);
      if (HasFatalFailure()) return;
    }
    if (facts.ascending && facts.min && !facts.dictionary) {
      for (std::size_t i = 1; i < column.length(); ++i) {
        ASSERT_LE(StoredInteger(values, i - 1), StoredInteger(values, i));
      }
    }
  });
}

TEST_F(Conformance, UsefulFactsAreSet) {
  auto facts = [](const FieldSpec& spec) { return MustMake(spec)->facts(); };
  EXPECT_TRUE(facts({"id.uuid4"}).plain_text);
  EXPECT_TRUE(facts({"id.uuid4"}).incompressible);
  EXPECT_TRUE(facts({"internet.ipv4"}).plain_text);
  EXPECT_TRUE(facts({"string"}).plain_text);
  EXPECT_TRUE(facts({"text.slice"}).plain_text);
  EXPECT_FALSE(facts({"string", {{"length", "0..3"}}}).plain_text);
  EXPECT_FALSE(facts({"string", {{"alphabet", "a,"}}}).plain_text);
  EXPECT_TRUE(facts({"sequence"}).ascending);
  EXPECT_TRUE(facts({"datagen.increment"}).ascending);
  EXPECT_FALSE(facts({"integer", {{"max", "99"}}}).incompressible);
  EXPECT_EQ(facts({"decimal", {{"max", "99.99"}}}).max, 9'999);
  EXPECT_EQ(facts({"date"}).max, kNow / kMicrosPerDay - 1);
  EXPECT_EQ(facts({"timestamp"}).max, kNow / kMicrosPerSecond - 1);
  ColumnFacts merchant = facts({"integer", {{"max", "9999"}}, MerchantModifiers()});
  ASSERT_NE(merchant.dictionary, nullptr);
  EXPECT_EQ(merchant.dictionary->length(), 10'000u);
  EXPECT_EQ(merchant.bytes_min, 10u);
  EXPECT_EQ(merchant.bytes_max, 13u);
  EXPECT_TRUE(merchant.plain_text);
}

}  // namespace
}  // namespace rowmill
