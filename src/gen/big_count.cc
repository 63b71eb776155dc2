#include "gen/big_count.h"

#include <fmt/format.h>

#include <bit>

#include "base/check.h"

namespace rowmill {

BigCount::BigCount(std::uint64_t value) {
  for (; value > 0; value >>= 32) words_.push_back(static_cast<std::uint32_t>(value));
}

void BigCount::Add(const BigCount& other) {
  if (words_.size() < other.words_.size()) words_.resize(other.words_.size());
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    carry += words_[i];
    if (i < other.words_.size()) carry += other.words_[i];
    words_[i] = static_cast<std::uint32_t>(carry);
    carry >>= 32;
  }
  if (carry > 0) words_.push_back(static_cast<std::uint32_t>(carry));
}

BigCount BigCount::Times(std::uint32_t factor) const {
  BigCount product;
  std::uint64_t carry = 0;
  for (std::uint32_t word : words_) {
    carry += std::uint64_t{word} * factor;
    product.words_.push_back(static_cast<std::uint32_t>(carry));
    carry >>= 32;
  }
  if (carry > 0) product.words_.push_back(static_cast<std::uint32_t>(carry));
  while (!product.words_.empty() && product.words_.back() == 0) product.words_.pop_back();
  return product;
}

void BigCount::Subtract(const BigCount& other) {
  RM_DCHECK(Compare(other) >= 0);
  std::uint64_t borrow = 0;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    const std::uint64_t take =
        borrow + (i < other.words_.size() ? other.words_[i] : std::uint32_t{0});
    borrow = words_[i] < take ? 1 : 0;
    words_[i] = static_cast<std::uint32_t>(words_[i] - take);
  }
  while (!words_.empty() && words_.back() == 0) words_.pop_back();
}

int BigCount::Compare(const BigCount& other) const {
  if (words_.size() != other.words_.size()) {
    return words_.size() < other.words_.size() ? -1 : 1;
  }
  for (std::size_t i = words_.size(); i-- > 0;) {
    if (words_[i] != other.words_[i]) return words_[i] < other.words_[i] ? -1 : 1;
  }
  return 0;
}

std::optional<std::uint64_t> BigCount::AsUint64() const {
  if (words_.size() > 2) return std::nullopt;
  std::uint64_t value = 0;
  for (std::size_t i = words_.size(); i-- > 0;) value = value << 32 | words_[i];
  return value;
}

std::uint64_t BigCount::FractionOf(BigCount part) const {
  RM_DCHECK(part.Compare(*this) < 0);
  std::uint64_t fraction = 0;
  for (int bit = 0; bit < 64; ++bit) {
    part = part.Times(2);
    fraction <<= 1;
    if (part.Compare(*this) < 0) continue;
    part.Subtract(*this);
    fraction |= 1;
  }
  return fraction;
}

std::string BigCount::ToString() const {
  if (std::optional<std::uint64_t> small = AsUint64()) return fmt::format("{}", *small);
  return fmt::format(
      "about 2^{}",
      words_.size() * 32 - 1 - static_cast<std::size_t>(std::countl_zero(words_.back())));
}

}  // namespace rowmill
