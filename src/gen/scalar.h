/// One value of a model (a literal) as a value of a column type. Thread-safe (no state).
#pragma once

#include "column/column.h"
#include "plugin/node.h"

namespace rowmill {

/// Appends the literal, converted to the column's type, as one more row. Slow; for
/// dictionaries. Numbers may be given as text; dates and times in the forms of
/// ParseInstant, times of day as `hh:mm[:ss[.fraction]]`.
/// REQUIRES: node is a scalar and not null; out has a scalar type.
/// Errors: kInvalidArgument with the value and the reason.
Status AppendScalar(const Node& node, Column* out);

/// The type that fits all literals (nulls do not count): all whole numbers int64 (uint64
/// when one passes 2^63-1 and none is negative), numbers double, all booleans boolean,
/// anything else string.
DataType InferType(const std::vector<const Node*>& nodes);

}  // namespace rowmill
