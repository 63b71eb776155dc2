#include <algorithm>

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
