/// The option `profile` of moments and dates: weights by weekday, hour and month, and
/// gaps. Values; thread-safe to read.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "base/clock.h"
#include "column/time_zone.h"
#include "gen/generator.h"

namespace rowmill {

inline constexpr int kHoursPerWeek = 168;

/// Moments [begin, end) without values.
struct ProfileGap {
  MicrosUtc begin = 0;
  MicrosUtc end = 0;
};

struct Profile {
  bool weekly = false;                        ///< whether `hours` differ
  std::array<double, kHoursPerWeek> hours{};  ///< from Monday 0 o'clock, local time
  bool seasonal = false;                      ///< whether `months` differ
  std::array<double, 12> months{};
  std::vector<ProfileGap> gaps;  ///< ascending, apart from each other
};

/// The option itself; hours are no part of a profile of days.
OptionInfo ProfileOption(bool of_days);

/// Reads the option; texts of gaps without an offset are local times of the zone (null =
/// UTC), a `to` without a time of day is the end of that day. Nothing after adding at
/// least one fault.
std::optional<Profile> ReadProfile(const Options& options, const TimeZone* zone,
                                   bool of_days, Faults* faults);

}  // namespace rowmill
