// Options, what is refused, and the layout of files as far as it can be told without a
// reader (for that see tests/readers/test_parquet.py).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "format/parquet/column_plan.h"
#include "format/parquet/parquet_file.h"
#include "format/parquet/parquet_sample_internal.h"

namespace rowmill::parquet {
namespace {

using sample::Domain;
using sample::Encode;
using sample::MakeColumn;
using sample::MakeFormat;
using sample::Nulls;
using sample::SampleDraws;
using sample::SampleTable;
using testing::HasSubstr;

SampleTable TableOf(const DataType& type, Domain domain, std::uint64_t rows,
                    Nulls nulls = Nulls::kRequired) {
  SampleDraws draws(7);
  SampleTable table;
  table.rows = rows;
  table.schema.name = "t";
  table.columns.push_back(MakeColumn("c", type, domain, nulls, rows, &draws));
  table.schema.fields.push_back(table.columns[0].field);
  return table;
}

SampleTable Longs(std::uint64_t rows) {
  return TableOf(DataType::Of(TypeId::kInt64), Domain::kWide, rows);
}

TEST(ParquetOptions, Rejected) {
  const struct {
    const char* name;
    Node value;
    const char* message;
  } kCases[] = {
      {"page_bytes", Node::Int(63), "page_bytes is below 64"},
      {"page_bytes", Node::Text("1TiB"), "page_bytes is above"},
      {"page_bytes", Node::Text("much"), "page_bytes takes"},
      {"page_bytes", Node::Number(0.5), "page_bytes takes"},
      {"row_group_rows", Node::Int(0), "row_group_rows is below 1"},
      {"row_group_rows", Node::Text("1T"), "row_group_rows is above"},
      {"row_group_rows", Node::Null(), "row_group_rows takes"},
      {"row_group_bytes", Node::Int(-1), "row_group_bytes is below 1"},
      {"row_group_bytes", Node::Text("nan"), "row_group_bytes takes"},
      {"dictionary_page_bytes", Node::Int(0), "dictionary_page_bytes is below 1"},
      {"dictionary", Node::Text("maybe"), "dictionary takes"},
      {"statistics", Node::Int(2), "statistics takes"},
      {"row_group_row", Node::Int(1), "did you mean 'row_group_rows'"},
      {"compression", Node::Text("snappy"), "no option 'compression'"},
  };
  for (const auto& [name, value, message] : kCases) {
    SampleTable table = Longs(1);
    table.options.Add(name, value);
    auto format = MakeFormat(table);
    ASSERT_FALSE(format) << name << " " << value.ScalarText();
    EXPECT_THAT(format.error().ToString(), HasSubstr(message)) << name;
  }
}

TEST(ParquetOptions, UnknownCodec) {
  SampleTable table = Longs(1);
  table.compression = "snapy";
  auto format = MakeFormat(table);
  ASSERT_FALSE(format);
  EXPECT_EQ(format.error().code, ErrorCode::kInvalidArgument);
}

TEST(ParquetOptions, OtherSpellings) {
  SampleTable table = Longs(100'000);
  table.options.Add("row_group_size", Node::Text("8kB"));
  table.options.Add("page_size", Node::Text("1k"));
  table.options.Add("dictionary_encoding", Node::Bool(false));
  auto format = MakeFormat(table);
  ASSERT_TRUE(format) << format.error().ToString();
  EXPECT_EQ((*format)->chunk_rows(), 960u);  // 1000 rows of 8 bytes, in steps of 64
}

TEST(ParquetSchema, Rejected) {
  DataType list = DataType::Of(TypeId::kList);
  list.children = {{"item", DataType::Decimal(3, 4), true}};
  DataType no_digits = DataType::Of(TypeId::kDecimal);
  const struct {
    std::vector<FieldSchema> fields;
    ErrorCode code;
    const char* message;
  } kCases[] = {
      {{}, ErrorCode::kInvalidArgument, "at least one column"},
      {{{"tags", list, {}}},
       ErrorCode::kInvalidArgument,
       "column 'tags.list.element': decimal(3,4)"},
      {{{"d", no_digits, {}}}, ErrorCode::kInvalidArgument, "column 'd': decimal(0,0)"},
      {{{"d", DataType::Decimal(19, 2), {}}},
       ErrorCode::kInvalidArgument,
       "decimal(19,2)"},
      {{{"d", DataType::Decimal(3, 4), {}}}, ErrorCode::kInvalidArgument, "decimal(3,4)"},
      {{{"\xFF", DataType::Of(TypeId::kBool), {}}}, ErrorCode::kInvalidArgument, "UTF-8"},
  };
  for (const auto& [fields, code, message] : kCases) {
    SampleTable table;
    table.schema.fields = fields;
    auto format = MakeFormat(table);
    ASSERT_FALSE(format) << message;
    EXPECT_EQ(format.error().code, code);
    EXPECT_THAT(format.error().ToString(), HasSubstr(message));
  }
}

TEST(ParquetSchema, AllFaultsAtOnce) {
  DataType map = DataType::Of(TypeId::kMap);
  map.children = {{"key", DataType::Of(TypeId::kString), false},
                  {"value", DataType::Decimal(19, 0), true}};
  SampleTable table;
  table.schema.fields = {{"m", map, {}}, {"n", map, {}}};
  auto format = MakeFormat(table);
  ASSERT_FALSE(format);
  EXPECT_EQ(format.error().Flatten().size(), 2u);
}

/// A file whose only column is changed after its facts were made.
Result<sample::SampleFile> EncodeChanged(SampleTable table, std::uint64_t row,
                                         sample::Cell cell) {
  table.columns[0].cells[row] = std::move(cell);
  return Encode(table);
}

TEST(ParquetEncoder, FactsThatDoNotHold) {
  SampleTable table = Longs(100);
  auto file = EncodeChanged(table, 50, sample::Cell());
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, ErrorCode::kInternal);
  EXPECT_THAT(file.error().message, HasSubstr("column 'c' has nulls"));

  for (TypeId id : {TypeId::kInt8, TypeId::kInt32, TypeId::kUInt32, TypeId::kInt64}) {
    table = TableOf(DataType::Of(id), Domain::kWide, 1'000);
    table.schema.fields[0].facts.min = table.columns[0].field.facts.min = 3;
    table.schema.fields[0].facts.max = table.columns[0].field.facts.max = 12;
    for (sample::Cell& cell : table.columns[0].cells) cell = std::int64_t{7};
    ASSERT_TRUE(Encode(table));
    for (std::int64_t outside : {std::int64_t{2}, std::int64_t{13}, std::int64_t{100}}) {
      file = EncodeChanged(table, 999, sample::Cell(outside));
      ASSERT_FALSE(file) << outside;
      EXPECT_EQ(file.error().code, ErrorCode::kInternal);
      EXPECT_THAT(file.error().message, HasSubstr("column 'c'"));
    }
  }
  // 2^32 above a value inside: only the high half tells.
  table = TableOf(DataType::Of(TypeId::kInt64), Domain::kConstant, 1'000);
  std::int64_t value = *table.columns[0].field.facts.min;
  EXPECT_FALSE(EncodeChanged(table, 1, sample::Cell(value ^ (std::int64_t{1} << 40))));
}

TEST(ParquetEncoder, DictionaryOtherThanTheFacts) {
  SampleTable table = TableOf(DataType::Of(TypeId::kString), Domain::kDictionary, 1'000);
  ASSERT_TRUE(Encode(table));
  table.columns[0].indices[3] = 1'000'000;
  auto file = Encode(table);
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, ErrorCode::kInternal);
}

TEST(ParquetEncoder, ValuesThatCannotBeStored) {
  DataType time = DataType::Of(TypeId::kTime);
  time.unit = TimeUnit::kSecond;
  const std::pair<DataType, std::int64_t> kCases[] = {
      {DataType::Timestamp(TimeUnit::kSecond), INT64_MAX / 1'000'000 + 1},
      {DataType::Timestamp(TimeUnit::kSecond, "UTC"), INT64_MIN},
      {DataType::Decimal(9, 2), 1'000'000'000},
      {time, -1},
      {time, 86'401}};
  for (const auto& [type, value] : kCases) {
    SampleTable table = TableOf(type, Domain::kWide, 10);
    ASSERT_TRUE(Encode(table));
    auto file = EncodeChanged(table, 9, sample::Cell(value));
    ASSERT_FALSE(file) << type.ToString();
    EXPECT_EQ(file.error().code, ErrorCode::kInvalidArgument);
    EXPECT_THAT(file.error().message, HasSubstr("column 'c': a value of"));
  }
}

TEST(ParquetFile, NoMoreRowGroupsThanTheFormatNumbers) {
  SampleTable table = Longs(kRowGroupsMax + 1);
  table.options.Add("row_group_rows", Node::Int(1));
  auto file = Encode(table);
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(file.error().message, HasSubstr("raise row_group_rows"));
}

TEST(ParquetFile, SmallRowGroupsCarryNoLargeDictionary) {
  SampleTable table = TableOf(DataType::Of(TypeId::kDate), Domain::kWide, 10);
  for (sample::Cell& cell : table.columns[0].cells) cell = std::int64_t{16'500};
  table.schema.fields[0].facts.min = 16'436;
  table.schema.fields[0].facts.max = 20'088;
  auto file = Encode(table);
  ASSERT_TRUE(file);
  EXPECT_LT(file->bytes.size(), 1'000u);
}

TEST(ParquetFile, ConstantColumnsCostNothing) {
  SampleTable table =
      TableOf(DataType::Of(TypeId::kInt64), Domain::kConstant, 100'000, Nulls::kNone);
  auto file = Encode(table);
  ASSERT_TRUE(file);
  EXPECT_LT(file->bytes.size(), 1'000u);
}

std::string EncodeRows(ChunkEncoder* encoder, const SampleTable& table,
                       std::uint64_t from, std::size_t rows) {
  Chunk chunk;
  chunk.rows = rows;
  EXPECT_TRUE(encoder->Begin(&chunk));
  Column tile = TileOf(table.columns[0], from, rows);
  Batch batch{from, rows, {&tile}};
  EXPECT_TRUE(encoder->Add(batch));
  EXPECT_TRUE(encoder->End());
  EXPECT_EQ(chunk.rows, rows);
  return std::string(chunk.more.at(0).view());
}

TEST(ParquetEncoder, CarriesNothingFromOneRowGroupToTheNext) {
  const DataType text = DataType::Of(TypeId::kString);
  const DataType whole = DataType::Of(TypeId::kInt16);
  for (auto [type, domain] : {std::pair{text, Domain::kDictionary},
                              {text, Domain::kWide},
                              {whole, Domain::kRange},
                              {DataType::Of(TypeId::kBool), Domain::kWide}}) {
    SampleTable table = TableOf(type, domain, 3'000, Nulls::kRandom);
    table.options.Add("page_bytes", Node::Int(1'000));
    auto format = MakeFormat(table);
    ASSERT_TRUE(format);
    auto used = (*format)->NewEncoder();
    EncodeRows(used.get(), table, 0, 1'500);
    EncodeRows(used.get(), table, 1'500, 7);
    auto fresh = (*format)->NewEncoder();
    EXPECT_EQ(EncodeRows(used.get(), table, 1'001, 1'999),
              EncodeRows(fresh.get(), table, 1'001, 1'999))
        << type.ToString();
  }
}

TEST(ParquetEncoder, NothingForNoRows) {
  SampleTable table = TableOf(DataType::Of(TypeId::kString), Domain::kDictionary, 10);
  auto format = MakeFormat(table);
  ASSERT_TRUE(format);
  auto encoder = (*format)->NewEncoder();
  Chunk chunk;
  ASSERT_TRUE(encoder->Begin(&chunk));
  ASSERT_TRUE(encoder->End());
  EXPECT_TRUE(chunk.bytes.empty() && chunk.more.at(0).empty());
}

TEST(ParquetPlan, RowGroupsFitTheirBytes) {
  Schema schema;
  FieldSchema blob;
  blob.name = "b";
  blob.type = DataType::Of(TypeId::kBytes);
  blob.facts.bytes_max = 1'000'000;
  schema.fields = {blob};
  ParquetOptions options;
  EXPECT_LE(RowGroupRows(NestingOf(schema), options) * 1'000'000,
            static_cast<std::uint64_t>(options.row_group_bytes));
  schema.fields[0].facts.bytes_max = UINT32_MAX;
  EXPECT_EQ(RowGroupRows(NestingOf(schema), options), 131'072u);
  options.row_group_bytes = 1;
  EXPECT_EQ(RowGroupRows(NestingOf(schema), options), 1u);
}

}  // namespace
}  // namespace rowmill::parquet
