#include "expr/parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/limits.h"
#include "base/text.h"
#include "expr/lexer.h"
#include "value/numbers.h"

namespace rowmill {

namespace {

constexpr int kDepthMax = 100;
constexpr std::size_t kTokensMax = 100'000;
constexpr int kOperatorsMax = 1'000;

/// Words that name no field unless they are in double quotes.
constexpr std::string_view kReserved[] = {
    "and",  "or",   "not",  "between", "in",  "like", "ilike", "is",    "null",
    "case", "when", "then", "else",    "end", "cast", "true",  "false", "from"};

bool IsReserved(const Token& token) {
  for (std::string_view word : kReserved) {
    if (token.IsWord(word)) return true;
  }
  return false;
}

class Parser {
 public:
  Parser(std::string_view text, std::vector<Token> tokens)
      : text_(text), tokens_(std::move(tokens)) {}

  Result<Expr> Parse() {
    if (tokens_.size() > kTokensMax) {
      return Fail(ErrorCode::kTooLarge,
                  fmt::format("an expression of more than {} words", kTokensMax));
    }
    if (Peek().kind == Token::Kind::kEnd) return Bad("the expression is empty");
    RM_ASSIGN_OR_RETURN(Expr expr, Or());
    if (Peek().kind != Token::Kind::kEnd) return Unexpected("the end");
    return expr;
  }

 private:
  const Token& Peek(std::size_t ahead = 0) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
  }
  Token Take() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }
  bool TakeWord(std::string_view word) { return Peek().IsWord(word) && (Take(), true); }
  bool TakeSign(std::string_view sign) { return Peek().IsSign(sign) && (Take(), true); }

  tl::unexpected<Error> Bad(std::string message) const {
    return Fail(ExpressionFault(text_, Peek().span, std::move(message)));
  }
  tl::unexpected<Error> Unexpected(std::string_view wanted) const {
    const Token& token = Peek();
    return Bad(
        token.kind == Token::Kind::kEnd
            ? fmt::format("the expression ends where {} should stand", wanted)
            : fmt::format("'{}' stands where {} should", Printable(token.text), wanted));
  }
  Status Expect(std::string_view sign) {
    if (TakeSign(sign)) return {};
    return Unexpected(fmt::format("'{}'", sign));
  }

  static Expr Call(std::string name, std::vector<Expr> args, TextSpan span) {
    Expr call;
    call.kind = Expr::Kind::kCall;
    call.text = std::move(name);
    call.args = std::move(args);
    call.span = span;
    return call;
  }
  static Expr Binary(std::string name, Expr left, Expr right) {
    const TextSpan span{left.span.begin, right.span.end};
    std::vector<Expr> args;
    args.push_back(std::move(left));
    args.push_back(std::move(right));
    return Call(std::move(name), std::move(args), span);
  }
  static Expr Unary(std::string name, Expr of, std::size_t begin, std::size_t end) {
    std::vector<Expr> args;
    args.push_back(std::move(of));
    return Call(std::move(name), std::move(args), {begin, end});
  }

  Result<Expr> Or() {
    if (++depth_ > kDepthMax) {
      return Bad(fmt::format("more than {} brackets within each other", kDepthMax));
    }
    RM_ASSIGN_OR_RETURN(Expr left, And());
    while (TakeWord("or")) {
      RM_ASSIGN_OR_RETURN(Expr right, And());
      left = Binary("or", std::move(left), std::move(right));
      RM_RETURN_IF_ERROR(Count());
    }
    --depth_;
    return left;
  }

  Result<Expr> And() {
    RM_ASSIGN_OR_RETURN(Expr left, Not());
    while (TakeWord("and")) {
      RM_ASSIGN_OR_RETURN(Expr right, Not());
      left = Binary("and", std::move(left), std::move(right));
      RM_RETURN_IF_ERROR(Count());
    }
    return left;
  }

  Result<Expr> Not() {
    std::vector<std::size_t> begins;
    while (Peek().IsWord("not")) begins.push_back(Take().span.begin);
    RM_ASSIGN_OR_RETURN(Expr expr, Predicate());
    for (; !begins.empty(); begins.pop_back()) {
      RM_RETURN_IF_ERROR(Count());
      expr = Not(std::move(expr), begins.back());
    }
    return expr;
  }

  Result<Expr> Predicate() {
    RM_ASSIGN_OR_RETURN(Expr left, Joined());
    bool compared = false;
    for (;;) {
      const bool negated =
          Peek().IsWord("not") && (IsTest(Peek(1)) || Peek(1).IsWord("between"));
      if (IsComparison(Peek())) {
        if (compared) return Bad("comparisons do not go on: write a < b and b < c");
        compared = true;
        const std::string name = Take().text;
        RM_ASSIGN_OR_RETURN(Expr right, Joined());
        left = Binary(name, std::move(left), std::move(right));
      } else if (Peek().IsWord("is")) {
        RM_ASSIGN_OR_RETURN(left, Is(std::move(left)));
      } else if (negated || IsTest(Peek()) || Peek().IsWord("between")) {
        if (negated) Take();
        const std::size_t begin = left.span.begin;
        RM_ASSIGN_OR_RETURN(left, Test(std::move(left)));
        if (negated) left = Not(std::move(left), begin);
      } else {
        return left;
      }
      RM_RETURN_IF_ERROR(Count());
    }
  }

  static bool IsTest(const Token& token) {
    return token.IsWord("in") || token.IsWord("like") || token.IsWord("ilike");
  }
  static bool IsComparison(const Token& token) {
    for (std::string_view sign : {"=", "<>", "<", "<=", ">", ">="}) {
      if (token.IsSign(sign)) return true;
    }
    return false;
  }
  static Expr Not(Expr of, std::size_t begin) {
    const std::size_t end = of.span.end;
    return Unary("not", std::move(of), begin, end);
  }
  /// Trees are walked by recursion, so operators are bounded.
  Status Count() {
    if (++operators_ <= kOperatorsMax) return {};
    return Bad(fmt::format("an expression of more than {} operators", kOperatorsMax));
  }

  /// `is [not] null`, `is [not] true`, `is [not] distinct from x`.
  Result<Expr> Is(Expr left) {
    Take();
    const bool negated = TakeWord("not");
    const std::size_t begin = left.span.begin;
    Expr made;
    if (TakeWord("distinct")) {
      if (!TakeWord("from")) return Unexpected("'from'");
      RM_ASSIGN_OR_RETURN(Expr right, Joined());
      made = Binary("is distinct from", std::move(left), std::move(right));
    } else {
      std::string name;
      for (std::string_view word : {"null", "true", "false"}) {
        if (name.empty() && TakeWord(word)) name = fmt::format("is {}", word);
      }
      if (name.empty()) return Unexpected("null, true, false or 'distinct from'");
      made = Unary(std::move(name), std::move(left), begin, tokens_[at_ - 1].span.end);
    }
    return negated ? Not(std::move(made), begin) : std::move(made);
  }

  /// What stands behind a value: in (...), between a and b, like 'pattern'.
  Result<Expr> Test(Expr left) {
    if (TakeWord("between")) {
      RM_ASSIGN_OR_RETURN(Expr low, Joined());
      if (!TakeWord("and")) return Unexpected("the 'and' of 'between'");
      RM_ASSIGN_OR_RETURN(Expr high, Joined());
      Expr again = left;
      Expr from = Binary(">=", std::move(left), std::move(low));
      Expr to = Binary("<=", std::move(again), std::move(high));
      return Binary("and", std::move(from), std::move(to));
    }
    if (TakeWord("in")) {
      Expr list;
      list.kind = Expr::Kind::kList;
      list.span.begin = Peek().span.begin;
      RM_RETURN_IF_ERROR(Expect("("));
      RM_ASSIGN_OR_RETURN(list.args, ListTo(")"));
      if (list.args.empty()) return Bad("in () is empty");
      list.span.end = tokens_[at_ - 1].span.end;
      return Binary("in", std::move(left), std::move(list));
    }
    const std::string name = Take().IsWord("like") ? "like" : "ilike";
    RM_ASSIGN_OR_RETURN(Expr pattern, Joined());
    return Binary(name, std::move(left), std::move(pattern));
  }

  Result<Expr> Joined() {
    RM_ASSIGN_OR_RETURN(Expr left, Sum());
    while (TakeSign("||")) {
      RM_ASSIGN_OR_RETURN(Expr right, Sum());
      left = Binary("||", std::move(left), std::move(right));
      RM_RETURN_IF_ERROR(Count());
    }
    return left;
  }

  Result<Expr> Sum() {
    RM_ASSIGN_OR_RETURN(Expr left, Product());
    while (Peek().IsSign("+") || Peek().IsSign("-")) {
      const std::string name = Take().text;
      RM_ASSIGN_OR_RETURN(Expr right, Product());
      left = Binary(name, std::move(left), std::move(right));
      RM_RETURN_IF_ERROR(Count());
    }
    return left;
  }

  Result<Expr> Product() {
    RM_ASSIGN_OR_RETURN(Expr left, Signed());
    while (Peek().IsSign("*") || Peek().IsSign("/") || Peek().IsSign("%")) {
      const std::string name = Take().text;
      RM_ASSIGN_OR_RETURN(Expr right, Signed());
      left = Binary(name, std::move(left), std::move(right));
      RM_RETURN_IF_ERROR(Count());
    }
    return left;
  }

  Result<Expr> Signed() {
    std::vector<Token> signs;
    while (Peek().IsSign("-") || Peek().IsSign("+")) signs.push_back(Take());
    RM_ASSIGN_OR_RETURN(Expr expr, Cast());
    for (; !signs.empty(); signs.pop_back()) {
      RM_RETURN_IF_ERROR(Count());
      if (signs.back().text == "+") continue;
      const std::size_t end = expr.span.end;
      expr = Unary("negate", std::move(expr), signs.back().span.begin, end);
    }
    return expr;
  }

  /// `x::type`.
  Result<Expr> Cast() {
    RM_ASSIGN_OR_RETURN(Expr expr, Primary());
    while (TakeSign("::")) {
      Expr cast;
      cast.kind = Expr::Kind::kCast;
      cast.span.begin = expr.span.begin;
      RM_ASSIGN_OR_RETURN(cast.text, TypeText());
      cast.span.end = tokens_[at_ - 1].span.end;
      cast.args.push_back(std::move(expr));
      expr = std::move(cast);
    }
    return expr;
  }

  /// A type's name with what stands in its brackets, as written: `decimal(12,2)`.
  Result<std::string> TypeText() {
    if (Peek().kind != Token::Kind::kName) return Unexpected("the name of a type");
    std::string text = LowerAscii(Take().text);
    if (!TakeSign("(")) return text;
    text += '(';
    while (!Peek().IsSign(")")) {
      if (Peek().kind == Token::Kind::kEnd) return Unexpected("')'");
      text += Take().text;
    }
    Take();
    return text + ')';
  }

  Result<std::vector<Expr>> ListTo(std::string_view end) {
    std::vector<Expr> args;
    if (TakeSign(end)) return args;
    for (;;) {
      RM_ASSIGN_OR_RETURN(Expr arg, Or());
      args.push_back(std::move(arg));
      if (TakeSign(end)) return args;
      if (!TakeSign(",")) return Unexpected(fmt::format("',' or '{}'", end));
    }
  }

  Result<Expr> Primary() {
    const Token token = Peek();
    Expr expr;
    expr.span = token.span;
    switch (token.kind) {
      case Token::Kind::kNumber:
        Take();
        expr.kind = Expr::Kind::kNumber;
        expr.text = token.text;
        return expr;
      case Token::Kind::kText:
        Take();
        expr.kind = Expr::Kind::kText;
        expr.text = token.text;
        return expr;
      case Token::Kind::kQuoted:
        return Name();
      case Token::Kind::kName:
        return Word();
      case Token::Kind::kSign:
        if (token.text == "(") {
          Take();
          RM_ASSIGN_OR_RETURN(expr, Or());
          RM_RETURN_IF_ERROR(Expect(")"));
          return expr;
        }
        if (token.text == "{") return Map();
        if (token.text == "[") {
          Take();
          expr.kind = Expr::Kind::kList;
          RM_ASSIGN_OR_RETURN(expr.args, ListTo("]"));
          expr.span.end = tokens_[at_ - 1].span.end;
          return expr;
        }
        break;
      case Token::Kind::kEnd:
        break;
    }
    return Unexpected("a value");
  }

  /// `{'a': 1, 'b': 2}`.
  Result<Expr> Map() {
    Expr map;
    map.kind = Expr::Kind::kMap;
    map.span = Take().span;
    while (!TakeSign("}")) {
      if (!map.args.empty() && !TakeSign(",")) return Unexpected("',' or '}'");
      RM_ASSIGN_OR_RETURN(Expr key, Or());
      RM_RETURN_IF_ERROR(Expect(":"));
      RM_ASSIGN_OR_RETURN(Expr value, Or());
      map.args.push_back(std::move(key));
      map.args.push_back(std::move(value));
    }
    map.span.end = tokens_[at_ - 1].span.end;
    return map;
  }

  /// A field, a member of one, or a function.
  Result<Expr> Name() {
    const Token name = Take();
    Expr expr;
    expr.span = name.span;
    if (name.kind == Token::Kind::kName && TakeSign("(")) {
      return Function(LowerAscii(name.text), name.span);
    }
    expr.kind = Expr::Kind::kField;
    expr.text = name.text;
    expr.path.push_back(name.text);
    while (Peek().IsSign(".")) {
      Take();
      const Token& step = Peek();
      if (step.kind != Token::Kind::kName && step.kind != Token::Kind::kQuoted) {
        return Unexpected("a name");
      }
      expr.path.push_back(step.text);
      expr.span.end = Take().span.end;
    }
    return expr;
  }

  Result<Expr> Function(std::string name, TextSpan span) {
    if (name == "try") {
      Expr made;
      made.kind = Expr::Kind::kTry;
      RM_ASSIGN_OR_RETURN(made.args, ListTo(")"));
      made.span = {span.begin, tokens_[at_ - 1].span.end};
      if (made.args.size() == 1) return made;
      return Fail(ExpressionFault(text_, made.span, "try(x) takes one value"));
    }
    if (name == "extract" && Peek(1).IsWord("from")) {
      Expr part;
      part.kind = Expr::Kind::kText;
      part.span = Peek().span;
      part.text = LowerAscii(Take().text);
      Take();
      RM_ASSIGN_OR_RETURN(Expr of, Or());
      RM_RETURN_IF_ERROR(Expect(")"));
      Expr made = Binary("date_part", std::move(part), std::move(of));
      made.span = {span.begin, tokens_[at_ - 1].span.end};
      return made;
    }
    RM_ASSIGN_OR_RETURN(std::vector<Expr> args, ListTo(")"));
    return Call(std::move(name), std::move(args),
                {span.begin, tokens_[at_ - 1].span.end});
  }

  Result<Expr> Word() {
    const Token token = Peek();
    Expr expr;
    expr.span = token.span;
    if (token.IsWord("case")) return Case();
    if (token.IsWord("null") || token.IsWord("true") || token.IsWord("false")) {
      Take();
      expr.kind = token.IsWord("null") ? Expr::Kind::kNull : Expr::Kind::kBool;
      expr.text = LowerAscii(token.text);
      return expr;
    }
    if (token.IsWord("cast") && Peek(1).IsSign("(")) {
      Take();
      Take();
      expr.kind = Expr::Kind::kCast;
      RM_ASSIGN_OR_RETURN(Expr of, Or());
      if (!TakeWord("as")) return Unexpected("'as'");
      RM_ASSIGN_OR_RETURN(expr.text, TypeText());
      RM_RETURN_IF_ERROR(Expect(")"));
      expr.span.end = tokens_[at_ - 1].span.end;
      expr.args.push_back(std::move(of));
      return expr;
    }
    if (Peek(1).kind == Token::Kind::kText) {
      RM_ASSIGN_OR_RETURN(bool typed, TypedLiteral(&expr));
      if (typed) return expr;
    }
    if (IsReserved(token)) return Unexpected("a value");
    return Name();
  }

  /// `date '2024-01-01'` and the like.
  Result<bool> TypedLiteral(Expr* expr) {
    const Token word = Peek();
    const bool interval = word.IsWord("interval");
    const TypeId id = word.IsWord("date")        ? TypeId::kDate
                      : word.IsWord("time")      ? TypeId::kTime
                      : word.IsWord("timestamp") ? TypeId::kTimestamp
                                                 : TypeId::kString;
    if (!interval && id == TypeId::kString) return false;
    Take();
    const Token text = Take();
    expr->span.end = text.span.end;
    expr->text = text.text;
    if (interval) {
      expr->kind = Expr::Kind::kInterval;
      Result<Interval> read = ParseInterval(text.text);
      if (!read) return Fail(ExpressionFault(text_, text.span, read.error().message));
      expr->interval = *read;
      return true;
    }
    expr->kind = Expr::Kind::kTemporal;
    expr->type = DataType::Of(id);
    return true;
  }

  /// `case when a then b ... else c end`; `case x when v then b` compares x with v.
  Result<Expr> Case() {
    Expr made;
    made.kind = Expr::Kind::kCase;
    made.span = Take().span;
    std::vector<Expr> of;
    if (!Peek().IsWord("when")) {
      RM_ASSIGN_OR_RETURN(Expr value, Or());
      of.push_back(std::move(value));
    }
    while (TakeWord("when")) {
      RM_ASSIGN_OR_RETURN(Expr condition, Or());
      if (!of.empty()) {
        const TextSpan span = condition.span;
        condition = Binary("=", of[0], std::move(condition));
        condition.span = span;
      }
      if (!TakeWord("then")) return Unexpected("'then'");
      RM_ASSIGN_OR_RETURN(Expr value, Or());
      made.args.push_back(std::move(condition));
      made.args.push_back(std::move(value));
    }
    if (made.args.empty()) return Unexpected("'when'");
    if (TakeWord("else")) {
      RM_ASSIGN_OR_RETURN(Expr value, Or());
      made.args.push_back(std::move(value));
      made.has_else = true;
    }
    if (!TakeWord("end")) return Unexpected("'when', 'else' or 'end'");
    made.span.end = tokens_[at_ - 1].span.end;
    return made;
  }

  std::string_view text_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int depth_ = 0;
  int operators_ = 0;
};

struct Unit {
  std::string_view name;
  std::int64_t months;
  std::int64_t days;
  std::int64_t micros;
};
constexpr Unit kUnits[] = {
    {"year", 12, 0, 0},
    {"quarter", 3, 0, 0},
    {"month", 1, 0, 0},
    {"week", 0, 7, 0},
    {"day", 0, 1, 0},
    {"hour", 0, 0, 3'600 * kMicrosPerSecond},
    {"minute", 0, 0, 60 * kMicrosPerSecond},
    {"second", 0, 0, kMicrosPerSecond},
    {"millisecond", 0, 0, 1'000},
    {"microsecond", 0, 0, 1},
};

}  // namespace

Result<Expr> ParseExpression(std::string_view text) {
  RM_ASSIGN_OR_RETURN(std::vector<Token> tokens, ReadTokens(text));
  return Parser(text, std::move(tokens)).Parse();
}

Result<Interval> ParseInterval(std::string_view text) {
  Interval interval;
  auto bad = [&] {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("not an interval: '{}' (like 2 days, 1 month, 90 minutes)",
                            Printable(text)));
  };
  constexpr std::int64_t kMax = 10'000'000'000'000'000;
  std::string_view rest = Trim(text);
  if (rest.empty()) return bad();
  while (!rest.empty()) {
    std::int64_t count = 0;
    const char* begin = rest.data() + (rest[0] == '+' ? 1 : 0);
    auto [end, error] = std::from_chars(begin, rest.data() + rest.size(), count);
    if (error != std::errc() || count > kMax || count < -kMax) return bad();
    rest = Trim(rest.substr(static_cast<std::size_t>(end - rest.data())));
    std::size_t letters = 0;
    while (letters < rest.size() && rest[letters] >= 'A' && rest[letters] <= 'z') {
      ++letters;
    }
    std::string name = LowerAscii(rest.substr(0, letters));
    if (name.size() > 1 && name.back() == 's') name.pop_back();
    const Unit* unit = nullptr;
    for (const Unit& known : kUnits) {
      if (known.name == name) unit = &known;
    }
    if (unit == nullptr) return bad();
    if (unit->micros != 0 && std::abs(count) > INT64_MAX / 4 / unit->micros) return bad();
    interval.months += count * unit->months;
    interval.days += count * unit->days;
    interval.micros += count * unit->micros;
    rest = Trim(rest.substr(letters));
  }
  return interval;
}

}  // namespace rowmill
