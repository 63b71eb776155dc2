/// Dates and moments that lie after or before another field of the same row: the options
/// `after`, `before` and `within` of `date` and `timestamp`. Thread-safe.
///
/// The value is uniform over the whole days or units v with
///   after < v <= after + within    and    before - within <= v < before,
/// of which those parts count that are given, and with min <= v <= max where these are
/// given. An end that neither `within` nor the other field sets is the type's default
/// bound. A day given for a moment is all of it: after it begins the next day, before it
/// ends the day before; a moment given for a date is its local day. Null of a null.
/// A row whose range is empty is an error with the row's number: nothing is clamped.
#pragma once

#include <memory>
#include <vector>

#include "gen/generator.h"
#include "gen/temporal.h"

namespace rowmill {

/// `after`, `before`, `within`.
std::vector<OptionInfo> RelationOptions();
/// Whether `after` or `before` is given, or `within` (which is then a fault).
bool HasRelation(const Options& options);

/// What the type knows of its range: the bounds, inclusive, in units of `type`, and
/// whether the model gives them.
struct RelationBounds {
  UnitRange range;
  bool min_given = false;
  bool max_given = false;
};

/// REQUIRES: HasRelation(options); `type` is a date or timestamp. nullptr after faults.
std::unique_ptr<Generator> MakeRelated(const TypeContext& context, const Options& options,
                                       DataType type, const RelationBounds& bounds,
                                       Faults* faults);

}  // namespace rowmill
