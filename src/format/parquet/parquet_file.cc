#include "format/parquet/parquet_file.h"

#include <fmt/format.h>

namespace rowmill::parquet {

namespace {

constexpr std::string_view kMagic = "PAR1";
/// 2 = may use what came after the first version: RLE_DICTIONARY, logical types.
constexpr std::int32_t kFormatVersion = 2;

void WriteStatistics(const ColumnChunkMeta& meta, CompactWriter* writer) {
  const ChunkStatistics& statistics = meta.statistics;
  writer->BeginStruct(12);
  writer->I64(3, static_cast<std::int64_t>(meta.nulls));
  if (statistics.has_bounds) {
    writer->Binary(5, statistics.max);
    writer->Binary(6, statistics.min);
    writer->Bool(7, statistics.max_exact);
    writer->Bool(8, statistics.min_exact);
  }
  writer->EndStruct();
}

void WriteEncodingCount(PageType page, Encoding encoding, std::int32_t count,
                        CompactWriter* writer) {
  writer->BeginStructElement();
  writer->I32(1, static_cast<std::int32_t>(page));
  writer->I32(2, static_cast<std::int32_t>(encoding));
  writer->I32(3, count);
  writer->EndStruct();
}

void WriteEncodingCounts(const PageTotals& pages, CompactWriter* writer) {
  Encoding values = pages.has_dictionary ? Encoding::kRleDictionary : Encoding::kPlain;
  writer->BeginList(13, CompactType::kStruct, pages.has_dictionary ? 2 : 1);
  if (pages.has_dictionary) {
    WriteEncodingCount(PageType::kDictionary, Encoding::kPlain, 1, writer);
  }
  WriteEncodingCount(PageType::kData, values, pages.data_pages, writer);
}

void WriteEncodings(const ColumnPlan& plan, const PageTotals& pages,
                    CompactWriter* writer) {
  const bool levels = plan.max_definition > 0 || plan.max_repetition > 0;
  std::size_t count = 1 + (levels ? 1 : 0) + (pages.has_dictionary ? 1 : 0);
  writer->BeginList(2, CompactType::kI32, count);
  writer->I32Element(static_cast<std::int32_t>(Encoding::kPlain));
  if (levels) writer->I32Element(static_cast<std::int32_t>(Encoding::kRle));
  if (pages.has_dictionary) {
    writer->I32Element(static_cast<std::int32_t>(Encoding::kRleDictionary));
  }
}

}  // namespace

Status ParquetFile::Header(Buffer* out) {
  out->Append(kMagic);
  return {};
}

void ParquetFile::WriteColumn(std::size_t column, const ColumnChunkMeta& meta,
                              std::uint64_t offset, CompactWriter* writer) const {
  const ColumnPlan& plan = facts_->columns[column];
  const PageTotals& pages = meta.pages;
  auto start = static_cast<std::int64_t>(offset + meta.offset);
  writer->BeginStructElement();
  writer->I64(2, 0);  // file_offset: readers are told not to use it
  writer->BeginStruct(3);
  writer->I32(1, static_cast<std::int32_t>(plan.storage.physical));
  WriteEncodings(plan, pages, writer);
  writer->BeginList(3, CompactType::kBinary, plan.path.size());
  for (const std::string& name : plan.path) writer->BinaryElement(name);
  writer->I32(4, static_cast<std::int32_t>(pages.codec));
  writer->I64(5, static_cast<std::int64_t>(meta.rows));
  writer->I64(6, static_cast<std::int64_t>(pages.uncompressed_bytes));
  writer->I64(7, static_cast<std::int64_t>(pages.compressed_bytes));
  writer->I64(9, start + static_cast<std::int64_t>(pages.data_offset));
  if (pages.has_dictionary) writer->I64(11, start);
  if (plan.statistics) WriteStatistics(meta, writer);
  WriteEncodingCounts(pages, writer);
  writer->EndStruct();
  writer->EndStruct();
}

void ParquetFile::WriteRowGroup(const RowGroupMeta& meta, std::uint64_t rows,
                                std::uint64_t offset, CompactWriter* writer) const {
  std::uint64_t uncompressed = 0;
  std::uint64_t compressed = 0;
  writer->BeginList(1, CompactType::kStruct, meta.columns.size());
  for (std::size_t i = 0; i < meta.columns.size(); ++i) {
    uncompressed += meta.columns[i].pages.uncompressed_bytes;
    compressed += meta.columns[i].pages.compressed_bytes;
    WriteColumn(i, meta.columns[i], offset, writer);
  }
  writer->I64(2, static_cast<std::int64_t>(uncompressed));
  writer->I64(3, static_cast<std::int64_t>(rows));
  for (std::size_t i = 0; i < facts_->columns.size(); ++i) {
    const ColumnFacts& facts = facts_->columns[i].facts;
    if (!facts.ascending || facts.nullable) continue;
    writer->BeginList(4, CompactType::kStruct, 1);
    writer->BeginStructElement();
    writer->I32(1, static_cast<std::int32_t>(i));
    writer->Bool(2, false);
    writer->Bool(3, false);
    writer->EndStruct();
    break;
  }
  writer->I64(5, static_cast<std::int64_t>(offset));
  writer->I64(6, static_cast<std::int64_t>(compressed));
  writer->I16(7, static_cast<std::int16_t>(row_group_count_));
  writer->EndStruct();
}

Status ParquetFile::Place(const Chunk& chunk, std::uint64_t offset) {
  if (chunk.rows == 0) return {};
  if (row_group_count_ == kRowGroupsMax) {
    return Fail(
        ErrorCode::kInvalidArgument,
        fmt::format("a Parquet file holds at most {} row groups, and these have {} "
                    "rows each: raise row_group_rows, or write several files",
                    kRowGroupsMax, facts_->chunk_rows));
  }
  const auto* meta = dynamic_cast<const RowGroupMeta*>(chunk.meta.get());
  RM_CHECK(meta != nullptr && meta->columns.size() == facts_->columns.size());
  CompactWriter writer(&row_groups_);
  WriteRowGroup(*meta, chunk.rows, offset, &writer);
  ++row_group_count_;
  rows_ += chunk.rows;
  return {};
}

void ParquetFile::WriteSchema(CompactWriter* writer) const {
  const std::vector<SchemaElement>& elements = facts_->nesting.elements;
  writer->BeginList(2, CompactType::kStruct, elements.size() + 1);
  writer->BeginStructElement();
  writer->Binary(4, facts_->name);
  writer->I32(5, static_cast<std::int32_t>(facts_->fields.size()));
  writer->EndStruct();
  for (const SchemaElement& element : elements) {
    const bool group = element.children > 0;
    writer->BeginStructElement();
    if (!group) {
      writer->I32(
          1, static_cast<std::int32_t>(facts_->columns[element.leaf].storage.physical));
    }
    writer->I32(3, static_cast<std::int32_t>(element.repetition));
    writer->Binary(4, element.name);
    if (group) {
      writer->I32(5, static_cast<std::int32_t>(element.children));
      WriteGroupType(element.group, writer);
    } else {
      const ColumnPlan& plan = facts_->columns[element.leaf];
      WriteLogicalType(plan.type, plan.storage, writer);
    }
    writer->EndStruct();
  }
}

Status ParquetFile::Footer(Buffer* out) {
  std::size_t start = out->size();
  CompactWriter writer(out);
  writer.I32(1, kFormatVersion);
  WriteSchema(&writer);
  writer.I64(3, static_cast<std::int64_t>(rows_));
  writer.BeginList(4, CompactType::kStruct, row_group_count_);
  out->Append(row_groups_.view());
  if (!facts_->metadata.empty()) {
    writer.BeginList(5, CompactType::kStruct, facts_->metadata.size());
    for (const auto& [key, value] : facts_->metadata) {
      writer.BeginStructElement();
      writer.Binary(1, key);
      writer.Binary(2, value);
      writer.EndStruct();
    }
  }
  writer.Binary(6, facts_->created_by);
  writer.BeginList(7, CompactType::kStruct, facts_->columns.size());
  for (std::size_t i = 0; i < facts_->columns.size(); ++i) {
    writer.BeginStructElement();
    writer.BeginStruct(1);  // the order the column's type defines
    writer.EndStruct();
    writer.EndStruct();
  }
  writer.EndStruct();
  auto bytes = static_cast<std::uint32_t>(out->size() - start);
  out->Append(&bytes, sizeof(bytes));
  out->Append(kMagic);
  return {};
}

}  // namespace rowmill::parquet
