/// Exact numbers from text, and whole-number arithmetic that several types share.
/// Thread-safe (no state).
#pragma once

#include <cstdint>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace rowmill {

inline constexpr std::int64_t kSecondsPerDay = 86'400;
inline constexpr std::int64_t kMicrosPerSecond = 1'000'000;
inline constexpr std::int64_t kMicrosPerDay = kSecondsPerDay * kMicrosPerSecond;

/// 10^exponent. REQUIRES: 0 <= exponent <= 18.
std::int64_t PowerOfTen(int exponent);

/// Reads an exact decimal (`-12.50`, `7`, `_` allowed) in units of 10^-scale; digits
/// behind the scale must be zeros. Errors: kInvalidArgument when it is no decimal, has
/// too many digits behind the point, or passes +-10^37.
Result<__int128> ParseUnits(std::string_view text, int scale);

/// The same, which must fit int64.
Result<std::int64_t> ParseUnits64(std::string_view text, int scale);

/// Quotient rounded towards minus infinity. REQUIRES: divisor > 0.
constexpr std::int64_t FloorDiv(std::int64_t value, std::int64_t divisor) {
  std::int64_t quotient = value / divisor;
  return value % divisor < 0 ? quotient - 1 : quotient;
}
/// Quotient rounded towards plus infinity. REQUIRES: divisor > 0.
constexpr std::int64_t CeilDiv(std::int64_t value, std::int64_t divisor) {
  std::int64_t quotient = value / divisor;
  return value % divisor > 0 ? quotient + 1 : quotient;
}

/// Bits needed for values 0 .. span-1; span 0 means 2^64.
int BitsOfSpan(std::uint64_t span);

}  // namespace rowmill
