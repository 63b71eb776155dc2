#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "base/text.h"
#include "model/datagen/scope_internal.h"

namespace rowmill::datagen_model {

namespace {

template <typename T>
Result<T> Bad(std::string message) {
  return Fail(ErrorCode::kInvalidModel, std::move(message));
}

Result<std::int64_t> WholeOfDouble(double value) {
  if (!std::isfinite(value) || value != std::floor(value)) {
    return Bad<std::int64_t>("not a whole number");
  }
  // 2^63 itself is representable as double and does not fit.
  if (value < -9223372036854775808.0 || value >= 9223372036854775808.0) {
    return Bad<std::int64_t>("out of range");
  }
  return static_cast<std::int64_t>(value);
}

/// The number text of `node` without blanks and a leading plus, which Java reads too.
std::string_view NumberText(const Node& node) {
  std::string_view text = Trim(node.text);
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
  return text;
}

Result<double> DoubleOfText(std::string_view text) {
  double value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || end != text.data() + text.size() ||
      error == std::errc::invalid_argument) {
    return Bad<double>("not a number");
  }
  if (error != std::errc() || !std::isfinite(value))
    return Bad<double>("not a finite number");
  return value;
}

}  // namespace

std::string Shown(const Node& node) {
  if (node.is_scalar() && !node.is_null()) return fmt::format("'{}'", node.ScalarText());
  return node.is_null() ? "null" : fmt::format("a {}", node.KindName());
}

Result<std::int64_t> WholeNumber(const Node& node) {
  switch (node.kind) {
    case NodeKind::kInt:
      return node.integer;
    case NodeKind::kUInt:
      return Bad<std::int64_t>("out of range");
    case NodeKind::kDouble:
      return WholeOfDouble(node.number);
    case NodeKind::kText:
      break;
    default:
      return Bad<std::int64_t>("not a whole number");
  }
  std::string_view text = NumberText(node);
  std::int64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (!text.empty() && end == text.data() + text.size()) {
    if (error == std::errc()) return value;
    if (error == std::errc::result_out_of_range) return Bad<std::int64_t>("out of range");
  }
  auto number = DoubleOfText(text);
  if (!number) return Bad<std::int64_t>("not a whole number");
  return WholeOfDouble(*number);
}

Result<double> FiniteNumber(const Node& node) {
  switch (node.kind) {
    case NodeKind::kInt:
      return static_cast<double>(node.integer);
    case NodeKind::kUInt:
      return static_cast<double>(node.unsigned_int);
    case NodeKind::kDouble:
      if (std::isfinite(node.number)) return node.number;
      return Bad<double>("not a finite number");
    case NodeKind::kText:
      return DoubleOfText(NumberText(node));
    default:
      return Bad<double>("not a number");
  }
}

Result<bool> TrueOrFalse(const Node& node) {
  if (node.kind == NodeKind::kBool) return node.boolean;
  if (node.is_text()) {
    if (EqualsIgnoreCase(Trim(node.text), "true")) return true;
    if (EqualsIgnoreCase(Trim(node.text), "false")) return false;
  }
  return Bad<bool>("not true or false");
}

std::string FoldWords(std::string_view name) {
  std::string folded;
  for (char c : LowerAscii(name)) {
    if (c != '_' && c != '-' && c != ' ') folded += c;
  }
  return folded;
}

}  // namespace rowmill::datagen_model
