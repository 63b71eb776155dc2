/// Bit packing as Parquet's RLE/bit-packed hybrid wants it: values of 0..32 bits, least
/// significant bit first, in groups of eight. No state, thread-safe.
///
/// Source: parquet-format, Encodings.md, "Run Length Encoding / Bit-Packing Hybrid".
#pragma once

#include <cstddef>
#include <cstdint>

#include "column/buffer.h"

namespace rowmill::parquet {

/// Bytes that PackGroups may overwrite behind its result.
inline constexpr std::size_t kPackSlack = 16;

/// Bits needed for numbers 0 .. count-1, but at least 1: a width of 0 is legal and read
/// by few.
int BitWidth(std::uint64_t count);

/// Packs `groups` times eight values of `width` bits into groups * width bytes.
/// REQUIRES: every value < 2^width; kPackSlack bytes of room behind the result.
void PackGroups(const std::uint32_t* values, std::size_t groups, int width,
                std::uint8_t* out);
/// The same in plain C++: for other processors, wide values, and to test against.
void PackGroupsPlain(const std::uint32_t* values, std::size_t groups, int width,
                     std::uint8_t* out);

/// Bits in a growing bitmap, least significant first: definition levels, booleans.
class BitAppender {
 public:
  explicit BitAppender(Buffer* out) : out_(out) {}
  /// Bits before the first one appended; the buffer may hold other bytes in front.
  void Restart() { bit_ = 0; }
  /// Appends `count` bits of `bits`, from bit `from` on.
  void Append(const std::uint8_t* bits, std::size_t from, std::size_t count);
  /// Appends `count` ones.
  void AppendOnes(std::size_t count);
  /// Appends the low `count` bits of `word`; the others are zero. REQUIRES: count <= 56.
  void AppendWord(std::uint64_t word, unsigned count);

 private:
  Buffer* out_;
  unsigned bit_ = 0;  ///< bits used in the last byte, 0 = none
};

/// Ones among `count` bits of `bits` from bit `from` on.
std::size_t CountOnes(const std::uint8_t* bits, std::size_t from, std::size_t count);
/// `count` bits from bit `from` on, in the low bits. REQUIRES: count <= 56.
std::uint64_t LoadBits(const std::uint8_t* bits, std::size_t from, unsigned count);

}  // namespace rowmill::parquet
