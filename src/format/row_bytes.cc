#include <algorithm>

#include "format/encoder.h"

namespace rowmill {

namespace {

/// Bytes a value is counted as when nothing is known of it.
constexpr std::uint64_t kUnknownTextBytes = 1'024;

/// Items a list is counted with when nothing is known of it.
constexpr std::uint64_t kUnknownItems = 64;
/// Nothing that can be planned is larger; keeps products from wrapping around.
constexpr std::uint64_t kBytesMax = std::uint64_t{1} << 40;

std::uint64_t BytesOf(const DataType& type, const ColumnFacts& facts) {
  if (facts.dictionary != nullptr) return 16;
  if (type.is_nested()) {
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < type.children.size(); ++i) {
      bytes += BytesOf(type.children[i].type,
                       facts.children.empty() ? ColumnFacts() : facts.children[i]);
    }
    bool known = facts.bytes_max != UINT32_MAX;
    std::uint64_t items = type.id == TypeId::kStruct ? 1
                          : known                    ? facts.bytes_max
                                                     : kUnknownItems;
    return std::min(kBytesMax, 8 + items * bytes);
  }
  if (!type.is_text_layout()) return 16;
  return facts.bytes_max == UINT32_MAX ? kUnknownTextBytes
                                       : std::uint64_t{8} + facts.bytes_max;
}

}  // namespace

std::uint64_t RowsWithin(const Schema& schema, std::uint64_t wanted,
                         std::uint64_t bytes_max) {
  std::uint64_t row_bytes = 0;
  for (const FieldSchema& field : schema.fields)
    row_bytes += BytesOf(field.type, field.facts);
  return std::clamp<std::uint64_t>(bytes_max / std::max<std::uint64_t>(1, row_bytes), 1,
                                   std::max<std::uint64_t>(1, wanted));
}

}  // namespace rowmill
