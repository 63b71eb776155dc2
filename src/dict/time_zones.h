/// Time zones by their IANA names, from the tables `zones` and `zone_changes`.
/// Thread-safe (no state).
#pragma once

#include <memory>
#include <string_view>

#include "base/result.h"
#include "column/time_zone.h"
#include "dict/dictionaries.h"

namespace rowmill {

/// The zone of that name (letter case ignored); aliases such as `Asia/Calcutta` are zones
/// of their own name. nullptr for `UTC`, which needs no table.
/// Errors: kInvalidArgument with the nearest names.
Result<std::shared_ptr<const TimeZone>> FindTimeZone(const Dictionaries& dictionaries,
                                                     std::string_view name);

}  // namespace rowmill
