/// Generators of fields with a `distribution` or in a `correlate` group: what the numeric
/// and temporal types hand over to. Thread-safe.
#pragma once

#include <memory>

#include "gen/generator.h"
#include "gen/law.h"

namespace rowmill {

/// The bounds of a distributed field, in stored units.
struct DistributedBounds {
  __int128 min = 0;  ///< the field's range, inclusive: its options or their defaults
  __int128 max = 0;
  __int128 lowest = 0;  ///< the width of the type: what cuts where no option does
  __int128 highest = 0;
};

/// With a distribution, a bound that is not given never contradicts the one that is: it
/// becomes the type's width.
template <typename T>
void WidenOther(const Options& options, T lowest, T highest, T* min, T* max) {
  if (*min < *max) return;
  if (options.Has("min") && !options.Has("max")) *max = highest;
  if (options.Has("max") && !options.Has("min")) *min = lowest;
}

/// Whole numbers in the type's width: the law's values rounded half up, cut to the range
/// (where `min` or `max` is given) or to the width. nullptr after adding faults.
/// `own`: the law, in stored units, of a type that is not uniform by itself; it holds
/// where the field has no distribution, and is cut to its range.
/// REQUIRES: context.distributed() or `own`.
std::unique_ptr<Generator> MakeDistributedWhole(const TypeContext& context,
                                                const Options& options, DataType type,
                                                Axis axis,
                                                const DistributedBounds& bounds,
                                                Faults* faults, const Law* own = nullptr);

/// Doubles or floats in [min, max), cut where an option says so.
std::unique_ptr<Generator> MakeDistributedReal(const TypeContext& context,
                                               const Options& options, TypeId type,
                                               double min, double max, Faults* faults);

}  // namespace rowmill
