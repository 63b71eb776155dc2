/// The frame of a Parquet file: magic, and the footer that tells where everything lies.
/// One per file; not thread-safe.
///
/// Source: parquet-format, README.md ("File format") and parquet.thrift.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "format/encoder.h"
#include "format/parquet/column_plan.h"
#include "format/parquet/column_writer.h"

namespace rowmill::parquet {

/// More row groups than this cannot be numbered: their ordinal is an int16.
inline constexpr std::size_t kRowGroupsMax = 32'767;

/// What a row group tells the footer.
struct RowGroupMeta : ChunkMeta {
  std::vector<ColumnChunkMeta> columns;
};

/// All files of a format share this.
struct FileFacts {
  std::string name;                 ///< the entity's: the root of the schema
  std::vector<FieldSchema> fields;  ///< columns of the entity
  Nesting nesting;
  std::vector<ColumnPlan> columns;  ///< leaves
  /// The same without dictionaries: for row groups so small that these would not pay.
  std::vector<ColumnPlan> plain_columns;
  std::vector<std::pair<std::string, std::string>> metadata;
  std::string created_by;
  std::uint64_t chunk_rows = 0;
};

class ParquetFile : public FileFrame {
 public:
  explicit ParquetFile(std::shared_ptr<const FileFacts> facts)
      : facts_(std::move(facts)) {}

  Status Header(Buffer* out) override;
  /// Errors: kInvalidArgument for more than kRowGroupsMax row groups.
  Status Place(const Chunk& chunk, std::uint64_t offset) override;
  Status Footer(Buffer* out) override;

 private:
  void WriteRowGroup(const RowGroupMeta& meta, std::uint64_t rows, std::uint64_t offset,
                     CompactWriter* writer) const;
  void WriteColumn(std::size_t column, const ColumnChunkMeta& meta, std::uint64_t offset,
                   CompactWriter* writer) const;
  void WriteSchema(CompactWriter* writer) const;

  std::shared_ptr<const FileFacts> facts_;
  Buffer row_groups_;  ///< serialised, one after the other
  std::size_t row_group_count_ = 0;
  std::uint64_t rows_ = 0;
};

}  // namespace rowmill::parquet
