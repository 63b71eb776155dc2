#include "gen/number_scheme.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <map>

#include "base/check.h"
#include "base/text.h"
#include "draw/stream.h"
#include "gen/name_codes.h"
#include "value/digit_pairs.h"

namespace rowmill {

namespace {

/// More choices than these begin a new draw: 20 bits of one stay unused, so that no
/// choice is more than a millionth more likely than another.
constexpr double kChoicesMax = 0x1p44;
/// Tries in all; less than one row in 2^50 would need more.
constexpr std::uint32_t kAttempts = 255;
/// Days from 1899-12-31 to 1970-01-01.
constexpr std::int32_t kDaysBefore1970 = 25'568;

std::string ExpandRanges(std::string_view set) {
  std::string characters;
  for (std::size_t i = 0; i < set.size(); ++i) {
    if (i + 2 < set.size() && set[i + 1] == '-') {
      for (char c = set[i]; c <= set[i + 2]; ++c) characters += c;
      i += 2;
    } else {
      characters += set[i];
    }
  }
  return characters;
}

std::uint32_t ReadNumber(std::string_view text) {
  std::uint32_t value = 0;
  RM_CHECK(text.size() <= 9);
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  RM_CHECK(error == std::errc() && end == text.data() + text.size());
  return value;
}

}  // namespace

/// Choices out of draws, most significant first.
struct NumberWriter::Digits {
  DrawKey key;
  std::uint64_t row;
  std::uint32_t attempt;
  std::uint64_t rest = 0;

  void Refresh() { rest = DrawAttempt(key, row, attempt++); }
  std::uint32_t Take(std::uint32_t count) {
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(rest) * count;
    rest = static_cast<std::uint64_t>(product);
    return static_cast<std::uint32_t>(product >> 64);
  }
};

NumberWriter::NumberWriter(const NumberScheme& scheme)
    : centuries_(scheme.centuries),
      day_add_female_(scheme.day_add_female),
      born_before_(scheme.born_before) {
  std::memcpy(month_add_, scheme.month_add, sizeof(month_add_));
  for (std::size_t at = 0; at < scheme.pattern.size();) at = Parse(scheme.pattern, at);
  RM_CHECK(bytes_ <= kNumberBytesMax);
  for (const CheckRule& rule : scheme.checks) {
    if (rule.kind == CheckRule::Kind::kNone) continue;
    RM_CHECK(rule.at + (rule.digits.empty() ? 2u : 1u) <= bytes_);
    RM_CHECK(rule.from + std::max<std::size_t>(rule.count, rule.weights.size()) <=
             bytes_);
    checks_.emplace_back(rule);
  }
}

void NumberWriter::Add(Part part, double choices) {
  part.at = static_cast<std::uint32_t>(bytes_);
  bytes_ += part.width;
  if (part.kind == PartKind::kLiteral) {
    literals_ += part.text;
    return;
  }
  literals_.append(part.width, '0');
  if (!part.drawn) {
    fixed_.push_back(std::move(part));
    return;
  }
  part.fresh = draws_ == 0 || choices_ * choices > kChoicesMax;
  draws_ += part.fresh ? 1 : 0;
  choices_ = part.fresh ? choices : choices_ * choices;
  drawn_.push_back(std::move(part));
}

/// Reads one part at `at`; returns where the next one is.
std::size_t NumberWriter::Parse(std::string_view pattern, std::size_t at) {
  static constexpr std::string_view kOpen = "[<({";
  static constexpr std::string_view kClose = "]>)}";
  const char c = pattern[at];
  if (c == '#') {
    std::size_t end = std::min(pattern.find_first_not_of('#', at), pattern.size());
    end = std::min(end, at + 9);
    std::uint32_t count = 1;
    for (std::size_t i = at; i < end; ++i) count *= 10;
    Add({.kind = PartKind::kNumber,
         .drawn = true,
         .width = static_cast<std::uint32_t>(end - at),
         .count = count},
        count);
    return end;
  }
  if (c == '@') {
    ParseChoice("A-Z", false);
    return at + 1;
  }
  const std::size_t bracket = kOpen.find(c);
  if (bracket == std::string_view::npos) {
    Add({.width = 1, .text = std::string(1, c == '=' ? '0' : c)}, 1);
    return at + 1;
  }
  const std::size_t end = pattern.find(kClose[bracket], at);
  RM_CHECK(end != std::string_view::npos);
  const std::string_view inner = pattern.substr(at + 1, end - at - 1);
  if (c == '{') {
    ParseBraces(inner);
  } else if (c == '<') {
    ParseRange(inner);
  } else {
    ParseChoice(inner, c == '(');
  }
  return end + 1;
}

void NumberWriter::ParseRange(std::string_view range) {
  const std::size_t dash = range.find('-');
  const std::uint32_t low = ReadNumber(range.substr(0, dash));
  const std::uint32_t count = ReadNumber(range.substr(dash + 1)) - low + 1;
  Add({.kind = PartKind::kNumber,
       .drawn = true,
       .width = static_cast<std::uint32_t>(dash),
       .first = low,
       .count = count},
      count);
}

void NumberWriter::ParseChoice(std::string_view inner, bool texts) {
  Part part{.kind = PartKind::kChoice, .drawn = true, .width = 1};
  if (texts) {
    part.width = static_cast<std::uint32_t>(inner.find('|'));
    for (std::string_view text : Split(inner, '|')) {
      RM_CHECK(text.size() == part.width);
      part.text += text;
    }
  } else {
    part.text = ExpandRanges(inner);
  }
  part.count = static_cast<std::uint32_t>(part.text.size()) / part.width;
  const std::uint32_t count = part.count;
  Add(std::move(part), count);
}

void NumberWriter::ParseBraces(std::string_view name) {
  static const std::map<std::string_view, std::pair<PartKind, std::uint32_t>> kNames = {
      {"c", {PartKind::kCentury, 1}},
      {"yyyy", {PartKind::kYear, 4}},
      {"yyy", {PartKind::kYear, 3}},
      {"yy", {PartKind::kYear, 2}},
      {"mm", {PartKind::kMonth, 2}},
      {"dd", {PartKind::kDay, 2}},
      {"days", {PartKind::kDays, 5}},
      {"it.month", {PartKind::kMonthLetter, 1}},
      {"it.family", {PartKind::kItalianFamily, 3}},
      {"it.given", {PartKind::kItalianGiven, 3}},
      {"mx.start", {PartKind::kMexicanStart, 4}},
      {"mx.inner", {PartKind::kMexicanInner, 3}},
      {"de.ten", {PartKind::kGermanTen, 10}}};
  const std::size_t bar = name.find('|');
  if (bar != std::string_view::npos) {
    Part part{.kind = PartKind::kBySex, .drawn = true, .width = 1};
    part.text = name.substr(0, bar);
    part.text += name.substr(bar + 1);
    part.count = static_cast<std::uint32_t>(bar);
    Add(std::move(part), 10);
    return;
  }
  auto found = kNames.find(name);
  RM_CHECK(found != kNames.end());
  const auto [kind, width] = found->second;
  RM_CHECK(kind != PartKind::kCentury || centuries_.size() == 6);
  if (kind >= PartKind::kItalianFamily && kind <= PartKind::kMexicanInner) {
    needs_names_ = true;
  }
  Add({.kind = kind, .drawn = kind == PartKind::kGermanTen, .width = width}, 0x1p40);
}

/// Where the row's person stands in `centuries` and `month_add`.
std::size_t NumberWriter::Era(const NumberPerson& person) const {
  return (person.year >= 2000   ? 4u
          : person.year >= 1900 ? 2u
                                : 0u) +
         (person.female ? 1u : 0u);
}

namespace {

/// Ten digits, the first not 0, of which one stands twice and one is missing.
/// Source: Bundeszentralamt für Steuern, structure of the Identifikationsnummer.
template <typename Digits>
void PutGermanTen(Digits* digits, char* to) {
  std::memcpy(to, "0123456789", 10);
  for (std::uint32_t i = 9; i > 0; --i) std::swap(to[i], to[digits->Take(i + 1)]);
  const std::uint32_t from = digits->Take(10);
  const std::uint32_t over = (from + 1 + digits->Take(9)) % 10;
  to[over] = to[from];
  for (std::uint32_t i = 1; to[0] == '0'; ++i) std::swap(to[0], to[i]);
}

}  // namespace

void NumberWriter::PutDrawn(const Part& part, bool female, Digits* digits, char* to) {
  if (part.kind == PartKind::kNumber) {
    WriteDigits(part.first + digits->Take(part.count), part.width, to);
  } else if (part.kind == PartKind::kChoice) {
    std::memcpy(to, part.text.data() + digits->Take(part.count) * part.width, part.width);
  } else if (part.kind == PartKind::kBySex) {
    const auto men = static_cast<std::uint32_t>(part.text.size()) - part.count;
    *to = part.text[female ? digits->Take(part.count) : part.count + digits->Take(men)];
  } else {
    PutGermanTen(digits, to);
  }
}

void NumberWriter::PutFixed(const Part& part, const NumberPerson& person,
                            char* to) const {
  switch (part.kind) {
    case PartKind::kCentury:
      *to = centuries_[Era(person)];
      break;
    case PartKind::kYear:
      WriteDigits(static_cast<std::uint32_t>(person.year), part.width, to);
      break;
    case PartKind::kMonth:
      WriteDigits(person.month + month_add_[Era(person)], 2, to);
      break;
    case PartKind::kDay:
      WriteDigits(person.day + (person.female ? day_add_female_ : 0u), 2, to);
      break;
    case PartKind::kDays:
      WriteDigits(static_cast<std::uint32_t>(person.days + kDaysBefore1970), 5, to);
      break;
    case PartKind::kMonthLetter:
      *to = "ABCDEHLMPRST"[person.month - 1];
      break;
    case PartKind::kItalianFamily:
      PutItalianFamily(person.family, to);
      break;
    case PartKind::kItalianGiven:
      PutItalianGiven(person.given, to);
      break;
    case PartKind::kMexicanStart:
      PutMexicanStart(person.family, person.given, to);
      break;
    case PartKind::kMexicanInner:
      PutMexicanInner(person.family, person.given, to);
      break;
    default:
      break;
  }
}

std::size_t NumberWriter::Put(const DrawKey& key, std::uint64_t row,
                              const NumberPerson& person, char* text) const {
  const CheckPerson checked{.female = person.female, .since_2000 = person.year >= 2000};
  std::memcpy(text, literals_.data(), bytes_);
  for (const Part& part : fixed_) PutFixed(part, person, text + part.at);
  Digits digits{.key = key, .row = row, .attempt = 0};
  for (bool fine = false; !fine && digits.attempt + draws_ <= kAttempts;) {
    for (const Part& part : drawn_) {
      if (part.fresh) digits.Refresh();
      PutDrawn(part, person.female, &digits, text + part.at);
    }
    fine = std::all_of(checks_.begin(), checks_.end(),
                       [&](const CheckDigit& check) { return check.Put(checked, text); });
    if (draws_ == 0) break;
  }
  return bytes_;
}

}  // namespace rowmill
