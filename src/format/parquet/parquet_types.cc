#include "format/parquet/parquet_types.h"

#include <algorithm>

namespace rowmill::parquet {

namespace {

// ConvertedType of parquet.thrift: what readers older than logical types look at.
enum class Converted : std::int32_t {
  kUtf8 = 0,
  kMap = 1,
  kList = 3,
  kDecimal = 5,
  kDate = 6,
  kTimeMillis = 7,
  kTimestampMillis = 9,
  kTimestampMicros = 10,
  kUInt8 = 11,
  kUInt16 = 12,
  kUInt32 = 13,
  kUInt64 = 14,
  kInt8 = 15,
  kInt16 = 16,
};

// Members of the union LogicalType.
constexpr int kLogicalString = 1;
constexpr int kLogicalMap = 2;
constexpr int kLogicalList = 3;
constexpr int kLogicalDecimal = 5;
constexpr int kLogicalDate = 6;
constexpr int kLogicalTime = 7;
constexpr int kLogicalTimestamp = 8;
constexpr int kLogicalInteger = 10;

constexpr int kConvertedType = 6;
constexpr int kScale = 7;
constexpr int kPrecision = 8;
constexpr int kLogicalType = 10;

void WriteConverted(Converted type, CompactWriter* writer) {
  writer->I32(kConvertedType, static_cast<std::int32_t>(type));
}

/// A union member without content.
void WriteMark(int member, CompactWriter* writer) {
  writer->BeginStruct(kLogicalType);
  writer->BeginStruct(member);
  writer->EndStruct();
  writer->EndStruct();
}

void WriteInteger(Converted converted, int bits, bool is_signed, CompactWriter* writer) {
  WriteConverted(converted, writer);
  writer->BeginStruct(kLogicalType);
  writer->BeginStruct(kLogicalInteger);
  writer->Byte(1, static_cast<std::int8_t>(bits));
  writer->Bool(2, is_signed);
  writer->EndStruct();
  writer->EndStruct();
}

void WriteTime(int member, bool utc, TimeUnit unit, CompactWriter* writer) {
  writer->BeginStruct(kLogicalType);
  writer->BeginStruct(member);
  writer->Bool(1, utc);
  writer->BeginStruct(2);
  writer->BeginStruct(unit == TimeUnit::kMilli ? 1 : unit == TimeUnit::kMicro ? 2 : 3);
  writer->EndStruct();
  writer->EndStruct();
  writer->EndStruct();
  writer->EndStruct();
}

Storage Of(PhysicalType physical, ValueOrder order) {
  Storage storage;
  storage.physical = physical;
  storage.order = order;
  return storage;
}

Storage TimeStorage(TimeUnit unit) {
  Storage storage = Of(PhysicalType::kInt64, ValueOrder::kSigned64);
  storage.unit = unit;
  if (unit == TimeUnit::kSecond || unit == TimeUnit::kMilli) {
    storage = Of(PhysicalType::kInt32, ValueOrder::kSigned32);
    storage.unit = TimeUnit::kMilli;
    storage.factor = unit == TimeUnit::kSecond ? 1'000 : 1;
    storage.min = 0;
    storage.max = 86'400'000 / storage.factor;
  }
  return storage;
}

Storage TimestampStorage(TimeUnit unit) {
  Storage storage = Of(PhysicalType::kInt64, ValueOrder::kSigned64);
  storage.unit = unit;
  if (unit == TimeUnit::kSecond) {
    storage.unit = TimeUnit::kMicro;
    storage.factor = 1'000'000;
    storage.min = std::numeric_limits<std::int64_t>::min() / storage.factor;
    storage.max = std::numeric_limits<std::int64_t>::max() / storage.factor;
  }
  return storage;
}

Storage DecimalStorage(int precision) {
  Storage storage = precision <= 9 ? Of(PhysicalType::kInt32, ValueOrder::kSigned32)
                                   : Of(PhysicalType::kInt64, ValueOrder::kSigned64);
  std::int64_t limit = 1;
  // More digits than an int64 has are refused where the schema is checked.
  for (int digit = 0; digit < std::min(precision, 18); ++digit) limit *= 10;
  storage.min = -(limit - 1);
  storage.max = limit - 1;
  return storage;
}

}  // namespace

std::optional<Storage> StorageOf(const DataType& type) {
  switch (type.id) {
    case TypeId::kBool:
      return Of(PhysicalType::kBoolean, ValueOrder::kBool);
    case TypeId::kInt8:
    case TypeId::kInt16:
    case TypeId::kInt32:
    case TypeId::kDate:
      return Of(PhysicalType::kInt32, ValueOrder::kSigned32);
    case TypeId::kUInt8:
    case TypeId::kUInt16:
    case TypeId::kUInt32:
      return Of(PhysicalType::kInt32, ValueOrder::kUnsigned32);
    case TypeId::kInt64:
      return Of(PhysicalType::kInt64, ValueOrder::kSigned64);
    case TypeId::kUInt64:
      return Of(PhysicalType::kInt64, ValueOrder::kUnsigned64);
    case TypeId::kFloat:
      return Of(PhysicalType::kFloat, ValueOrder::kFloat);
    case TypeId::kDouble:
      return Of(PhysicalType::kDouble, ValueOrder::kDouble);
    case TypeId::kDecimal:
      return DecimalStorage(type.precision);
    case TypeId::kTime:
      return TimeStorage(type.unit);
    case TypeId::kTimestamp:
      return TimestampStorage(type.unit);
    case TypeId::kString:
    case TypeId::kBytes:
      return Of(PhysicalType::kByteArray, ValueOrder::kBytes);
    case TypeId::kList:
    case TypeId::kStruct:
    case TypeId::kMap:
      return std::nullopt;
  }
  return std::nullopt;
}

std::size_t PhysicalWidth(PhysicalType type) {
  switch (type) {
    case PhysicalType::kInt32:
    case PhysicalType::kFloat:
      return 4;
    case PhysicalType::kInt64:
    case PhysicalType::kDouble:
      return 8;
    case PhysicalType::kBoolean:
    case PhysicalType::kByteArray:
      return 0;
  }
  return 0;
}

void WriteLogicalType(const DataType& type, const Storage& storage,
                      CompactWriter* writer) {
  switch (type.id) {
    case TypeId::kInt8:
      return WriteInteger(Converted::kInt8, 8, true, writer);
    case TypeId::kInt16:
      return WriteInteger(Converted::kInt16, 16, true, writer);
    case TypeId::kUInt8:
      return WriteInteger(Converted::kUInt8, 8, false, writer);
    case TypeId::kUInt16:
      return WriteInteger(Converted::kUInt16, 16, false, writer);
    case TypeId::kUInt32:
      return WriteInteger(Converted::kUInt32, 32, false, writer);
    case TypeId::kUInt64:
      return WriteInteger(Converted::kUInt64, 64, false, writer);
    case TypeId::kDecimal:
      WriteConverted(Converted::kDecimal, writer);
      writer->I32(kScale, type.scale);
      writer->I32(kPrecision, type.precision);
      writer->BeginStruct(kLogicalType);
      writer->BeginStruct(kLogicalDecimal);
      writer->I32(1, type.scale);
      writer->I32(2, type.precision);
      writer->EndStruct();
      writer->EndStruct();
      return;
    case TypeId::kDate:
      WriteConverted(Converted::kDate, writer);
      return WriteMark(kLogicalDate, writer);
    case TypeId::kTime:
      // The converted types mean UTC; a time of day here is local, so it has none.
      return WriteTime(kLogicalTime, false, storage.unit, writer);
    case TypeId::kTimestamp: {
      bool utc = !type.zone.empty();
      if (utc && storage.unit == TimeUnit::kMilli) {
        WriteConverted(Converted::kTimestampMillis, writer);
      } else if (utc && storage.unit == TimeUnit::kMicro) {
        WriteConverted(Converted::kTimestampMicros, writer);
      }
      return WriteTime(kLogicalTimestamp, utc, storage.unit, writer);
    }
    case TypeId::kString:
      WriteConverted(Converted::kUtf8, writer);
      return WriteMark(kLogicalString, writer);
    case TypeId::kBool:
    case TypeId::kInt32:  // INT(32, signed) and INT(64, signed) say nothing more than
    case TypeId::kInt64:  // the physical type does
    case TypeId::kFloat:
    case TypeId::kDouble:
    case TypeId::kBytes:
    case TypeId::kList:
    case TypeId::kStruct:
    case TypeId::kMap:
      return;
  }
}

void WriteGroupType(TypeId group, CompactWriter* writer) {
  if (group == TypeId::kList) {
    WriteConverted(Converted::kList, writer);
    WriteMark(kLogicalList, writer);
  } else if (group == TypeId::kMap) {
    WriteConverted(Converted::kMap, writer);
    WriteMark(kLogicalMap, writer);
  }
}

}  // namespace rowmill::parquet
