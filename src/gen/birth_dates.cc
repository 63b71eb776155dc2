#include "gen/birth_dates.h"

#include <chrono>

#include "value/numbers.h"

namespace rowmill {

namespace {

std::chrono::year_month_day DateOf(std::int32_t days) {
  return std::chrono::year_month_day(std::chrono::sys_days(std::chrono::days(days)));
}

std::int32_t DaysOf(std::chrono::sys_days day) {
  return static_cast<std::int32_t>(day.time_since_epoch().count());
}

}  // namespace

BirthDates::BirthDates(const RecordContext& record, MicrosUtc now)
    : key_(record.draws().Key("birth")),
      today_(static_cast<std::int32_t>(FloorDiv(now, kMicrosPerDay))),
      first_(YearsBefore(record.ages().max + 1) + 1),
      last_(YearsBefore(record.ages().min)) {}

/// The day of the same name `years` before today; 29 February becomes 1 March.
std::int32_t BirthDates::YearsBefore(int years) const {
  const auto today = DateOf(today_);
  const auto year = today.year() - std::chrono::years(years);
  const auto then = year / today.month() / today.day();
  return DaysOf(then.ok() ? std::chrono::sys_days(then)
                          : std::chrono::sys_days(year / std::chrono::March / 1));
}

void BirthDates::Fill(RowIds rows, std::int32_t* days) const {
  FillBounded(key_, rows, static_cast<std::uint64_t>(last_ - first_) + 1,
              static_cast<std::uint32_t>(first_), reinterpret_cast<std::uint32_t*>(days));
}

std::int32_t BirthDates::AgeOf(std::int32_t day) const {
  const auto today = DateOf(today_);
  const auto birth = DateOf(day);
  const int age = static_cast<int>(today.year()) - static_cast<int>(birth.year());
  const bool before =
      std::pair(today.month(), today.day()) < std::pair(birth.month(), birth.day());
  return before ? age - 1 : age;
}

std::vector<OptionInfo> AgeOptions() {
  return {{.name = "age_min",
           .kind = OptionKind::kInt,
           .default_text = "18",
           .doc = "Youngest age of the record's people in full years at the run's "
                  "moment.",
           .unit = "years",
           .min = 0,
           .max = 150},
          {.name = "age_max",
           .kind = OptionKind::kInt,
           .default_text = "90",
           .doc = "Oldest age of the record's people in full years at the run's moment.",
           .unit = "years",
           .min = 0,
           .max = 150}};
}

}  // namespace rowmill
