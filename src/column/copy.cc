#include "column/copy.h"

#include <algorithm>
#include <cstring>

#include "base/check.h"

namespace rowmill {

namespace {

bool BitOf(const std::uint8_t* bits, std::size_t row) {
  return ((bits[row >> 3] >> (row & 7)) & 1) != 0;
}

void SetBit(std::uint8_t* bits, std::size_t row, bool value) {
  auto mask = static_cast<std::uint8_t>(1u << (row & 7));
  bits[row >> 3] =
      static_cast<std::uint8_t>(value ? bits[row >> 3] | mask : bits[row >> 3] & ~mask);
}

void AppendBools(const Column& from, std::size_t before, Column* to) {
  std::uint8_t* bits = to->ResizeBits(before + from.length());
  for (std::size_t i = 0; i < from.length(); ++i) SetBit(bits, before + i, from.bit(i));
}

void AppendFixed(const Column& from, std::size_t before, std::size_t width, Column* to) {
  std::uint8_t* values = to->ResizeValues<std::uint8_t>((before + from.length()) * width);
  if (from.length() > 0) {
    std::memcpy(values + before * width, from.values<std::uint8_t>(),
                from.length() * width);
  }
  to->set_length(before + from.length());
}

/// Behind what is there; answers the end of what was there before.
std::int32_t AppendOffsets(const Column& from, std::size_t before, Column* to) {
  const std::int32_t end = before == 0 ? 0 : to->offsets()[before];
  std::int32_t* offsets = to->ResizeOffsets(before + from.length());
  for (std::size_t i = 1; i <= from.length(); ++i) {
    offsets[before + i] = end + from.offsets()[i];
  }
  return end;
}

void AppendTexts(const Column& from, std::size_t before, Column* to) {
  std::int32_t end = AppendOffsets(from, before, to);
  to->bytes().Resize(static_cast<std::size_t>(end));
  if (from.length() == 0) return;
  to->bytes().Append(from.bytes().data(),
                     static_cast<std::size_t>(from.offsets()[from.length()]));
}

void AppendChildren(const Column& from, std::size_t before, Column* to) {
  to->children().resize(from.children().size());
  for (std::size_t i = 0; i < from.children().size(); ++i) {
    Column& child = to->children()[i];
    if (before == 0) child.Reset(from.children()[i].type());
    AppendRows(from.children()[i], &child);
  }
}

/// The validity of both, one behind the other.
void AppendValidity(const Column& from, std::size_t before, bool had_nulls, Column* to) {
  if (!had_nulls && !from.has_nulls()) return;
  std::vector<bool> nulls(before);
  if (had_nulls) {
    for (std::size_t i = 0; i < before; ++i) nulls[i] = !BitOf(to->validity(), i);
  }
  std::uint8_t* bits = to->MakeValidity();
  for (std::size_t i = 0; i < before; ++i) {
    if (nulls[i]) SetBit(bits, i, false);
  }
  for (std::size_t i = 0; i < from.length(); ++i) {
    if (!from.IsValid(i)) SetBit(bits, before + i, false);
  }
}

void AppendValues(const Column& from, std::size_t before, Column* to) {
  if (from.dictionary() != nullptr) {
    RM_CHECK(before == 0 || to->dictionary() == from.dictionary());
    to->set_dictionary(from.dictionary());
    return AppendFixed(from, before, sizeof(std::int32_t), to);
  }
  switch (from.type().id) {
    case TypeId::kBool:
      return AppendBools(from, before, to);
    case TypeId::kString:
    case TypeId::kBytes:
      return AppendTexts(from, before, to);
    case TypeId::kList:
    case TypeId::kMap:
      AppendOffsets(from, before, to);
      return AppendChildren(from, before, to);
    case TypeId::kStruct:
      AppendChildren(from, before, to);
      return to->set_length(before + from.length());
    default:
      return AppendFixed(from, before, from.type().fixed_width(), to);
  }
}

template <typename T>
void TakeFixed(const Column& from, std::span<const std::uint32_t> rows, Column* out) {
  T* values = out->ResizeValues<T>(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) values[i] = from.values<T>()[rows[i]];
}

void TakeTexts(const Column& from, std::span<const std::uint32_t> rows, Column* out) {
  std::int32_t* offsets = out->ResizeOffsets(rows.size());
  out->bytes().Clear();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    out->bytes().Append(from.text(rows[i]));
    offsets[i + 1] = static_cast<std::int32_t>(out->bytes().size());
  }
}

void TakeValues(const Column& from, std::span<const std::uint32_t> rows, Column* out) {
  if (from.dictionary() != nullptr) {
    out->set_dictionary(from.dictionary());
    return TakeFixed<std::int32_t>(from, rows, out);
  }
  if (from.type().id == TypeId::kBool) {
    std::uint8_t* bits = out->ResizeBits(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) SetBit(bits, i, from.bit(rows[i]));
    return;
  }
  if (from.type().is_text_layout()) return TakeTexts(from, rows, out);
  switch (from.type().fixed_width()) {
    case 1:
      return TakeFixed<std::uint8_t>(from, rows, out);
    case 2:
      return TakeFixed<std::uint16_t>(from, rows, out);
    case 4:
      return TakeFixed<std::uint32_t>(from, rows, out);
    default:
      return TakeFixed<std::uint64_t>(from, rows, out);
  }
}

}  // namespace

void AppendRows(const Column& from, Column* to) {
  const std::size_t before = to->length();
  const bool had_nulls = to->has_nulls();
  if (before == 0) to->Reset(from.type());
  RM_CHECK(to->type() == from.type());
  AppendValues(from, before, to);
  AppendValidity(from, before, had_nulls, to);
}

void TakeRows(const Column& from, std::span<const std::uint32_t> rows, Column* out) {
  RM_CHECK(!from.type().is_nested());
  out->Reset(from.type());
  TakeValues(from, rows, out);
  if (!from.has_nulls()) return;
  std::uint8_t* bits = out->MakeValidity();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!from.IsValid(rows[i])) SetBit(bits, i, false);
  }
}

}  // namespace rowmill
