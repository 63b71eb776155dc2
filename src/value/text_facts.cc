#include "value/text_facts.h"

#include <algorithm>
#include <array>

namespace rowmill {

namespace {

constexpr std::array<bool, 256> MakePlainCharacters() {
  std::array<bool, 256> plain{};
  for (std::size_t c = 0x20; c <= 0x7E; ++c) {
    plain[c] =
        std::string_view("\",\\';|").find(static_cast<char>(c)) == std::string_view::npos;
  }
  return plain;
}
constexpr std::array<bool, 256> kPlainCharacters = MakePlainCharacters();

template <typename T>
void SetBounds(const Column& entries, ColumnFacts* facts) {
  const T* values = entries.values<T>();
  auto [low, high] = std::minmax_element(values, values + entries.length());
  if constexpr (sizeof(T) == 8 && std::is_unsigned_v<T>) {
    if (*high > static_cast<std::uint64_t>(INT64_MAX)) return;
  }
  facts->min = static_cast<std::int64_t>(*low);
  facts->max = static_cast<std::int64_t>(*high);
}

void SetTextFacts(const Column& entries, ColumnFacts* facts) {
  std::size_t shortest = SIZE_MAX, longest = 0;
  bool plain = entries.type().id == TypeId::kString;
  for (std::size_t i = 0; i < entries.length(); ++i) {
    std::string_view text = entries.text(i);
    shortest = std::min(shortest, text.size());
    longest = std::max(longest, text.size());
    plain = plain && IsPlainText(text);
  }
  facts->bytes_min = static_cast<std::uint32_t>(shortest);
  facts->bytes_max = static_cast<std::uint32_t>(longest);
  facts->plain_text = plain;
}

}  // namespace

bool HasOnlyPlainCharacters(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return kPlainCharacters[static_cast<unsigned char>(c)];
  });
}

bool IsPlainText(std::string_view text) {
  return !text.empty() && text.front() != ' ' && text.back() != ' ' &&
         HasOnlyPlainCharacters(text);
}

ColumnFacts FactsOfEntries(std::shared_ptr<const Dictionary> entries) {
  ColumnFacts facts;
  const Column& column = *entries;
  if (column.length() > 0) {
    switch (column.type().id) {
      case TypeId::kInt8:
        SetBounds<std::int8_t>(column, &facts);
        break;
      case TypeId::kInt16:
        SetBounds<std::int16_t>(column, &facts);
        break;
      case TypeId::kInt32:
      case TypeId::kDate:
        SetBounds<std::int32_t>(column, &facts);
        break;
      case TypeId::kInt64:
      case TypeId::kDecimal:
      case TypeId::kTime:
      case TypeId::kTimestamp:
        SetBounds<std::int64_t>(column, &facts);
        break;
      case TypeId::kUInt8:
        SetBounds<std::uint8_t>(column, &facts);
        break;
      case TypeId::kUInt16:
        SetBounds<std::uint16_t>(column, &facts);
        break;
      case TypeId::kUInt32:
        SetBounds<std::uint32_t>(column, &facts);
        break;
      case TypeId::kUInt64:
        SetBounds<std::uint64_t>(column, &facts);
        break;
      case TypeId::kString:
      case TypeId::kBytes:
        SetTextFacts(column, &facts);
        break;
      default:
        break;
    }
  }
  facts.ascending = column.length() == 1;
  facts.dictionary = std::move(entries);
  return facts;
}

}  // namespace rowmill
