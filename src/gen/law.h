/// From a distribution as written to a law in stored units. Thread-safe (no state).
#pragma once

#include <optional>

#include "draw/distribution.h"
#include "model/distribution.h"
#include "plugin/options.h"

namespace rowmill {

/// How written values and stored ones relate. Stored = factor x value: cents of a decimal
/// (10^scale), days of dates (1), units of timestamps (units per second).
struct Axis {
  bool temporal = false;        ///< values are moments: days or seconds since 1970
  double factor = 1;            ///< > 0
  double micros_per_value = 1;  ///< temporal: of a day or a second
  bool whole = true;            ///< stored as whole numbers
};

/// Bounds in stored units, inclusive for whole numbers, else [low, high).
struct Span {
  double low = 0;
  double high = 0;
};

/// The law of a distribution over a field whose range is `range`: what has no place of
/// its own (beta, a uniform without bounds) lies over it, and on dates what begins at 0
/// begins at its start. Nothing after adding faults.
std::optional<Law> MakeLaw(const Distribution& distribution, const Axis& axis,
                           const Span& range, MicrosUtc now, Faults* faults);

}  // namespace rowmill
