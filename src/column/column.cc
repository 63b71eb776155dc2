#include "column/column.h"

#include <bit>

namespace rowmill {

void Column::Reset(const DataType& type) {
  if (!(type_ == type)) type_ = type;
  length_ = 0;
  has_nulls_ = false;
  values_.Clear();
  offsets_.Clear();
  dictionary_.reset();
}

std::size_t Column::null_count() const {
  if (!has_nulls_) return 0;
  std::size_t valid = 0;
  for (std::size_t row = 0; row < length_; row += 8) {
    std::uint8_t bits = validity_.data()[row >> 3];
    if (length_ - row < 8) bits &= static_cast<std::uint8_t>((1u << (length_ - row)) - 1);
    valid += static_cast<std::size_t>(std::popcount(bits));
  }
  return length_ - valid;
}

std::uint8_t* Column::MakeValidity() {
  std::size_t bytes = (length_ + 7) / 8;
  validity_.Resize(bytes);
  if (bytes > 0) std::memset(validity_.data(), 0xFF, bytes);
  has_nulls_ = true;
  return validity_.data();
}

void Column::AddNulls(const std::uint8_t* valid) {
  std::uint8_t* bits = has_nulls_ ? validity_.data() : MakeValidity();
  for (std::size_t i = 0; i < (length_ + 7) / 8; ++i) bits[i] &= valid[i];
}

void Column::AppendText(std::string_view text) {
  if (offsets_.empty()) ResizeOffsets(0);
  values_.Append(text);
  offsets_.Resize((length_ + 2) * sizeof(std::int32_t));
  offsets_.as<std::int32_t>()[++length_] = static_cast<std::int32_t>(values_.size());
}

}  // namespace rowmill
