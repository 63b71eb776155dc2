/// MD5 of several messages of equal length at once. For values that imitate hashes,
/// never for security. Thread-safe (no state).
/// Source: RFC 1321.
#pragma once

#include <cstddef>
#include <cstdint>

namespace rowmill {

inline constexpr std::size_t kMd5Lanes = 8;
inline constexpr std::size_t kMd5BlockBytes = 64;
inline constexpr std::size_t kMd5DigestBytes = 16;

/// Bytes of a message of `length` bytes with its padding, a multiple of the block.
constexpr std::size_t Md5PaddedBytes(std::size_t length) {
  return (length + 8) / kMd5BlockBytes * kMd5BlockBytes + kMd5BlockBytes;
}

/// Writes the padding behind a message of `length` bytes.
/// REQUIRES: Md5PaddedBytes(length) bytes at `message`.
void Md5Pad(std::uint8_t* message, std::size_t length);

/// Digests of kMd5Lanes padded messages of `padded_bytes` each, one behind the other;
/// the digests stand one behind the other at `out`.
void Md5OfLanes(const std::uint8_t* messages, std::size_t padded_bytes,
                std::uint8_t* out);

}  // namespace rowmill
