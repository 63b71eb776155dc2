// Reading of texts in a Java date pattern. Only what limits and possible values need:
// writing dates is the business of the type `datagen.date_as_string`.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/clock.h"
#include "base/text.h"
#include "model/datagen/dates_internal.h"

namespace rowmill::datagen_model {

namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 7> kDays = {
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

struct Token {
  enum Type { kLiteral, kLetter, kOpen, kClose } type = kLiteral;
  char letter = 0;
  int count = 0;
  std::string literal;
};

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

/// A quoted piece from the opening quote at `*at`. A pair of quotes inside is one quote;
/// with nothing between them the outer two are one.
std::optional<std::string> QuotedPiece(std::string_view pattern, std::size_t* at) {
  std::string piece;
  for (std::size_t i = *at + 1; i < pattern.size(); ++i) {
    if (pattern[i] != '\'') {
      piece += pattern[i];
    } else if (i + 1 < pattern.size() && pattern[i + 1] == '\'') {
      piece += '\'';
      ++i;
    } else {
      *at = i + 1;
      return piece.empty() ? "'" : piece;
    }
  }
  return std::nullopt;
}

std::optional<std::vector<Token>> Tokens(std::string_view pattern) {
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < pattern.size();) {
    char c = pattern[at];
    Token token;
    if (IsLetter(c)) {
      std::size_t end = std::min(pattern.find_first_not_of(c, at), pattern.size());
      token.type = Token::kLetter;
      token.letter = c;
      token.count = static_cast<int>(end - at);
      at = end;
    } else if (c == '\'') {
      auto piece = QuotedPiece(pattern, &at);
      if (!piece) return std::nullopt;
      token.literal = std::move(*piece);
    } else {
      token.type = c == '[' ? Token::kOpen : c == ']' ? Token::kClose : Token::kLiteral;
      token.literal = c;
      ++at;
    }
    tokens.push_back(std::move(token));
  }
  return tokens;
}

/// One attempt to read a text; copied where an optional part may have to be undone.
struct State {
  std::size_t at = 0;
  DateParts parts;
  std::optional<int> half_hour;  ///< h or K: 0..11
  std::optional<int> half;       ///< a: 0 or 1
  std::optional<int> weekday;    ///< 0 = Monday
};

class Reader {
 public:
  Reader(const std::vector<Token>& tokens, std::string_view text)
      : tokens_(tokens), text_(text) {}

  /// Reads tokens [first, last); false when the text does not fit.
  bool Read(std::size_t first, std::size_t last, State* state) const {
    for (std::size_t i = first; i < last; ++i) {
      const Token& token = tokens_[i];
      if (token.type == Token::kOpen) {
        std::size_t close = Closing(i, last);
        State attempt = *state;
        if (Read(i + 1, close, &attempt)) *state = attempt;
        i = close;
      } else if (token.type == Token::kLiteral) {
        if (!text_.substr(state->at).starts_with(token.literal)) return false;
        state->at += token.literal.size();
      } else if (token.type == Token::kLetter && !ReadLetter(i, state)) {
        return false;
      }
    }
    return true;
  }

 private:
  /// The matching `]` of the `[` at `open`; `last` when it is missing (Java allows it).
  std::size_t Closing(std::size_t open, std::size_t last) const {
    int depth = 0;
    for (std::size_t i = open; i < last; ++i) {
      depth += tokens_[i].type == Token::kOpen ? 1 : 0;
      depth -= tokens_[i].type == Token::kClose ? 1 : 0;
      if (depth == 0) return i;
    }
    return last;
  }

  bool ReadLetter(std::size_t index, State* state) const;
  bool ReadNumeric(std::size_t index, State* state) const;

  /// Digits, at least `least` and at most `most`.
  std::optional<int> Number(int least, int most, State* state) const {
    int value = 0;
    int digits = 0;
    while (digits < most && state->at < text_.size() && IsDigit(text_[state->at])) {
      value = value * 10 + (text_[state->at] - '0');
      ++state->at;
      ++digits;
    }
    if (digits < least) return std::nullopt;
    return value;
  }

  template <std::size_t N>
  std::optional<int> Name(const std::array<std::string_view, N>& names, bool whole,
                          State* state) const {
    for (std::size_t i = 0; i < N; ++i) {
      std::string_view name = whole ? names[i] : names[i].substr(0, 3);
      if (text_.substr(state->at).starts_with(name)) {
        state->at += name.size();
        return static_cast<int>(i);
      }
    }
    return std::nullopt;
  }

  bool NextIsNumeric(std::size_t index) const {
    if (index + 1 >= tokens_.size()) return false;
    const Token& next = tokens_[index + 1];
    if (next.type != Token::kLetter) return false;
    bool name = (next.letter == 'M' || next.letter == 'L') && next.count > 2;
    return !name &&
           std::string_view("uyMLdHhKkmsS").find(next.letter) != std::string_view::npos;
  }

  bool ReadYear(std::size_t index, State* state) const;
  bool ReadFraction(int count, State* state) const;
  bool ReadOffset(State* state) const;
  bool ReadHalf(State* state) const;
  bool ReadEra(int count, State* state) const;

  const std::vector<Token>& tokens_;
  std::string_view text_;
};

/// A value that is given twice must be the same both times.
bool Keep(std::optional<int> value, int least, int most, std::optional<int>* out) {
  if (!value || *value < least || *value > most) return false;
  if (out->has_value() && **out != *value) return false;
  *out = value;
  return true;
}

bool Reader::ReadYear(std::size_t index, State* state) const {
  int count = tokens_[index].count;
  if (count == 2) {
    auto value = Number(2, 2, state);
    return Keep(value ? std::optional<int>(2000 + *value) : value, 1, 9999,
                &state->parts.year);
  }
  int least = std::min(count, 9);
  int most = NextIsNumeric(index) && count > 1 ? least : std::max(least, 4);
  return Keep(Number(least, most, state), 1, 9999, &state->parts.year);
}

bool Reader::ReadFraction(int count, State* state) const {
  std::int64_t value = 0;
  for (int i = 0; i < 9; ++i) {
    value *= 10;
    if (i >= count) continue;
    if (state->at >= text_.size() || !IsDigit(text_[state->at])) return false;
    value += text_[state->at++] - '0';
  }
  state->parts.nanos = value;
  return count <= 9;
}

bool Reader::ReadOffset(State* state) const {
  for (std::string_view name : {"UTC", "GMT", "Z"}) {
    if (text_.substr(state->at).starts_with(name)) {
      state->at += name.size();
      return true;
    }
  }
  if (state->at >= text_.size()) return false;
  char sign = text_[state->at];
  if (sign != '+' && sign != '-') return false;
  ++state->at;
  auto hours = Number(2, 2, state);
  int minutes = 0;
  bool colon = state->at < text_.size() && text_[state->at] == ':';
  if (colon) ++state->at;
  if (colon || (state->at < text_.size() && IsDigit(text_[state->at]))) {
    auto read = Number(2, 2, state);
    if (!read || *read > 59) return false;
    minutes = *read;
  }
  if (!hours || *hours > 18) return false;
  state->parts.offset_seconds = (sign == '-' ? -60 : 60) * (*hours * 60 + minutes);
  return true;
}

bool Reader::ReadHalf(State* state) const {
  std::string half = UpperAscii(text_.substr(state->at, 2));
  if (half != "AM" && half != "PM") return false;
  state->at += 2;
  state->half = half == "PM" ? 1 : 0;
  return true;
}

bool Reader::ReadEra(int count, State* state) const {
  std::string_view era = count == 4 ? "Anno Domini" : count == 5 ? "A" : "AD";
  if (!text_.substr(state->at).starts_with(era)) return false;
  state->at += era.size();
  return true;
}

bool Reader::ReadNumeric(std::size_t index, State* state) const {
  const Token& token = tokens_[index];
  if (token.count > 2) return false;
  auto value = Number(token.count, 2, state);
  DateParts& parts = state->parts;
  switch (token.letter) {
    case 'M':
    case 'L':
      return Keep(value, 1, 12, &parts.month);
    case 'd':
      return Keep(value, 1, 31, &parts.day);
    case 'H':
      return Keep(value, 0, 23, &parts.hour);
    case 'k':
      if (!value || *value < 1) return false;
      return Keep(*value % 24, 0, *value > 24 ? -1 : 23, &parts.hour);
    case 'h':
      if (!value || *value < 1) return false;
      return Keep(*value % 12, 0, *value > 12 ? -1 : 11, &state->half_hour);
    case 'K':
      return Keep(value, 0, 11, &state->half_hour);
    case 'm':
      return Keep(value, 0, 59, &parts.minute);
    default:
      return Keep(value, 0, 59, &parts.second);
  }
}

bool Reader::ReadLetter(std::size_t index, State* state) const {
  const Token& token = tokens_[index];
  switch (token.letter) {
    case 'u':
    case 'y':
      return ReadYear(index, state);
    case 'M':
    case 'L':
      if (token.count > 2) {
        auto month = Name(kMonths, token.count == 4, state);
        return Keep(month ? std::optional<int>(*month + 1) : month, 1, 12,
                    &state->parts.month);
      }
      return ReadNumeric(index, state);
    case 'E':
      return Keep(Name(kDays, token.count == 4, state), 0, 6, &state->weekday);
    case 'S':
      return ReadFraction(token.count, state);
    case 'a':
      return ReadHalf(state);
    case 'G':
      return ReadEra(token.count, state);
    case 'X':
    case 'x':
    case 'Z':
    case 'O':
    case 'V':
      return ReadOffset(state);
    default:
      return ReadNumeric(index, state);
  }
}

/// Puts halves of the day together and checks the parts against each other.
bool Resolve(State* state) {
  DateParts& parts = state->parts;
  if (state->half_hour.has_value()) {
    if (!state->half) return false;
    int hour = *state->half * 12 + *state->half_hour;
    if (parts.hour && *parts.hour != hour) return false;
    parts.hour = hour;
  }
  if (!parts.year || !parts.month || !parts.day) return true;
  std::int64_t days = DaysFromCivil(*parts.year, static_cast<unsigned>(*parts.month),
                                    static_cast<unsigned>(*parts.day));
  CivilDate back = CivilFromDays(days);
  if (static_cast<int>(back.day) != *parts.day) return false;  // 30 February
  // 1970-01-01 was a Thursday.
  int weekday = static_cast<int>(((days + 3) % 7 + 7) % 7);
  return !state->weekday || *state->weekday == weekday;
}

}  // namespace

Result<DateParts> ReadInPattern(std::string_view pattern, std::string_view text) {
  auto tokens = Tokens(pattern);
  if (!tokens) {
    return Fail(ErrorCode::kNotBuilt,
                fmt::format("the pattern has an open quote: {}", pattern));
  }
  for (const Token& token : *tokens) {
    bool narrow = token.count > 4 &&
                  (token.letter == 'M' || token.letter == 'L' || token.letter == 'E');
    if (token.type == Token::kLetter &&
        (narrow || std::string_view("uyMLdHhKkamsSEGXxZOV").find(token.letter) ==
                       std::string_view::npos)) {
      return Fail(
          ErrorCode::kNotBuilt,
          fmt::format("dates cannot be read in a pattern with '{}'",
                      std::string(static_cast<std::size_t>(token.count), token.letter)));
    }
  }
  State state;
  Reader reader(*tokens, text);
  if (!reader.Read(0, tokens->size(), &state) || state.at != text.size() ||
      !Resolve(&state)) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("'{}' does not fit the pattern {}", text, pattern));
  }
  return state.parts;
}

}  // namespace rowmill::datagen_model
