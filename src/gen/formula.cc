#include "gen/formula.h"

#include <fmt/format.h>

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

std::unique_ptr<Generator> MakeFormula(const Field& field, const ExprNames& names,
                                       const TypeContext& context, Faults* faults) {
  Result<Program> program = CompileExpression(
      field.raw.ScalarText(), names, {.now = context.now, .draws = context.draws});
  if (program) return std::make_unique<FormulaGenerator>(std::move(*program));
  for (const Error& error : program.error().Flatten()) {
    Error fault =
        field.Fault("formula", fmt::format("field '{}': {}", field.name, error.message));
    fault.code = error.code;
    faults->Add(std::move(fault));
  }
  return nullptr;
}

}  // namespace rowmill
