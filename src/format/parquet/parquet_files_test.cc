// Whole files of many types, null patterns, sizes, codecs and options. Their values are
// compared by tests/readers/test_parquet.py, which runs this program with
// ROWMILL_PARQUET_OUT set to a folder; what can be told without a reader is checked here.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "format/parquet/parquet_sample_internal.h"

namespace rowmill::parquet::sample {
namespace {

constexpr const char* kCodecs[] = {"none", "snappy", "gzip", "zstd:1", "lz4", "auto", ""};
constexpr Nulls kNullPatterns[] = {Nulls::kRequired, Nulls::kNone, Nulls::kAll,
                                   Nulls::kThird,    Nulls::kRuns, Nulls::kRandom};
constexpr Domain kDomains[] = {Domain::kWide, Domain::kRange, Domain::kConstant,
                               Domain::kDictionary, Domain::kAscending};

void AddColumn(SampleTable* table, const DataType& type, Domain domain, Nulls nulls,
               SampleDraws* draws) {
  std::string name = "c" + std::to_string(table->columns.size()) + "_" + type.ToString();
  table->columns.push_back(
      MakeColumn(std::move(name), type, domain, nulls, table->rows, draws));
  table->schema.fields.push_back(table->columns.back().field);
}

/// Every type in every domain it fits, with one null pattern.
SampleTable Complete(Nulls nulls, std::uint64_t rows, SampleDraws* draws) {
  SampleTable table;
  table.rows = rows;
  table.schema.name = "complete";
  for (const DataType& type : AllTypes()) {
    for (Domain domain : kDomains) {
      if (Fits(type, domain)) AddColumn(&table, type, domain, nulls, draws);
    }
  }
  return table;
}

SampleTable Random(SampleDraws* draws) {
  SampleTable table;
  static constexpr std::uint64_t kRows[] = {1, 2, 31, 100, 999, 3'000, 7'500};
  table.rows = kRows[draws->Below(std::size(kRows))];
  table.schema.name = "random";
  std::vector<DataType> types = AllTypes();
  std::uint64_t columns = 1 + draws->Below(12);
  for (std::uint64_t i = 0; i < columns; ++i) {
    const DataType& type = types[draws->Below(types.size())];
    Domain domain = kDomains[draws->Below(std::size(kDomains))];
    if (!Fits(type, domain)) domain = Domain::kWide;
    AddColumn(&table, type, domain, kNullPatterns[draws->Below(std::size(kNullPatterns))],
              draws);
  }
  table.compression = kCodecs[draws->Below(std::size(kCodecs))];
  static constexpr std::int64_t kPages[] = {64, 1'000, 4'096, 65'536, 1 << 20};
  static constexpr std::int64_t kGroups[] = {1, 50, 1'000, 2'048, 5'001, 131'072};
  table.options.Add("page_bytes", Node::Int(kPages[draws->Below(std::size(kPages))]));
  std::int64_t group = kGroups[draws->Below(std::size(kGroups))];
  if (group == 1 && table.rows > 100) group = 777;
  table.options.Add("row_group_rows", Node::Int(group));
  if (draws->Chance(20)) table.options.Add("dictionary", Node::Bool(false));
  if (draws->Chance(20)) table.options.Add("dictionary_page_bytes", Node::Int(500));
  return table;
}

/// Encodes, checks what holds for every file, and writes file and twin where asked.
void Check(SampleTable table, const std::string& name) {
  SCOPED_TRACE(name);
  Result<SampleFile> file = Encode(table);
  ASSERT_TRUE(file) << file.error().ToString();
  ASSERT_GE(file->bytes.size(), 12u);
  EXPECT_EQ(file->bytes.substr(0, 4), "PAR1");
  EXPECT_EQ(file->bytes.substr(file->bytes.size() - 4), "PAR1");
  EXPECT_EQ(file->chunks, (table.rows + file->chunk_rows - 1) / file->chunk_rows);
  const char* folder = std::getenv("ROWMILL_PARQUET_OUT");
  if (folder != nullptr) {
    std::filesystem::path path = std::filesystem::path(folder) / name;
    std::ofstream(path.string() + ".parquet", std::ios::binary) << file->bytes;
    std::ofstream(path.string() + ".jsonl", std::ios::binary)
        << Twin(table, file->chunk_rows);
  }
  for (std::size_t tile_rows : {7u, 100u, 1'000u}) {
    table.tile_rows = tile_rows;
    Result<SampleFile> other = Encode(table);
    ASSERT_TRUE(other) << other.error().ToString();
    EXPECT_TRUE(other->bytes == file->bytes) << "tiles of " << tile_rows << " rows";
  }
}

TEST(ParquetFiles, EveryTypeDomainAndNullPattern) {
  SampleDraws draws(1);
  std::size_t codec = 0;
  for (Nulls nulls : kNullPatterns) {
    for (std::uint64_t rows : {1u, 8u, 2'500u}) {
      SampleTable table = Complete(nulls, rows, &draws);
      table.compression = kCodecs[codec++ % std::size(kCodecs)];
      if (rows > 1'000) table.options.Add("row_group_rows", Node::Int(1'001));
      Check(std::move(table), "complete_" + std::to_string(static_cast<int>(nulls)) +
                                  "_" + std::to_string(rows));
    }
  }
}

TEST(ParquetFiles, Empty) {
  SampleDraws draws(2);
  Check(Complete(Nulls::kRandom, 0, &draws), "empty");
}

TEST(ParquetFiles, RandomSchemas) {
  const char* seed = std::getenv("ROWMILL_PARQUET_SEED");
  SampleDraws draws(seed != nullptr ? std::strtoull(seed, nullptr, 10) : 3);
  const char* cases = std::getenv("ROWMILL_PARQUET_CASES");
  int count = cases != nullptr ? std::atoi(cases) : 40;
  for (int i = 0; i < count; ++i) Check(Random(&draws), "random_" + std::to_string(i));
}

TEST(ParquetFiles, LargePages) {
  SampleDraws draws(4);
  SampleTable table;
  table.rows = 70'000;
  table.schema.name = "large";
  table.compression = "auto";
  for (Nulls nulls : {Nulls::kRequired, Nulls::kRandom}) {
    AddColumn(&table, DataType::Of(TypeId::kInt32), Domain::kRange, nulls, &draws);
    AddColumn(&table, DataType::Of(TypeId::kInt64), Domain::kAscending, nulls, &draws);
    AddColumn(&table, DataType::Of(TypeId::kString), Domain::kWide, nulls, &draws);
    AddColumn(&table, DataType::Of(TypeId::kString), Domain::kDictionary, nulls, &draws);
    AddColumn(&table, DataType::Of(TypeId::kDouble), Domain::kWide, nulls, &draws);
    AddColumn(&table, DataType::Of(TypeId::kBool), Domain::kWide, nulls, &draws);
  }
  Check(std::move(table), "large");
}

}  // namespace
}  // namespace rowmill::parquet::sample
