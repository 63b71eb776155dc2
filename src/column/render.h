/// Values as text: the one place where numbers, dates and times get their characters, for
/// CSV, JSON, `as: string` and templates. No state, thread-safe, no allocation.
///
/// Every function writes at `out` and answers the end of what it wrote. They may write
/// up to kRenderSlack bytes more than that; the caller has room for the maximum given
/// with each, plus the slack.
#pragma once

#include <cstdint>

#include "column/time_zone.h"
#include "column/type.h"

namespace rowmill {

inline constexpr int kRenderSlack = 16;

/// Decimal digits: at most 20 characters.
char* RenderUnsigned(std::uint64_t value, char* out);
/// At most 20 characters.
char* RenderSigned(std::int64_t value, char* out);
/// `-12.50` of -1250 at scale 2: always `scale` digits behind the point; at most 21
/// characters.
char* RenderDecimal(std::int64_t units, int scale, char* out);
/// The shortest text that reads back as the same value: `0.1`, `5.0`, `1e+21`, `1e-07`
/// (Python's repr); at most 24 characters. REQUIRES: finite.
char* RenderDouble(double value, char* out);
char* RenderFloat(float value, char* out);
/// Java's Float.toString: `1.0`, `1.234567E9`, at most 16 characters. REQUIRES: finite.
char* RenderJavaFloat(float value, char* out);
char* RenderJavaDouble(double value, char* out);
/// `2024-02-29`; years beyond 9999 have a sign and more digits; at most 16 characters.
char* RenderDate(std::int32_t days, char* out);
/// `29/02/2024`, at most 16 characters.
char* RenderDateDayFirst(std::int32_t days, char* out);
/// `2024-02-29 13:05:09`, a fraction of exactly the unit's digits for units finer than
/// seconds when it is not zero; at most 40 characters. `separator` is ' ' or 'T'.
char* RenderTimestamp(std::int64_t value, TimeUnit unit, char separator, char* out);
/// The local time of a zone and its offset, `2024-07-01 13:05:09+02:00`: at most 49
/// characters.
char* RenderZonedTimestamp(std::int64_t value, TimeUnit unit, const TimeZone& zone,
                           char separator, char* out);
/// `13:05:09` with the fraction as above, at most 20 characters.
char* RenderTimeOfDay(std::int64_t value, TimeUnit unit, char* out);
/// Java's LocalDateTime.toString: seconds left out when they and the fraction are zero.
char* RenderLocalDateTime(std::int64_t value, TimeUnit unit, char* out);
/// Two hex digits per byte; `upper` chooses the letters.
char* RenderHex(const std::uint8_t* bytes, std::uint32_t count, bool upper, char* out);

}  // namespace rowmill
