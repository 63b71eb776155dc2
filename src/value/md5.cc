#include "value/md5.h"

#include <cstring>
#include <utility>

namespace rowmill {

namespace {

/// One 32-bit word of every lane. GCC and Clang make vector code of any level of it.
using Words = std::uint32_t __attribute__((vector_size(4 * kMd5Lanes)));

/// floor(2^32 |sin(i + 1)|), RFC 1321 section 3.4.
constexpr std::uint32_t kSines[64] = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613,
    0xfd469501, 0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193,
    0xa679438e, 0x49b40821, 0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d,
    0x02441453, 0xd8a1e681, 0xe7d3fbc8, 0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed,
    0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a, 0xfffa3942, 0x8771f681, 0x6d9d6122,
    0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70, 0x289b7ec6, 0xeaa127fa,
    0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665, 0xf4292244,
    0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb,
    0xeb86d391};

constexpr int kShifts[4][4] = {
    {7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};

struct State {
  Words a, b, c, d;
};

template <int step>
inline void Step(const Words* block, State* s) {
  constexpr int round = step / 16;
  constexpr int word = round == 0   ? step
                       : round == 1 ? (5 * step + 1) % 16
                       : round == 2 ? (3 * step + 5) % 16
                                    : (7 * step) % 16;
  constexpr int shift = kShifts[round][step % 4];
  Words f;
  if constexpr (round == 0) {
    f = s->d ^ (s->b & (s->c ^ s->d));
  } else if constexpr (round == 1) {
    f = s->c ^ (s->d & (s->b ^ s->c));
  } else if constexpr (round == 2) {
    f = s->b ^ s->c ^ s->d;
  } else {
    f = s->c ^ (s->b | ~s->d);
  }
  Words sum = s->a + f + block[word] + kSines[step];
  s->a = s->d;
  s->d = s->c;
  s->c = s->b;
  s->b = s->b + ((sum << shift) | (sum >> (32 - shift)));
}

template <int... steps>
inline void AllSteps(const Words* block, State* state,
                     std::integer_sequence<int, steps...>) {
  (Step<steps>(block, state), ...);
}

inline std::uint32_t LoadWord(const std::uint8_t* bytes) {
  return static_cast<std::uint32_t>(bytes[0]) |
         static_cast<std::uint32_t>(bytes[1]) << 8 |
         static_cast<std::uint32_t>(bytes[2]) << 16 |
         static_cast<std::uint32_t>(bytes[3]) << 24;
}

inline void StoreWord(std::uint32_t word, std::uint8_t* bytes) {
  for (int i = 0; i < 4; ++i) bytes[i] = static_cast<std::uint8_t>(word >> (8 * i));
}

}  // namespace

void Md5Pad(std::uint8_t* message, std::size_t length) {
  const std::size_t padded = Md5PaddedBytes(length);
  message[length] = 0x80;
  std::memset(message + length + 1, 0, padded - length - 1);
  const std::uint64_t bits = static_cast<std::uint64_t>(length) * 8;
  StoreWord(static_cast<std::uint32_t>(bits), message + padded - 8);
  StoreWord(static_cast<std::uint32_t>(bits >> 32), message + padded - 4);
}

void Md5OfLanes(const std::uint8_t* messages, std::size_t padded_bytes,
                std::uint8_t* out) {
  const Words zero = {};
  State state = {zero + 0x67452301u, zero + 0xefcdab89u, zero + 0x98badcfeu,
                 zero + 0x10325476u};
  for (std::size_t start = 0; start < padded_bytes; start += kMd5BlockBytes) {
    Words block[16];
    for (std::size_t word = 0; word < 16; ++word) {
      for (std::size_t lane = 0; lane < kMd5Lanes; ++lane) {
        block[word][lane] = LoadWord(messages + lane * padded_bytes + start + 4 * word);
      }
    }
    const State before = state;
    AllSteps(block, &state, std::make_integer_sequence<int, 64>());
    state.a += before.a;
    state.b += before.b;
    state.c += before.c;
    state.d += before.d;
  }
  for (std::size_t lane = 0; lane < kMd5Lanes; ++lane) {
    std::uint8_t* digest = out + lane * kMd5DigestBytes;
    StoreWord(state.a[lane], digest);
    StoreWord(state.b[lane], digest + 4);
    StoreWord(state.c[lane], digest + 8);
    StoreWord(state.d[lane], digest + 12);
  }
}

}  // namespace rowmill
