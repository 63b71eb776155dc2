/// Rows of columns copied behind or out of each other: what nested generators and
/// encoders need to put items together. No state, thread-safe.
#pragma once

#include <cstdint>
#include <span>

#include "column/column.h"

namespace rowmill {

/// Appends all rows of `from` to `to`, which has no rows yet or the same type and the
/// same dictionary. Nested columns with their children. REQUIRES: fewer than 2^31 bytes
/// and items in all.
void AppendRows(const Column& from, Column* to);

/// out = the rows of `from` with these numbers; nulls stay null.
/// REQUIRES: `from` is not nested; rows are below its length.
void TakeRows(const Column& from, std::span<const std::uint32_t> rows, Column* out);

}  // namespace rowmill
