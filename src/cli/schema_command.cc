#include "cli/commands.h"
#include "cli/console.h"
#include "model/dataset.h"

namespace rowmill::cli {

namespace {

class SchemaCommand final : public Command {
 public:
  SchemaCommand() {
    spec_.name = "schema";
    spec_.summary = "Print the JSON Schema of the native model language";
    spec_.examples = "  rowmill schema > rowmill.schema.json";
  }

  int Run(const CliContext& context) override {
    std::string text = NativeSchema(context.plugins->catalog());
    if (!text.ends_with('\n')) text += '\n';
    return Finish(text);
  }
};

}  // namespace

std::unique_ptr<Command> MakeSchemaCommand(const CliContext&) {
  return std::make_unique<SchemaCommand>();
}

}  // namespace rowmill::cli
