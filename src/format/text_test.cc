// CSV and JSON lines over hand-made columns: every type, quoting, escapes, nulls, row
// counts around the tile, options and their rejects.
#include <gtest/gtest.h>

#include <memory>

#include "column/column.h"
#include "format/encoder.h"
#include "format/text_cells.h"

namespace rowmill {

FormatPlugin csv_format();
FormatPlugin json_format();

namespace {

/// A schema and a batch over columns that the test builds.
struct Table {
  Schema schema{"t", {}};
  std::vector<std::unique_ptr<Column>> columns;
  std::size_t rows = 0;

  Column* Add(std::string name, DataType type) {
    schema.fields.push_back({std::move(name), type, {}});
    columns.push_back(std::make_unique<Column>(type));
    return columns.back().get();
  }
  void AddTexts(std::string name, const std::vector<std::string>& texts) {
    Column* column = Add(std::move(name), DataType::Of(TypeId::kString));
    for (const std::string& text : texts) column->AppendText(text);
    rows = texts.size();
  }
  template <typename T>
  void AddValues(std::string name, DataType type, const std::vector<T>& values) {
    T* out = Add(std::move(name), type)->ResizeValues<T>(values.size());
    std::copy(values.begin(), values.end(), out);
    rows = values.size();
  }
  Batch batch() const {
    Batch batch;
    batch.rows = rows;
    for (const auto& column : columns) batch.columns.push_back(column.get());
    return batch;
  }
};

Options Read(const Info& info, std::vector<std::pair<std::string, std::string>> given,
             Faults* faults) {
  Node map = Node::Map();
  for (auto& [name, value] : given) map.Add(name, Node::Text(value));
  return ParseOptions(info, map, "", faults);
}

std::string Encode(const FormatPlugin& plugin, const Table& table,
                   std::vector<std::pair<std::string, std::string>> given = {}) {
  Faults faults;
  Options options = Read(plugin.info, std::move(given), &faults);
  EXPECT_TRUE(faults.empty()) << faults.errors().front().message;
  FormatContext context;
  context.schema = &table.schema;
  auto format = plugin.make(context, options);
  if (!format) return "error: " + format.error().message;
  std::unique_ptr<FileFrame> frame = (*format)->NewFile();
  std::unique_ptr<ChunkEncoder> encoder = (*format)->NewEncoder();
  Buffer file;
  EXPECT_TRUE(frame->Header(&file));
  Chunk chunk;
  EXPECT_TRUE(encoder->Begin(&chunk));
  EXPECT_TRUE(encoder->Add(table.batch()));
  EXPECT_TRUE(encoder->End());
  file.Append(chunk.bytes.view());
  EXPECT_TRUE(frame->Footer(&file));
  return std::string(file.view());
}

std::string Csv(const Table& table,
                std::vector<std::pair<std::string, std::string>> given = {}) {
  return Encode(csv_format(), table, std::move(given));
}
std::string Json(const Table& table,
                 std::vector<std::pair<std::string, std::string>> given = {}) {
  return Encode(json_format(), table, std::move(given));
}

TEST(Csv, QuotesOnlyWhatNeedsIt) {
  Table table;
  table.AddTexts("a,b", {"plain", "", "with,comma", "with \"quote\"", "two\nlines",
                         "cr\rhere", " blank ", "ünïcode", "0123456789abcdef,tail"});
  EXPECT_EQ(Csv(table),
            "\"a,b\"\nplain\n\"\"\n\"with,comma\"\n\"with \"\"quote\"\"\"\n"
            "\"two\nlines\"\n\"cr\rhere\"\n blank \nünïcode\n"
            "\"0123456789abcdef,tail\"\n");
}

TEST(Csv, DoublesQuotesAtEveryPlaceOfAText) {
  for (std::size_t size = 2; size < 40; ++size) {
    std::string text(size, 'x');
    text[0] = ',';
    Table table;
    table.AddTexts("t", {text});
    EXPECT_EQ(Csv(table), "t\n\"" + text + "\"\n");
    for (std::size_t at = 1; at < size; ++at) {
      const std::string before = text.substr(0, at), after = text.substr(at + 1);
      Table quoted;
      quoted.AddTexts("t", {before + '"' + after});
      EXPECT_EQ(Csv(quoted), "t\n\"" + before + "\"\"" + after + "\"\n");
    }
  }
}

TEST(Csv, QuoteAllQuotesNumbersToo) {
  Table table;
  table.AddValues<std::int32_t>("n", DataType::Of(TypeId::kInt32), {-1, 20});
  table.AddTexts("t", {"a\"b", ""});
  EXPECT_EQ(Csv(table, {{"quote", "all"}}), "n,t\n\"-1\",\"a\"\"b\"\n\"20\",\"\"\n");
}

TEST(Csv, OptionsAreHonoured) {
  Table table;
  table.AddValues<std::int32_t>("n", DataType::Of(TypeId::kInt32), {1, 2});
  table.AddTexts("t", {"a;b", "c,d"});
  EXPECT_EQ(Csv(table, {{"delimiter", ";"}}), "n;t\n1;\"a;b\"\n2;c,d\n");
  EXPECT_EQ(Csv(table, {{"delimiter", "tab"}, {"header", "false"}}), "1\ta;b\n2\tc,d\n");
  EXPECT_EQ(Csv(table, {{"line_end", "crlf"}}), "n,t\r\n1,a;b\r\n2,\"c,d\"\r\n");
  EXPECT_EQ(Csv(table, {{"delimiter", "1"}}), "n1t\n\"1\"1a;b\n\"2\"1c,d\n");
  std::uint8_t* validity = table.columns[0]->MakeValidity();
  validity[0] = 0b10;
  EXPECT_EQ(Csv(table, {{"null", "\\N"}}), "n,t\n\\N,a;b\n2,\"c,d\"\n");
}

TEST(Csv, BadOptionsAreTold) {
  Table table;
  table.AddTexts("t", {"x"});
  for (const char* delimiter : {"", ",,", "\"", "\n", "é"}) {
    EXPECT_NE(Csv(table, {{"delimiter", delimiter}}).find("error: delimiter is one"),
              std::string::npos)
        << delimiter;
  }
  EXPECT_NE(Csv(table, {{"null", "a,b"}}).find("error: the text of a null"),
            std::string::npos);
  Faults faults;
  Read(csv_format().info, {{"quote", "some"}, {"colour", "red"}, {"header", "maybe"}},
       &faults);
  EXPECT_EQ(faults.errors().size(), 3u);
}

TEST(Csv, NullIsEmptyAndAnEmptyTextIsNot) {
  Table table;
  table.AddTexts("t", {"", "x"});
  table.AddTexts("u", {"", "y"});
  table.columns[0]->MakeValidity()[0] = 0b10;
  EXPECT_EQ(Csv(table), "t,u\n,\"\"\nx,y\n");
}

TEST(Json, EscapesEveryCharacterThatNeedsIt) {
  Table table;
  std::string controls;
  for (char c = 0; c < 0x20; ++c) controls += c;
  table.AddTexts("k\"", {controls, "a\\b\"c/", "snow ☃ \x7F", "0123456789abcde\n"});
  EXPECT_EQ(
      Json(table),
      "{\"k\\\"\":\"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n"
      "\\u000b\\f\\r\\u000e\\u000f\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016"
      "\\u0017\\u0018\\u0019\\u001a\\u001b\\u001c\\u001d\\u001e\\u001f\"}\n"
      "{\"k\\\"\":\"a\\\\b\\\"c/\"}\n{\"k\\\"\":\"snow ☃ \x7F\"}\n"
      "{\"k\\\"\":\"0123456789abcde\\n\"}\n");
}

Table EveryType() {
  Table table;
  table.AddValues<std::int8_t>("i8", DataType::Of(TypeId::kInt8), {-128, 127});
  table.AddValues<std::uint64_t>("u64", DataType::Of(TypeId::kUInt64), {0, UINT64_MAX});
  table.AddValues<float>("f", DataType::Of(TypeId::kFloat), {0.1f, 1e10f});
  table.AddValues<double>("d", DataType::Of(TypeId::kDouble), {0.25, 1e22});
  table.AddValues<std::int64_t>("m", DataType::Decimal(12, 2), {-5, 1250});
  table.AddValues<std::int32_t>("day", DataType::Of(TypeId::kDate), {0, 19'782});
  DataType time = DataType::Of(TypeId::kTime);
  table.AddValues<std::int64_t>("tm", time, {0, 86'399});
  table.AddValues<std::int64_t>("ts", DataType::Timestamp(TimeUnit::kSecond), {0, 61});
  table.AddValues<std::int64_t>("tz", DataType::Timestamp(TimeUnit::kMilli, "UTC"),
                                {0, 1'500});
  table.Add("b", DataType::Of(TypeId::kBool))->ResizeBits(2)[0] = 0b01;
  Column* bytes = table.Add("x", DataType::Of(TypeId::kBytes));
  bytes->AppendText(std::string("\x00\xAB", 2));
  bytes->AppendText("");
  return table;
}

TEST(Text, EveryTypeInTheNativeLayout) {
  EXPECT_EQ(Csv(EveryType(), {{"header", "false"}}),
            "-128,0,0.1,0.25,-0.05,1970-01-01,00:00:00,1970-01-01 00:00:00,"
            "1970-01-01 00:00:00Z,true,00ab\n"
            "127,18446744073709551615,10000000000.0,1e+22,12.50,2024-02-29,23:59:59,"
            "1970-01-01 00:01:01,1970-01-01 00:00:01.500Z,false,\n");
  EXPECT_EQ(
      Json(EveryType()),
      "{\"i8\":-128,\"u64\":0,\"f\":0.1,\"d\":0.25,\"m\":-0.05,\"day\":\"1970-01-01\","
      "\"tm\":\"00:00:00\",\"ts\":\"1970-01-01T00:00:00\","
      "\"tz\":\"1970-01-01T00:00:00Z\",\"b\":true,\"x\":\"00ab\"}\n"
      "{\"i8\":127,\"u64\":18446744073709551615,\"f\":10000000000.0,\"d\":1e+22,"
      "\"m\":12.50,\"day\":\"2024-02-29\",\"tm\":\"23:59:59\","
      "\"ts\":\"1970-01-01T00:01:01\",\"tz\":\"1970-01-01T00:00:01.500Z\","
      "\"b\":false,\"x\":\"\"}\n");
}

TEST(Text, EveryTypeInDatagensLayout) {
  EXPECT_EQ(
      Csv(EveryType(), {{"header", "false"}, {"quote", "all"}, {"layout", "datagen"}}),
      "\"-128\",\"0\",\"0.1\",\"0.25\",\"-0.05\",\"01/01/1970\",\"00:00:00\","
      "\"1970-01-01T00:00:00Z\",\"1970-01-01T00:00:00Z\",\"true\",\"00AB\"\n"
      "\"127\",\"18446744073709551615\",\"1.0E10\",\"1.0E22\",\"12.50\","
      "\"29/02/2024\",\"23:59:59\",\"1970-01-01T00:01:01Z\","
      "\"1970-01-01T00:00:01.500Z\",\"false\",\"\"\n");
  Table table;
  table.AddValues<std::int32_t>("n", DataType::Of(TypeId::kInt32), {7});
  table.AddValues<std::int64_t>("ts", DataType::Timestamp(TimeUnit::kSecond, "UTC"),
                                {60});
  EXPECT_EQ(Json(table, {{"layout", "datagen"}, {"values", "strings"}}),
            "{ \"n\" : \"7\", \"ts\" : \"1970-01-01T00:01\" }\n");
}

TEST(Text, FactsChangeNothingButSpeed) {
  Table slow;
  std::vector<std::int64_t> numbers, stamps;
  std::vector<std::int32_t> days, picks;
  std::vector<std::string> words;
  for (int i = 0; i < 131; ++i) {  // two whole tiles and a rest
    numbers.push_back(i % 40 - 20);
    days.push_back(10'000 + i * 7 % 500);
    stamps.push_back(-5'000'000 + i * 86'401);
    words.push_back("w" + std::to_string(i % 3));
    picks.push_back(i % 3);
  }
  slow.AddValues<std::int64_t>("n", DataType::Of(TypeId::kInt64), numbers);
  slow.AddValues<std::int32_t>("d", DataType::Of(TypeId::kDate), days);
  slow.AddValues<std::int64_t>("s", DataType::Timestamp(TimeUnit::kSecond), stamps);
  slow.AddTexts("w", words);

  Table fast;
  fast.AddValues<std::int64_t>("n", DataType::Of(TypeId::kInt64), numbers);
  fast.AddValues<std::int32_t>("d", DataType::Of(TypeId::kDate), days);
  fast.AddValues<std::int64_t>("s", DataType::Timestamp(TimeUnit::kSecond), stamps);
  fast.AddValues<std::int32_t>("w", DataType::Of(TypeId::kString), picks);
  fast.schema.fields[0].facts.min = -20;
  fast.schema.fields[0].facts.max = 20;
  fast.schema.fields[1].facts.min = 10'000;
  fast.schema.fields[1].facts.max = 10'499;
  fast.schema.fields[2].facts.min = -5'000'000;
  fast.schema.fields[2].facts.max = 10'000'000;
  auto entries = std::make_shared<Column>(DataType::Of(TypeId::kString));
  for (const char* word : {"w0", "w1", "w2"}) entries->AppendText(word);
  fast.schema.fields[3].facts.dictionary = entries;
  fast.columns[3]->set_dictionary(entries);

  for (const auto& options :
       {std::vector<std::pair<std::string, std::string>>{}, {{"layout", "datagen"}}}) {
    EXPECT_EQ(Csv(slow, options), Csv(fast, options));
    EXPECT_EQ(Json(slow, options), Json(fast, options));
  }
}

TEST(Text, RangesAtTheEndsOfSixtyFourBits) {
  for (std::int64_t end : {INT64_MAX, INT64_MIN}) {
    Table table;
    table.AddValues<std::int64_t>("n", DataType::Of(TypeId::kInt64), {end, end});
    table.schema.fields[0].facts.min = end == INT64_MAX ? end - 7 : end;
    table.schema.fields[0].facts.max = end == INT64_MAX ? end : end + 7;
    std::string row = std::to_string(end) + "\n";
    EXPECT_EQ(Csv(table), "n\n" + row + row);
  }
}

TEST(Text, LongCellsAndManyRowsStayWhole) {
  Table table;
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < 200; ++i) {
    texts.push_back(std::string(i * i, static_cast<char>('a' + i % 26)));
  }
  texts[7] = std::string(100'000, '"');
  table.AddTexts("t", texts);
  std::string wanted = "t\n";
  for (const std::string& text : texts) wanted += MinimalCsv(text, ',') + "\n";
  EXPECT_EQ(Csv(table), wanted);
}

/// [{"k":1,"t":"a\"b"}], [], null, [{"k":2,"t":null},{"k":3,"t":"c,d"}].
Column NestedSample() {
  DataType item = DataType::Of(TypeId::kStruct);
  item.children = {{"k", DataType::Of(TypeId::kInt32), false},
                   {"t", DataType::Of(TypeId::kString), true}};
  DataType type = DataType::Of(TypeId::kList);
  type.children = {{"item", item, false}};
  Column column(type);
  std::int32_t* offsets = column.ResizeOffsets(4);
  const std::int32_t ends[] = {1, 1, 1, 3};
  std::copy_n(ends, 4, offsets + 1);
  column.MakeValidity()[0] = 0b1011;
  column.children().resize(1);
  Column& items = column.children()[0];
  items.Reset(item);
  items.set_length(3);
  items.children().resize(2);
  items.children()[0].Reset(item.children[0].type);
  std::int32_t* numbers = items.children()[0].ResizeValues<std::int32_t>(3);
  for (int i = 0; i < 3; ++i) numbers[i] = i + 1;
  items.children()[1].Reset(item.children[1].type);
  items.children()[1].AppendText("a\"b");
  items.children()[1].AppendText("");
  items.children()[1].AppendText("c,d");
  items.children()[1].MakeValidity()[0] = 0b101;
  return column;
}

Table NestedTable() {
  Table table;
  *table.Add("l", NestedSample().type()) = NestedSample();
  table.rows = 4;
  table.schema.fields.back().facts.nullable = true;
  return table;
}

TEST(Text, NestedCellsAreJson) {
  Table table = NestedTable();
  EXPECT_EQ(Json(table), R"({"l":[{"k":1,"t":"a\"b"}]})"
                         "\n"
                         R"({"l":[]})"
                         "\n"
                         R"({"l":null})"
                         "\n"
                         R"({"l":[{"k":2,"t":null},{"k":3,"t":"c,d"}]})"
                         "\n");
  EXPECT_EQ(Csv(table),
            "l\n"
            R"("[{""k"":1,""t"":""a\""b""}]")"
            "\n[]\n\n"
            R"("[{""k"":2,""t"":null},{""k"":3,""t"":""c,d""}]")"
            "\n");
}

TEST(Codec, NamesLevelsAndRejects) {
  EXPECT_EQ(ParseCodec("zstd:3")->level, 3);
  EXPECT_EQ(ParseCodec("GZIP")->kind, Codec::Kind::kGzip);
  EXPECT_EQ(ParseCodec("none")->kind, Codec::Kind::kNone);
  for (const char* bad : {"", "zip", "zstd:0", "zstd:23", "zstd:x", "lz4:1", "gzip:"}) {
    EXPECT_FALSE(ParseCodec(bad)) << bad;
  }
}

TEST(RowsWithin, BoundsByTheFacts) {
  Schema schema{"t", {{"a", DataType::Of(TypeId::kBytes), {}}}};
  schema.fields[0].facts.bytes_max = 1'000'000;
  EXPECT_EQ(RowsWithin(schema, 16'384, 32u << 20), 33u);
  schema.fields[0].facts.bytes_max = 20;
  EXPECT_EQ(RowsWithin(schema, 16'384, 32u << 20), 16'384u);
  schema.fields[0].facts.bytes_max = 2'000'000'000;
  EXPECT_EQ(RowsWithin(schema, 16'384, 32u << 20), 1u);
}

}  // namespace
}  // namespace rowmill
