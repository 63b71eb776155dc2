#include "cli/commands.h"

namespace rowmill::cli {

void AddStandardCommands(const CliContext& context, CommandList* commands) {
  commands->push_back(MakeGenerateCommand(context));
  commands->push_back(MakePreviewCommand(context));
  commands->push_back(MakeValidateCommand(context));
  commands->push_back(MakeConvertCommand(context));
  commands->push_back(MakeTypesCommand(context));
  commands->push_back(MakeFormatsCommand(context));
  commands->push_back(MakeSchemaCommand(context));
  commands->push_back(MakeVersionCommand(context));
  commands->push_back(MakeCompletionCommand(context));
  commands->push_back(MakeHelpCommand(context));
}

}  // namespace rowmill::cli
