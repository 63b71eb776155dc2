/// The factories of the commands, one per file.
#pragma once

#include <memory>

#include "cli/command.h"

namespace rowmill::cli {

std::unique_ptr<Command> MakeGenerateCommand(const CliContext& context);
std::unique_ptr<Command> MakePreviewCommand(const CliContext& context);
std::unique_ptr<Command> MakeValidateCommand(const CliContext& context);
std::unique_ptr<Command> MakeConvertCommand(const CliContext& context);
std::unique_ptr<Command> MakeTypesCommand(const CliContext& context);
std::unique_ptr<Command> MakeFormatsCommand(const CliContext& context);
std::unique_ptr<Command> MakeSchemaCommand(const CliContext& context);
std::unique_ptr<Command> MakeVersionCommand(const CliContext& context);
std::unique_ptr<Command> MakeCompletionCommand(const CliContext& context);
std::unique_ptr<Command> MakeHelpCommand(const CliContext& context);

}  // namespace rowmill::cli
