/// Numbers and names of the Parquet format, and how our logical types are stored in it.
/// Constant data, thread-safe.
///
/// Source: parquet-format, src/main/thrift/parquet.thrift and LogicalTypes.md. The
/// numbers stand in files: do not renumber.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>

#include "column/type.h"
#include "format/parquet/thrift_compact.h"

namespace rowmill::parquet {

enum class PhysicalType : std::int8_t {
  kBoolean = 0,
  kInt32 = 1,
  kInt64 = 2,
  kFloat = 4,
  kDouble = 5,
  kByteArray = 6,
};

enum class Encoding : std::int8_t { kPlain = 0, kRle = 3, kRleDictionary = 8 };

enum class PageType : std::int8_t { kData = 0, kDictionary = 2 };

enum class PageCodec : std::int8_t {
  kNone = 0,
  kSnappy = 1,
  kGzip = 2,
  kZstd = 6,
  kLz4Raw = 7,
};

/// The order min and max are taken in.
enum class ValueOrder : std::uint8_t {
  kSigned32,
  kUnsigned32,
  kSigned64,
  kUnsigned64,
  kFloat,
  kDouble,
  kBool,
  kBytes,  ///< byte by byte, unsigned
};

/// How values of one logical type are stored.
struct Storage {
  PhysicalType physical = PhysicalType::kInt64;
  ValueOrder order = ValueOrder::kSigned64;
  /// Written value = factor * value: 10^6 for timestamps in seconds, else 1.
  std::int64_t factor = 1;
  /// The unit written, where the type has one.
  TimeUnit unit = TimeUnit::kMicro;
  /// Values of the column that can be written; a wider one is an error.
  std::int64_t min = std::numeric_limits<std::int64_t>::min();
  std::int64_t max = std::numeric_limits<std::int64_t>::max();
};

/// The storage of a type; nothing for nested types.
std::optional<Storage> StorageOf(const DataType& type);

/// Bytes of one PLAIN value: 4 or 8; 0 for booleans and byte arrays.
std::size_t PhysicalWidth(PhysicalType type);

/// Writes the fields 6 (converted type), 7, 8 (scale, precision) and 10 (logical type)
/// of a SchemaElement.
void WriteLogicalType(const DataType& type, const Storage& storage,
                      CompactWriter* writer);
/// The same for a group that is a list or a map; nothing for structs.
void WriteGroupType(TypeId group, CompactWriter* writer);

}  // namespace rowmill::parquet
