#include <fmt/format.h>

#include "base/limits.h"
#include "base/text.h"
#include "model/dataset.h"

namespace rowmill {

namespace {

constexpr std::size_t kExpressionBytesMax = 1'000;
constexpr int kParenthesesMax = 50;

/// Recursive descent over `+ - * /`, parentheses, counts and vars, in int64 with every
/// overflow found.
class RowExpression {
 public:
  RowExpression(std::string_view text, const Dataset& dataset)
      : text_(text), dataset_(dataset) {}

  Result<std::int64_t> Evaluate() {
    RM_ASSIGN_OR_RETURN(std::int64_t value, Sum(0));
    if (Peek() != '\0') return Bad(fmt::format("unexpected '{}'", Rest()));
    return value;
  }

 private:
  static tl::unexpected<Error> Bad(std::string message) {
    return Fail(ErrorCode::kInvalidModel, std::move(message));
  }

  char Peek() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  std::string_view Rest() const { return text_.substr(at_, 40); }

  Result<std::int64_t> Sum(int depth) {
    RM_ASSIGN_OR_RETURN(std::int64_t left, Product(depth));
    while (Peek() == '+' || Peek() == '-') {
      bool plus = text_[at_++] == '+';
      RM_ASSIGN_OR_RETURN(std::int64_t right, Product(depth));
      bool over = plus ? __builtin_add_overflow(left, right, &left)
                       : __builtin_sub_overflow(left, right, &left);
      if (over) return Bad("the result is too large");
    }
    return left;
  }

  Result<std::int64_t> Product(int depth) {
    RM_ASSIGN_OR_RETURN(std::int64_t left, Operand(depth));
    while (Peek() == '*' || Peek() == '/') {
      bool times = text_[at_++] == '*';
      RM_ASSIGN_OR_RETURN(std::int64_t right, Operand(depth));
      if (times) {
        if (__builtin_mul_overflow(left, right, &left))
          return Bad("the result is too large");
        continue;
      }
      if (right == 0) return Bad("division by zero");
      if (right == -1) {
        if (__builtin_sub_overflow(0, left, &left)) return Bad("the result is too large");
        continue;
      }
      std::int64_t quotient = left / right;
      bool down = left % right != 0 && (left < 0) != (right < 0);
      left = down ? quotient - 1 : quotient;
    }
    return left;
  }

  Result<std::int64_t> Operand(int depth) {
    char c = Peek();
    if (c == '\0') return Bad("the expression ends where a number or var is expected");
    if (c == '(') {
      if (depth >= kParenthesesMax) return Bad("too many parentheses");
      ++at_;
      RM_ASSIGN_OR_RETURN(std::int64_t value, Sum(depth + 1));
      if (Peek() != ')') return Bad("a ')' is missing");
      ++at_;
      return value;
    }
    std::string_view word = Word();
    if (word.empty()) return Bad(fmt::format("unexpected '{}'", Rest()));
    if (word[0] >= '0' && word[0] <= '9') return Count(word);
    return Var(word);
  }

  std::string_view Word() {
    std::size_t start = at_;
    for (; at_ < text_.size(); ++at_) {
      char c = text_[at_];
      bool part = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
                  c == '.' || (c >= '0' && c <= '9');
      // The sign of an exponent, as in 1e+6, belongs to the number.
      bool exponent = c == '+' && at_ > start && text_[start] >= '0' &&
                      text_[start] <= '9' && (text_[at_ - 1] | 0x20) == 'e';
      if (!part && !exponent) break;
    }
    return text_.substr(start, at_ - start);
  }

  static Result<std::int64_t> Count(std::string_view word) {
    Result<std::int64_t> count = ParseCount(word);
    if (!count) return Bad(count.error().message);
    return *count;
  }

  Result<std::int64_t> Var(std::string_view word) {
    std::string_view name = word.substr(0, 5) == "vars." ? word.substr(5) : word;
    for (const auto& [known, value] : dataset_.vars) {
      if (known == name) return VarValue(name, value);
    }
    std::vector<std::string> names;
    for (const auto& var : dataset_.vars) names.push_back(var.first);
    return Bad(fmt::format("no var is called '{}'{}", name, Suggestion(name, names)));
  }

  static Result<std::int64_t> VarValue(std::string_view name, const Node& value) {
    if (value.kind == NodeKind::kInt) return value.integer;
    Result<std::int64_t> count = Fail(ErrorCode::kInvalidModel, "");
    if (value.is_number() || value.is_text())
      count = ParseCount(Trim(value.ScalarText()));
    if (count) return *count;
    return Bad(fmt::format("var '{}' is not a whole number: '{}'", name,
                           value.ScalarText().substr(0, 80)));
  }

  std::string_view text_;
  const Dataset& dataset_;
  std::size_t at_ = 0;
};

}  // namespace

Result<std::uint64_t> EvaluateRowCount(const RowCount& rows, const Dataset& dataset) {
  auto fail = [&](std::string message) {
    return Fail(
        Error(ErrorCode::kInvalidModel, "rows: " + std::move(message), "", rows.place));
  };
  if (!rows.given()) return fail("not given");
  if (rows.expression.size() > kExpressionBytesMax) {
    return fail(fmt::format("an expression has {} bytes, more than {}",
                            rows.expression.size(), kExpressionBytesMax));
  }
  Result<std::int64_t> value = RowExpression(rows.expression, dataset).Evaluate();
  if (!value) return fail(value.error().message);
  if (*value < 0) return fail(fmt::format("a count cannot be negative: {}", *value));
  if (static_cast<std::uint64_t>(*value) > limits::kRowIdMax) {
    return fail(
        fmt::format("a count is at most 2^{} - 1: {}", limits::kRowIdBits, *value));
  }
  return static_cast<std::uint64_t>(*value);
}

}  // namespace rowmill
