#include "value/java_date.h"

#include <algorithm>
#include <cstring>

#include "base/check.h"
#include "base/clock.h"
#include "value/calendar.h"
#include "value/numbers.h"
#include "value/text_facts.h"

namespace rowmill {

namespace {

constexpr std::int64_t kNanosPerSecond = 1'000'000'000;

/// java.time.temporal.WeekFields with Sunday first and a minimum of one day.
int StartOfWeekOffset(int day, int weekday) {
  int start = ((day - weekday) % 7 + 7) % 7;
  return start > 0 ? 7 - start : 0;
}
int WeekNumber(int offset, int day) { return (7 + offset + (day - 1)) / 7; }

/// Digits with zeros in front up to `width`; answers the end.
char* PutNumber(std::int64_t value, int width, char* out) {
  return PutPadded(value, width, '0', out);
}

int DigitsOf(std::int64_t value) {
  int count = 1;
  for (; value >= 10; value /= 10) ++count;
  return count;
}

char* PutInstantFraction(std::int64_t nanos, char* out) {
  if (nanos == 0) return out;
  int width = nanos % 1'000'000 == 0 ? 3 : nanos % 1'000 == 0 ? 6 : 9;
  *out++ = '.';
  return PutNumber(nanos / PowerOfTen(9 - width), width, out);
}

/// Most digits of a part, for the bound of the length; the fewest is 1.
constexpr int kMostDigits = 20;

}  // namespace

void JavaDatePattern::Split(std::int64_t seconds, std::int32_t nanos, bool weeks,
                            Moment* out) {
  const std::int64_t days = FloorDiv(seconds, kSecondsPerDay);
  const std::int64_t second_of_day = seconds - days * kSecondsPerDay;
  const CivilDate date = CivilFromDays(days);
  auto set = [out](Part part, std::int64_t value) {
    out->values[static_cast<std::size_t>(part)] = value;
  };
  const std::int64_t hour = second_of_day / 3600;
  const int day_of_year = DayOfYear(date);
  const int weekday = WeekdayOf(days) + 1;  // Sunday is 1
  set(Part::kYear, date.year);
  set(Part::kYearOfEra, date.year > 0 ? date.year : 1 - date.year);
  set(Part::kEra, date.year > 0 ? 1 : 0);
  set(Part::kMonth, date.month);
  set(Part::kDay, date.day);
  set(Part::kDayOfYear, day_of_year);
  set(Part::kQuarter, (date.month - 1) / 3 + 1);
  set(Part::kDayOfWeek, weekday);
  set(Part::kWeekdayOfMonth, (date.day - 1) % 7 + 1);
  set(Part::kHalfDay, hour / 12);
  set(Part::kHour12, hour % 12);
  set(Part::kClock12, hour % 12 == 0 ? 12 : hour % 12);
  set(Part::kHour, hour);
  set(Part::kClock24, hour == 0 ? 24 : hour);
  set(Part::kMinute, second_of_day / 60 % 60);
  set(Part::kSecond, second_of_day % 60);
  set(Part::kNano, nanos);
  set(Part::kMilliOfDay, second_of_day * 1'000 + nanos / 1'000'000);
  set(Part::kNanoOfDay, second_of_day * kNanosPerSecond + nanos);
  if (!weeks) return;
  const int offset = StartOfWeekOffset(day_of_year, weekday);
  const int week = WeekNumber(offset, day_of_year);
  const int next_year = WeekNumber(offset, (IsLeapYear(date.year) ? 366 : 365) + 1);
  set(Part::kWeek, week >= next_year ? week - next_year + 1 : week);
  set(Part::kWeekYear, week >= next_year ? date.year + 1 : date.year);
  const int day = static_cast<int>(date.day);
  set(Part::kWeekOfMonth, WeekNumber(StartOfWeekOffset(day, weekday), day));
}

char* JavaDatePattern::Format(std::int64_t seconds, std::int32_t nanos, char* out) const {
  Moment moment;
  Split(seconds, nanos, weeks_, &moment);
  for (const Segment& segment : segments_) {
    const std::int64_t value = moment.Get(segment.part);
    switch (segment.style) {
      case Style::kLiteral:
        std::memcpy(out, segment.text.data(), segment.text.size());
        out += segment.text.size();
        break;
      case Style::kSignedPad:
        if (segment.width < 19 && DigitsOf(value) > segment.width) *out++ = '+';
        [[fallthrough]];
      case Style::kNumber:
        out = PutNumber(value, segment.width, out);
        break;
      case Style::kTwoDigits:
        out = PutNumber((value < 0 ? -value : value) % 100, 2, out);
        break;
      case Style::kFraction:
        out = PutNumber(value / PowerOfTen(9 - segment.width), segment.width, out);
        break;
      case Style::kInstantFraction:
        out = PutInstantFraction(value, out);
        break;
      case Style::kName: {
        std::string_view name = segment.names[value];
        std::memcpy(out, name.data(), name.size());
        out += name.size();
        break;
      }
    }
  }
  return out;
}

void JavaDatePattern::AddBounds(const Segment& segment) {
  const std::size_t width = static_cast<std::size_t>(segment.width);
  switch (segment.style) {
    case Style::kLiteral:
      bytes_min_ += segment.text.size();
      bytes_max_ += segment.text.size();
      break;
    case Style::kNumber:
    case Style::kSignedPad:
      bytes_min_ += std::max<std::size_t>(width, 1);
      bytes_max_ += std::max<std::size_t>(width, kMostDigits) + 1;
      break;
    case Style::kTwoDigits:
      bytes_min_ += 2;
      bytes_max_ += 2;
      break;
    case Style::kFraction:
      bytes_min_ += width;
      bytes_max_ += width;
      break;
    case Style::kInstantFraction:
      bytes_max_ += 10;
      break;
    case Style::kName:
      bytes_min_ += 1;
      bytes_max_ += 16;
      break;
  }
}

void JavaDatePattern::Finish() {
  std::string sample;
  for (const Segment& segment : segments_) {
    AddBounds(segment);
    weeks_ = weeks_ || segment.part == Part::kWeek || segment.part == Part::kWeekYear ||
             segment.part == Part::kWeekOfMonth;
    // Numbers and names are plain; only the literals can be otherwise.
    sample += segment.style == Style::kLiteral ? segment.text : "0";
  }
  plain_ = IsPlainText(sample) && bytes_min_ > 0;
}

}  // namespace rowmill
