/// Columns computed from other columns of their row by an expression
/// (docs/expressions.md). Thread-safe.
#pragma once

#include <memory>

#include "expr/compile.h"
#include "gen/generator.h"

namespace rowmill {

/// Fields that the text of a `formula` or `template` reads. Errors: it is none.
Result<std::vector<std::string>> FieldsOfComputed(const Field& field);

/// The column of a `formula` or `template`, whose text is field.raw. nullptr after adding
/// at least one fault, kInvalidModel, with the column and a caret.
std::unique_ptr<Generator> MakeComputed(const Field& field, const ExprNames& names,
                                        const TypeContext& context, Faults* faults);

}  // namespace rowmill
