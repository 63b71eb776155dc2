/// Decimal digits, two at a time. Constant data, thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>

namespace rowmill {

constexpr std::array<char, 200> MakeDigitPairs() {
  std::array<char, 200> pairs{};
  for (std::size_t i = 0; i < 100; ++i) {
    pairs[2 * i] = static_cast<char>('0' + i / 10);
    pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return pairs;
}
/// `00` to `99`, one behind the other.
inline constexpr std::array<char, 200> kDigitPairs = MakeDigitPairs();

/// The last `width` decimal digits of the value, with leading zeros.
template <typename T>
void WriteDigits(T value, std::uint32_t width, char* to) {
  for (; width >= 2; value /= 100) {
    width -= 2;
    std::memcpy(to + width, kDigitPairs.data() + value % 100 * 2, 2);
  }
  if (width != 0) *to = static_cast<char>('0' + value % 10);
}

}  // namespace rowmill
