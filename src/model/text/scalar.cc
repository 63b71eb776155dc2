#include "model/text/scalar.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <string>

#include "model/text/document.h"

namespace rowmill {

namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::size_t SkipDigits(std::string_view text, std::size_t at) {
  while (at < text.size() && IsDigit(text[at])) ++at;
  return at;
}

/// `e` or `E`, a sign, digits: where it ends; `at` when there is none; npos when cut off.
std::size_t SkipExponent(std::string_view text, std::size_t at) {
  if (at >= text.size() || (text[at] != 'e' && text[at] != 'E')) return at;
  std::size_t digits = at + 1;
  if (digits < text.size() && (text[digits] == '+' || text[digits] == '-')) ++digits;
  std::size_t end = SkipDigits(text, digits);
  return end == digits ? std::string_view::npos : end;
}

/// [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?
bool IsCoreNumber(std::string_view text) {
  std::size_t start = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  std::size_t at = SkipDigits(text, start);
  std::size_t digits = at - start;
  if (at < text.size() && text[at] == '.') {
    std::size_t end = SkipDigits(text, at + 1);
    digits += end - at - 1;
    at = end;
  }
  return digits > 0 && SkipExponent(text, at) == text.size();
}

/// 0x1F and 0o17; null node kind when it is neither or too large.
Node RadixNode(std::string_view text) {
  int base = text.substr(0, 2) == "0x" ? 16 : text.substr(0, 2) == "0o" ? 8 : 0;
  std::uint64_t value = 0;
  const char* end = text.data() + text.size();
  if (base == 0 || text.size() < 3) return Node::Null();
  auto [stop, error] = std::from_chars(text.data() + 2, end, value, base);
  if (error != std::errc() || stop != end) return Node::Null();
  Node node = Node::UInt(value);
  node.text = std::to_string(value);  // the spelling of no other reader
  return node;
}

Node SpecialFloat(std::string_view text) {
  std::string_view name = text;
  bool negative = !name.empty() && name[0] == '-';
  if (negative || (!name.empty() && name[0] == '+')) name.remove_prefix(1);
  Node node;
  if (name == ".inf" || name == ".Inf" || name == ".INF") {
    double inf = std::numeric_limits<double>::infinity();
    node = Node::Number(negative ? -inf : inf);
  } else if (text == ".nan" || text == ".NaN" || text == ".NAN") {
    node = Node::Number(std::numeric_limits<double>::quiet_NaN());
  } else {
    return node;
  }
  node.text = std::string(text);
  return node;
}

}  // namespace

bool IsJsonNumber(std::string_view text) {
  std::size_t at = !text.empty() && text[0] == '-' ? 1 : 0;
  std::size_t end = SkipDigits(text, at);
  if (end == at || (text[at] == '0' && end > at + 1)) return false;
  at = end;
  if (at < text.size() && text[at] == '.') {
    end = SkipDigits(text, at + 1);
    if (end == at + 1) return false;
    at = end;
  }
  return SkipExponent(text, at) == text.size();
}

Node NumberNode(std::string_view text) {
  std::string_view digits = text;
  if (!digits.empty() && digits[0] == '+') digits.remove_prefix(1);
  const char* end = digits.data() + digits.size();
  Node node;
  std::int64_t whole = 0;
  std::uint64_t large = 0;
  double number = 0;
  auto all = [end](std::from_chars_result r) {
    return r.ec == std::errc() && r.ptr == end;
  };
  if (all(std::from_chars(digits.data(), end, whole))) {
    node = Node::Int(whole);
  } else if (all(std::from_chars(digits.data(), end, large))) {
    node = Node::UInt(large);
  } else {
    auto [stop, error] = std::from_chars(digits.data(), end, number);
    if (error == std::errc::result_out_of_range) {
      // Too small is zero, too large is infinite (which no option takes).
      bool tiny = digits.find("e-") != std::string_view::npos ||
                  digits.find("E-") != std::string_view::npos;
      number = tiny ? 0 : std::numeric_limits<double>::infinity();
      if (digits[0] == '-') number = -number;
    }
    node = Node::Number(number);
  }
  node.text = std::string(text);
  return node;
}

Node ResolvePlainScalar(std::string_view text) {
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") {
    return Node::Null();
  }
  bool is_true = text == "true" || text == "True" || text == "TRUE";
  if (is_true || text == "false" || text == "False" || text == "FALSE") {
    Node node = Node::Bool(is_true);
    node.text = std::string(text);
    return node;
  }
  if (IsCoreNumber(text)) return NumberNode(text);
  if (Node node = RadixNode(text); !node.is_null()) return node;
  if (Node node = SpecialFloat(text); !node.is_null()) return node;
  return Node::Text(std::string(text));
}

}  // namespace rowmill
