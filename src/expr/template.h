/// Texts with places for fields: `{first}.{last}@x.test`, `{price:.2f}`, `{day:%Y-%m}`.
/// No state, thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "expr/compile.h"

namespace rowmill {

/// A piece of a template: plain text, or the place of a field.
struct TemplatePart {
  std::string text;    ///< plain text
  std::string field;   ///< empty for plain text
  std::string format;  ///< as the modifier `format` takes it; empty = as it is written
  TextSpan span;
};

/// `{{` and `}}` are braces. Errors: kInvalidModel, with the column and a caret.
Result<std::vector<TemplatePart>> ParseTemplate(std::string_view text);

/// The names of the fields, in the order of their first use.
Result<std::vector<std::string>> FieldsOfTemplate(std::string_view text);

/// Compiles the template to a program of texts; fields that are null leave nothing.
/// Errors: kInvalidModel with all faults, each with the column and a caret.
Result<Program> CompileTemplate(std::string_view text, const ExprNames& names,
                                const ExprContext& context);

}  // namespace rowmill
