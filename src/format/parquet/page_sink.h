/// Turns values into pages of one column chunk. Not thread-safe; one per column writer.
///
/// An uncompressed page is written where it will stay: room is left for its header and
/// levels, whose length is nearly always guessed right, and the values follow as they
/// come. A compressed page is gathered in a buffer of its own first.
///
///   sink.BeginChunk(&out);
///   sink.BeginPage(prefix_bytes, rows, values_bytes);
///   sink.values().Append(...);             // any number of times
///   sink.EndPage(rows, encoding, prefix);  // prefix = levels, run headers
#pragma once

#include <cstdint>

#include "base/result.h"
#include "column/buffer.h"
#include "format/parquet/page_codec.h"
#include "format/parquet/parquet_types.h"

namespace rowmill::parquet {

/// How the codec of a column is chosen.
struct CodecChoice {
  PageCodec codec = PageCodec::kNone;
  int level = -1;
  /// Decide in every chunk, by a sample of its first page, between `codec` and none.
  bool sampled = false;
};

/// What a finished column chunk consists of. Offsets count from the chunk's start.
struct PageTotals {
  PageCodec codec = PageCodec::kNone;
  std::uint64_t uncompressed_bytes = 0;  ///< with page headers
  std::uint64_t compressed_bytes = 0;    ///< with page headers
  std::int32_t data_pages = 0;
  std::uint64_t data_offset = 0;  ///< of the first data page
  bool has_dictionary = false;    ///< which starts at offset 0
};

/// Appends the header of a data page (version 1).
void AppendDataPageHeader(std::uint64_t uncompressed, std::uint64_t compressed,
                          std::uint32_t rows, Encoding encoding, Buffer* out);
/// Appends the header of a dictionary page with PLAIN entries.
void AppendDictionaryPageHeader(std::uint64_t uncompressed, std::uint64_t compressed,
                                std::uint32_t entries, Buffer* out);

class PageSink {
 public:
  PageSink(CodecChoice choice, PageCompressor* compressor)
      : choice_(choice), compressor_(compressor) {}

  /// Starts a column chunk in `out`, which is empty.
  void BeginChunk(Buffer* out);
  /// Takes a whole dictionary page, header included, as the chunk's first page.
  void AddDictionaryPage(std::string_view page, std::uint64_t uncompressed_bytes);

  /// Starts a page that will probably have this many rows and bytes before and in its
  /// values.
  void BeginPage(std::size_t prefix_bytes, std::uint32_t rows, std::size_t values_bytes);
  /// Where the values of the open page are appended.
  Buffer& values() { return *values_; }
  std::size_t values_bytes() const { return values_->size() - values_start_; }
  /// Forgets the values of the open page.
  void DropValues() { values_->SetSize(values_start_); }
  /// To be called now and then while a page grows: chooses the codec when it is due.
  Status Settle() {
    return undecided_ && values_bytes() >= kSampleBytes ? Decide() : Status{};
  }
  Status EndPage(std::uint32_t rows, Encoding encoding, const Buffer& prefix);

  /// After the last page.
  PageTotals totals() const;

 private:
  /// What a codec is judged by. Enough for its window to fill, cheap beside a page.
  static constexpr std::size_t kSampleBytes = 64 << 10;
  /// `auto` packs what gets at most this small, in percent. Snappy costs 1.5 to 2 ns a
  /// byte, several times what making and encoding it cost, so it has to save a good part.
  static constexpr std::size_t kAutoPercentMax = 60;

  Status Decide();
  void FitPrefix(Buffer* buffer, std::size_t start, std::size_t reserved,
                 std::size_t needed, std::size_t payload);

  CodecChoice choice_;
  PageCompressor* compressor_;
  Buffer* out_ = nullptr;
  Buffer* values_ = nullptr;
  Buffer staged_;  ///< the open page, when it will be compressed
  Buffer header_;
  Buffer sample_;
  PageTotals totals_;
  bool packed_ = false;  ///< pages of this chunk are compressed
  bool undecided_ = false;
  std::size_t page_start_ = 0;    ///< of the open page in *out_
  std::size_t values_start_ = 0;  ///< of its values in *values_
  std::size_t prefix_guess_ = 0;
};

}  // namespace rowmill::parquet
