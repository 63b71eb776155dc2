/// The Format of line-like text files: a header, rows, a footer. CSV and JSON make one
/// from their options; chunks are runs of rows and can stand behind each other as they
/// are.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "format/encoder.h"
#include "format/text_tile.h"

namespace rowmill {

struct TextFormatParts {
  std::string extension;
  std::string header;
  std::string row_suffix;
  std::vector<std::shared_ptr<const CellWriter>> cells;
  std::uint64_t chunk_rows = 0;  ///< TextChunkRows of the schema
};

/// Rows of a chunk: a few megabytes of text, small enough to stay in the cache between
/// encoder and writer, large enough that the hand-over costs nothing.
std::uint64_t TextChunkRows(const Schema& schema);

std::unique_ptr<Format> MakeTextFormat(TextFormatParts parts);

}  // namespace rowmill
