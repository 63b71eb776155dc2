#include "format/parquet/column_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "format/parquet/plain_values.h"

namespace rowmill::parquet {

namespace {

constexpr std::size_t kLevelLengthBytes = 4;
/// What is reserved before the first row; options can ask for row groups of any size.
constexpr std::uint64_t kReserveBytesMax = 256u << 20;

std::size_t PackedLevelBytes(std::uint32_t rows) {
  std::uint64_t groups = (rows + 7u) / 8;
  return kLevelLengthBytes + VarintBytes(groups << 1 | 1) + groups;
}

}  // namespace

void AppendRun(std::uint32_t value, std::uint32_t count, int width, Buffer* out) {
  AppendVarint(std::uint64_t{count} << 1, out);
  out->Append(&value, static_cast<std::size_t>(width + 7) / 8);
}

void ColumnWriter::Begin(Buffer* out, std::uint64_t rows) {
  rows_ = 0;
  nulls_ = 0;
  page_open_ = false;
  dictionary_due_ = plan_.dictionary != nullptr;
  full_page_rows_ = plan_.page_rows_guess;
  full_page_bytes_ = plan_.page_values_guess;
  std::uint64_t likely_bytes = plan_.chunk_bytes_guess;
  if (rows > 0 && rows < plan_.chunk_rows) {
    // The last row group of a file: its pages are smaller in proportion.
    likely_bytes = likely_bytes * rows / plan_.chunk_rows;
    if (rows < full_page_rows_) {
      full_page_bytes_ = full_page_bytes_ * rows / full_page_rows_;
      full_page_rows_ = static_cast<std::uint32_t>(rows);
    }
  }
  if (plan_.codec.codec == PageCodec::kNone) {
    out->Reserve(std::min(likely_bytes, kReserveBytesMax));
  }
  sink_.BeginChunk(out);
  BeginChunk();
}

void ColumnWriter::OpenPage() {
  if (dictionary_due_) {
    sink_.AddDictionaryPage(plan_.dictionary->page.view(),
                            plan_.dictionary->uncompressed_bytes);
    dictionary_due_ = false;
  }
  page_open_ = true;
  page_rows_ = 0;
  page_nulls_ = 0;
  std::size_t prefix = ValuesPrefixBytes(full_page_rows_);
  if (plan_.facts.nullable) prefix += PackedLevelBytes(full_page_rows_);
  sink_.BeginPage(prefix, full_page_rows_, full_page_bytes_);
  levels_.Clear();
  level_bits_.Restart();
  BeginPage();
}

Status ColumnWriter::Add(const Column& column) {
  if (!plan_.facts.nullable && column.has_nulls() && column.null_count() > 0) {
    return Fail(ErrorCode::kInternal,
                fmt::format("column '{}' has nulls its facts exclude", plan_.name));
  }
  const bool nulls = plan_.facts.nullable && column.has_nulls();
  const std::uint32_t step = plan_.page_step_rows;
  std::size_t from = 0;
  while (from < column.length()) {
    if (!page_open_) OpenPage();
    std::size_t count =
        std::min<std::size_t>(step - page_rows_ % step, column.length() - from);
    std::size_t valid = count;
    if (nulls) {
      valid = CountOnes(column.validity(), from, count);
      level_bits_.Append(column.validity(), from, count);
    } else if (plan_.facts.nullable) {
      level_bits_.AppendOnes(count);
    }
    RM_RETURN_IF_ERROR(AddSlice(column, from, count, valid));
    RM_RETURN_IF_ERROR(sink_.Settle());
    page_rows_ += static_cast<std::uint32_t>(count);
    page_nulls_ += static_cast<std::uint32_t>(count - valid);
    from += count;
    bool at_step = page_rows_ % step == 0;
    if (at_step && sink_.values_bytes() + step * plan_.row_bytes_max >
                       static_cast<std::uint64_t>(plan_.page_bytes)) {
      full_page_rows_ = page_rows_;
      full_page_bytes_ = sink_.values_bytes();
      RM_RETURN_IF_ERROR(ClosePage());
    }
  }
  return {};
}

void ColumnWriter::AppendLevels(Buffer* prefix) const {
  std::size_t at = prefix->size();
  prefix->Resize(at + kLevelLengthBytes);
  if (page_nulls_ == 0 || page_nulls_ == page_rows_) {
    AppendRun(page_nulls_ == 0 ? 1 : 0, page_rows_, 1, prefix);
  } else {
    AppendVarint((page_rows_ + 7u) / 8 << 1 | 1, prefix);
    prefix->Append(levels_.view());
  }
  auto bytes = static_cast<std::uint32_t>(prefix->size() - at - kLevelLengthBytes);
  std::memcpy(prefix->data() + at, &bytes, sizeof(bytes));
}

void ColumnWriter::EndPage(std::uint32_t, Buffer*) {}

Status ColumnWriter::ClosePage() {
  page_open_ = false;
  prefix_.Clear();
  if (plan_.facts.nullable) AppendLevels(&prefix_);
  EndPage(page_rows_ - page_nulls_, &prefix_);
  rows_ += page_rows_;
  nulls_ += page_nulls_;
  return sink_.EndPage(page_rows_, encoding(), prefix_);
}

Status ColumnWriter::End(ColumnChunkMeta* meta) {
  if (page_open_) RM_RETURN_IF_ERROR(ClosePage());
  meta->pages = sink_.totals();
  meta->rows = rows_;
  meta->nulls = nulls_;
  if (plan_.statistics && rows_ > nulls_) FillStatistics(&meta->statistics);
  return {};
}

}  // namespace rowmill::parquet
