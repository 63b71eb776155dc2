#include <algorithm>
#include <cstring>

#include "format/text_cells.h"
#include "format/text_escape_internal.h"

namespace rowmill {

char* DoubleQuotes(std::string_view text, char* out) {
  for (char c : text) {
    *out++ = c;
    if (c == '"') *out++ = '"';
  }
  return out;
}

char* EscapeJson(std::string_view text, char* out) {
  static constexpr char kDigits[] = "0123456789abcdef";
  auto pair = [&out](char c) {
    *out++ = '\\';
    *out++ = c;
  };
  for (char c : text) {
    switch (c) {
      case '"':
      case '\\':
        pair(c);
        break;
      case '\n':
        pair('n');
        break;
      case '\r':
        pair('r');
        break;
      case '\t':
        pair('t');
        break;
      case '\b':
        pair('b');
        break;
      case '\f':
        pair('f');
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20) {
          *out++ = c;
        } else {
          std::memcpy(out, "\\u00", 4);
          out[4] = kDigits[c >> 4];
          out[5] = kDigits[c & 15];
          out += 6;
        }
    }
  }
  return out;
}

std::string EscapedJson(std::string_view text) {
  std::string escaped(text.size() * 6, '\0');
  escaped.resize(
      static_cast<std::size_t>(EscapeJson(text, escaped.data()) - escaped.data()));
  return escaped;
}

std::string MinimalCsv(std::string_view text, char delimiter) {
  CsvSpecial special{delimiter};
  bool quote = text.empty() || std::any_of(text.begin(), text.end(),
                                           [&](char c) { return special.Is(c); });
  if (!quote) return std::string(text);
  std::string quoted(text.size() * 2 + 2, '"');
  char* end = DoubleQuotes(text, quoted.data() + 1);
  *end++ = '"';
  quoted.resize(static_cast<std::size_t>(end - quoted.data()));
  return quoted;
}

}  // namespace rowmill
