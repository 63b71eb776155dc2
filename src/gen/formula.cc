#include "gen/formula.h"

#include <fmt/format.h>

#include "expr/template.h"

namespace rowmill {

namespace {

class FormulaGenerator final : public Generator {
 public:
  explicit FormulaGenerator(Program program) : program_(std::move(program)) {
    type_ = program_.type();
    facts_ = program_.facts();
  }

  std::vector<std::string> inputs() const override { return program_.inputs(); }

  Status Generate(const GenerateCall& call, Column* out) const override {
    return program_.Run(call.rows, call.inputs, call.scratch, out);
  }

 private:
  Program program_;
};

}  // namespace

Result<std::vector<std::string>> FieldsOfComputed(const Field& field) {
  const std::string text = field.raw.ScalarText();
  return field.source == SourceKind::kTemplate ? FieldsOfTemplate(text)
                                               : FieldsOfExpression(text);
}

std::unique_ptr<Generator> MakeComputed(const Field& field, const ExprNames& names,
                                        const TypeContext& context, Faults* faults) {
  const std::string text = field.raw.ScalarText();
  const ExprContext around{.now = context.now, .draws = context.draws};
  Result<Program> program = field.source == SourceKind::kTemplate
                                ? CompileTemplate(text, names, around)
                                : CompileExpression(text, names, around);
  if (program) return std::make_unique<FormulaGenerator>(std::move(*program));
  for (const Error& error : program.error().Flatten()) {
    Error fault = field.Fault(SourceName(field.source),
                              fmt::format("field '{}': {}", field.name, error.message));
    fault.code = error.code;
    fault.excerpt = error.excerpt;
    faults->Add(std::move(fault));
  }
  return nullptr;
}

}  // namespace rowmill
