/// Functions that fill one column from another. Thread-safe.
#pragma once

#include <functional>

#include "column/column.h"

namespace rowmill {

/// Fills `out` (already reset to its type) with one value per row of `in`, which is not
/// dictionary-coded; nulls are none of its business. Called by many threads.
using ColumnFunction = std::function<void(const Column& in, Column* out)>;

}  // namespace rowmill
