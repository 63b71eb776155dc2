/// Columns computed from other columns of their row by an expression
/// (docs/expressions.md). Thread-safe.
#pragma once

#include <memory>

#include "expr/compile.h"
#include "gen/generator.h"

namespace rowmill {

/// The column of a `formula`, whose text is field.raw. nullptr after adding at least one
/// fault, kInvalidModel, with the line and a caret.
std::unique_ptr<Generator> MakeFormula(const Field& field, const ExprNames& names,
                                       const TypeContext& context, Faults* faults);

}  // namespace rowmill
