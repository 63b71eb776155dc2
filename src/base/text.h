/// Small text services that several layers share. Thread-safe (no state).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace rowmill {

/// The candidate nearest to `word` by edit distance, when near enough to be a likely
/// spelling error; else empty.
std::string NearestName(std::string_view word, const std::vector<std::string>& names);

/// `, did you mean 'x'?` or nothing.
std::string Suggestion(std::string_view word, const std::vector<std::string>& names);

/// A count as people write it: `1000`, `1_000_000`, `1.5M`, `2e9`, suffixes
/// `k K M G T` (powers of 1000; a lower-case `m` is refused, it would mean milli).
/// The result must be a whole number >= 0 that fits int64.
/// Errors: kInvalidArgument.
Result<std::int64_t> ParseCount(std::string_view text);

/// ASCII lower case; other bytes are kept.
std::string LowerAscii(std::string_view text);
std::string UpperAscii(std::string_view text);
bool EqualsIgnoreCase(std::string_view a, std::string_view b);

/// White space at both ends removed (blank, tab, CR, LF).
std::string_view Trim(std::string_view text);

/// Pieces between `separator`; an empty text gives one empty piece.
std::vector<std::string_view> Split(std::string_view text, char separator);

/// True when `text` is well-formed UTF-8 (no surrogates, no overlong forms).
bool IsUtf8(std::string_view text);
/// The code points of a UTF-8 text, each as its own UTF-8 piece.
/// REQUIRES: IsUtf8(text).
std::vector<std::string> Utf8Characters(std::string_view text);
/// Appends the UTF-8 form of a code point.
void AppendUtf8(std::uint32_t code_point, std::string* out);

/// JSON pointer step: `~` and `/` of `name` escaped (RFC 6901).
std::string PointerStep(std::string_view name);

/// 1-based line and column (in code points) of a byte offset.
Place PlaceAt(std::string_view text, std::size_t offset);

/// Control characters as `\\n`, `\\t` or `\\x1b`, so that a name from a model can neither
/// break a message's line nor speak to the terminal.
std::string Printable(std::string_view text);

/// `12,345,678`: thousands grouped, for people.
std::string GroupDigits(std::uint64_t value);
/// `1.5 MB`: decimal units.
std::string FormatBytes(std::uint64_t bytes);

}  // namespace rowmill
