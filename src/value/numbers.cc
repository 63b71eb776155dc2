#include "value/numbers.h"

#include <fmt/format.h>

#include <bit>

#include "base/check.h"

namespace rowmill {

namespace {

tl::unexpected<Error> NotDecimal(std::string_view text) {
  return Fail(ErrorCode::kInvalidArgument,
              fmt::format("not a decimal number: '{}'", text));
}

}  // namespace

std::int64_t PowerOfTen(int exponent) {
  RM_DCHECK(exponent >= 0 && exponent <= 18);
  std::int64_t power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

Result<__int128> ParseUnits(std::string_view text, int scale) {
  constexpr __int128 kMax =
      static_cast<__int128>(1'000'000'000'000'000'000) * 1'000'000'000'000'000'000 * 10;
  std::string_view rest = text;
  bool negative = !rest.empty() && rest[0] == '-';
  if (negative || (!rest.empty() && rest[0] == '+')) rest.remove_prefix(1);
  __int128 units = 0;
  int behind = -1;  // digits behind the point, -1 before it
  int digits = 0;
  for (char c : rest) {
    if (c == '_' && digits > 0) continue;
    if (c == '.' && behind < 0) {
      behind = 0;
      continue;
    }
    if (c < '0' || c > '9') return NotDecimal(text);
    ++digits;
    if (behind >= scale) {
      if (c == '0') continue;
      return Fail(ErrorCode::kInvalidArgument,
                  scale == 0 ? fmt::format("not a whole number: {}", text)
                             : fmt::format("more than {} digits behind the point: {}",
                                           scale, text));
    }
    if (behind >= 0) ++behind;
    units = units * 10 + (c - '0');
    if (units > kMax) {
      return Fail(ErrorCode::kInvalidArgument, fmt::format("too large: {}", text));
    }
  }
  if (digits == 0) return NotDecimal(text);
  for (int i = behind < 0 ? 0 : behind; i < scale; ++i) {
    units *= 10;
    if (units > kMax) {
      return Fail(ErrorCode::kInvalidArgument, fmt::format("too large: {}", text));
    }
  }
  return negative ? -units : units;
}

Result<std::int64_t> ParseUnits64(std::string_view text, int scale) {
  RM_ASSIGN_OR_RETURN(__int128 units, ParseUnits(text, scale));
  if (units > INT64_MAX || units < INT64_MIN) {
    return Fail(ErrorCode::kInvalidArgument, fmt::format("out of range: {}", text));
  }
  return static_cast<std::int64_t>(units);
}

int BitsOfSpan(std::uint64_t span) {
  return span == 0 ? 64 : static_cast<int>(std::bit_width(span - 1));
}

}  // namespace rowmill
