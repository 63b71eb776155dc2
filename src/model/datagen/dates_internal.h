/// Dates as Datagen models write them: `d/M/yyyy`, `yyyy-MM-dd`, `yyyy-MM-dd HH:mm:ss`,
/// ISO instants, and texts in a field's own Java pattern. Thread-safe (no state).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace rowmill::datagen_model {

/// What a text said; the rest is unknown. All valid in themselves and together.
struct DateParts {
  std::optional<int> year, month, day;
  std::optional<int> hour, minute, second;
  std::int64_t nanos = 0;
  int offset_seconds = 0;  ///< of the text's zone, to be subtracted
};

/// Which limit a text is: what it leaves out is filled up with the first moment of a
/// lower limit and the last second of an upper one, so that limits include themselves.
enum class Edge : std::uint8_t { kLower, kUpper };

/// Reads `text` strictly in a Java DateTimeFormatter pattern with English names.
/// Understood: u y M L d H h K k a m s S E G X x Z O V, literals, quotes, `[ ]`.
/// Errors: kNotBuilt when the pattern has a letter that is only written, never read (it
/// names the letter); kInvalidArgument when the text does not fit.
Result<DateParts> ReadInPattern(std::string_view pattern, std::string_view text);

/// Reads `text` in any of the forms; `pattern` is the field's own one, tried first, or
/// empty. Errors: kInvalidArgument.
Result<DateParts> ReadDate(std::string_view text, std::string_view pattern);

/// Seconds since 1970-01-01T00:00:00Z; a fraction is rounded into the limits.
/// Errors: kInvalidArgument when there is no year or it is not 1..9999.
Result<std::int64_t> SecondsOf(const DateParts& parts, Edge edge);

/// `2024-02-29` of seconds since 1970.
std::string DayText(std::int64_t seconds);
/// `2024-02-29T13:05:09Z` of seconds since 1970.
std::string InstantText(std::int64_t seconds);

}  // namespace rowmill::datagen_model
