/// Options and ranges of dates and times that several types share. Thread-safe.
#pragma once

#include <optional>
#include <vector>

#include "column/time_zone.h"
#include "column/type.h"
#include "gen/generator.h"

namespace rowmill {

/// Inclusive bounds of stored units.
struct UnitRange {
  std::int64_t min = 0;
  std::int64_t max = 0;
};

/// The option `unit` (TimeUnitOption): seconds when it is not given.
TimeUnit ReadTimeUnit(const Options& options);
OptionInfo TimeUnitOption();

/// ParseInstant, but a text without an offset is a local time of the zone (null = UTC).
/// Errors: kInvalidArgument.
Result<MicrosUtc> ParseLocalInstant(std::string_view text, const TimeZone* zone);
/// The option so read; `now` and the fallback are moments.
MicrosUtc LocalInstant(const Options& options, std::string_view name, MicrosUtc now,
                       MicrosUtc fallback, const TimeZone* zone);

/// Fills in what texts of the type's zone are written by, and the zone's proper name.
/// Errors: kInvalidArgument (no such zone).
Status ResolveZone(const Dictionaries* dictionaries, DataType* type);

/// Reads `min` and `max` (both inclusive) as whole days since 1970-01-01. A time of day
/// is a fault; `now` is its day. Nothing after adding a fault.
std::optional<UnitRange> ReadDays(const TypeContext& context, const Options& options,
                                  UnitRange fallback, Faults* faults);

/// Reads `min` and `max` (both inclusive) as seconds since 1970-01-01T00:00:00Z; a
/// fraction of a second is a fault, `now` loses its own.
std::optional<UnitRange> ReadSeconds(const TypeContext& context, const Options& options,
                                     UnitRange fallback, Faults* faults);

/// 1970-01-01T00:00:00Z .. 9999-12-31T23:59:59Z in seconds: the default of Datagen's
/// DATE types.
inline constexpr UnitRange kDatagenSeconds = {0, 253'402'300'799};

/// The options of that range: `min`, `max`, `use_now`.
std::vector<OptionInfo> DatagenSecondsOptions();

}  // namespace rowmill
