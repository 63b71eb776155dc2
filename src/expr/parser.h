/// SQL's spelling of expressions: text -> tree. The grammar is in docs/expressions.md.
/// No state, thread-safe.
#pragma once

#include <string_view>

#include "base/result.h"
#include "expr/ast.h"

namespace rowmill {

/// Reads one expression. Errors: kInvalidModel, with the line and a caret.
Result<Expr> ParseExpression(std::string_view text);

/// `2 days`, `1 month -3 days`, `90 minutes`. Errors: kInvalidArgument.
Result<Interval> ParseInterval(std::string_view text);

}  // namespace rowmill
