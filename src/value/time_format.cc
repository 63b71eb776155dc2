#include "value/time_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/limits.h"
#include "base/text.h"
#include "value/calendar.h"
#include "value/numbers.h"
#include "value/text_facts.h"

namespace rowmill {

namespace {

constexpr std::size_t kNumberBytesMax = 21;
constexpr std::size_t kOffsetBytesMax = 10;
constexpr int kDepthMax = 3;  // %c -> %D -> %m

std::vector<std::string> NamesOf(const auto& names) {
  return {names.begin(), names.end()};
}

/// Weeks of a year that began before its first `first` day are 0 (C's %U and %W).
std::int64_t WeekOf(std::int64_t day_of_year, std::int64_t days_since_first) {
  return (day_of_year + 6 - days_since_first) / 7;
}

}  // namespace

// --- reading -----------------------------------------------------------------------

/// Reads one pattern into segments; directives that stand for others are read in turn.
class TimeFormat::Reader {
 public:
  Reader(const LocaleForms& locale, TimeFormat* format)
      : locale_(locale), format_(format) {}

  Status Read(std::string_view pattern) {
    std::string literal;
    for (std::size_t at = 0; at < pattern.size();) {
      if (pattern[at] != '%') {
        literal += pattern[at++];
        continue;
      }
      const std::size_t begin = at++;
      flag_ = at < pattern.size() && pattern[at] == '-';
      if (flag_) ++at;
      std::size_t letter = at;
      while (letter < pattern.size() &&
             (pattern[letter] == ':' ||
              (pattern[letter] >= '0' && pattern[letter] <= '9'))) {
        ++letter;
      }
      if (letter == pattern.size()) {
        return Refuse(pattern.substr(begin), begin,
                      "ends too early (a percent sign is %%)");
      }
      modifier_ = pattern.substr(at, letter - at);
      whole_ = pattern.substr(begin, letter + 1 - begin);
      at = letter + 1;
      if (Plain(pattern[letter], &literal)) continue;
      Flush(&literal);
      RM_RETURN_IF_ERROR(Directive(pattern[letter], begin));
    }
    Flush(&literal);
    return {};
  }

 private:
  tl::unexpected<Error> Refuse(std::string_view directive, std::size_t at,
                               std::string_view why) const {
    // What a directive stands for is not in the model: only why is told.
    if (depth_ > 0) return Fail(ErrorCode::kInvalidModel, std::string(why));
    return Fail(ErrorCode::kInvalidModel,
                fmt::format("'{}' at position {} {}", Printable(directive), at + 1, why));
  }

  void Flush(std::string* literal) {
    if (literal->empty()) return;
    Segment segment;
    segment.text = std::move(*literal);
    literal->clear();
    format_->segments_.push_back(std::move(segment));
  }

  bool Plain(char letter, std::string* literal) const {
    if (flag_ || !modifier_.empty()) return false;
    if (letter != '%' && letter != 'n' && letter != 't') return false;
    *literal += letter == '%' ? '%' : letter == 'n' ? '\n' : '\t';
    return true;
  }

  Status Directive(char letter, std::size_t at) {
    if (std::string_view other = Composed(letter); !other.empty()) {
      if (flag_ || !modifier_.empty() || depth_ == kDepthMax) {
        return Refuse(whole_, at, "takes nothing between % and the letter");
      }
      const std::string directive(whole_);
      ++depth_;
      Status read = Read(other);
      --depth_;
      return read ? read : Refuse(directive, at, read.error().message);
    }
    Segment segment;
    const bool named = Name(letter, &segment);
    if (!named && !Number(letter, &segment) && !Other(letter, &segment)) {
      return Refuse(whole_, at, "is no directive");
    }
    if (flag_ && segment.style != Style::kNumber) {
      return Refuse(whole_, at, "takes no '-'");
    }
    if (!modifier_.empty() && segment.style != Style::kFraction &&
        segment.style != Style::kOffsetColon) {
      return Refuse(whole_, at, "takes nothing between % and the letter");
    }
    if (std::string_view missing = Missing(segment); !missing.empty()) {
      return Refuse(whole_, at,
                    fmt::format("asks for {}, which a {} has not", missing,
                                format_->type_.ToString()));
    }
    if (flag_) segment.width = 0;
    format_->segments_.push_back(std::move(segment));
    return {};
  }

  std::string_view Composed(char letter) {
    switch (letter) {
      case 'F':
        return "%Y-%m-%d";
      case 'D':
        return "%m/%d/%y";
      case 'T':
        return "%H:%M:%S";
      case 'R':
        return "%H:%M";
      case 'r':
        return "%I:%M:%S %p";
      case 'x':
      case 'X':
      case 'c':
        format_->locale_ = true;
        return letter == 'x'   ? locale_.date
               : letter == 'X' ? locale_.time
                               : locale_.date_time;
      default:
        return {};
    }
  }

  bool Name(char letter, Segment* segment) {
    segment->style = Style::kName;
    switch (letter) {
      case 'A':
      case 'a':
        segment->part = Part::kWeekday;
        segment->names = NamesOf(letter == 'A' ? locale_.days : locale_.days_short);
        break;
      case 'B':
      case 'b':
      case 'h':
        segment->part = Part::kMonth;
        segment->base = 1;
        segment->names = NamesOf(letter == 'B' ? locale_.months : locale_.months_short);
        break;
      case 'p':
      case 'P':
        segment->part = Part::kHalfDay;
        segment->names = NamesOf(locale_.half_days);
        if (letter == 'P') {
          for (std::string& name : segment->names) name = LowerAscii(name);
        }
        break;
      default:
        return false;
    }
    format_->locale_ = true;
    return true;
  }

  static bool Number(char letter, Segment* segment) {
    struct Row {
      char letter;
      Part part;
      int width;
      char pad;
    };
    static constexpr Row kRows[] = {
        {'Y', Part::kYear, 4, '0'},
        {'y', Part::kYearOfCentury, 2, '0'},
        {'C', Part::kCentury, 2, '0'},
        {'m', Part::kMonth, 2, '0'},
        {'d', Part::kDay, 2, '0'},
        {'e', Part::kDay, 2, ' '},
        {'j', Part::kDayOfYear, 3, '0'},
        {'w', Part::kWeekday, 1, '0'},
        {'u', Part::kIsoWeekday, 1, '0'},
        {'G', Part::kIsoYear, 4, '0'},
        {'g', Part::kIsoYearOfCentury, 2, '0'},
        {'V', Part::kIsoWeek, 2, '0'},
        {'U', Part::kWeekFromSunday, 2, '0'},
        {'W', Part::kWeekFromMonday, 2, '0'},
        {'H', Part::kHour, 2, '0'},
        {'k', Part::kHour, 2, ' '},
        {'I', Part::kHour12, 2, '0'},
        {'l', Part::kHour12, 2, ' '},
        {'M', Part::kMinute, 2, '0'},
        {'S', Part::kSecond, 2, '0'},
        {'s', Part::kEpoch, 1, '0'},
    };
    for (const Row& row : kRows) {
      if (row.letter != letter) continue;
      segment->style = Style::kNumber;
      segment->part = row.part;
      segment->width = row.width;
      segment->pad = row.pad;
      return true;
    }
    return false;
  }

  /// %f with its widths, %z, %Z.
  bool Other(char letter, Segment* segment) const {
    if (letter == 'f' &&
        (modifier_.empty() || modifier_ == "3" || modifier_ == "6" || modifier_ == "9")) {
      segment->style = Style::kFraction;
      segment->part = Part::kNano;
      segment->width = modifier_.empty() ? 6 : modifier_[0] - '0';
      return true;
    }
    if (letter == 'z' && (modifier_.empty() || modifier_ == ":")) {
      segment->style = modifier_.empty() ? Style::kOffset : Style::kOffsetColon;
      segment->part = Part::kOffset;
      return true;
    }
    if (letter == 'Z') {
      segment->style = Style::kZoneName;
      segment->part = Part::kOffset;
      return true;
    }
    return false;
  }

  /// What the type has not, or nothing.
  std::string_view Missing(const Segment& segment) const {
    const TypeId id = format_->type_.id;
    const bool clock = segment.part >= Part::kHour && segment.part <= Part::kNano;
    if (segment.part < Part::kHour && id == TypeId::kTime) return "a day";
    if (clock && id == TypeId::kDate) return "a time of day";
    if (segment.part == Part::kEpoch && id != TypeId::kTimestamp) return "a moment";
    if (segment.part == Part::kOffset && format_->type_.zone.empty()) return "a zone";
    return {};
  }

  const LocaleForms& locale_;
  TimeFormat* format_;
  int depth_ = 0;              ///< of directives that stand for others
  bool flag_ = false;          ///< `-` of the directive that is read
  std::string_view modifier_;  ///< `:` or digits of it
  std::string_view whole_;     ///< all of it
};

Result<TimeFormat> TimeFormat::Parse(std::string_view pattern, const DataType& type,
                                     const LocaleForms& locale) {
  if (pattern.empty() || !IsUtf8(pattern) || pattern.size() > limits::kFormatBytesMax) {
    return Fail(ErrorCode::kInvalidModel, "it is empty, too long or not UTF-8");
  }
  TimeFormat format;
  format.type_ = type;
  format.per_second_ = type.id == TypeId::kDate ? 1 : UnitsPerSecond(type.unit);
  RM_RETURN_IF_ERROR(Reader(locale, &format).Read(pattern));
  if (std::all_of(format.segments_.begin(), format.segments_.end(),
                  [](const Segment& s) { return s.style == Style::kLiteral; })) {
    return Fail(ErrorCode::kInvalidModel,
                fmt::format("it has no directive; a {} is formatted like %d.%m.%Y or "
                            "%H:%M",
                            type.ToString()));
  }
  format.Finish();
  return format;
}

void TimeFormat::Finish() {
  std::string sample;
  for (const Segment& segment : segments_) {
    days_ = days_ || (segment.style != Style::kLiteral && segment.part < Part::kHour);
    weeks_ = weeks_ || (segment.style != Style::kLiteral &&
                        segment.part >= Part::kIsoYear && segment.part < Part::kHour);
    std::size_t longest = 0;
    switch (segment.style) {
      case Style::kLiteral:
        longest = segment.text.size();
        sample += segment.text;
        break;
      case Style::kName:
        for (const std::string& name : segment.names) {
          longest = std::max(longest, name.size());
          sample += name;
        }
        break;
      case Style::kZoneName:
        longest = 3;
        if (type_.rules != nullptr) {
          for (const TimeZone::Change& change : type_.rules->changes()) {
            longest = std::max(longest, change.short_name.size());
          }
        }
        sample += '+';
        break;
      case Style::kOffset:
      case Style::kOffsetColon:
        longest = kOffsetBytesMax;
        sample += "+:";
        break;
      case Style::kNumber:
      case Style::kFraction:
        longest = kNumberBytesMax;
        // One with blanks may stand at an end.
        sample += segment.pad == ' ' ? "\"" : "0";
        break;
    }
    bytes_max_ += longest;
  }
  plain_ = IsPlainText(sample);
}

bool TimeFormat::injective() const {
  bool has[static_cast<std::size_t>(Part::kCount)] = {};
  int fraction = 0;
  for (const Segment& segment : segments_) {
    if (segment.style == Style::kLiteral) continue;
    if (segment.style == Style::kFraction) fraction = std::max(fraction, segment.width);
    has[static_cast<std::size_t>(segment.part)] = true;
  }
  auto reads = [&has](Part part) { return has[static_cast<std::size_t>(part)]; };
  const bool day = (reads(Part::kYear) && (reads(Part::kDayOfYear) ||
                                           (reads(Part::kMonth) && reads(Part::kDay)))) ||
                   (reads(Part::kIsoYear) && reads(Part::kIsoWeek) &&
                    (reads(Part::kWeekday) || reads(Part::kIsoWeekday)));
  const bool hour = reads(Part::kHour) || (reads(Part::kHour12) && reads(Part::kHalfDay));
  const bool clock = hour && reads(Part::kMinute) && reads(Part::kSecond);
  const int digits = type_.unit == TimeUnit::kSecond  ? 0
                     : type_.unit == TimeUnit::kMilli ? 3
                     : type_.unit == TimeUnit::kMicro ? 6
                                                      : 9;
  if (type_.id == TypeId::kDate) return day;
  if (type_.id == TypeId::kTime) return clock && fraction >= digits;
  // Local hours of a zone come twice when clocks go back.
  const bool moment = reads(Part::kEpoch) ||
                      (day && clock && (type_.rules == nullptr || reads(Part::kOffset)));
  return moment && fraction >= digits;
}

// --- writing -----------------------------------------------------------------------

void TimeFormat::SplitDay(std::int64_t days, Moment* moment) const {
  auto set = [moment](Part part, std::int64_t value) {
    moment->values[static_cast<std::size_t>(part)] = value;
  };
  const CivilDate date = CivilFromDays(days);
  const int weekday = WeekdayOf(days);
  const int day_of_year = DayOfYear(date);
  const int iso_weekday = weekday == 0 ? 7 : weekday;
  set(Part::kYear, date.year);
  set(Part::kYearOfCentury, ((date.year % 100) + 100) % 100);
  set(Part::kCentury, FloorDiv(date.year, 100));
  set(Part::kMonth, date.month);
  set(Part::kDay, date.day);
  set(Part::kDayOfYear, day_of_year);
  set(Part::kWeekday, weekday);
  set(Part::kIsoWeekday, iso_weekday);
  if (!weeks_) return;
  set(Part::kWeekFromSunday, WeekOf(day_of_year, weekday));
  set(Part::kWeekFromMonday, WeekOf(day_of_year, iso_weekday - 1));
  // The ISO week is that of its Thursday.
  const std::int64_t thursday = days + 4 - iso_weekday;
  const CivilDate middle = CivilFromDays(thursday);
  set(Part::kIsoYear, middle.year);
  set(Part::kIsoYearOfCentury, ((middle.year % 100) + 100) % 100);
  set(Part::kIsoWeek, (DayOfYear(middle) - 1) / 7 + 1);
}

void TimeFormat::Split(std::int64_t value, Moment* moment) const {
  if (type_.id == TypeId::kDate) return SplitDay(value, moment);
  auto set = [moment](Part part, std::int64_t part_value) {
    moment->values[static_cast<std::size_t>(part)] = part_value;
  };
  const std::int64_t utc = FloorDiv(value, per_second_);
  const std::int32_t offset = type_.rules != nullptr ? type_.rules->OffsetAt(utc) : 0;
  const std::int64_t local = utc + offset;
  const std::int64_t days = FloorDiv(local, kSecondsPerDay);
  const std::int64_t second = local - days * kSecondsPerDay;
  const std::int64_t hour = second / 3600;
  moment->utc = utc;
  set(Part::kHour, hour);
  set(Part::kHour12, hour % 12 == 0 ? 12 : hour % 12);
  set(Part::kHalfDay, hour / 12);
  set(Part::kMinute, second / 60 % 60);
  set(Part::kSecond, second % 60);
  set(Part::kNano, (value - utc * per_second_) * (1'000'000'000 / per_second_));
  set(Part::kOffset, offset);
  set(Part::kEpoch, utc);
  if (days_) SplitDay(days, moment);
}

char* TimeFormat::Format(std::int64_t value, char* out) const {
  Moment moment;
  Split(value, &moment);
  auto put = [&out](std::string_view text) {
    std::memcpy(out, text.data(), text.size());
    out += text.size();
  };
  for (const Segment& segment : segments_) {
    if (segment.style == Style::kLiteral) {
      put(segment.text);
      continue;
    }
    const std::int64_t part = moment.values[static_cast<std::size_t>(segment.part)];
    switch (segment.style) {
      case Style::kNumber:
        out = PutPadded(part, segment.width, segment.pad, out);
        break;
      case Style::kFraction:
        out = PutPadded(part / PowerOfTen(9 - segment.width), segment.width, '0', out);
        break;
      case Style::kName:
        put(segment.names[static_cast<std::size_t>(part - segment.base)]);
        break;
      case Style::kOffset: {
        char text[12];
        char* end = RenderOffset(static_cast<std::int32_t>(part), text);
        for (char* at = text; at < end; ++at) {
          if (*at != ':') *out++ = *at;
        }
        break;
      }
      case Style::kOffsetColon:
        out = RenderOffset(static_cast<std::int32_t>(part), out);
        break;
      case Style::kZoneName:
        put(type_.rules != nullptr ? type_.rules->ShortNameAt(moment.utc) : "UTC");
        break;
      case Style::kLiteral:
        break;
    }
  }
  return out;
}

}  // namespace rowmill
