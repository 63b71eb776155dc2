// The format `parquet`: options, encoder, and what the registry takes.
#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "format/encoder.h"
#include "format/parquet/column_plan.h"
#include "format/parquet/column_writer.h"
#include "format/parquet/parquet_file.h"

namespace rowmill {

namespace parquet {

namespace {

#ifndef ROWMILL_VERSION
#define ROWMILL_VERSION "0.1.0"
#endif
constexpr std::string_view kCreatedBy = "rowmill version " ROWMILL_VERSION;

/// True when `rows` rows of a column are smaller without its dictionary page.
bool SmallerPlain(const ColumnPlan& plan, std::uint64_t rows) {
  if (plan.dictionary == nullptr || rows == 0) return false;
  rows *= plan.entries_per_row;
  const PreparedDictionary& dictionary = *plan.dictionary;
  std::uint64_t plain = rows * dictionary.plain.size() / dictionary.entries;
  std::uint64_t bits = rows * static_cast<std::uint64_t>(dictionary.bit_width);
  return dictionary.page.size() + bits / 8 > plain;
}

/// Encodes row groups: every column into a piece of its own.
class ParquetEncoder : public ChunkEncoder {
 public:
  explicit ParquetEncoder(std::shared_ptr<const FileFacts> facts)
      : facts_(std::move(facts)), writers_(facts_->columns.size()) {
    for (std::size_t i = 0; i < writers_.size(); ++i) {
      usual_.push_back(ColumnWriter::Make(&facts_->columns[i], &compressor_));
      plain_.push_back(ColumnWriter::Make(&facts_->plain_columns[i], &compressor_));
    }
  }

  Status Begin(Chunk* chunk) override {
    RM_CHECK(chunk_ == nullptr);
    chunk_ = chunk;
    std::uint64_t rows = chunk->rows;
    chunk->rows = 0;
    chunk->more.resize(writers_.size());
    for (std::size_t i = 0; i < writers_.size(); ++i) {
      bool plain = SmallerPlain(facts_->columns[i], rows);
      writers_[i] = (plain ? plain_ : usual_)[i].get();
      chunk->more[i].Clear();
      writers_[i]->Begin(&chunk->more[i], rows);
    }
    return {};
  }

  Status Add(const Batch& batch) override {
    const std::vector<FieldSchema>& fields = facts_->fields;
    RM_CHECK(chunk_ != nullptr && batch.columns.size() == fields.size());
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const Column& column = *batch.columns[i];
      if (column.type().id != fields[i].type.id || column.length() != batch.rows) {
        return Fail(ErrorCode::kInternal,
                    fmt::format("column '{}' is {} with {} rows, not {} with {}",
                                fields[i].name, column.type().ToString(), column.length(),
                                fields[i].type.ToString(), batch.rows));
      }
      Status added = AddColumn(column, i);
      if (!added) return Fail(Named(added.error(), fields[i].name));
    }
    chunk_->rows += batch.rows;
    return {};
  }

  Status End() override {
    RM_CHECK(chunk_ != nullptr);
    auto meta = std::make_unique<RowGroupMeta>();
    meta->columns.resize(writers_.size());
    std::size_t bytes = chunk_->bytes.size();
    for (std::size_t i = 0; i < writers_.size(); ++i) {
      RM_RETURN_IF_ERROR(writers_[i]->End(&meta->columns[i]));
      meta->columns[i].offset = bytes;
      bytes += chunk_->more[i].size();
    }
    chunk_->meta = std::move(meta);
    chunk_ = nullptr;
    return {};
  }

 private:
  Status AddColumn(const Column& column, std::size_t at) {
    const std::size_t leaf = facts_->nesting.first_leaf[at];
    if (!column.type().is_nested()) return writers_[leaf]->Add(column);
    RM_RETURN_IF_ERROR(shredder_.Shred(column, facts_->fields[at].facts.nullable));
    for (std::size_t i = leaf; i < facts_->nesting.first_leaf[at + 1]; ++i) {
      RM_RETURN_IF_ERROR(writers_[i]->AddLeaf(shredder_.leaves()[i - leaf]));
    }
    return {};
  }

  /// Errors of values do not know their column.
  static Error Named(Error error, const std::string& column) {
    if (error.message.rfind("column '", 0) != 0) {
      error.message = fmt::format("column '{}': {}", column, error.message);
    }
    return error;
  }

  std::shared_ptr<const FileFacts> facts_;
  PageCompressor compressor_;
  std::vector<std::unique_ptr<ColumnWriter>> usual_;
  std::vector<std::unique_ptr<ColumnWriter>> plain_;  ///< for small row groups
  std::vector<ColumnWriter*> writers_;                ///< of the open row group
  Shredder shredder_;
  Chunk* chunk_ = nullptr;
};

class ParquetFormat : public Format {
 public:
  explicit ParquetFormat(std::shared_ptr<const FileFacts> facts)
      : facts_(std::move(facts)) {}

  std::string extension() const override { return "parquet"; }
  std::uint64_t chunk_rows() const override { return facts_->chunk_rows; }
  std::unique_ptr<ChunkEncoder> NewEncoder() const override {
    return std::make_unique<ParquetEncoder>(facts_);
  }
  std::unique_ptr<FileFrame> NewFile() const override {
    return std::make_unique<ParquetFile>(facts_);
  }

 private:
  std::shared_ptr<const FileFacts> facts_;
};

Info MakeInfo() {
  Info info;
  info.name = "parquet";
  info.summary =
      "Apache Parquet: columns in row groups, typed, with dictionaries and statistics.";
  info.output = ".parquet";
  info.tier = Tier::kTested;
  info.example = "-f parquet -O row_group_rows=1M -O page_bytes=64KiB";
  OptionInfo rows;
  rows.name = "row_group_rows";
  rows.kind = OptionKind::kInt;
  rows.default_text = "131072";
  rows.doc = "Rows of a row group, at most.";
  rows.unit = "rows";
  rows.min = 1;
  rows.max = 1 << 28;
  rows.example = "1M";
  OptionInfo group_bytes;
  group_bytes.name = "row_group_bytes";
  group_bytes.kind = OptionKind::kBytes;
  group_bytes.default_text = "64MiB";
  group_bytes.doc =
      "Bytes of a row group before compression, about; row groups of wide rows get fewer "
      "rows for it.";
  group_bytes.unit = "bytes";
  group_bytes.min = 1;
  group_bytes.max = std::int64_t{1} << 40;
  group_bytes.aliases = {"row_group_size"};
  group_bytes.example = "128MiB";
  OptionInfo page;
  page.name = "page_bytes";
  page.kind = OptionKind::kBytes;
  page.default_text = "1MiB";
  page.doc = "Bytes of a data page before compression, about.";
  page.unit = "bytes";
  page.min = 64;
  page.max = 1 << 29;
  page.aliases = {"page_size"};
  page.example = "64KiB";
  OptionInfo dictionary_page;
  dictionary_page.name = "dictionary_page_bytes";
  dictionary_page.kind = OptionKind::kBytes;
  dictionary_page.default_text = "1MiB";
  dictionary_page.doc = "Columns whose dictionary would be larger get none.";
  dictionary_page.unit = "bytes";
  dictionary_page.min = 1;
  dictionary_page.max = 1 << 29;
  dictionary_page.aliases = {"dictionary_page_size"};
  OptionInfo dictionary;
  dictionary.name = "dictionary";
  dictionary.kind = OptionKind::kBool;
  dictionary.default_text = "true";
  dictionary.doc =
      "Dictionary pages for columns with few distinct values, as the model knows them.";
  dictionary.aliases = {"dictionary_encoding"};
  OptionInfo statistics;
  statistics.name = "statistics";
  statistics.kind = OptionKind::kBool;
  statistics.default_text = "true";
  statistics.doc = "Least and greatest value and number of nulls of every column chunk.";
  info.options = {rows, group_bytes, page, dictionary_page, dictionary, statistics};
  return info;
}

ParquetOptions ReadOptions(const Options& options) {
  ParquetOptions read;
  read.row_group_rows = options.Int("row_group_rows", read.row_group_rows);
  read.row_group_bytes = options.Int("row_group_bytes", read.row_group_bytes);
  read.page_bytes = options.Int("page_bytes", read.page_bytes);
  read.dictionary_page_bytes =
      options.Int("dictionary_page_bytes", read.dictionary_page_bytes);
  read.dictionary = options.Bool("dictionary", read.dictionary);
  read.statistics = options.Bool("statistics", read.statistics);
  return read;
}

/// The codec of the pages. Nothing given = `auto`, which is snappy where that pays.
Result<CodecChoice> ReadCodec(const std::string& text, bool* automatic) {
  Codec codec;
  codec.kind = Codec::Kind::kAuto;
  if (!text.empty()) {
    RM_ASSIGN_OR_RETURN(codec, ParseCodec(text));
  }
  CodecChoice choice;
  choice.level = codec.level;
  *automatic = codec.kind == Codec::Kind::kAuto;
  switch (codec.kind) {
    case Codec::Kind::kNone:
      break;
    case Codec::Kind::kAuto:
    case Codec::Kind::kSnappy:
      choice.codec = PageCodec::kSnappy;
      break;
    case Codec::Kind::kGzip:
      choice.codec = PageCodec::kGzip;
      break;
    case Codec::Kind::kZstd:
      choice.codec = PageCodec::kZstd;
      break;
    case Codec::Kind::kLz4:
      choice.codec = PageCodec::kLz4Raw;
      break;
  }
  return choice;
}

Result<std::unique_ptr<Format>> Make(const FormatContext& context,
                                     const Options& options) {
  RM_CHECK(context.schema != nullptr);
  ParquetOptions read = ReadOptions(options);
  bool automatic = false;
  RM_ASSIGN_OR_RETURN(CodecChoice codec, ReadCodec(context.compression, &automatic));
  auto facts = std::make_shared<FileFacts>();
  facts->fields = context.schema->fields;
  facts->nesting = NestingOf(*context.schema);
  facts->chunk_rows = RowGroupRows(facts->nesting, read);
  RM_ASSIGN_OR_RETURN(facts->columns, PlanColumns(facts->nesting, codec, automatic, read,
                                                  facts->chunk_rows));
  ParquetOptions plain = read;
  plain.dictionary = false;
  RM_ASSIGN_OR_RETURN(facts->plain_columns, PlanColumns(facts->nesting, codec, automatic,
                                                        plain, facts->chunk_rows));
  facts->name = context.schema->name.empty() ? "schema" : context.schema->name;
  facts->metadata = context.metadata;
  facts->created_by = kCreatedBy;
  return std::make_unique<ParquetFormat>(std::move(facts));
}

}  // namespace

}  // namespace parquet

FormatPlugin parquet_format();

FormatPlugin parquet_format() {
  FormatPlugin plugin;
  plugin.info = parquet::MakeInfo();
  plugin.make = parquet::Make;
  plugin.compresses_itself = true;
  return plugin;
}

}  // namespace rowmill
