// Encoding alone, in ns per row: twelve mixed columns (case B12 of the benchmarks) and
// each of them for itself, from tiles that stay in cache. Where a codec is measured there
// are so many tiles that their repetition lies outside its window.
#include <benchmark/benchmark.h>

#include <fmt/format.h>

#include <bit>
#include <string>
#include <vector>

#include "format/parquet/parquet_sample_internal.h"

namespace rowmill::parquet {
namespace {

constexpr std::size_t kTileRows = 2'048;
constexpr std::size_t kChunkRows = 131'072;

constexpr std::size_t kTilesForCodecs = 8;

/// A schema and one tile of it.
struct BenchTable {
  Schema schema;
  std::vector<Column> columns;
};

class TableMaker {
 public:
  explicit TableMaker(std::uint64_t seed) : seed_(seed), draws_(seed) {}

  BenchTable Make() {
    table_.schema.name = "b12";
    Whole<std::int64_t>("id", DataType::Of(TypeId::kInt64), 0, 0, false);
    table_.schema.fields.back().facts.ascending = true;
    for (std::size_t i = 0; i < kTileRows; ++i) {
      table_.columns.back().ResizeValues<std::int64_t>(kTileRows)[i] =
          static_cast<std::int64_t>(seed_ * kTileRows + i) + 1;
    }
    Whole<std::int32_t>("qty", DataType::Of(TypeId::kInt32), 1, 100, true);
    Score();
    Whole<std::int64_t>("price", DataType::Decimal(12, 2), 1, 9'999'999, true);
    Active();
    Whole<std::int32_t>("day", DataType::Of(TypeId::kDate), 16'436, 20'088, true);
    Whole<std::int64_t>("ts", DataType::Timestamp(TimeUnit::kSecond), 1'577'836'800,
                        1'735'689'599, true);
    Chosen("status", 8, [](std::uint64_t i) {
      static const char* const kNames[] = {"new",       "paid",      "packed",
                                           "shipped",   "delivered", "returned",
                                           "cancelled", "on hold"};
      return std::string(kNames[i]);
    });
    Chosen("merchant", 10'000,
           [](std::uint64_t i) { return fmt::format("merchant-{}", i); });
    Texts("uuid", 36, 36, true);
    Texts("note", 20, 60, false);
    Whole<std::int32_t>("opt", DataType::Of(TypeId::kInt32), 0, 999'999, true);
    MakeNulls();
    return std::move(table_);
  }

 private:
  Column& Add(const char* name, DataType type) {
    FieldSchema field;
    field.name = name;
    field.type = type;
    table_.schema.fields.push_back(std::move(field));
    return table_.columns.emplace_back(std::move(type));
  }

  template <typename T>
  void Whole(const char* name, DataType type, std::int64_t min, std::int64_t max,
             bool bounds) {
    Column& column = Add(name, std::move(type));
    T* out = column.ResizeValues<T>(kTileRows);
    auto span = static_cast<std::uint64_t>(max - min) + 1;
    for (std::size_t i = 0; i < kTileRows; ++i) {
      out[i] = static_cast<T>(min + static_cast<std::int64_t>(draws_.Below(span)));
    }
    if (!bounds) return;
    table_.schema.fields.back().facts.min = min;
    table_.schema.fields.back().facts.max = max;
  }

  void Score() {
    Column& column = Add("score", DataType::Of(TypeId::kDouble));
    double* out = column.ResizeValues<double>(kTileRows);
    for (std::size_t i = 0; i < kTileRows; ++i) {
      out[i] = static_cast<double>(draws_.Next() >> 11) * 0x1p-53 * 1000;
    }
    table_.schema.fields.back().facts.incompressible = true;
  }

  void Active() {
    Column& column = Add("active", DataType::Of(TypeId::kBool));
    std::uint8_t* out = column.ResizeBits(kTileRows);
    for (std::size_t i = 0; i < kTileRows; ++i) {
      if (i % 8 == 0) out[i / 8] = 0;
      if (draws_.Chance(70)) out[i / 8] |= static_cast<std::uint8_t>(1u << (i % 8));
    }
  }

  template <typename F>
  void Chosen(const char* name, std::uint64_t count, F text) {
    auto entries = std::make_shared<Column>(DataType::Of(TypeId::kString));
    for (std::uint64_t i = 0; i < count; ++i) entries->AppendText(text(i));
    Column& column = Add(name, DataType::Of(TypeId::kString));
    std::int32_t* out = column.ResizeValues<std::int32_t>(kTileRows);
    for (std::size_t i = 0; i < kTileRows; ++i) {
      out[i] = static_cast<std::int32_t>(draws_.Below(count));
    }
    column.set_dictionary(entries);
    table_.schema.fields.back().facts.dictionary = std::move(entries);
  }

  void Texts(const char* name, std::uint32_t min, std::uint32_t max, bool random) {
    Column& column = Add(name, DataType::Of(TypeId::kString));
    for (std::size_t i = 0; i < kTileRows; ++i) {
      std::string text;
      std::uint64_t length = min + draws_.Below(max - min + 1);
      std::uint64_t word = draws_.Below(50);
      while (text.size() < length) {
        if (random) {
          text += "0123456789abcdef"[draws_.Below(16)];
        } else {
          text += fmt::format("word{} ", word++ * 37 % 53);
        }
      }
      text.resize(length);
      column.AppendText(text);
    }
    ColumnFacts& facts = table_.schema.fields.back().facts;
    facts.bytes_min = min;
    facts.bytes_max = max;
    facts.incompressible = random;
  }

  void MakeNulls() {
    std::uint8_t* validity = table_.columns.back().MakeValidity();
    for (std::size_t i = 0; i < kTileRows; ++i) {
      if (draws_.Chance(10)) {
        validity[i / 8] &= static_cast<std::uint8_t>(~(1u << (i % 8)));
      }
    }
    table_.schema.fields.back().facts.nullable = true;
  }

  BenchTable table_;
  std::uint64_t seed_;
  sample::SampleDraws draws_;
};

/// Encodes row groups of some columns of the table (all when `only` is negative).
void EncodeChunks(benchmark::State& state, int only, const char* compression) {
  std::size_t tiles = std::string_view(compression) == "none" ? 1 : kTilesForCodecs;
  std::vector<BenchTable> tables;
  std::vector<Batch> batches(tiles);
  Schema schema;
  for (std::size_t tile = 0; tile < tiles; ++tile) {
    tables.push_back(TableMaker(tile).Make());
    batches[tile].rows = kTileRows;
    for (std::size_t i = 0; i < tables[tile].columns.size(); ++i) {
      if (only >= 0 && static_cast<std::size_t>(only) != i) continue;
      const FieldSchema& field = tables[0].schema.fields[i];
      if (tile == 0) schema.fields.push_back(field);
      Column& column = tables[tile].columns[i];
      if (column.dictionary()) column.set_dictionary(field.facts.dictionary);
      batches[tile].columns.push_back(&column);
    }
  }
  FormatContext context;
  context.schema = &schema;
  context.compression = compression;
  auto format = parquet_format().make(context, Options());
  if (!format || (*format)->chunk_rows() != kChunkRows) {
    state.SkipWithError("no format, or row groups of another size");
    return;
  }
  auto encoder = (*format)->NewEncoder();
  Chunk chunk;
  bool fine = true;
  for (auto _ : state) {
    chunk.rows = kChunkRows;
    fine = fine && encoder->Begin(&chunk).has_value();
    for (std::size_t row = 0; row < kChunkRows; row += kTileRows) {
      fine = fine && encoder->Add(batches[row / kTileRows % tiles]).has_value();
    }
    fine = fine && encoder->End().has_value();
  }
  if (!fine || chunk.rows != kChunkRows) state.SkipWithError("a chunk failed");
  auto rows = static_cast<double>(state.iterations()) * kChunkRows;
  state.counters["time_per_row"] =
      benchmark::Counter(rows, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  double bytes = 0;
  for (const Buffer& piece : chunk.more) bytes += static_cast<double>(piece.size());
  state.counters["bytes_per_row"] = bytes / kChunkRows;
}

void BM_ParquetB12(benchmark::State& state) { EncodeChunks(state, -1, "none"); }
BENCHMARK(BM_ParquetB12);
void BM_ParquetB12Auto(benchmark::State& state) { EncodeChunks(state, -1, "auto"); }
BENCHMARK(BM_ParquetB12Auto);
void BM_ParquetB12Snappy(benchmark::State& state) { EncodeChunks(state, -1, "snappy"); }
BENCHMARK(BM_ParquetB12Snappy);

void EncodeColumn(benchmark::State& state, const char* compression) {
  auto column = static_cast<std::size_t>(state.range(0));
  state.SetLabel(TableMaker(0).Make().schema.fields[column].name);
  EncodeChunks(state, static_cast<int>(column), compression);
}
void BM_ParquetColumn(benchmark::State& state) { EncodeColumn(state, "none"); }
BENCHMARK(BM_ParquetColumn)->DenseRange(0, 11);
void BM_ParquetColumnAuto(benchmark::State& state) { EncodeColumn(state, "auto"); }
BENCHMARK(BM_ParquetColumnAuto)->DenseRange(0, 11);

}  // namespace
}  // namespace rowmill::parquet
