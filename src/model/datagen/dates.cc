#include <fmt/format.h>

#include "base/clock.h"
#include "base/text.h"
#include "model/datagen/dates_internal.h"

namespace rowmill::datagen_model {

namespace {

constexpr std::int64_t kMicros = 1'000'000;
constexpr std::int64_t kDaySeconds = 86'400;

/// The forms that start with the year: a day, or a day and a time with or without zone.
Result<DateParts> ReadYearFirst(std::string_view text) {
  RM_ASSIGN_OR_RETURN(MicrosUtc micros, ParseInstant(text));
  std::int64_t seconds = micros / kMicros - (micros % kMicros < 0 ? 1 : 0);
  std::int64_t days = seconds / kDaySeconds - (seconds % kDaySeconds < 0 ? 1 : 0);
  CivilDate date = CivilFromDays(days);
  DateParts parts;
  parts.year = date.year;
  parts.month = static_cast<int>(date.month);
  parts.day = static_cast<int>(date.day);
  constexpr std::size_t kDayOnly = 10;
  if (text.size() == kDayOnly) return parts;
  auto rest = static_cast<int>(seconds - days * kDaySeconds);
  parts.hour = rest / 3600;
  parts.minute = rest / 60 % 60;
  parts.second = rest % 60;
  parts.nanos = (micros - seconds * kMicros) * 1000;
  return parts;
}

int DaysInMonth(int year, int month) {
  std::int64_t first = DaysFromCivil(year, static_cast<unsigned>(month), 1);
  int next_year = month == 12 ? year + 1 : year;
  auto next_month = static_cast<unsigned>(month % 12 + 1);
  return static_cast<int>(DaysFromCivil(next_year, next_month, 1) - first);
}

}  // namespace

Result<DateParts> ReadDate(std::string_view raw, std::string_view pattern) {
  std::string_view text = Trim(raw);
  std::string hint = "use d/M/yyyy, yyyy-MM-dd, yyyy-MM-dd HH:mm:ss or an ISO instant";
  if (!pattern.empty()) {
    auto own = ReadInPattern(pattern, text);
    if (own) return own;
    hint += own.error().code == ErrorCode::kNotBuilt
                ? "; " + own.error().message
                : fmt::format(", or the field's pattern {}", pattern);
  }
  if (auto day_first = ReadInPattern("d/M/yyyy", text)) return day_first;
  if (auto year_first = ReadYearFirst(text)) return year_first;
  return Fail(ErrorCode::kInvalidArgument,
              fmt::format("not a date: '{}' ({})", raw, hint));
}

Result<std::int64_t> SecondsOf(const DateParts& parts, Edge edge) {
  if (!parts.year || *parts.year < 1 || *parts.year > 9999) {
    return Fail(ErrorCode::kInvalidArgument, "has no year between 1 and 9999");
  }
  bool upper = edge == Edge::kUpper;
  int month = parts.month.value_or(upper ? 12 : 1);
  int day = parts.day.value_or(upper ? DaysInMonth(*parts.year, month) : 1);
  if (day > DaysInMonth(*parts.year, month)) {
    return Fail(ErrorCode::kInvalidArgument, "has a day that its month has not");
  }
  // A time that stops at minutes means their start, also for an upper limit: `10:20`.
  bool whole_day = !parts.hour && !parts.minute && !parts.second;
  std::int64_t seconds = whole_day && upper ? kDaySeconds - 1
                                            : parts.hour.value_or(0) * 3600 +
                                                  parts.minute.value_or(0) * 60 +
                                                  parts.second.value_or(0);
  if (parts.nanos > 0 && !upper) ++seconds;
  std::int64_t days = DaysFromCivil(*parts.year, static_cast<unsigned>(month),
                                    static_cast<unsigned>(day));
  std::int64_t result = days * kDaySeconds + seconds - parts.offset_seconds;
  if (result < DaysFromCivil(1, 1, 1) * kDaySeconds ||
      result >= DaysFromCivil(10'000, 1, 1) * kDaySeconds) {
    return Fail(ErrorCode::kInvalidArgument, "is outside of the years 1 to 9999 in UTC");
  }
  return result;
}

std::string DayText(std::int64_t seconds) {
  std::int64_t days = seconds / kDaySeconds - (seconds % kDaySeconds < 0 ? 1 : 0);
  CivilDate date = CivilFromDays(days);
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::string InstantText(std::int64_t seconds) { return FormatInstant(seconds * kMicros); }

}  // namespace rowmill::datagen_model
