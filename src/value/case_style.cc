#include "value/case_style.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstring>

#include "base/limits.h"
#include "value/text_writer.h"

namespace rowmill {

namespace {

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

void ToLower(char* text, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    bool upper = text[i] >= 'A' && text[i] <= 'Z';
    text[i] = static_cast<char>(text[i] + (upper ? 32 : 0));
  }
}

void ToUpper(char* text, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    bool lower = text[i] >= 'a' && text[i] <= 'z';
    text[i] = static_cast<char>(text[i] - (lower ? 32 : 0));
  }
}

void ToTitle(char* text, std::size_t count) {
  bool inside = false;
  for (std::size_t i = 0; i < count; ++i) {
    const bool letter = IsLetter(text[i]);
    if (letter) inside ? ToLower(text + i, 1) : ToUpper(text + i, 1);
    inside = letter;
  }
}

bool IsAscii(const char* text, std::size_t count) {
  return std::none_of(text, text + count, [](char c) { return (c & 0x80) != 0; });
}

/// Letters and the marks upon them are what words are made of.
bool IsOfWord(utf8proc_int32_t point) {
  const utf8proc_category_t category = utf8proc_category(point);
  return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
         category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC;
}

/// Writes the character in the style; `inside` tells whether a letter stands before it.
void PutPoint(CaseStyle style, utf8proc_int32_t point, bool inside, TextWriter* out) {
  static constexpr utf8proc_int32_t kSharpS = 0xDF;
  const bool lower = style == CaseStyle::kLower || (style == CaseStyle::kTitle && inside);
  if (point == kSharpS) {
    out->Put(lower ? "ß" : style == CaseStyle::kTitle ? "Ss" : "SS");
    return;
  }
  utf8proc_uint8_t bytes[4];
  const utf8proc_ssize_t size =
      utf8proc_encode_char(lower                        ? utf8proc_tolower(point)
                           : style == CaseStyle::kUpper ? utf8proc_toupper(point)
                                                        : utf8proc_totitle(point),
                           bytes);
  out->Put({reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)});
}

void PutText(CaseStyle style, std::string_view text, TextWriter* out) {
  bool inside = false;
  while (!text.empty()) {
    utf8proc_int32_t point = 0;
    const utf8proc_ssize_t read =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                         static_cast<utf8proc_ssize_t>(text.size()), &point);
    if (read <= 0) {
      out->Put(text.front());
      text.remove_prefix(1);
      inside = false;
      continue;
    }
    PutPoint(style, point, inside, out);
    inside = IsOfWord(point);
    text.remove_prefix(static_cast<std::size_t>(read));
  }
}

void ApplyAscii(CaseStyle style, const Column& in, Column* out) {
  std::int32_t* offsets = out->ResizeOffsets(in.length());
  out->bytes().Clear();
  std::memcpy(offsets, in.offsets(), (in.length() + 1) * sizeof(std::int32_t));
  out->bytes().Append(in.bytes().data(), static_cast<std::size_t>(offsets[in.length()]));
  char* text = out->bytes().as<char>();
  if (style == CaseStyle::kLower) {
    ToLower(text, out->bytes().size());
  } else if (style == CaseStyle::kUpper) {
    ToUpper(text, out->bytes().size());
  } else {
    for (std::size_t i = 0; i < in.length(); ++i) {
      ToTitle(text + offsets[i], static_cast<std::size_t>(offsets[i + 1] - offsets[i]));
    }
  }
}

}  // namespace

std::optional<CaseStyle> FindCaseStyle(std::string_view name) {
  if (name == "lower") return CaseStyle::kLower;
  if (name == "upper") return CaseStyle::kUpper;
  if (name == "title") return CaseStyle::kTitle;
  return std::nullopt;
}

void ApplyCase(CaseStyle style, const Column& in, Column* out) {
  const std::size_t rows = in.length();
  const std::size_t bytes = rows == 0 ? 0 : static_cast<std::size_t>(in.offsets()[rows]);
  if (rows > 0 && IsAscii(in.bytes().as<char>(), bytes)) {
    ApplyAscii(style, in, out);
    return;
  }
  TextWriter writer(out, rows, rows == 0 ? 0 : bytes / rows + 1);
  for (std::size_t i = 0; i < rows; ++i) {
    PutText(style, in.text(i), &writer);
    writer.EndRow();
  }
}

ColumnFacts CasedFacts(const ColumnFacts& inner) {
  ColumnFacts facts = inner;
  facts.ascending = false;
  if (inner.plain_text) return facts;
  // A letter of two bytes can become one of three, and one of three a single byte.
  facts.bytes_min = inner.bytes_min / 3;
  facts.bytes_max = inner.bytes_max < UINT32_MAX / 2
                        ? inner.bytes_max + inner.bytes_max / 2
                        : UINT32_MAX;
  return facts;
}

}  // namespace rowmill
