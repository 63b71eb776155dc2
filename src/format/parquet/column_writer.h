/// Writes the pages of one column, tile by tile. One per column and encoder; not
/// thread-safe.
///
///   auto writer = ColumnWriter::Make(&plan, &compressor);
///   writer->Begin(&out, rows);
///   writer->Add(column, rows);         // any number of times
///   writer->End(&meta);
#pragma once

#include <cstdint>
#include <memory>

#include "base/result.h"
#include "column/column.h"
#include "format/parquet/bit_pack.h"
#include "format/parquet/column_plan.h"
#include "format/parquet/page_sink.h"
#include "format/parquet/statistics.h"

namespace rowmill::parquet {

/// What the footer says about one column chunk.
struct ColumnChunkMeta {
  PageTotals pages;
  std::uint64_t offset = 0;  ///< of the chunk's first byte in the row group
  std::uint64_t rows = 0;    ///< nulls too; levels, where it is nested
  std::uint64_t nulls = 0;
  ChunkStatistics statistics;
};

class ColumnWriter {
 public:
  /// `plan` and `compressor` outlive the writer.
  static std::unique_ptr<ColumnWriter> Make(const ColumnPlan* plan,
                                            PageCompressor* compressor);
  /// For Make.
  ColumnWriter(const ColumnPlan* plan, PageCompressor* compressor)
      : plan_(*plan), sink_(plan->codec, compressor) {}
  virtual ~ColumnWriter() = default;

  /// Starts a column chunk in `out`, which is empty, of `rows` rows (0 = not known).
  void Begin(Buffer* out, std::uint64_t rows);
  /// Takes all rows of `column`.
  /// Errors: kInternal when the column is not as its plan says; kInvalidArgument for
  /// values that cannot be stored.
  Status Add(const Column& column);
  /// The same for a leaf of a nested column.
  Status AddLeaf(const LeafTile& leaf);
  Status End(ColumnChunkMeta* meta);

 protected:
  /// Rows [from, from + count) of `column`, `valid` of them not null; nulls are not
  /// written. All of them go into the open page.
  virtual Status AddSlice(const Column& column, std::size_t from, std::size_t count,
                          std::size_t valid) = 0;
  virtual void BeginChunk() {}
  virtual void BeginPage() {}
  /// Bytes that stand between the levels and the values of a page, if it has `rows`
  /// values: a guess.
  virtual std::size_t ValuesPrefixBytes(std::uint32_t) const { return 0; }
  /// Completes the values of the open page; appends what stands before them.
  virtual void EndPage(std::uint32_t values, Buffer* prefix);
  virtual Encoding encoding() const { return Encoding::kPlain; }
  virtual void FillStatistics(ChunkStatistics* out) const = 0;

  const ColumnPlan& plan_;
  PageSink sink_;

 private:
  void OpenPage();
  Status ClosePage();
  void AppendValidity(Buffer* prefix) const;
  void AppendLevels(const Buffer& levels, std::uint8_t max, Buffer* prefix);
  std::size_t LevelBytesGuess(std::uint32_t rows) const;
  /// Closes the page when another step of rows could make it too large.
  Status CloseIfFull();

  bool page_open_ = false;
  bool dictionary_due_ = false;
  std::uint32_t page_rows_ = 0;
  std::uint32_t page_nulls_ = 0;
  std::uint32_t full_page_rows_ = 0;  ///< of the last page that was filled
  std::uint64_t full_page_bytes_ = 0;
  std::uint64_t rows_ = 0;
  std::uint64_t nulls_ = 0;
  Buffer levels_;  ///< validity bits of the open page
  BitAppender level_bits_{&levels_};
  Buffer definition_;  ///< levels of the open page, a byte each, where it is nested
  Buffer repetition_;
  Buffer level_words_;  ///< the same, to be packed
  Buffer prefix_;
};

/// Appends one run of a hybrid: `count` times `value`, which has `width` bits.
void AppendRun(std::uint32_t value, std::uint32_t count, int width, Buffer* out);

}  // namespace rowmill::parquet
