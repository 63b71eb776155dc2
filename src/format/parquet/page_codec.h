/// Compresses pages: snappy, gzip, zstd, LZ4_RAW. One per encoder, reuses its contexts;
/// not thread-safe.
///
/// Source: parquet-format, Compression.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "base/result.h"
#include "column/buffer.h"
#include "format/encoder.h"
#include "format/parquet/parquet_types.h"

namespace rowmill::parquet {

/// The codec's name as `--compression` has it.
std::string_view CodecName(PageCodec codec);

class PageCompressor {
 public:
  PageCompressor();
  ~PageCompressor();
  PageCompressor(PageCompressor&&) noexcept;
  PageCompressor& operator=(PageCompressor&&) noexcept;

  /// Writes the packed form of `input` into `out` from byte `at` on and sets its size to
  /// the end of that. Level -1 = the codec's default. REQUIRES: codec is not kNone,
  /// input.size() <= 2^30, and `input` is not in `out`.
  /// Errors: kInternal when the codec's library refuses.
  Status Compress(PageCodec codec, int level, std::string_view input, std::size_t at,
                  Buffer* out);

 private:
  struct Contexts;
  std::unique_ptr<Contexts> contexts_;
};

}  // namespace rowmill::parquet
