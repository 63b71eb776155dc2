/// Every bound of the program, with unit and reason. A limit that is passed ends in
/// ErrorCode::kTooLarge (documents, requests) or is refused when a run is planned.
#pragma once

#include <cstddef>
#include <cstdint>

namespace rowmill::limits {

/// Row ids are below 2^56: the top byte numbers the attempts of a rejected draw
/// (docs/draws.md).
inline constexpr std::uint64_t kRowIdBits = 56;
inline constexpr std::uint64_t kRowIdMax = (std::uint64_t{1} << kRowIdBits) - 1;

/// Model documents: a hand-written model is a few KiB; a generated one with value lists
/// may be megabytes.
inline constexpr std::size_t kModelBytesMax = 16u << 20;
/// The YAML parser needs up to 150 bytes of memory for each byte of a hostile text.
inline constexpr std::size_t kModelYamlBytesMax = 4u << 20;
inline constexpr int kModelDepthMax = 64;                 ///< nesting of maps and lists
inline constexpr std::size_t kModelNodesMax = 2'000'000;  ///< after aliases are expanded
inline constexpr std::size_t kModelAliasesMax = 1'000;    ///< uses of YAML anchors
inline constexpr std::size_t kEntitiesMax = 1'000;
inline constexpr std::size_t kFieldsMax = 10'000;     ///< of one entity
inline constexpr std::size_t kValuesMax = 1'000'000;  ///< entries of one `values` list
inline constexpr int kIncludeDepthMax = 8;
inline constexpr std::size_t kIncludesMax = 100;

/// CSV files that fields draw rows from; they are kept in memory while the run lasts.
inline constexpr std::size_t kCsvFileBytesMax = 256u << 20;
inline constexpr std::size_t kCsvRowsMax = 20'000'000;

/// Dictionaries that a user brings; rows of data/ have up to 200 bytes.
inline constexpr std::size_t kDictionaryFileBytesMax = 256u << 20;
inline constexpr std::size_t kDictionaryCellBytesMax = 1'024;

/// Generated cells.
inline constexpr std::uint32_t kTextBytesMax = 16u << 20;  ///< of one text or bytes cell
inline constexpr std::size_t kNameBytesMax = 1'024;  ///< of an entity, field or stream

/// `format` of numbers and times: columns of reports are narrower, and a cell must fit a
/// small buffer.
inline constexpr int kFormatWidthMax = 200;           ///< characters
inline constexpr int kFormatPrecisionMax = 100;       ///< digits
inline constexpr std::size_t kFormatBytesMax = 1024;  ///< of the specification

/// `profile` of moments: each piece takes 48 bytes of every field's plan.
inline constexpr std::size_t kProfileGapsMax = 10'000;
inline constexpr std::size_t kProfilePiecesMax = 1'000'000;

/// Runs: a tile is what passes from generator to encoder and must stay in L2.
inline constexpr std::size_t kTileRows = 2'048;
inline constexpr int kThreadsMax = 1'024;
inline constexpr std::uint32_t kPartsMax = 1'000'000;

/// HTTP requests; documented in docs/server.md.
inline constexpr std::size_t kHttpHeaderBytesMax = 64u << 10;
inline constexpr std::size_t kHttpBodyBytesMax = 32u << 20;
inline constexpr std::size_t kHttpPartsMax = 1'000;         ///< of one multipart body
inline constexpr std::size_t kHttpFormBytesMax = 1u << 20;  ///< of a urlencoded body
inline constexpr int kHttpConnectionsMax = 20'000;
/// Milliseconds. A client that is slower than these is cut off.
inline constexpr int kHttpIdleMs = 75'000;    ///< between two requests
inline constexpr int kHttpHeaderMs = 15'000;  ///< from the first byte to the whole header
inline constexpr int kHttpBodyMs = 300'000;   ///< for the whole body
inline constexpr int kHttpWriteMs = 60'000;   ///< for the whole answer
inline constexpr int kHttpDrainMs = 10'000;   ///< for requests under way at the stop

}  // namespace rowmill::limits
