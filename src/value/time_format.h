/// Dates, times and moments as text by a strftime pattern. Parsed once, then thread-safe;
/// no allocation per value.
///
/// Directives (as in C and Python, names by the locale):
///   %Y %y %C %m %d %e %j %B %b %h %A %a %u %w      year, month, day
///   %G %g %V %U %W                                 weeks: ISO 8601, from Sunday, Monday
///   %H %I %k %l %M %S %p %P %f %3f %6f %9f         time of day; %f has six digits
///   %z %:z %Z %s                                   moments: offset, zone, epoch seconds
///   %F %D %T %R %r                                 fixed forms
///   %x %X %c                                       date, time, both as the locale writes
///   %n %t %%
/// A `-` behind the percent sign leaves out leading zeros and blanks: `%-d`.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "column/time_zone.h"
#include "column/type.h"
#include "value/locale_forms.h"

namespace rowmill {

class TimeFormat {
 public:
  /// For values of that type: date, time or timestamp (local time of its zone, UTC
  /// without rules). Errors: kInvalidModel: unknown directive, one the type cannot
  /// answer, each with its position.
  static Result<TimeFormat> Parse(std::string_view pattern, const DataType& type,
                                  const LocaleForms& locale);

  /// Writes at most bytes_max() bytes at `out` and answers the end. `value` is what the
  /// column stores. REQUIRES: a moment of the years 1 to 9999.
  char* Format(std::int64_t value, char* out) const;

  std::size_t bytes_max() const { return bytes_max_; }
  bool uses_locale() const { return locale_; }
  /// True when different values of the type give different texts.
  bool injective() const;
  /// True when no text it makes has to be quoted (ColumnFacts::plain_text).
  bool plain() const { return plain_; }

 private:
  /// What a segment reads of the moment. The order is that of Moment::values.
  enum class Part : std::uint8_t {
    kYear,
    kYearOfCentury,
    kCentury,
    kMonth,
    kDay,
    kDayOfYear,
    kWeekday,     ///< 0 = Sunday
    kIsoWeekday,  ///< 1 = Monday
    kIsoYear,
    kIsoYearOfCentury,
    kIsoWeek,
    kWeekFromSunday,
    kWeekFromMonday,
    kHour,
    kHour12,
    kHalfDay,
    kMinute,
    kSecond,
    kNano,
    kOffset,
    kEpoch,
    kCount
  };
  enum class Style : std::uint8_t {
    kLiteral,
    kNumber,    ///< `width` digits at least, with `pad`
    kFraction,  ///< the first `width` of nine digits
    kName,      ///< names[value - base]
    kOffset,    ///< +0200
    kOffsetColon,
    kZoneName,
  };
  struct Segment {
    Style style = Style::kLiteral;
    Part part = Part::kYear;
    int width = 0;
    char pad = '0';
    int base = 0;
    std::string text = {};                ///< kLiteral
    std::vector<std::string> names = {};  ///< kName
  };
  struct Moment {
    std::int64_t values[static_cast<std::size_t>(Part::kCount)];
    std::int64_t utc = 0;
  };
  class Reader;

  void Split(std::int64_t value, Moment* moment) const;
  void SplitDay(std::int64_t days, Moment* moment) const;
  void Finish();

  DataType type_;
  std::int64_t per_second_ = 1;
  std::vector<Segment> segments_;
  std::size_t bytes_max_ = 0;
  bool locale_ = false;
  bool plain_ = false;
  bool days_ = false;   ///< whether any segment reads the calendar
  bool weeks_ = false;  ///< whether any reads weeks
};

}  // namespace rowmill
