#include <algorithm>

#include "format/encoder.h"

namespace rowmill {

namespace {

/// Bytes a value is counted as when nothing is known of it.
constexpr std::uint64_t kUnknownTextBytes = 1'024;

std::uint64_t BytesOf(const FieldSchema& field) {
  if (field.facts.dictionary != nullptr || !field.type.is_text_layout()) return 16;
  return field.facts.bytes_max == UINT32_MAX ? kUnknownTextBytes
                                             : std::uint64_t{8} + field.facts.bytes_max;
}

}  // namespace

std::uint64_t RowsWithin(const Schema& schema, std::uint64_t wanted,
                         std::uint64_t bytes_max) {
  std::uint64_t row_bytes = 0;
  for (const FieldSchema& field : schema.fields) row_bytes += BytesOf(field);
  return std::clamp<std::uint64_t>(bytes_max / std::max<std::uint64_t>(1, row_bytes), 1,
                                   std::max<std::uint64_t>(1, wanted));
}

}  // namespace rowmill
