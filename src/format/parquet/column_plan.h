/// What is decided about a column before its first row: storage, encoding, codec, size
/// of its pages. Made once per format, then shared by all encoders (thread-safe).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "column/column.h"
#include "format/parquet/nesting.h"
#include "format/parquet/page_sink.h"
#include "format/parquet/parquet_types.h"

namespace rowmill::parquet {

/// The options of the format; docs in parquet.md.
struct ParquetOptions {
  std::int64_t page_bytes = 1 << 20;
  std::int64_t row_group_rows = 131'072;
  std::int64_t row_group_bytes = 64 << 20;
  std::int64_t dictionary_page_bytes = 1 << 20;
  bool dictionary = true;
  bool statistics = true;
};

/// A dictionary page, ready to be copied into every column chunk.
struct PreparedDictionary {
  std::uint32_t entries = 0;
  int bit_width = 1;
  Buffer page;                           ///< header and packed payload
  std::uint64_t uncompressed_bytes = 0;  ///< header and plain payload
  Buffer plain;                          ///< the entries in PLAIN form
  std::vector<std::uint32_t> offsets;    ///< of byte-array entries in `plain`
  /// Entries in the order statistics are taken in (without NaN); empty for a range,
  /// whose entries ascend.
  std::vector<std::uint32_t> sorted;

  /// The PLAIN form of an entry, without a length in front.
  std::string_view Value(std::uint32_t entry, PhysicalType physical) const;
};

enum class ColumnEncoding : std::uint8_t {
  kPlain,
  kRange,       ///< dictionary of the whole numbers min..max, index = value - min
  kDictionary,  ///< the column's own dictionary
};

struct ColumnPlan {
  std::string name;  ///< the path's elements with points between
  std::vector<std::string> path;
  bool nested = false;  ///< has levels of its own; its values are never null
  std::uint8_t max_definition = 0;
  std::uint8_t max_repetition = 0;
  std::uint64_t entries_per_row = 1;  ///< levels, on average
  DataType type;
  ColumnFacts facts;
  Storage storage;
  ColumnEncoding encoding = ColumnEncoding::kPlain;
  std::shared_ptr<const PreparedDictionary> dictionary;  ///< unless kPlain
  CodecChoice codec;
  bool statistics = true;
  std::int64_t page_bytes = 0;
  /// Pages end at multiples of so many rows.
  std::uint32_t page_step_rows = 0;
  /// Bytes one more row can add to a page at most; unknown = 0.
  std::uint64_t row_bytes_max = 0;
  /// Rows a page will probably have.
  std::uint32_t page_rows_guess = 0;
  /// Bytes the values of a page will probably have.
  std::uint64_t page_values_guess = 0;
  /// Rows (levels, where it is nested) of a full column chunk.
  std::uint64_t chunk_rows = 0;
  /// Bytes of a full column chunk, roughly.
  std::uint64_t chunk_bytes_guess = 0;
};

/// Checks the leaves and the options and decides. All faults at once.
/// Errors: kInvalidArgument, naming the column.
Result<std::vector<ColumnPlan>> PlanColumns(const Nesting& nesting, CodecChoice codec,
                                            bool codec_auto,
                                            const ParquetOptions& options,
                                            std::uint64_t chunk_rows);

/// Rows of a row group: at most row_group_rows, and so few that the group will hardly
/// pass row_group_bytes. REQUIRES: valid options.
std::uint64_t RowGroupRows(const Nesting& nesting, const ParquetOptions& options);

}  // namespace rowmill::parquet
