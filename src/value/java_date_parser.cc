#include <fmt/format.h>

#include <algorithm>

#include "value/java_date.h"

namespace rowmill {

namespace {

constexpr std::string_view kMonths[] = {
    "",     "January", "February",  "March",   "April",    "May",     "June",
    "July", "August",  "September", "October", "November", "December"};
constexpr std::string_view kShortMonths[] = {"",    "Jan", "Feb", "Mar", "Apr",
                                             "May", "Jun", "Jul", "Aug", "Sep",
                                             "Oct", "Nov", "Dec"};
constexpr std::string_view kNarrowMonths[] = {"",  "J", "F", "M", "A", "M", "J",
                                              "J", "A", "S", "O", "N", "D"};
constexpr std::string_view kWeekdays[] = {"",          "Sunday",   "Monday", "Tuesday",
                                          "Wednesday", "Thursday", "Friday", "Saturday"};
constexpr std::string_view kShortWeekdays[] = {"",    "Sun", "Mon", "Tue",
                                               "Wed", "Thu", "Fri", "Sat"};
constexpr std::string_view kNarrowWeekdays[] = {"", "S", "M", "T", "W", "T", "F", "S"};
constexpr std::string_view kQuarters[] = {"", "1st quarter", "2nd quarter", "3rd quarter",
                                          "4th quarter"};
constexpr std::string_view kShortQuarters[] = {"", "Q1", "Q2", "Q3", "Q4"};
constexpr std::string_view kNarrowQuarters[] = {"", "1", "2", "3", "4"};
constexpr std::string_view kEras[] = {"Before Christ", "Anno Domini"};
constexpr std::string_view kShortEras[] = {"BC", "AD"};
constexpr std::string_view kNarrowEras[] = {"B", "A"};
constexpr std::string_view kHalfDays[] = {"AM", "PM"};

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

class JavaDateParser {
 public:
  explicit JavaDateParser(std::string_view pattern) : pattern_(pattern) {}

  Result<JavaDatePattern> Parse() {
    while (at_ < pattern_.size()) {
      char c = pattern_[at_];
      if (IsLetter(c)) {
        std::size_t start = at_;
        while (at_ < pattern_.size() && pattern_[at_] == c) ++at_;
        RM_RETURN_IF_ERROR(AddLetters(c, static_cast<int>(at_ - start), start));
      } else if (c == '\'') {
        RM_RETURN_IF_ERROR(AddQuoted());
      } else {
        RM_RETURN_IF_ERROR(AddOther(c));
      }
    }
    made_.Finish();
    return std::move(made_);
  }

  JavaDatePattern IsoInstant() {
    AddSignedPad(Part::kYear, 4);
    AddLiteral("-");
    AddNumber(Part::kMonth, 2);
    AddLiteral("-");
    AddNumber(Part::kDay, 2);
    AddLiteral("T");
    AddNumber(Part::kHour, 2);
    AddLiteral(":");
    AddNumber(Part::kMinute, 2);
    AddLiteral(":");
    AddNumber(Part::kSecond, 2);
    Add({.style = Style::kInstantFraction, .part = Part::kNano});
    AddLiteral("Z");
    made_.Finish();
    return std::move(made_);
  }

 private:
  using Part = JavaDatePattern::Part;
  using Style = JavaDatePattern::Style;
  using Segment = JavaDatePattern::Segment;

  tl::unexpected<Error> Bad(std::string_view what, std::size_t position) const {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("{} at position {}: {}", what, position + 1, pattern_));
  }

  void Add(Segment segment) { made_.segments_.push_back(std::move(segment)); }
  void AddNumber(Part part, int width) {
    Add({.style = Style::kNumber, .part = part, .width = width});
  }
  void AddSignedPad(Part part, int width) {
    Add({.style = Style::kSignedPad, .part = part, .width = width});
  }
  void AddName(Part part, const std::string_view* names) {
    Add({.style = Style::kName, .part = part, .names = names});
  }
  void AddLiteral(std::string_view text) {
    std::vector<Segment>& segments = made_.segments_;
    if (segments.empty() || segments.back().style != Style::kLiteral) Add({});
    segments.back().text += text;
  }

  Status AddQuoted() {
    const std::size_t start = at_++;
    std::string text;
    while (true) {
      if (at_ == pattern_.size()) return Bad("quote without its end", start);
      char c = pattern_[at_++];
      if (c != '\'') {
        text += c;
      } else if (at_ < pattern_.size() && pattern_[at_] == '\'') {
        text += c;
        ++at_;
      } else {
        break;
      }
    }
    AddLiteral(text.empty() ? "'" : text);
    return {};
  }

  Status AddOther(char c) {
    if (c == '{' || c == '}' || c == '#') return Bad("reserved character", at_);
    if (c == ']' && depth_ == 0) return Bad("] without [", at_);
    if (c == '[') {
      ++depth_;
    } else if (c == ']') {
      --depth_;
    } else {
      AddLiteral(std::string_view(&c, 1));
    }
    ++at_;
    return {};
  }

  /// Year-like letters: two digits are cut, from four on a longer year has a sign.
  Status AddYear(Part part, int count, int most, std::size_t start) {
    if (count > most) return Bad("too many letters", start);
    if (count == 2) {
      Add({.style = Style::kTwoDigits, .part = part});
    } else if (count < 4) {
      AddNumber(part, count);
    } else {
      AddSignedPad(part, count);
    }
    return {};
  }

  Status AddCounted(Part part, int count, int most, std::size_t start) {
    if (count > most) return Bad("too many letters", start);
    AddNumber(part, count);
    return {};
  }

  /// One or two digits, then short, full and narrow names.
  Status AddNumberOrName(Part part, int count, const std::string_view* short_names,
                         const std::string_view* names, const std::string_view* narrow,
                         std::size_t start) {
    if (count > 5) return Bad("too many letters", start);
    if (count <= 2) {
      AddNumber(part, count);
    } else {
      AddName(part, count == 3 ? short_names : count == 4 ? names : narrow);
    }
    return {};
  }

  /// Zone and offset letters: constant, the zone is UTC.
  Status AddZone(char letter, int count, std::size_t start) {
    constexpr std::string_view kOffsets[] = {"+00", "+0000", "+00:00", "+0000", "+00:00"};
    auto add = [this](std::string_view text) {
      AddLiteral(text);
      return Status();
    };
    switch (letter) {
      case 'V':
        return count == 2 ? add("Z") : Bad("V comes as VV", start);
      case 'O':
        return count == 1 || count == 4 ? add("GMT") : Bad("O comes as O or OOOO", start);
      case 'z':
        if (count > 4) return Bad("too many letters", start);
        return add("Z");
      case 'X':
        return count <= 5 ? add("Z") : Bad("too many letters", start);
      case 'x':
        return count <= 5 ? add(kOffsets[count - 1]) : Bad("too many letters", start);
      default:  // Z
        if (count > 5) return Bad("too many letters", start);
        return add(count <= 3 ? "+0000" : count == 4 ? "GMT" : "Z");
    }
  }

  Status AddLetters(char letter, int count, std::size_t start) {
    switch (letter) {
      case 'G':
        if (count > 5) return Bad("too many letters", start);
        AddName(Part::kEra, count <= 3 ? kShortEras : count == 4 ? kEras : kNarrowEras);
        return {};
      case 'u':
        return AddYear(Part::kYear, count, 19, start);
      case 'y':
        return AddYear(Part::kYearOfEra, count, 19, start);
      case 'Y':
        return AddYear(Part::kWeekYear, count, 19, start);
      case 'M':
      case 'L':
        return AddNumberOrName(Part::kMonth, count, kShortMonths, kMonths, kNarrowMonths,
                               start);
      case 'Q':
      case 'q':
        return AddNumberOrName(Part::kQuarter, count, kShortQuarters, kQuarters,
                               kNarrowQuarters, start);
      case 'E':
        return AddNumberOrName(Part::kDayOfWeek, std::max(count, 3), kShortWeekdays,
                               kWeekdays, kNarrowWeekdays, start);
      case 'c':
        if (count == 2) return Bad("c does not come twice", start);
        [[fallthrough]];
      case 'e':
        return AddNumberOrName(Part::kDayOfWeek, count, kShortWeekdays, kWeekdays,
                               kNarrowWeekdays, start);
      case 'a':
        if (count > 1) return Bad("too many letters", start);
        AddName(Part::kHalfDay, kHalfDays);
        return {};
      case 'S':
        if (count > 9) return Bad("too many letters", start);
        Add({.style = Style::kFraction, .part = Part::kNano, .width = count});
        return {};
      case 'V':
      case 'O':
      case 'X':
      case 'x':
      case 'Z':
      case 'z':
        return AddZone(letter, count, start);
      default:
        return AddPlainNumber(letter, count, start);
    }
  }

  Status AddPlainNumber(char letter, int count, std::size_t start) {
    switch (letter) {
      case 'd':
        return AddCounted(Part::kDay, count, 2, start);
      case 'D':
        return AddCounted(Part::kDayOfYear, count, 3, start);
      case 'w':
        return AddCounted(Part::kWeek, count, 2, start);
      case 'W':
        return AddCounted(Part::kWeekOfMonth, count, 1, start);
      case 'F':
        return AddCounted(Part::kWeekdayOfMonth, count, 1, start);
      case 'h':
        return AddCounted(Part::kClock12, count, 2, start);
      case 'K':
        return AddCounted(Part::kHour12, count, 2, start);
      case 'k':
        return AddCounted(Part::kClock24, count, 2, start);
      case 'H':
        return AddCounted(Part::kHour, count, 2, start);
      case 'm':
        return AddCounted(Part::kMinute, count, 2, start);
      case 's':
        return AddCounted(Part::kSecond, count, 2, start);
      case 'A':
        return AddCounted(Part::kMilliOfDay, count, 19, start);
      case 'n':
        return AddCounted(Part::kNano, count, 19, start);
      case 'N':
        return AddCounted(Part::kNanoOfDay, count, 19, start);
      default:
        return Bad(fmt::format("unknown letter {}", letter), start);
    }
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  int depth_ = 0;
  JavaDatePattern made_;
};

Result<JavaDatePattern> JavaDatePattern::Parse(std::string_view pattern) {
  JavaDateParser parser(pattern);
  if (pattern.empty()) return parser.IsoInstant();
  return parser.Parse();
}

}  // namespace rowmill
