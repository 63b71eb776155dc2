/// Moments whose weekday and hour have weights. Thread-safe.
#pragma once

#include <memory>

#include "column/type.h"
#include "gen/generator.h"

namespace rowmill {

/// Reads option `profile` and makes moments of whole units in [min, end), each hour of
/// the week as likely as its weight times the units it has in the range.
/// nullptr after adding a fault. REQUIRES: min < end.
std::unique_ptr<Generator> MakeWeekProfile(const TypeContext& context,
                                           const Options& options, DataType type,
                                           std::int64_t min, std::int64_t end,
                                           Faults* faults);

}  // namespace rowmill
