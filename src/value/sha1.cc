#include "value/sha1.h"

#include <bit>
#include <cstring>

namespace rowmill {

namespace {

constexpr std::size_t kBlockBytes = 64;

void AddBlock(const std::uint8_t* block, std::uint32_t state[5]) {
  std::uint32_t words[80];
  for (int i = 0; i < 16; ++i) {
    words[i] = static_cast<std::uint32_t>(block[4 * i]) << 24 |
               static_cast<std::uint32_t>(block[4 * i + 1]) << 16 |
               static_cast<std::uint32_t>(block[4 * i + 2]) << 8 | block[4 * i + 3];
  }
  for (int i = 16; i < 80; ++i) {
    words[i] = std::rotl(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
  }
  std::uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
  const auto round = [&](int i, std::uint32_t f, std::uint32_t k) {
    const std::uint32_t next = std::rotl(a, 5) + f + e + k + words[i];
    e = d;
    d = c;
    c = std::rotl(b, 30);
    b = a;
    a = next;
  };
  for (int i = 0; i < 20; ++i) round(i, (b & c) | (~b & d), 0x5A827999);
  for (int i = 20; i < 40; ++i) round(i, b ^ c ^ d, 0x6ED9EBA1);
  for (int i = 40; i < 60; ++i) round(i, (b & c) | (b & d) | (c & d), 0x8F1BBCDC);
  for (int i = 60; i < 80; ++i) round(i, b ^ c ^ d, 0xCA62C1D6);
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
}

}  // namespace

void Sha1(std::string_view message, std::uint8_t* digest) {
  std::uint32_t state[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(message.data());
  std::size_t left = message.size();
  for (; left >= kBlockBytes; left -= kBlockBytes, bytes += kBlockBytes) {
    AddBlock(bytes, state);
  }
  std::uint8_t last[2 * kBlockBytes] = {};
  if (left > 0) std::memcpy(last, bytes, left);
  last[left] = 0x80;
  const std::size_t padded = left + 9 > kBlockBytes ? 2 * kBlockBytes : kBlockBytes;
  const std::uint64_t bits = std::uint64_t{message.size()} * 8;
  for (std::size_t i = 0; i < 8; ++i) {
    last[padded - 1 - i] = static_cast<std::uint8_t>(bits >> (8 * i));
  }
  for (std::size_t at = 0; at < padded; at += kBlockBytes) AddBlock(last + at, state);
  for (std::size_t i = 0; i < kSha1DigestBytes; ++i) {
    digest[i] = static_cast<std::uint8_t>(state[i / 4] >> (24 - 8 * (i % 4)));
  }
}

}  // namespace rowmill
