#include "format/parquet/page_sink.h"

#include <algorithm>
#include <cstring>

namespace rowmill::parquet {

namespace {

void AppendHeader(PageType type, std::uint64_t uncompressed, std::uint64_t compressed,
                  CompactWriter* writer) {
  writer->I32(1, static_cast<std::int32_t>(type));
  writer->I32(2, static_cast<std::int32_t>(uncompressed));
  writer->I32(3, static_cast<std::int32_t>(compressed));
}

}  // namespace

void AppendDataPageHeader(std::uint64_t uncompressed, std::uint64_t compressed,
                          std::uint32_t rows, Encoding encoding, Buffer* out) {
  CompactWriter writer(out);
  AppendHeader(PageType::kData, uncompressed, compressed, &writer);
  writer.BeginStruct(5);
  writer.I32(1, static_cast<std::int32_t>(rows));
  writer.I32(2, static_cast<std::int32_t>(encoding));
  writer.I32(3, static_cast<std::int32_t>(Encoding::kRle));
  writer.I32(4, static_cast<std::int32_t>(Encoding::kRle));
  writer.EndStruct();
  writer.EndStruct();
}

void AppendDictionaryPageHeader(std::uint64_t uncompressed, std::uint64_t compressed,
                                std::uint32_t entries, Buffer* out) {
  CompactWriter writer(out);
  AppendHeader(PageType::kDictionary, uncompressed, compressed, &writer);
  writer.BeginStruct(7);
  writer.I32(1, static_cast<std::int32_t>(entries));
  writer.I32(2, static_cast<std::int32_t>(Encoding::kPlain));
  writer.EndStruct();
  writer.EndStruct();
}

void PageSink::BeginChunk(Buffer* out) {
  out_ = out;
  totals_ = PageTotals();
  packed_ = choice_.codec != PageCodec::kNone && !choice_.sampled;
  undecided_ = choice_.codec != PageCodec::kNone && choice_.sampled;
  totals_.codec = packed_ ? choice_.codec : PageCodec::kNone;
}

void PageSink::AddDictionaryPage(std::string_view page,
                                 std::uint64_t uncompressed_bytes) {
  RM_CHECK(totals_.data_pages == 0 && !undecided_);
  out_->Append(page);
  totals_.has_dictionary = true;
  totals_.data_offset = out_->size();
  totals_.uncompressed_bytes += uncompressed_bytes;
}

void PageSink::BeginPage(std::size_t prefix_bytes, std::uint32_t rows,
                         std::size_t values_bytes) {
  page_start_ = out_->size();
  prefix_guess_ = prefix_bytes;
  if (packed_) {
    values_ = &staged_;
    values_start_ = prefix_bytes;
    staged_.Clear();
  } else {
    header_.Clear();
    std::size_t payload = prefix_bytes + values_bytes;
    AppendDataPageHeader(payload, payload, rows, Encoding::kPlain, &header_);
    values_ = out_;
    values_start_ = page_start_ + header_.size() + prefix_bytes;
  }
  values_->Resize(values_start_);
}

/// Moves the `payload` bytes behind `start + reserved` so that `needed` bytes lie before
/// them.
void PageSink::FitPrefix(Buffer* buffer, std::size_t start, std::size_t reserved,
                         std::size_t needed, std::size_t payload) {
  if (reserved != needed) {
    buffer->Resize(start + std::max(reserved, needed) + payload);
    std::memmove(buffer->data() + start + needed, buffer->data() + start + reserved,
                 payload);
  }
  buffer->Resize(start + needed + payload);
}

/// Compresses the first values of the chunk; when too little is saved the chunk stays as
/// it is, else the open page moves to the staging buffer.
Status PageSink::Decide() {
  undecided_ = false;
  std::size_t bytes = std::min(values_bytes(), kSampleBytes);
  std::string_view sample = out_->view().substr(values_start_, bytes);
  RM_RETURN_IF_ERROR(
      compressor_->Compress(choice_.codec, choice_.level, sample, 0, &sample_));
  if (sample_.size() > bytes / 100 * kAutoPercentMax) return {};
  packed_ = true;
  totals_.codec = choice_.codec;
  staged_.Clear();
  staged_.Resize(prefix_guess_);
  staged_.Append(out_->view().substr(values_start_));
  out_->SetSize(page_start_);
  values_ = &staged_;
  values_start_ = prefix_guess_;
  return {};
}

Status PageSink::EndPage(std::uint32_t rows, Encoding encoding, const Buffer& prefix) {
  if (undecided_) RM_RETURN_IF_ERROR(Decide());
  std::size_t values = values_bytes();
  std::uint64_t payload = prefix.size() + values;
  RM_CHECK(payload <= INT32_MAX);  // what a page header can say
  header_.Clear();
  if (packed_) {
    FitPrefix(&staged_, 0, values_start_, prefix.size(), values);
    if (!prefix.empty()) std::memcpy(staged_.data(), prefix.data(), prefix.size());
    // A header for a page half as long: the guess only has to have its length.
    AppendDataPageHeader(payload, payload / 2, rows, encoding, &header_);
    std::size_t guess = header_.size();
    RM_RETURN_IF_ERROR(compressor_->Compress(choice_.codec, choice_.level, staged_.view(),
                                             page_start_ + guess, out_));
    std::size_t packed = out_->size() - page_start_ - guess;
    header_.Clear();
    AppendDataPageHeader(payload, packed, rows, encoding, &header_);
    FitPrefix(out_, page_start_, guess, header_.size(), packed);
  } else {
    AppendDataPageHeader(payload, payload, rows, encoding, &header_);
    FitPrefix(out_, page_start_, values_start_ - page_start_,
              header_.size() + prefix.size(), values);
    if (!prefix.empty()) {
      std::memcpy(out_->data() + page_start_ + header_.size(), prefix.data(),
                  prefix.size());
    }
  }
  std::memcpy(out_->data() + page_start_, header_.data(), header_.size());
  totals_.uncompressed_bytes += header_.size() + payload;
  ++totals_.data_pages;
  return {};
}

PageTotals PageSink::totals() const {
  PageTotals totals = totals_;
  totals.compressed_bytes = out_->size();
  return totals;
}

}  // namespace rowmill::parquet
