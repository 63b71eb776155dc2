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

std::size_t PackedLevelBytes(std::uint32_t rows, int width = 1) {
  std::uint64_t groups = (rows + 7u) / 8;
  return kLevelLengthBytes + VarintBytes(groups << 1 | 1) +
         groups * static_cast<unsigned>(width);
}

/// Bits of levels 0 .. max.
int LevelWidth(std::uint8_t max) { return BitWidth(std::uint64_t{max} + 1); }

/// What is written once the levels stand: their length in bytes, before them.
void FillLength(std::size_t at, Buffer* prefix) {
  auto bytes = static_cast<std::uint32_t>(prefix->size() - at - kLevelLengthBytes);
  std::memcpy(prefix->data() + at, &bytes, sizeof(bytes));
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
  rows *= plan_.entries_per_row;
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
  prefix += LevelBytesGuess(full_page_rows_);
  sink_.BeginPage(prefix, full_page_rows_, full_page_bytes_);
  levels_.Clear();
  level_bits_.Restart();
  definition_.Clear();
  repetition_.Clear();
  BeginPage();
}

std::size_t ColumnWriter::LevelBytesGuess(std::uint32_t rows) const {
  if (!plan_.nested) return plan_.facts.nullable ? PackedLevelBytes(rows) : 0;
  std::size_t bytes = 0;
  for (std::uint8_t max : {plan_.max_repetition, plan_.max_definition}) {
    if (max > 0) bytes += PackedLevelBytes(rows, LevelWidth(max));
  }
  return bytes;
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
    if (page_rows_ % step == 0) RM_RETURN_IF_ERROR(CloseIfFull());
  }
  return {};
}

Status ColumnWriter::AddLeaf(const LeafTile& leaf) {
  const std::uint32_t step = plan_.page_step_rows;
  std::size_t from = 0;
  std::size_t value = 0;
  while (from < leaf.entries) {
    if (!page_open_) OpenPage();
    std::size_t count =
        std::min<std::size_t>(step - page_rows_ % step, leaf.entries - from);
    // Pages begin with a row, as readers that skip pages want it.
    while (from + count < leaf.entries && leaf.repetition[from + count] != 0) ++count;
    const auto* levels = leaf.definition.data() + from;
    auto valid = static_cast<std::size_t>(
        std::count(levels, levels + count, plan_.max_definition));
    if (plan_.max_definition > 0) definition_.Append(levels, count);
    if (plan_.max_repetition > 0) {
      repetition_.Append(leaf.repetition.data() + from, count);
    }
    RM_RETURN_IF_ERROR(AddSlice(*leaf.values, value, valid, valid));
    RM_RETURN_IF_ERROR(sink_.Settle());
    page_rows_ += static_cast<std::uint32_t>(count);
    page_nulls_ += static_cast<std::uint32_t>(count - valid);
    from += count;
    value += valid;
    if (page_rows_ >= step) RM_RETURN_IF_ERROR(CloseIfFull());
  }
  return {};
}

Status ColumnWriter::CloseIfFull() {
  if (sink_.values_bytes() + plan_.page_step_rows * plan_.row_bytes_max <=
      static_cast<std::uint64_t>(plan_.page_bytes)) {
    return {};
  }
  full_page_rows_ = page_rows_;
  full_page_bytes_ = sink_.values_bytes();
  return ClosePage();
}

void ColumnWriter::AppendLevels(const Buffer& levels, std::uint8_t max, Buffer* prefix) {
  const std::size_t count = levels.size();
  const std::size_t at = prefix->size();
  prefix->Resize(at + kLevelLengthBytes);
  const std::uint8_t* begin = levels.data();
  const int width = LevelWidth(max);
  if (std::all_of(begin, begin + count, [&](std::uint8_t l) { return l == *begin; })) {
    AppendRun(*begin, static_cast<std::uint32_t>(count), width, prefix);
  } else {
    const std::size_t groups = (count + 7) / 8;
    level_words_.Resize(groups * 8 * sizeof(std::uint32_t));
    auto* words = level_words_.as<std::uint32_t>();
    std::copy(begin, begin + count, words);
    std::fill(words + count, words + groups * 8, 0u);
    AppendVarint(std::uint64_t{groups} << 1 | 1, prefix);
    const std::size_t packed = prefix->size();
    prefix->Resize(packed + groups * static_cast<std::size_t>(width));
    PackGroups(words, groups, width, prefix->data() + packed);
  }
  FillLength(at, prefix);
}

void ColumnWriter::AppendValidity(Buffer* prefix) const {
  std::size_t at = prefix->size();
  prefix->Resize(at + kLevelLengthBytes);
  if (page_nulls_ == 0 || page_nulls_ == page_rows_) {
    AppendRun(page_nulls_ == 0 ? 1 : 0, page_rows_, 1, prefix);
  } else {
    AppendVarint((page_rows_ + 7u) / 8 << 1 | 1, prefix);
    prefix->Append(levels_.view());
  }
  FillLength(at, prefix);
}

void ColumnWriter::EndPage(std::uint32_t, Buffer*) {}

Status ColumnWriter::ClosePage() {
  page_open_ = false;
  prefix_.Clear();
  if (plan_.facts.nullable) AppendValidity(&prefix_);
  if (plan_.max_repetition > 0) {
    AppendLevels(repetition_, plan_.max_repetition, &prefix_);
  }
  if (plan_.nested && plan_.max_definition > 0) {
    AppendLevels(definition_, plan_.max_definition, &prefix_);
  }
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
