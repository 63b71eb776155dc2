#include "format/parquet/page_codec.h"

#include <fmt/format.h>
#include <lz4.h>
#include <snappy.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>

namespace rowmill::parquet {

namespace {

Status Refused(PageCodec codec, std::string_view reason) {
  return Fail(ErrorCode::kInternal,
              fmt::format("{} cannot compress a page: {}", CodecName(codec), reason));
}

Status Gzip(int level, std::string_view input, std::size_t at, Buffer* out) {
  z_stream stream{};
  constexpr int kGzipWindow = 15 + 16;  // the largest window, gzip's header and trailer
  if (deflateInit2(&stream, level < 0 ? Z_DEFAULT_COMPRESSION : level, Z_DEFLATED,
                   kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    return Refused(PageCodec::kGzip, "no memory");
  }
  std::size_t bound = deflateBound(&stream, input.size());
  out->Reserve(at + bound);
  std::string_view rest = input;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(rest.data()));
  stream.avail_in = static_cast<uInt>(rest.size());
  stream.next_out = out->data() + at;
  stream.avail_out = static_cast<uInt>(bound);
  int done = deflate(&stream, Z_FINISH);
  std::size_t written = stream.total_out;
  deflateEnd(&stream);
  if (done != Z_STREAM_END) return Refused(PageCodec::kGzip, "no end of stream");
  out->SetSize(at + written);
  return {};
}

}  // namespace

struct PageCompressor::Contexts {
  ZSTD_CCtx* zstd = nullptr;
  ~Contexts() { ZSTD_freeCCtx(zstd); }
};

PageCompressor::PageCompressor() : contexts_(std::make_unique<Contexts>()) {}
PageCompressor::~PageCompressor() = default;
PageCompressor::PageCompressor(PageCompressor&&) noexcept = default;
PageCompressor& PageCompressor::operator=(PageCompressor&&) noexcept = default;

std::string_view CodecName(PageCodec codec) {
  switch (codec) {
    case PageCodec::kNone:
      return "none";
    case PageCodec::kSnappy:
      return "snappy";
    case PageCodec::kGzip:
      return "gzip";
    case PageCodec::kZstd:
      return "zstd";
    case PageCodec::kLz4Raw:
      return "lz4";
  }
  return "?";
}

Status PageCompressor::Compress(PageCodec codec, int level, std::string_view input,
                                std::size_t at, Buffer* out) {
  RM_CHECK(codec != PageCodec::kNone);
  out->SetSize(std::min(out->size(), at));
  switch (codec) {
    case PageCodec::kNone:
      break;
    case PageCodec::kSnappy: {
      out->Reserve(at + snappy::MaxCompressedLength(input.size()));
      std::size_t written = 0;
      snappy::RawCompress(input.data(), input.size(),
                          reinterpret_cast<char*>(out->data() + at), &written);
      out->SetSize(at + written);
      return {};
    }
    case PageCodec::kGzip:
      return Gzip(level, input, at, out);
    case PageCodec::kZstd: {
      if (contexts_->zstd == nullptr) contexts_->zstd = ZSTD_createCCtx();
      if (contexts_->zstd == nullptr) return Refused(codec, "no memory");
      std::size_t bound = ZSTD_compressBound(input.size());
      out->Reserve(at + bound);
      std::size_t written =
          ZSTD_compressCCtx(contexts_->zstd, out->data() + at, bound, input.data(),
                            input.size(), level < 0 ? ZSTD_CLEVEL_DEFAULT : level);
      if (ZSTD_isError(written) != 0) return Refused(codec, ZSTD_getErrorName(written));
      out->SetSize(at + written);
      return {};
    }
    case PageCodec::kLz4Raw: {
      int bound = LZ4_compressBound(static_cast<int>(input.size()));
      out->Reserve(at + static_cast<std::size_t>(bound));
      int written =
          LZ4_compress_default(input.data(), reinterpret_cast<char*>(out->data() + at),
                               static_cast<int>(input.size()), bound);
      if (written <= 0) return Refused(codec, "page too large");
      out->SetSize(at + static_cast<std::size_t>(written));
      return {};
    }
  }
  return Refused(codec, "unknown codec");
}

}  // namespace rowmill::parquet
