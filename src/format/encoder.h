/// The interface of formats: rows in, bytes out.
///
/// A file is a header, chunks in row order, and a footer. Chunks (a run of lines, an Avro
/// block, a Parquet row group) are encoded by any worker, in any order, without knowing
/// where in the file they will lie; one `FileFrame` per file puts them in order. So one
/// file is made by all cores, and its bytes do not depend on how many they were: chunks
/// are cut every `chunk_rows` rows from the file's first row.
///
///   Format -- NewEncoder() --> ChunkEncoder (one per worker, reused for many chunks)
///          -- NewFile() -----> FileFrame    (one per file, used by its writer)
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "column/column.h"
#include "plugin/info.h"
#include "plugin/options.h"

namespace rowmill {

/// What a chunk must tell the file's frame besides its bytes (offsets within the chunk,
/// statistics). Formats derive their own.
struct ChunkMeta {
  virtual ~ChunkMeta() = default;
};

/// Encoded rows on their way to the writer; the buffers are recycled.
struct Chunk {
  /// Before Begin: how many rows will be added, 0 = not known. After End: how many were.
  std::uint64_t rows = 0;
  Buffer bytes;
  /// Further pieces, which follow `bytes` in this order: formats that encode columns
  /// apart leave them apart, so that nothing is copied. Empty for the others.
  std::vector<Buffer> more;
  std::unique_ptr<ChunkMeta> meta;
};

/// Encodes chunks, one after the other. One per worker; not thread-safe.
/// States: Begin -> Add* -> End, again and again.
class ChunkEncoder {
 public:
  virtual ~ChunkEncoder() = default;
  /// Starts a chunk; `chunk->bytes` and the pieces in `chunk->more` are empty and keep
  /// their memory.
  virtual Status Begin(Chunk* chunk) = 0;
  /// Takes the next tile while it is in cache. The batch is valid during the call only.
  virtual Status Add(const Batch& batch) = 0;
  /// Completes the chunk that Begin was given.
  virtual Status End() = 0;
};

/// Puts the chunks of one file together. One per file, called by its writer only:
/// Header, then Place for every chunk in file order, then Footer.
class FileFrame {
 public:
  virtual ~FileFrame() = default;
  /// Appends what stands before the first chunk.
  virtual Status Header(Buffer* out) = 0;
  /// Tells that `chunk` will lie at byte `offset` of the file.
  virtual Status Place(const Chunk& chunk, std::uint64_t offset) = 0;
  /// Appends what stands after the last chunk.
  virtual Status Footer(Buffer* out) = 0;
};

/// A format with its options, prepared for one schema. Thread-safe.
class Format {
 public:
  virtual ~Format() = default;
  /// Without the dot: `csv`, `parquet`, `csv.gz`.
  virtual std::string extension() const = 0;
  /// Rows of a chunk, the same for every file of the run.
  virtual std::uint64_t chunk_rows() const = 0;
  virtual std::unique_ptr<ChunkEncoder> NewEncoder() const = 0;
  virtual std::unique_ptr<FileFrame> NewFile() const = 0;
};

/// What a format knows when it is made.
struct FormatContext {
  const Schema* schema = nullptr;  ///< outlives the format
  /// Codec as the user gave it: empty (the format's default), `none`, `snappy`, `gzip`,
  /// `zstd`, `zstd:3`, `lz4`, `auto`.
  std::string compression;
  /// For formats that carry metadata: key-value pairs (model hash, seed, version).
  std::vector<std::pair<std::string, std::string>> metadata;
};

struct FormatPlugin {
  Info info;
  /// Errors: kInvalidArgument for options that do not fit the schema or each other.
  Result<std::unique_ptr<Format>> (*make)(const FormatContext& context,
                                          const Options& options) = nullptr;
  /// True when the format compresses inside (Parquet, Avro); false when `--compression`
  /// packs the file as a whole and adds `.gz`, `.zst` or `.lz4` to its name.
  bool compresses_itself = false;
};

/// How many rows, at most `wanted` and at least 1, hold no more than `bytes_max` bytes by
/// the schema's facts. Depends on the schema alone, so chunks are the same on every
/// machine; formats bound their chunks with it.
std::uint64_t RowsWithin(const Schema& schema, std::uint64_t wanted,
                         std::uint64_t bytes_max);

/// A codec with its level, `zstd:3`. Level -1 = the codec's default.
struct Codec {
  enum class Kind : std::uint8_t { kNone, kSnappy, kGzip, kZstd, kLz4, kAuto };
  Kind kind = Kind::kNone;
  int level = -1;
};
/// Errors: kInvalidArgument with the known names.
Result<Codec> ParseCodec(std::string_view text);

/// Packs each chunk of `inner` as a gzip member, zstd frame or lz4 frame of its own, so
/// that all cores pack one file.
/// Errors: kInvalidArgument when the codec cannot pack whole files.
Result<std::unique_ptr<Format>> MakeCompressedFormat(std::unique_ptr<Format> inner,
                                                     Codec codec);

}  // namespace rowmill
