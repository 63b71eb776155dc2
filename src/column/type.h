/// The logical types of columns and their physical layout (Apache Arrow's).
/// Values, thread-safe to read.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace rowmill {

/// Logical kinds. Stored nowhere; the names of `TypeName` are.
enum class TypeId : std::uint8_t {
  kBool,  ///< bit-packed, least significant bit first
  kInt8,
  kInt16,
  kInt32,
  kInt64,
  kUInt8,
  kUInt16,
  kUInt32,
  kUInt64,
  kFloat,      ///< IEEE binary32
  kDouble,     ///< IEEE binary64
  kDecimal,    ///< int64, in units of 10^-scale; precision 1..18
  kDate,       ///< int32, days since 1970-01-01
  kTime,       ///< int64, units since midnight
  kTimestamp,  ///< int64, units since 1970-01-01T00:00:00 (UTC when it has a zone)
  kString,     ///< UTF-8, int32 offsets
  kBytes,      ///< int32 offsets
  kList,       ///< int32 offsets, one child
  kStruct,     ///< children, no buffer of its own
  kMap,        ///< int32 offsets, two children: keys and values
};

enum class TimeUnit : std::uint8_t { kSecond, kMilli, kMicro, kNano };

/// Units of `unit` in one second: 1, 10^3, 10^6, 10^9.
std::int64_t UnitsPerSecond(TimeUnit unit);
/// `s`, `ms`, `us`, `ns`.
std::string_view TimeUnitName(TimeUnit unit);

struct NamedType;
class TimeZone;

/// A logical type with its parameters. Compare with ==.
struct DataType {
  TypeId id = TypeId::kInt64;
  std::uint8_t precision = 0;         ///< kDecimal: digits in all, 1..18
  std::uint8_t scale = 0;             ///< kDecimal: digits behind the point
  TimeUnit unit = TimeUnit::kSecond;  ///< kTime, kTimestamp
  std::string zone;                   ///< kTimestamp: IANA zone, empty = without zone
  /// kTimestamp: what texts of the zone are written by; null = UTC. Not compared.
  std::shared_ptr<const TimeZone> rules;
  std::vector<NamedType> children;  ///< kList (item), kStruct, kMap (key, value)

  static DataType Of(TypeId id);
  static DataType Decimal(int precision, int scale);
  static DataType Timestamp(TimeUnit unit, std::string zone = {},
                            std::shared_ptr<const TimeZone> rules = nullptr);

  bool operator==(const DataType& other) const;
  /// `int32`, `decimal(12,2)`, `timestamp(us)`, `list<string>`.
  std::string ToString() const;

  bool is_integer() const { return id >= TypeId::kInt8 && id <= TypeId::kUInt64; }
  bool is_unsigned() const { return id >= TypeId::kUInt8 && id <= TypeId::kUInt64; }
  bool is_text_layout() const { return id == TypeId::kString || id == TypeId::kBytes; }
  bool is_nested() const { return id >= TypeId::kList; }
  /// Bytes of one value in the values buffer: 1, 2, 4, 8; 0 for bool (bits), texts and
  /// nested types.
  std::size_t fixed_width() const;
};

/// A child of a nested type.
struct NamedType {
  std::string name;
  DataType type;
  bool nullable = false;
  bool operator==(const NamedType&) const = default;
};

// Here because clang wants the children's type complete where a DataType is made.
inline DataType DataType::Of(TypeId id) {
  DataType type;
  type.id = id;
  return type;
}

}  // namespace rowmill
