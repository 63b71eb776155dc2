#include "format/parquet/plain_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "format/parquet/bit_pack.h"
#include "format/parquet/statistics.h"

namespace rowmill::parquet {

template <typename T>
std::size_t CopyValid(const T* values, const std::uint8_t* validity, std::size_t from,
                      std::size_t count, T* out) {
  std::size_t kept = 0;
  std::size_t row = 0;
  while (row < count) {
    auto step = static_cast<unsigned>(std::min<std::size_t>(count - row, 48));
    std::uint64_t bits = LoadBits(validity, from + row, step);
    // Every value is written, and stays when the next one does not take its place.
    for (unsigned i = 0; i < step; ++i) {
      out[kept] = values[from + row + i];
      kept += bits & 1;
      bits >>= 1;
    }
    row += step;
  }
  return kept;
}

template std::size_t CopyValid(const std::uint8_t*, const std::uint8_t*, std::size_t,
                               std::size_t, std::uint8_t*);
template std::size_t CopyValid(const std::uint16_t*, const std::uint8_t*, std::size_t,
                               std::size_t, std::uint16_t*);
template std::size_t CopyValid(const std::uint32_t*, const std::uint8_t*, std::size_t,
                               std::size_t, std::uint32_t*);
template std::size_t CopyValid(const std::uint64_t*, const std::uint8_t*, std::size_t,
                               std::size_t, std::uint64_t*);

namespace {

template <typename T>
const void* Dense(const Column& column, std::size_t from, std::size_t count,
                  std::size_t valid, Buffer* scratch) {
  const T* values = column.values<T>();
  if (valid == count) return values + from;
  scratch->Resize(count * sizeof(T));
  CopyValid(values, column.validity(), from, count, scratch->as<T>());
  return scratch->data();
}

template <typename From, typename To>
void Convert(const void* values, std::size_t count, To* out) {
  const From* in = static_cast<const From*>(values);
  for (std::size_t i = 0; i < count; ++i) out[i] = static_cast<To>(in[i]);
}

template <typename To>
void Scale(const void* values, std::size_t count, std::int64_t factor, To* out) {
  const std::int64_t* in = static_cast<const std::int64_t*>(values);
  for (std::size_t i = 0; i < count; ++i) out[i] = static_cast<To>(in[i] * factor);
}

Status CheckRange(const DataType& type, const Storage& storage, const void* values,
                  std::size_t count) {
  std::int64_t least = 0;
  std::int64_t greatest = 0;
  MinMax(static_cast<const std::int64_t*>(values), count, &least, &greatest);
  if (least >= storage.min && greatest <= storage.max) return {};
  return Fail(
      ErrorCode::kInvalidArgument,
      fmt::format("a value of {} is outside what Parquet stores for it ({} .. {})",
                  type.ToString(), storage.min, storage.max));
}

}  // namespace

const void* DenseValues(const Column& column, std::size_t width, std::size_t from,
                        std::size_t count, std::size_t valid, Buffer* scratch) {
  switch (width) {
    case 1:
      return Dense<std::uint8_t>(column, from, count, valid, scratch);
    case 2:
      return Dense<std::uint16_t>(column, from, count, valid, scratch);
    case 4:
      return Dense<std::uint32_t>(column, from, count, valid, scratch);
    default:
      RM_CHECK(width == 8);
      return Dense<std::uint64_t>(column, from, count, valid, scratch);
  }
}

Result<const void*> PlainFixed(const DataType& type, const Storage& storage,
                               const void* values, std::size_t count, Buffer* scratch) {
  std::size_t width = PhysicalWidth(storage.physical);
  bool narrowed = width < type.fixed_width();
  if (count == 0 || (width == type.fixed_width() && storage.factor == 1)) return values;
  scratch->Resize(count * width);
  auto* to32 = scratch->as<std::int32_t>();
  switch (type.id) {
    case TypeId::kInt8:
      Convert<std::int8_t>(values, count, to32);
      break;
    case TypeId::kInt16:
      Convert<std::int16_t>(values, count, to32);
      break;
    case TypeId::kUInt8:
      Convert<std::uint8_t>(values, count, to32);
      break;
    case TypeId::kUInt16:
      Convert<std::uint16_t>(values, count, to32);
      break;
    default:
      RM_RETURN_IF_ERROR(CheckRange(type, storage, values, count));
      if (narrowed) {
        Scale(values, count, storage.factor, to32);
      } else {
        Scale(values, count, storage.factor, scratch->as<std::int64_t>());
      }
  }
  return scratch->data();
}

Status GatherEntries(const Column& column, Buffer* out) {
  const Dictionary& entries = *column.dictionary();
  std::size_t width = column.type().fixed_width();
  out->Resize(column.length() * width);
  const std::uint8_t* from = entries.values<std::uint8_t>();
  for (std::size_t row = 0; row < column.length(); ++row) {
    std::uint8_t* to = out->data() + row * width;
    auto index = static_cast<std::uint32_t>(column.index(row));
    if (index >= entries.length()) {
      if (column.IsValid(row)) {
        return Fail(ErrorCode::kInternal, "a dictionary index is outside the dictionary");
      }
      index = 0;
    }
    if (entries.length() > 0) std::memcpy(to, from + index * width, width);
  }
  return {};
}

}  // namespace rowmill::parquet
