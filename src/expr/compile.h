/// Expression text -> program, checked against the columns it may read.
/// No state, thread-safe.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "expr/function.h"

namespace rowmill {

/// A column that an expression may read.
struct ExprColumn {
  DataType type;
  ColumnFacts facts;
};

/// Names as an expression sees them.
struct ExprNames {
  /// The column of a field; nothing when there is none.
  std::function<std::optional<ExprColumn>(const std::string& name)> column;
  /// `vars.x`: a text or number as written.
  std::map<std::string, std::string> vars;
  std::vector<std::string> all;  ///< names of fields, for suggestions
};

/// Fields that the text reads, in the order of their first use; nothing is checked.
/// Errors: kInvalidModel when the text is no expression.
Result<std::vector<std::string>> FieldsOfExpression(std::string_view text);

/// Compiles the text. Errors: kInvalidModel with all faults that were found, each with
/// its line and a caret.
Result<Program> CompileExpression(std::string_view text, const ExprNames& names,
                                  const ExprContext& context);

}  // namespace rowmill
