#include "gen/scalar.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>

#include "base/check.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/text.h"
#include "gen/temporal.h"
#include "value/numbers.h"

namespace rowmill {

namespace {

tl::unexpected<Error> Misfit(const Node& node, const DataType& type,
                             std::string_view reason = {}) {
  return Fail(ErrorCode::kInvalidArgument,
              fmt::format("not a {}: '{}'{}{}", type.ToString(), node.ScalarText(),
                          reason.empty() ? "" : ", ", reason));
}

template <typename T>
void AppendValue(T value, Column* out) {
  std::size_t row = out->length();
  out->ResizeValues<T>(row + 1)[row] = value;
}

/// A whole number, also one written `1e3` or `5.0`.
Result<__int128> ReadWhole(const Node& node) {
  Result<__int128> exact = ParseUnits(Trim(node.ScalarText()), 0);
  if (exact) return exact;
  if (node.kind == NodeKind::kDouble && std::abs(node.number) < 0x1.0p53 &&
      node.number == std::trunc(node.number)) {
    return static_cast<__int128>(node.number);
  }
  return exact;
}

template <typename T>
Status AppendInteger(const Node& node, Column* out) {
  Result<__int128> value = ReadWhole(node);
  if (!value) return Misfit(node, out->type());
  if (*value < static_cast<__int128>(std::numeric_limits<T>::min()) ||
      *value > static_cast<__int128>(std::numeric_limits<T>::max())) {
    return Misfit(node, out->type(), "out of range");
  }
  AppendValue(static_cast<T>(*value), out);
  return {};
}

template <typename T>
Status AppendFloating(const Node& node, Column* out) {
  const std::string written = node.ScalarText();
  std::string text;
  for (char c : Trim(written)) {
    if (c != '_') text += c;
  }
  const char* begin = text.data() + (!text.empty() && text[0] == '+' ? 1 : 0);
  T value = 0;
  auto [end, error] = std::from_chars(begin, text.data() + text.size(), value);
  if (error == std::errc::result_out_of_range) {
    return Misfit(node, out->type(), "out of range");
  }
  if (text.empty() || error != std::errc() || end != text.data() + text.size() ||
      !std::isfinite(value)) {
    return Misfit(node, out->type());
  }
  AppendValue(value, out);
  return {};
}

Status AppendDecimal(const Node& node, Column* out) {
  const DataType& type = out->type();
  Result<__int128> units = ParseUnits(Trim(node.ScalarText()), type.scale);
  if (!units) return Misfit(node, type, units.error().message);
  std::int64_t limit = PowerOfTen(type.precision) - 1;
  if (*units > limit || *units < -static_cast<__int128>(limit)) {
    return Misfit(node, type, "out of range");
  }
  AppendValue(static_cast<std::int64_t>(*units), out);
  return {};
}

Status AppendBool(const Node& node, Column* out) {
  std::string text = node.ScalarText();
  bool value = EqualsIgnoreCase(text, "true");
  if (!value && !EqualsIgnoreCase(text, "false")) return Misfit(node, out->type());
  std::size_t row = out->length();
  std::uint8_t* bits = out->ResizeBits(row + 1);
  if (row % 8 == 0) bits[row / 8] = 0;
  if (value) bits[row / 8] = static_cast<std::uint8_t>(bits[row / 8] | (1u << (row % 8)));
  return {};
}

Status AppendDate(const Node& node, Column* out) {
  Result<MicrosUtc> at = ParseInstant(Trim(node.ScalarText()));
  if (!at) return Misfit(node, out->type(), "use 2025-01-31");
  if (*at % kMicrosPerDay != 0) return Misfit(node, out->type(), "it has a time of day");
  AppendValue(static_cast<std::int32_t>(*at / kMicrosPerDay), out);
  return {};
}

/// Units of 10^-6 s to those of `unit`; a fault when digits would be lost.
Status AppendMicros(const Node& node, std::int64_t micros, Column* out) {
  std::int64_t per_second = UnitsPerSecond(out->type().unit);
  if (per_second <= kMicrosPerSecond) {
    std::int64_t divisor = kMicrosPerSecond / per_second;
    if (micros % divisor != 0) {
      return Misfit(node, out->type(), "it has a finer fraction");
    }
    AppendValue(micros / divisor, out);
    return {};
  }
  __int128 units = static_cast<__int128>(micros) * (per_second / kMicrosPerSecond);
  if (units > INT64_MAX || units < INT64_MIN) {
    return Misfit(node, out->type(), "out of range");
  }
  AppendValue(static_cast<std::int64_t>(units), out);
  return {};
}

Status AppendTimestamp(const Node& node, Column* out) {
  Result<MicrosUtc> at = ParseLocalInstant(node.ScalarText(), out->type().rules.get());
  if (!at) return Misfit(node, out->type(), "use 2025-01-31T10:20:30Z");
  return AppendMicros(node, *at, out);
}

Status AppendTime(const Node& node, Column* out) {
  // A time of day reads like one of the first day.
  std::string text = node.ScalarText();
  Result<MicrosUtc> at = ParseInstant("1970-01-01T" + std::string(Trim(text)));
  if (!at || *at < 0 || *at >= kMicrosPerDay) {
    return Misfit(node, out->type(), "use 10:20:30");
  }
  return AppendMicros(node, *at, out);
}

Status AppendText(const Node& node, Column* out) {
  std::string text = node.ScalarText();
  if (out->type().id == TypeId::kString && !IsUtf8(text)) {
    return Fail(ErrorCode::kInvalidArgument, "not a string: it is not UTF-8");
  }
  if (text.size() > limits::kTextBytesMax) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("text of {} bytes is too long", text.size()));
  }
  out->AppendText(text);
  return {};
}

}  // namespace

Status AppendScalar(const Node& node, Column* out) {
  RM_CHECK(node.is_scalar() && !node.is_null());
  switch (out->type().id) {
    case TypeId::kBool:
      return AppendBool(node, out);
    case TypeId::kInt8:
      return AppendInteger<std::int8_t>(node, out);
    case TypeId::kInt16:
      return AppendInteger<std::int16_t>(node, out);
    case TypeId::kInt32:
      return AppendInteger<std::int32_t>(node, out);
    case TypeId::kInt64:
      return AppendInteger<std::int64_t>(node, out);
    case TypeId::kUInt8:
      return AppendInteger<std::uint8_t>(node, out);
    case TypeId::kUInt16:
      return AppendInteger<std::uint16_t>(node, out);
    case TypeId::kUInt32:
      return AppendInteger<std::uint32_t>(node, out);
    case TypeId::kUInt64:
      return AppendInteger<std::uint64_t>(node, out);
    case TypeId::kFloat:
      return AppendFloating<float>(node, out);
    case TypeId::kDouble:
      return AppendFloating<double>(node, out);
    case TypeId::kDecimal:
      return AppendDecimal(node, out);
    case TypeId::kDate:
      return AppendDate(node, out);
    case TypeId::kTime:
      return AppendTime(node, out);
    case TypeId::kTimestamp:
      return AppendTimestamp(node, out);
    case TypeId::kString:
    case TypeId::kBytes:
      return AppendText(node, out);
    case TypeId::kList:
    case TypeId::kStruct:
    case TypeId::kMap:
      break;
  }
  return Fail(ErrorCode::kInvalidArgument,
              fmt::format("{} has no literals", out->type().ToString()));
}

DataType InferType(const std::vector<const Node*>& nodes) {
  bool all_bool = true, all_whole = true, all_number = true;
  bool any_unsigned = false, any_negative = false, any = false;
  for (const Node* node : nodes) {
    if (node->is_null()) continue;
    any = true;
    all_bool = all_bool && node->kind == NodeKind::kBool;
    all_number = all_number && node->is_number();
    all_whole = all_whole && node->is_number() && node->kind != NodeKind::kDouble;
    any_unsigned = any_unsigned || node->kind == NodeKind::kUInt;
    any_negative = any_negative || (node->kind == NodeKind::kInt && node->integer < 0);
  }
  if (!any) return DataType::Of(TypeId::kString);
  if (all_bool) return DataType::Of(TypeId::kBool);
  if (all_whole) {
    bool wide = any_unsigned && !any_negative;
    return DataType::Of(wide ? TypeId::kUInt64 : TypeId::kInt64);
  }
  return DataType::Of(all_number ? TypeId::kDouble : TypeId::kString);
}

}  // namespace rowmill
