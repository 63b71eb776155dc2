/// The injected clock: nothing below the composition root asks the machine for the time.
/// Thread-safe.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"

namespace rowmill {

/// Microseconds since 1970-01-01T00:00:00Z, negative before.
using MicrosUtc = std::int64_t;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual MicrosUtc Now() const = 0;
};

/// The machine's clock.
class SystemClock final : public Clock {
 public:
  MicrosUtc Now() const override;
};

/// A clock for tests that stands until it is set.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(MicrosUtc now) : now_(now) {}
  MicrosUtc Now() const override { return now_; }
  void Set(MicrosUtc now) { now_ = now; }

 private:
  MicrosUtc now_;
};

/// `2025-01-01T00:00:00Z`; a fraction of up to six digits only when there is one.
std::string FormatInstant(MicrosUtc time);

/// Reads `2025-01-01`, `2025-01-01 10:20[:30[.123456]]`, the same with `T`, and an
/// optional `Z` or `+hh:mm`; without a zone it is UTC.
/// Errors: kInvalidArgument.
Result<MicrosUtc> ParseInstant(std::string_view text);

/// Days since 1970-01-01 of a proleptic Gregorian date.
std::int64_t DaysFromCivil(int year, unsigned month, unsigned day);
struct CivilDate {
  int year;
  unsigned month;  ///< 1..12
  unsigned day;    ///< 1..31
};
CivilDate CivilFromDays(std::int64_t days);

}  // namespace rowmill
