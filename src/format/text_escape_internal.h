/// Texts in CSV and JSON: copying with a look for characters that need quotes or escapes,
/// sixteen bytes at a time. Private to the text formats. No state, thread-safe.
///
/// Sources and targets have kCellSlack bytes behind them.
#pragma once

#include <cstring>
#include <string_view>

#include "column/special_bytes.h"
#include "format/text_cells.h"

namespace rowmill {

/// Appends `size` bytes in whole vectors.
inline char* PutBytes(const char* from, std::size_t size, char* out) {
  for (std::size_t at = 0; at < size; at += 16) std::memcpy(out + at, from + at, 16);
  return out + size;
}

/// Texts that need no look at their characters.
struct PlainText {
  static constexpr std::size_t kGrowth = 1;
  static constexpr std::size_t kExtra = 0;
  char* operator()(std::string_view text, char* out) const {
    return PutBytes(text.data(), text.size(), out);
  }
};

struct CsvSpecial {
  char delimiter;
  bool Is(char c) const { return c == delimiter || c == '"' || c == '\n' || c == '\r'; }
#if defined(__SSE2__)
  unsigned Mask(__m128i bytes) const {
    __m128i hit = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(delimiter)),
                               _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')));
    hit = _mm_or_si128(hit, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')));
    hit = _mm_or_si128(hit, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r')));
    return static_cast<unsigned>(_mm_movemask_epi8(hit));
  }
#endif
};

struct QuoteSpecial {
  bool Is(char c) const { return c == '"'; }
#if defined(__SSE2__)
  unsigned Mask(__m128i bytes) const {
    return static_cast<unsigned>(
        _mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'))));
  }
#endif
};

/// Doubles the quotes of a text.
char* DoubleQuotes(std::string_view text, char* out);

/// Inside quotes that the frame writes.
struct QuotedCsvText {
  static constexpr std::size_t kGrowth = 2;
  static constexpr std::size_t kExtra = 0;
  char* operator()(std::string_view text, char* out) const {
    if (CopyUnlessSpecial(QuoteSpecial{}, text, out)) return out + text.size();
    return DoubleQuotes(text, out);
  }
};

/// RFC 4180, quotes only where needed.
struct MinimalCsvText {
  static constexpr std::size_t kGrowth = 2;
  static constexpr std::size_t kExtra = 2;
  CsvSpecial special;
  char* operator()(std::string_view text, char* out) const {
    if (!text.empty() && CopyUnlessSpecial(special, text, out)) return out + text.size();
    *out++ = '"';
    out = QuotedCsvText{}(text, out);
    *out++ = '"';
    return out;
  }
};

struct JsonText {
  static constexpr std::size_t kGrowth = 6;
  static constexpr std::size_t kExtra = 0;
  char* operator()(std::string_view text, char* out) const {
    if (CopyUnlessSpecial(JsonSpecial{}, text, out)) return out + text.size();
    return EscapeJson(text, out);
  }
};

}  // namespace rowmill
