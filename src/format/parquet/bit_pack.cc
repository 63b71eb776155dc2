#include "format/parquet/bit_pack.h"

#include <algorithm>
#include <bit>
#include <cstring>

#ifdef __SSE4_1__
#include <smmintrin.h>
#endif

namespace rowmill::parquet {

int BitWidth(std::uint64_t count) { return count <= 2 ? 1 : std::bit_width(count - 1); }

void PackGroupsPlain(const std::uint32_t* values, std::size_t groups, int width,
                     std::uint8_t* out) {
  std::uint64_t word = 0;
  int bits = 0;
  for (std::size_t i = 0; i < groups * 8; ++i) {
    word |= static_cast<std::uint64_t>(values[i]) << bits;
    bits += width;
    for (; bits >= 8; bits -= 8) {
      *out++ = static_cast<std::uint8_t>(word);
      word >>= 8;
    }
  }
}

#ifdef __SSE4_1__

namespace {

/// Eight values of at most 16 bits: neighbours are joined twice, to 2 and to 4 values a
/// lane, and the two halves meet in one shifted pair of words.
void PackNarrow(const std::uint32_t* values, std::size_t groups, int width,
                std::uint8_t* out) {
  const __m128i low_half = _mm_set1_epi64x(0xFFFFFFFF);
  const __m128i join_pairs = _mm_cvtsi32_si128(32 - width);
  const __m128i join_fours = _mm_cvtsi32_si128(32 - 2 * width);
  const int four = 4 * width;
  for (std::size_t group = 0; group < groups; ++group) {
    const auto* in = reinterpret_cast<const __m128i*>(values + group * 8);
    __m128i a = _mm_loadu_si128(in);
    __m128i b = _mm_loadu_si128(in + 1);
    a = _mm_or_si128(_mm_and_si128(a, low_half), _mm_srl_epi64(a, join_pairs));
    b = _mm_or_si128(_mm_and_si128(b, low_half), _mm_srl_epi64(b, join_pairs));
    __m128i pairs = _mm_castps_si128(_mm_shuffle_ps(
        _mm_castsi128_ps(a), _mm_castsi128_ps(b), _MM_SHUFFLE(2, 0, 2, 0)));
    __m128i high = _mm_andnot_si128(low_half, pairs);
    __m128i fours =
        _mm_or_si128(_mm_and_si128(pairs, low_half), _mm_srl_epi64(high, join_fours));
    auto first = static_cast<std::uint64_t>(_mm_cvtsi128_si64(fours));
    auto second = static_cast<std::uint64_t>(_mm_extract_epi64(fours, 1));
    // At width 16 a word is full; the shift by 64 would be undefined.
    std::uint64_t words[2] = {four == 64 ? first : first | (second << four),
                              four == 64 ? second : second >> (64 - four)};
    std::memcpy(out, words, sizeof(words));
    out += width;
  }
}

}  // namespace

void PackGroups(const std::uint32_t* values, std::size_t groups, int width,
                std::uint8_t* out) {
  if (width >= 1 && width <= 16) {
    PackNarrow(values, groups, width, out);
  } else {
    PackGroupsPlain(values, groups, width, out);
  }
}

#else

void PackGroups(const std::uint32_t* values, std::size_t groups, int width,
                std::uint8_t* out) {
  PackGroupsPlain(values, groups, width, out);
}

#endif

std::uint64_t LoadBits(const std::uint8_t* bits, std::size_t from, unsigned count) {
  std::uint64_t word = 0;
  std::size_t first = from >> 3;
  std::size_t bytes = count == 0 ? 0 : ((from + count + 7) >> 3) - first;
  std::memcpy(&word, bits + first, bytes);
  return (word >> (from & 7)) & ((std::uint64_t{1} << count) - 1);
}

void BitAppender::AppendWord(std::uint64_t word, unsigned count) {
  if (count == 0) return;
  std::size_t size = out_->size();
  std::size_t bytes = (bit_ + count + 7) >> 3;
  std::size_t start = bit_ == 0 ? size : size - 1;
  out_->Reserve(start + 8);
  std::uint64_t held = bit_ == 0 ? 0 : out_->data()[start];
  held |= word << bit_;
  std::memcpy(out_->data() + start, &held, sizeof(held));
  out_->SetSize(start + bytes);
  bit_ = (bit_ + count) & 7;
}

void BitAppender::Append(const std::uint8_t* bits, std::size_t from, std::size_t count) {
  if (bit_ == 0 && (from & 7) == 0) {
    std::size_t whole = count / 8;
    out_->Append(bits + from / 8, whole);
    from += whole * 8;
    count -= whole * 8;
  }
  while (count > 0) {
    auto step = static_cast<unsigned>(std::min<std::size_t>(count, 48));
    AppendWord(LoadBits(bits, from, step), step);
    from += step;
    count -= step;
  }
}

void BitAppender::AppendOnes(std::size_t count) {
  while (count > 0) {
    auto step = static_cast<unsigned>(std::min<std::size_t>(count, 48));
    AppendWord((std::uint64_t{1} << step) - 1, step);
    count -= step;
  }
}

std::size_t CountOnes(const std::uint8_t* bits, std::size_t from, std::size_t count) {
  std::size_t ones = 0;
  while (count > 0) {
    auto step = static_cast<unsigned>(std::min<std::size_t>(count, 48));
    ones += static_cast<std::size_t>(std::popcount(LoadBits(bits, from, step)));
    from += step;
    count -= step;
  }
  return ones;
}

}  // namespace rowmill::parquet
