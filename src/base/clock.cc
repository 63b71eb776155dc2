#include "base/clock.h"

#include <date/date.h>
#include <fmt/format.h>

#include <chrono>

namespace rowmill {

namespace {

constexpr std::int64_t kMicrosPerSecond = 1'000'000;
constexpr std::int64_t kMicrosPerDay = 86'400 * kMicrosPerSecond;

/// Reads exactly `width` digits at `*at`.
bool ReadDigits(std::string_view text, std::size_t* at, int width, int* out) {
  if (*at + static_cast<std::size_t>(width) > text.size()) return false;
  int value = 0;
  for (int i = 0; i < width; ++i) {
    char c = text[*at + static_cast<std::size_t>(i)];
    if (c < '0' || c > '9') return false;
    value = value * 10 + (c - '0');
  }
  *at += static_cast<std::size_t>(width);
  *out = value;
  return true;
}

bool ReadChar(std::string_view text, std::size_t* at, char wanted) {
  if (*at >= text.size() || text[*at] != wanted) return false;
  ++*at;
  return true;
}

struct InstantParts {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  std::int64_t micros = 0;
  int offset_minutes = 0;
};

bool ReadFraction(std::string_view text, std::size_t* at, std::int64_t* micros) {
  std::int64_t scale = 100'000;
  std::size_t start = *at;
  while (*at < text.size() && text[*at] >= '0' && text[*at] <= '9') {
    *micros += (text[*at] - '0') * scale;
    scale /= 10;
    ++*at;
  }
  return *at > start;
}

bool ReadZone(std::string_view text, std::size_t* at, int* offset_minutes) {
  if (*at == text.size()) return true;
  if (ReadChar(text, at, 'Z')) return true;
  int sign = text[*at] == '+' ? 1 : text[*at] == '-' ? -1 : 0;
  if (sign == 0) return false;
  ++*at;
  int hours = 0, minutes = 0;
  if (!ReadDigits(text, at, 2, &hours)) return false;
  ReadChar(text, at, ':');
  if (!ReadDigits(text, at, 2, &minutes)) return false;
  if (hours > 18 || minutes > 59) return false;
  *offset_minutes = sign * (hours * 60 + minutes);
  return true;
}

bool ReadInstant(std::string_view text, InstantParts* parts) {
  std::size_t at = 0;
  if (!ReadDigits(text, &at, 4, &parts->year) || !ReadChar(text, &at, '-') ||
      !ReadDigits(text, &at, 2, &parts->month) || !ReadChar(text, &at, '-') ||
      !ReadDigits(text, &at, 2, &parts->day)) {
    return false;
  }
  if (at == text.size()) return true;
  if (text[at] != 'T' && text[at] != ' ') return false;
  ++at;
  if (!ReadDigits(text, &at, 2, &parts->hour) || !ReadChar(text, &at, ':') ||
      !ReadDigits(text, &at, 2, &parts->minute)) {
    return false;
  }
  if (ReadChar(text, &at, ':')) {
    if (!ReadDigits(text, &at, 2, &parts->second)) return false;
    if (ReadChar(text, &at, '.') && !ReadFraction(text, &at, &parts->micros))
      return false;
  }
  return ReadZone(text, &at, &parts->offset_minutes) && at == text.size();
}

}  // namespace

MicrosUtc SystemClock::Now() const {
  return std::chrono::duration_cast<std::chrono::microseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::int64_t DaysFromCivil(int year, unsigned month, unsigned day) {
  return date::sys_days(date::year(year) / static_cast<int>(month) /
                        static_cast<int>(day))
      .time_since_epoch()
      .count();
}

CivilDate CivilFromDays(std::int64_t days) {
  date::year_month_day ymd{date::sys_days(date::days(static_cast<int>(days)))};
  return {static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
          static_cast<unsigned>(ymd.day())};
}

std::string FormatInstant(MicrosUtc time) {
  std::int64_t days = time / kMicrosPerDay;
  std::int64_t rest = time % kMicrosPerDay;
  if (rest < 0) {
    rest += kMicrosPerDay;
    --days;
  }
  CivilDate d = CivilFromDays(days);
  std::int64_t seconds = rest / kMicrosPerSecond;
  std::int64_t micros = rest % kMicrosPerSecond;
  std::string out = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", d.year, d.month,
                                d.day, seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (micros != 0) {
    std::string fraction = fmt::format("{:06}", micros);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    out += "." + fraction;
  }
  return out + "Z";
}

Result<MicrosUtc> ParseInstant(std::string_view text) {
  InstantParts p;
  bool read = ReadInstant(text, &p);
  date::year_month_day ymd = date::year(p.year) / p.month / p.day;
  if (!read || !ymd.ok() || p.hour > 23 || p.minute > 59 || p.second > 59) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("not a date or time: '{}' (use 2025-01-31 or "
                            "2025-01-31T10:20:30Z)",
                            text));
  }
  std::int64_t days = date::sys_days(ymd).time_since_epoch().count();
  std::int64_t seconds = p.hour * 3600 + p.minute * 60 + p.second - p.offset_minutes * 60;
  return days * kMicrosPerDay + seconds * kMicrosPerSecond + p.micros;
}

}  // namespace rowmill
