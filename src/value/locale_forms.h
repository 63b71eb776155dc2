/// How a locale writes numbers, dates and times (CLDR; tables `locales` and
/// `locale_forms`). Digits are Western ones and the calendar is the Gregorian one in
/// every locale. Views into the dictionaries; thread-safe.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "base/result.h"
#include "dict/dictionaries.h"

namespace rowmill {

struct LocaleForms {
  std::string_view decimal = ".";
  std::string_view group = ",";
  int group_last = 3;   ///< digits of the group before the decimal mark
  int group_other = 3;  ///< of those before it: 2 in `12,34,567`
  int group_least = 1;  ///< digits before the first mark that make one be written
  std::array<std::string_view, 12> months;        ///< as within a date (genitive)
  std::array<std::string_view, 12> months_short;  ///< the same, abbreviated
  std::array<std::string_view, 7> days;           ///< from Sunday
  std::array<std::string_view, 7> days_short;
  std::array<std::string_view, 2> half_days;  ///< am, pm
  std::string_view date;                      ///< strftime patterns: %x
  std::string_view time;                      ///< %X
  std::string_view date_time;                 ///< %c
};

/// The forms of `en-US`, `fr`, `zh-TW`, `sr-Latn-BA` (letter case ignored).
/// Errors: kInvalidModel with the nearest name.
Result<LocaleForms> FindLocale(const Dictionaries& dictionaries, std::string_view name);

}  // namespace rowmill
