/// Durations in models: `90` (seconds), `1h30m`, `250ms`, `30d`. Thread-safe (no state).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "value/numbers.h"

namespace rowmill {

/// 100 years of 365 days; every unit of them fits int64.
inline constexpr std::int64_t kDurationSecondsMax =
    std::int64_t{100} * 365 * kSecondsPerDay;

/// Nanoseconds; a number alone is seconds. Nothing when it is no duration. May be above
/// kDurationSecondsMax.
std::optional<__int128> ParseDuration(std::string_view text);

}  // namespace rowmill
