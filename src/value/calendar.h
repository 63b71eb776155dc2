/// Calendar arithmetic and digits that Java's and strftime's patterns share. Thread-safe
/// (no state).
#pragma once

#include <cstdint>

#include "base/clock.h"

namespace rowmill {

constexpr bool IsLeapYear(std::int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/// Day of the year, 1-based.
constexpr int DayOfYear(const CivilDate& date) {
  constexpr int kBefore[12] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  const int leap = date.month > 2 && IsLeapYear(date.year) ? 1 : 0;
  return kBefore[date.month - 1] + static_cast<int>(date.day) + leap;
}

/// 0 is Sunday. `days` since 1970-01-01, a Thursday.
constexpr int WeekdayOf(std::int64_t days) {
  return static_cast<int>(((days + 4) % 7 + 7) % 7);
}

/// Digits with `pad` in front up to `width`, `-` before those of negative numbers; at
/// most 20 characters or width + 1. Answers the end.
inline char* PutPadded(std::int64_t value, int width, char pad, char* out) {
  char digits[24];
  int count = 0;
  std::uint64_t rest = value < 0 ? 0 - static_cast<std::uint64_t>(value)
                                 : static_cast<std::uint64_t>(value);
  do {
    digits[count++] = static_cast<char>('0' + rest % 10);
    rest /= 10;
  } while (rest > 0);
  if (value < 0) *out++ = '-';
  for (int i = count; i < width; ++i) *out++ = pad;
  while (count > 0) *out++ = digits[--count];
  return out;
}

}  // namespace rowmill
