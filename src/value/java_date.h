/// Java's DateTimeFormatter patterns for moments in UTC, English (United States) names.
/// Compiled once, then thread-safe.
///
/// Source: java.time.format.DateTimeFormatterBuilder.appendPattern of Java 17 (CLDR);
/// the zone is ZoneOffset.UTC (`Z`). Weeks start on Sunday and the first week holds
/// January 1st. Letters: G u y Y M L d D Q q w W E e c F a h K k H m s S A n N V O X x Z
/// z, text in single quotes, `''` for a quote, `[ ]` (always written: nothing is ever
/// missing).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace rowmill {

class JavaDatePattern {
 public:
  /// The empty pattern is the ISO instant, `2031-05-06T07:08:09Z`.
  /// Errors: kInvalidArgument: unknown letter, wrong count, open quote, `]` alone, with
  /// the 1-based position.
  static Result<JavaDatePattern> Parse(std::string_view pattern);

  /// Appends at `out` at most bytes_max() characters, answers the end. Seconds since
  /// 1970-01-01T00:00:00Z, years 0000 to 9999; nanos 0 .. 999,999,999.
  char* Format(std::int64_t seconds, std::int32_t nanos, char* out) const;

  std::size_t bytes_min() const { return bytes_min_; }
  std::size_t bytes_max() const { return bytes_max_; }
  /// True when no text it makes has to be quoted (ColumnFacts::plain_text).
  bool plain() const { return plain_; }

 private:
  friend class JavaDateParser;

  /// What a segment reads of the moment. The order is that of Moment::values.
  enum class Part : std::uint8_t {
    kYear,
    kYearOfEra,
    kEra,
    kMonth,
    kDay,
    kDayOfYear,
    kQuarter,
    kWeekYear,
    kWeek,
    kWeekOfMonth,
    kDayOfWeek,
    kWeekdayOfMonth,
    kHalfDay,
    kHour12,
    kClock12,
    kHour,
    kClock24,
    kMinute,
    kSecond,
    kNano,
    kMilliOfDay,
    kNanoOfDay,
    kCount
  };
  enum class Style : std::uint8_t {
    kLiteral,
    kNumber,           ///< at least `width` digits
    kSignedPad,        ///< the same, with `+` when there are more
    kTwoDigits,        ///< the last two
    kFraction,         ///< the first `width` of nine digits
    kInstantFraction,  ///< a point and 3, 6 or 9 digits, or nothing
    kName,             ///< `names[value]`
  };
  struct Segment {
    Style style = Style::kLiteral;
    Part part = Part::kYear;
    int width = 0;
    std::string text = {};                    ///< kLiteral
    const std::string_view* names = nullptr;  ///< kName, from value 0 on
  };
  struct Moment {
    std::int64_t values[static_cast<std::size_t>(Part::kCount)];
    std::int64_t Get(Part part) const { return values[static_cast<std::size_t>(part)]; }
  };

  static void Split(std::int64_t seconds, std::int32_t nanos, bool weeks, Moment* out);
  void AddBounds(const Segment& segment);
  void Finish();

  std::vector<Segment> segments_;
  std::size_t bytes_min_ = 0;
  std::size_t bytes_max_ = 0;
  bool plain_ = false;
  bool weeks_ = false;  ///< whether any segment needs week numbers
};

}  // namespace rowmill
