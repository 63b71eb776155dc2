/// Sample tables for tests of the Parquet encoder: columns of every type with facts and
/// null patterns, their values in a form of their own, and files made of them with and
/// without the encoder. Tests only; not thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "column/column.h"
#include "format/encoder.h"

namespace rowmill {
FormatPlugin parquet_format();
}  // namespace rowmill

namespace rowmill::parquet::sample {

/// A cell apart from any column layout: integers of all kinds, bit patterns of floats,
/// texts, booleans.
using Cell = std::variant<std::monostate, bool, std::int64_t, std::uint64_t, std::string>;

/// One column: what the schema says, and all its cells.
struct SampleColumn {
  FieldSchema field;
  std::vector<Cell> cells;
  /// For dictionary-coded columns: the index of every row (any for null rows).
  std::vector<std::int32_t> indices;
};

struct SampleTable {
  std::string name;
  Schema schema;
  std::vector<SampleColumn> columns;
  std::uint64_t rows = 0;
  std::string compression;
  Node options = Node::Map();
  std::size_t tile_rows = 2'048;
};

/// A small generator with a good mixer; draws do not matter beyond being varied.
class SampleDraws {
 public:
  explicit SampleDraws(std::uint64_t seed) : state_(seed) {}
  /// SplitMix64 (Steele, Lea, Flood 2014).
  std::uint64_t Next() {
    state_ += 0x9E3779B97F4A7C15u;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  std::uint64_t Below(std::uint64_t bound) { return Next() % bound; }
  bool Chance(int percent) { return Below(100) < static_cast<std::uint64_t>(percent); }

 private:
  std::uint64_t state_;
};

enum class Nulls : std::uint8_t {
  kRequired,  ///< not nullable
  kNone,      ///< nullable, but there are none
  kAll,
  kThird,   ///< every third row
  kRuns,    ///< long stretches
  kRandom,  ///< one in ten
};

enum class Domain : std::uint8_t {
  kWide,        ///< anything the type can hold
  kRange,       ///< whole numbers within small bounds that the facts tell
  kConstant,    ///< one value, and the facts tell
  kDictionary,  ///< indices into a dictionary of the facts
  kAscending,
};

/// Every type this format stores.
std::vector<DataType> AllTypes();
/// True when a column of that type can have that domain.
bool Fits(const DataType& type, Domain domain);
SampleColumn MakeColumn(std::string name, const DataType& type, Domain domain,
                        Nulls nulls, std::uint64_t rows, SampleDraws* draws);

/// The rows [from, from + count) as the column of a batch. Null rows hold rubbish.
Column TileOf(const SampleColumn& column, std::uint64_t from, std::size_t count);

/// The table as a file's bytes, and how many chunks it has.
struct SampleFile {
  std::string bytes;
  std::uint64_t chunks = 0;
  std::uint64_t chunk_rows = 0;
};
Result<SampleFile> Encode(const SampleTable& table);
/// The format of a table; faults of the options are errors.
Result<std::unique_ptr<Format>> MakeFormat(const SampleTable& table);

/// The table as JSON lines: a line that describes it, then one array per row. Floats are
/// their bits, bytes are hex.
std::string Twin(const SampleTable& table, std::uint64_t chunk_rows);

}  // namespace rowmill::parquet::sample
