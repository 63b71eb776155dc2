#include "column/type.h"

#include <fmt/format.h>

namespace rowmill {

std::int64_t UnitsPerSecond(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::kSecond:
      return 1;
    case TimeUnit::kMilli:
      return 1'000;
    case TimeUnit::kMicro:
      return 1'000'000;
    case TimeUnit::kNano:
      return 1'000'000'000;
  }
  return 1;
}

std::string_view TimeUnitName(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::kSecond:
      return "s";
    case TimeUnit::kMilli:
      return "ms";
    case TimeUnit::kMicro:
      return "us";
    case TimeUnit::kNano:
      return "ns";
  }
  return "s";
}

DataType DataType::Decimal(int precision, int scale) {
  DataType type = Of(TypeId::kDecimal);
  type.precision = static_cast<std::uint8_t>(precision);
  type.scale = static_cast<std::uint8_t>(scale);
  return type;
}

DataType DataType::Timestamp(TimeUnit unit, std::string zone,
                             std::shared_ptr<const TimeZone> rules) {
  DataType type = Of(TypeId::kTimestamp);
  type.unit = unit;
  type.zone = std::move(zone);
  type.rules = std::move(rules);
  return type;
}

bool DataType::operator==(const DataType& other) const {
  return id == other.id && precision == other.precision && scale == other.scale &&
         unit == other.unit && zone == other.zone && children == other.children;
}

std::size_t DataType::fixed_width() const {
  switch (id) {
    case TypeId::kInt8:
    case TypeId::kUInt8:
      return 1;
    case TypeId::kInt16:
    case TypeId::kUInt16:
      return 2;
    case TypeId::kInt32:
    case TypeId::kUInt32:
    case TypeId::kFloat:
    case TypeId::kDate:
      return 4;
    case TypeId::kInt64:
    case TypeId::kUInt64:
    case TypeId::kDouble:
    case TypeId::kDecimal:
    case TypeId::kTime:
    case TypeId::kTimestamp:
      return 8;
    case TypeId::kBool:
    case TypeId::kString:
    case TypeId::kBytes:
    case TypeId::kList:
    case TypeId::kStruct:
    case TypeId::kMap:
      return 0;
  }
  return 0;
}

std::string DataType::ToString() const {
  switch (id) {
    case TypeId::kBool:
      return "boolean";
    case TypeId::kInt8:
      return "int8";
    case TypeId::kInt16:
      return "int16";
    case TypeId::kInt32:
      return "int32";
    case TypeId::kInt64:
      return "int64";
    case TypeId::kUInt8:
      return "uint8";
    case TypeId::kUInt16:
      return "uint16";
    case TypeId::kUInt32:
      return "uint32";
    case TypeId::kUInt64:
      return "uint64";
    case TypeId::kFloat:
      return "float";
    case TypeId::kDouble:
      return "double";
    case TypeId::kDecimal:
      return fmt::format("decimal({},{})", precision, scale);
    case TypeId::kDate:
      return "date";
    case TypeId::kTime:
      return fmt::format("time({})", TimeUnitName(unit));
    case TypeId::kTimestamp:
      return zone.empty() ? fmt::format("timestamp({})", TimeUnitName(unit))
                          : fmt::format("timestamp({}, {})", TimeUnitName(unit), zone);
    case TypeId::kString:
      return "string";
    case TypeId::kBytes:
      return "bytes";
    case TypeId::kList:
      return fmt::format("list<{}>", children.at(0).type.ToString());
    case TypeId::kStruct: {
      std::string inner;
      for (const NamedType& child : children) {
        if (!inner.empty()) inner += ", ";
        inner += fmt::format("{}: {}", child.name, child.type.ToString());
      }
      return fmt::format("struct<{}>", inner);
    }
    case TypeId::kMap:
      return fmt::format("map<{}, {}>", children.at(0).type.ToString(),
                         children.at(1).type.ToString());
  }
  return "?";
}

}  // namespace rowmill
