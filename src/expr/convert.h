/// Values of one type as those of another, inside programs. No state, thread-safe.
#pragma once

#include <string>

#include "expr/program.h"

namespace rowmill {

/// The type that an expression works with for a column's type: int64 for whole numbers,
/// double for floats, else the type itself.
DataType WorkingType(const DataType& type);

/// A node with the values of `node` in its WorkingType. Errors: kInvalidModel for uint64
/// columns that may pass int64, without a caret.
Result<int> ToWorkingType(ProgramBuilder* builder, int node, TextSpan span);

/// The common type of two, by which they are compared, added or chosen from; nothing
/// when there is none. Whole numbers are decimals of scale 0, and those doubles.
std::optional<DataType> CommonType(const DataType& a, const DataType& b);

/// `cast(x as type)`: every conversion that has a meaning. Values that do not fit are
/// errors of their rows. Errors: kInvalidModel.
Result<int> CastNode(ProgramBuilder* builder, int node, const DataType& to,
                     TextSpan span);

/// Whether every value of `from` is one of `to`, so that it needs no cast.
bool GoesByItself(const DataType& from, const DataType& to);

}  // namespace rowmill
