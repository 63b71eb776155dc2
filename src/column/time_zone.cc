#include "column/time_zone.h"

#include <algorithm>
#include <array>

#include "base/check.h"
#include "base/clock.h"

namespace rowmill {

namespace {

constexpr std::int64_t kDay = 86'400;
/// The years whose changes stand for all later ones, and where the tables end.
constexpr int kWindowYear = 2090;
constexpr int kEndYear = 2130;
constexpr int kLastYear = 9999;

std::int64_t DayOf(std::int64_t seconds) {
  return seconds / kDay - (seconds % kDay < 0 ? 1 : 0);
}

std::int64_t YearBegin(int year) { return DaysFromCivil(year, 1, 1) * kDay; }

/// Weekday of January 1st and whether there is a February 29th: 0 .. 13.
std::size_t KindOf(int year) {
  const std::int64_t first = DaysFromCivil(year, 1, 1);
  const bool leap = DaysFromCivil(year + 1, 1, 1) - first == 366;
  return static_cast<std::size_t>(((first % 7) + 7) % 7) * 2 + (leap ? 1 : 0);
}

/// Seconds to take from a moment of that kind of year to reach the year of the window.
std::array<int, 14> WindowYears() {
  std::array<int, 14> years{};
  for (int year = kWindowYear; year < kEndYear; ++year) years[KindOf(year)] = year;
  return years;
}

std::int64_t ShiftOf(std::int64_t utc) {
  static const std::int64_t end = YearBegin(kEndYear);
  if (utc < end) return 0;
  static const std::array<int, 14> window = WindowYears();
  const int year = CivilFromDays(DayOf(utc)).year;
  return YearBegin(year) - YearBegin(window[KindOf(year)]);
}

}  // namespace

TimeZone::TimeZone(std::string name, std::vector<Change> changes)
    : name_(std::move(name)), changes_(std::move(changes)) {
  RM_CHECK(!changes_.empty());
  for (const Change& change : changes_) from_.push_back(change.from);
}

std::size_t TimeZone::PlaceOf(std::int64_t utc) const {
  utc -= ShiftOf(utc);
  auto after = std::upper_bound(from_.begin() + 1, from_.end(), utc);
  return static_cast<std::size_t>(after - from_.begin()) - 1;
}

std::int64_t TimeZone::UtcOf(std::int64_t local) const {
  // The offsets a day before and after cover the change that may be near.
  const std::int32_t before = OffsetAt(local - kDay);
  const std::int32_t after = OffsetAt(local + kDay);
  for (const std::int32_t offset : {std::max(before, after), std::min(before, after)}) {
    if (OffsetAt(local - offset) == offset) return local - offset;
  }
  return local - before;
}

std::int64_t TimeZone::NextChange(std::int64_t utc) const {
  const std::int64_t shift = ShiftOf(utc);
  const std::size_t place = PlaceOf(utc);
  std::int64_t next = INT64_MAX;
  if (place + 1 < from_.size()) next = from_[place + 1] + shift;
  if (utc < YearBegin(kEndYear)) {
    return next == INT64_MAX ? YearBegin(kEndYear) : next;
  }
  const int year = CivilFromDays(DayOf(utc)).year;
  if (year > kLastYear) return INT64_MAX;
  return std::min(next, YearBegin(year + 1));
}

char* RenderOffset(std::int32_t offset, char* out) {
  *out++ = offset < 0 ? '-' : '+';
  const std::int32_t seconds = offset < 0 ? -offset : offset;
  auto two = [&out](std::int32_t value) {
    *out++ = static_cast<char>('0' + value / 10);
    *out++ = static_cast<char>('0' + value % 10);
  };
  two(seconds / 3600);
  *out++ = ':';
  two(seconds / 60 % 60);
  if (seconds % 60 != 0) {
    *out++ = ':';
    two(seconds % 60);
  }
  return out;
}

}  // namespace rowmill
