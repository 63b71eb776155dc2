/// Any cell as JSON text: nested cells of text formats, and nested values that become
/// texts. No state, thread-safe.
///
/// Numbers and booleans bare, dates and times as in JSON files (`2024-02-29T13:05:09`,
/// `Z` behind when the type has a zone), bytes as lower-case hex, structs as objects,
/// maps as objects whose keys are texts, lists as arrays, no blanks between.
#pragma once

#include <cstddef>

#include "column/column.h"

namespace rowmill {

struct JsonTextStyle {
  bool strings = false;  ///< numbers and booleans in quotes too
};

/// An upper bound of the bytes of any of these cells.
/// REQUIRES: first + rows <= column.length().
std::size_t JsonTextMax(const Column& column, std::size_t first, std::size_t rows);

/// Writes the cell at `out`, which has room for JsonTextMax and kRenderSlack bytes more,
/// and answers its end. REQUIRES: row < column.length().
char* RenderJsonText(const Column& column, std::size_t row, const JsonTextStyle& style,
                     char* out);

/// Bytes of the longest text, or items of the longest list, of these rows.
std::size_t LongestSpan(const Column& column, std::size_t first, std::size_t rows);

/// Appends `text` with the escapes of a JSON string (RFC 8259), without quotes. Room for
/// six times its bytes.
char* EscapeJson(std::string_view text, char* out);

}  // namespace rowmill
