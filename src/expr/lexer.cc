#include "expr/lexer.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace rowmill {

namespace {

bool IsNameStart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsNamePart(char c) { return IsNameStart(c) || IsDigit(c); }

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Result<std::vector<Token>> Read() {
    std::vector<Token> tokens;
    for (;;) {
      RM_RETURN_IF_ERROR(SkipBlanks());
      RM_ASSIGN_OR_RETURN(Token token, Next());
      tokens.push_back(std::move(token));
      if (tokens.back().kind == Token::Kind::kEnd) return tokens;
    }
  }

 private:
  char Peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  tl::unexpected<Error> Bad(std::size_t begin, std::string message) const {
    return Fail(
        ExpressionFault(text_, {begin, std::min(at_, text_.size())}, std::move(message)));
  }

  Status SkipBlanks() {
    for (;;) {
      const char c = Peek();
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        ++at_;
      } else if (c == '-' && Peek(1) == '-') {
        while (at_ < text_.size() && text_[at_] != '\n') ++at_;
      } else if (c == '/' && Peek(1) == '*') {
        const std::size_t begin = at_;
        const std::size_t end = text_.find("*/", at_ + 2);
        at_ = end == std::string_view::npos ? text_.size() : end + 2;
        if (end == std::string_view::npos) return Bad(begin, "a comment without its end");
      } else {
        return {};
      }
    }
  }

  Result<Token> Next() {
    const std::size_t begin = at_;
    Token token;
    if (at_ >= text_.size()) {
      token.span = {begin, begin};
      return token;
    }
    const char c = text_[at_];
    if (c == '\'' || c == '"') {
      token.kind = c == '"' ? Token::Kind::kQuoted : Token::Kind::kText;
      RM_RETURN_IF_ERROR(ReadQuoted(c, &token.text));
    } else if (IsNameStart(c)) {
      while (IsNamePart(Peek())) ++at_;
      token.kind = Token::Kind::kName;
      token.text = std::string(text_.substr(begin, at_ - begin));
    } else if (IsDigit(c) || (c == '.' && IsDigit(Peek(1)))) {
      RM_RETURN_IF_ERROR(ReadNumber(&token));
    } else {
      RM_RETURN_IF_ERROR(ReadSign(&token));
    }
    token.span = {begin, at_};
    return token;
  }

  /// A quote within is written twice.
  Status ReadQuoted(char quote, std::string* out) {
    const std::size_t begin = at_++;
    for (;; ++at_) {
      if (at_ >= text_.size()) {
        return Bad(begin, quote == '"' ? "a name without its second quote"
                                       : "a text without its second quote");
      }
      if (text_[at_] == quote) {
        ++at_;
        if (Peek() != quote) return {};
      }
      out->push_back(text_[at_]);
    }
  }

  Status ReadNumber(Token* token) {
    const std::size_t begin = at_;
    auto digits = [&] {
      while (IsDigit(Peek()) || (Peek() == '_' && IsDigit(Peek(1)))) ++at_;
    };
    digits();
    if (Peek() == '.') {
      ++at_;
      digits();
    }
    if (Peek() == 'e' || Peek() == 'E') {
      const std::size_t sign = Peek(1) == '+' || Peek(1) == '-' ? 1 : 0;
      if (IsDigit(Peek(1 + sign))) {
        at_ += 1 + sign;
        digits();
      }
    }
    token->kind = Token::Kind::kNumber;
    for (char c : text_.substr(begin, at_ - begin)) {
      if (c != '_') token->text += c;
    }
    if (!IsNamePart(Peek())) return {};
    while (IsNamePart(Peek())) ++at_;
    return Bad(begin,
               "a number with letters behind it (put a name that begins with a "
               "digit into double quotes)");
  }

  Status ReadSign(Token* token) {
    static constexpr std::string_view kSigns[] = {
        "<>", "<=", ">=", "!=", "||", "::", "+", "-", "*", "/", "%", "=",
        "<",  ">",  "(",  ")",  ",",  ".",  "{", "}", "[", "]", ":"};
    for (std::string_view sign : kSigns) {
      if (!text_.substr(at_).starts_with(sign)) continue;
      at_ += sign.size();
      token->kind = Token::Kind::kSign;
      token->text = std::string(sign == "!=" ? "<>" : sign);
      return {};
    }
    const std::size_t begin = at_++;
    const std::string_view c = text_.substr(begin, 1);
    std::string hint;
    if (c == "&") hint = " (and)";
    if (c == "|") hint = " (or; || joins texts)";
    if (c == "!") hint = " (not, <>)";
    if (c == "^") hint = " (power(a, b))";
    if (c == ";") hint = " (an expression is one value)";
    if (c == "$") hint = " (fields go by their names alone)";
    return Bad(begin,
               fmt::format("'{}' is no part of an expression{}", Printable(c), hint));
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

bool Token::IsWord(std::string_view word) const {
  return kind == Kind::kName && EqualsIgnoreCase(text, word);
}

Result<std::vector<Token>> ReadTokens(std::string_view text) {
  return Lexer(text).Read();
}

Error ExpressionFault(std::string_view text, TextSpan span, std::string message) {
  constexpr std::size_t kShownMax = 120;
  const std::size_t begin = std::min(span.begin, text.size());
  const std::size_t line_begin = begin == 0 ? 0 : text.rfind('\n', begin - 1) + 1;
  // Bytes that go on a character take no place of their own.
  auto goes_on = [&](std::size_t at) {
    return at < text.size() && (text[at] & 0xC0) == 0x80;
  };
  auto width = [&](std::size_t first, std::size_t last) {
    std::size_t count = 0;
    for (std::size_t at = first; at < last; ++at) count += goes_on(at) ? 0 : 1;
    return count;
  };
  std::size_t from = line_begin;
  if (begin - from > kShownMax / 2) from = begin - kShownMax / 2;
  while (goes_on(from)) ++from;
  std::size_t to = std::min({text.find('\n', begin), text.size(), from + kShownMax});
  while (goes_on(to)) ++to;
  std::string line;
  for (char c : text.substr(from, to - from)) {
    line += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  const std::size_t marked =
      std::max<std::size_t>(1, width(begin, std::max(begin, std::min(span.end, to))));
  const auto lines =
      std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(begin), '\n');
  const std::string column = fmt::format("column {}", width(line_begin, begin) + 1);
  Error error(ErrorCode::kInvalidModel,
              lines == 0 ? fmt::format("{}, at {}", message, column)
                         : fmt::format("{}, at line {}, {}", message, lines + 1, column));
  error.excerpt = fmt::format("{}\n{}^{}", line, std::string(width(from, begin), ' '),
                              std::string(marked - 1, '~'));
  return error;
}

}  // namespace rowmill
