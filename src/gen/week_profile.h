/// Moments whose weekday, hour and month have weights, with gaps. Thread-safe.
#pragma once

#include <memory>

#include "column/type.h"
#include "gen/generator.h"

namespace rowmill {

/// Reads option `profile` and makes moments of whole units in [min, end) outside the
/// gaps, each hour of the week in each month as likely as its weights times the units it
/// has in the range. Hours and months are local ones of the type's zone.
/// nullptr after adding a fault. REQUIRES: min < end.
std::unique_ptr<Generator> MakeWeekProfile(const TypeContext& context,
                                           const Options& options, DataType type,
                                           std::int64_t min, std::int64_t end,
                                           Faults* faults);

/// The same for dates from `first` to `last`, inclusive.
std::unique_ptr<Generator> MakeDayProfile(const TypeContext& context,
                                          const Options& options, std::int64_t first,
                                          std::int64_t last, Faults* faults);

}  // namespace rowmill
