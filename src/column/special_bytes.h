/// Texts copied with a look for bytes that a format has to escape or quote, sixteen at a
/// time. No state, thread-safe.
#pragma once

#include <cstddef>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace rowmill {

/// Copies the text and tells whether any byte needs the format's attention.
/// `Special::Mask` marks them in 16 bytes, `Special::Is` in one.
/// REQUIRES: 16 bytes behind the text can be read, and behind its copy be written.
template <typename Special>
bool CopyUnlessSpecial(const Special& special, std::string_view text, char* out) {
#if defined(__SSE2__)
  unsigned found = 0;
  std::size_t at = 0;
  for (; at + 16 <= text.size(); at += 16) {
    __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + at), bytes);
    found |= special.Mask(bytes);
  }
  if (at < text.size()) {
    __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + at), bytes);
    found |= special.Mask(bytes) & ((1u << (text.size() - at)) - 1);
  }
  return found == 0;
#else
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (special.Is(text[i])) return false;
    out[i] = text[i];
  }
  return true;
#endif
}

/// Bytes that JSON escapes (RFC 8259, section 7).
struct JsonSpecial {
  bool Is(char c) const {
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
  }
#if defined(__SSE2__)
  unsigned Mask(__m128i bytes) const {
    __m128i hit = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')),
                               _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
    // Unsigned bytes below 0x20 are those that min() with 0x1F leaves as they are.
    __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);
    return static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(hit, low)));
  }
#endif
};

}  // namespace rowmill
