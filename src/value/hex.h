/// Lower-case hexadecimal digits. Thread-safe (no state).
#pragma once

#include <array>
#include <cstdint>
#include <cstring>

namespace rowmill {

/// The two hex digits of every byte.
inline constexpr std::array<std::array<char, 2>, 256> kHexPairs = [] {
  std::array<std::array<char, 2>, 256> pairs{};
  constexpr char kDigits[] = "0123456789abcdef";
  for (std::size_t i = 0; i < 256; ++i) pairs[i] = {kDigits[i >> 4], kDigits[i & 15]};
  return pairs;
}();

/// Hex of the `bytes` lowest bytes of `value`, most significant first.
template <int bytes>
inline void PutHex(std::uint64_t value, char* out) {
  for (int i = 0; i < bytes; ++i) {
    std::memcpy(out + 2 * i, kHexPairs[(value >> (8 * (bytes - 1 - i))) & 0xFF].data(),
                2);
  }
}

/// `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`, 36 characters.
inline void PutUuid(std::uint64_t hi, std::uint64_t lo, char* out) {
  PutHex<4>(hi >> 32, out);
  out[8] = '-';
  PutHex<2>(hi >> 16, out + 9);
  out[13] = '-';
  PutHex<2>(hi, out + 14);
  out[18] = '-';
  PutHex<2>(lo >> 48, out + 19);
  out[23] = '-';
  PutHex<6>(lo, out + 24);
}

}  // namespace rowmill
