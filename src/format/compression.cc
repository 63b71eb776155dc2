// Whole-file compression: every chunk becomes a gzip member, zstd frame or lz4 frame of
// its own, and such pieces behind each other are one valid file.
#include <fmt/format.h>
#include <lz4frame.h>
#include <zlib.h>
#include <zstd.h>

#include <charconv>
#include <memory>

#include "base/text.h"
#include "format/encoder.h"

namespace rowmill {

namespace {

constexpr int kGzipLevel = 6;
constexpr int kZstdLevel = 1;

struct CodecName {
  std::string_view name;
  Codec::Kind kind;
  int level_min;
  int level_max;  ///< below level_min: the codec takes no level
};
constexpr CodecName kCodecs[] = {
    {"none", Codec::Kind::kNone, 0, -1}, {"snappy", Codec::Kind::kSnappy, 0, -1},
    {"gzip", Codec::Kind::kGzip, 1, 9},  {"zstd", Codec::Kind::kZstd, 1, 22},
    {"lz4", Codec::Kind::kLz4, 0, -1},   {"auto", Codec::Kind::kAuto, 0, -1},
};

Status CompressGzip(std::string_view bytes, int level, Buffer* out) {
  z_stream stream{};
  // 15 window bits + 16: a gzip header without name or time, so bytes are reproducible.
  if (deflateInit2(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    return Fail(ErrorCode::kInternal, "gzip could not be started");
  }
  std::size_t before = out->size();
  std::size_t bound = deflateBound(&stream, bytes.size());
  out->Reserve(before + bound);
  stream.next_in =
      reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // NOLINT: zlib's API
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = out->data() + before;
  stream.avail_out = static_cast<uInt>(bound);
  int result = deflate(&stream, Z_FINISH);
  std::size_t written = bound - stream.avail_out;
  deflateEnd(&stream);
  if (result != Z_STREAM_END) return Fail(ErrorCode::kInternal, "gzip failed");
  out->SetSize(before + written);
  return {};
}

Status CompressZstd(std::string_view bytes, int level, Buffer* out) {
  std::size_t before = out->size();
  std::size_t bound = ZSTD_compressBound(bytes.size());
  out->Reserve(before + bound);
  std::size_t written =
      ZSTD_compress(out->data() + before, bound, bytes.data(), bytes.size(), level);
  if (ZSTD_isError(written) != 0) {
    return Fail(ErrorCode::kInternal,
                fmt::format("zstd failed: {}", ZSTD_getErrorName(written)));
  }
  out->SetSize(before + written);
  return {};
}

Status CompressLz4(std::string_view bytes, Buffer* out) {
  std::size_t before = out->size();
  std::size_t bound = LZ4F_compressFrameBound(bytes.size(), nullptr);
  out->Reserve(before + bound);
  std::size_t written = LZ4F_compressFrame(out->data() + before, bound, bytes.data(),
                                           bytes.size(), nullptr);
  if (LZ4F_isError(written) != 0) {
    return Fail(ErrorCode::kInternal,
                fmt::format("lz4 failed: {}", LZ4F_getErrorName(written)));
  }
  out->SetSize(before + written);
  return {};
}

/// Appends `bytes`, packed, as one member or frame.
Status CompressPiece(std::string_view bytes, const Codec& codec, Buffer* out) {
  switch (codec.kind) {
    case Codec::Kind::kGzip:
      return CompressGzip(bytes, codec.level < 0 ? kGzipLevel : codec.level, out);
    case Codec::Kind::kZstd:
      return CompressZstd(bytes, codec.level < 0 ? kZstdLevel : codec.level, out);
    default:
      return CompressLz4(bytes, out);
  }
}

std::string_view Suffix(Codec::Kind kind) {
  switch (kind) {
    case Codec::Kind::kGzip:
      return "gz";
    case Codec::Kind::kZstd:
      return "zst";
    default:
      return "lz4";
  }
}

class CompressedEncoder final : public ChunkEncoder {
 public:
  CompressedEncoder(std::unique_ptr<ChunkEncoder> inner, Codec codec)
      : inner_(std::move(inner)), codec_(codec) {}
  Status Begin(Chunk* chunk) override {
    chunk_ = chunk;
    plain_.bytes.Clear();
    plain_.rows = chunk->rows;
    return inner_->Begin(&plain_);
  }
  Status Add(const Batch& batch) override { return inner_->Add(batch); }
  Status End() override {
    RM_RETURN_IF_ERROR(inner_->End());
    chunk_->meta = std::move(plain_.meta);
    if (plain_.bytes.empty()) return {};
    return CompressPiece(plain_.bytes.view(), codec_, &chunk_->bytes);
  }

 private:
  std::unique_ptr<ChunkEncoder> inner_;
  Codec codec_;
  Chunk plain_;
  Chunk* chunk_ = nullptr;
};

class CompressedFrame final : public FileFrame {
 public:
  CompressedFrame(std::unique_ptr<FileFrame> inner, Codec codec)
      : inner_(std::move(inner)), codec_(codec) {}
  Status Header(Buffer* out) override {
    plain_.Clear();
    RM_RETURN_IF_ERROR(inner_->Header(&plain_));
    empty_ = plain_.empty();
    return Pack(out);
  }
  Status Place(const Chunk& chunk, std::uint64_t offset) override {
    empty_ = empty_ && chunk.bytes.empty();
    return inner_->Place(chunk, offset);
  }
  Status Footer(Buffer* out) override {
    plain_.Clear();
    RM_RETURN_IF_ERROR(inner_->Footer(&plain_));
    // A file of no bytes would not be a valid packed file: it gets one empty piece.
    if (empty_ && plain_.empty()) return CompressPiece({}, codec_, out);
    return Pack(out);
  }

 private:
  Status Pack(Buffer* out) {
    if (plain_.empty()) return {};
    return CompressPiece(plain_.view(), codec_, out);
  }

  std::unique_ptr<FileFrame> inner_;
  Codec codec_;
  Buffer plain_;
  bool empty_ = true;
};

class CompressedFormat final : public Format {
 public:
  CompressedFormat(std::unique_ptr<Format> inner, Codec codec)
      : inner_(std::move(inner)), codec_(codec) {}
  std::string extension() const override {
    return fmt::format("{}.{}", inner_->extension(), Suffix(codec_.kind));
  }
  std::uint64_t chunk_rows() const override { return inner_->chunk_rows(); }
  std::unique_ptr<ChunkEncoder> NewEncoder() const override {
    return std::make_unique<CompressedEncoder>(inner_->NewEncoder(), codec_);
  }
  std::unique_ptr<FileFrame> NewFile() const override {
    return std::make_unique<CompressedFrame>(inner_->NewFile(), codec_);
  }

 private:
  std::unique_ptr<Format> inner_;
  Codec codec_;
};

}  // namespace

Result<Codec> ParseCodec(std::string_view text) {
  std::string_view name = text.substr(0, text.find(':'));
  for (const CodecName& known : kCodecs) {
    if (!EqualsIgnoreCase(known.name, name)) continue;
    Codec codec{known.kind, -1};
    if (name.size() == text.size()) return codec;
    std::string_view level = text.substr(name.size() + 1);
    auto [end, error] =
        std::from_chars(level.data(), level.data() + level.size(), codec.level);
    bool read = error == std::errc() && end == level.data() + level.size();
    if (known.level_max < known.level_min) {
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("the codec {} takes no level: '{}'", known.name, text));
    }
    if (!read || codec.level < known.level_min || codec.level > known.level_max) {
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("the level of {} is {} to {}: '{}'", known.name,
                              known.level_min, known.level_max, text));
    }
    return codec;
  }
  std::vector<std::string> names;
  for (const CodecName& known : kCodecs) names.emplace_back(known.name);
  return Fail(ErrorCode::kInvalidArgument,
              fmt::format("unknown compression '{}' (known: {}){}", text,
                          fmt::join(names, ", "), Suggestion(name, names)));
}

Result<std::unique_ptr<Format>> MakeCompressedFormat(std::unique_ptr<Format> inner,
                                                     Codec codec) {
  switch (codec.kind) {
    case Codec::Kind::kNone:
    case Codec::Kind::kAuto:
      return inner;
    case Codec::Kind::kGzip:
    case Codec::Kind::kZstd:
    case Codec::Kind::kLz4:
      return std::make_unique<CompressedFormat>(std::move(inner), codec);
    case Codec::Kind::kSnappy:
      break;
  }
  return Fail(ErrorCode::kInvalidArgument,
              "snappy has no file format: pack text files with gzip, zstd or lz4");
}

}  // namespace rowmill
