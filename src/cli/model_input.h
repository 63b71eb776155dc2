/// Reading the model a command is given, and telling what is wrong with it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cli/command.h"
#include "model/dataset.h"

namespace rowmill::cli {

/// `-` is shown as `<stdin>`.
std::string ShownName(const std::string& path);

/// The `-D name=value` arguments. Errors: kInvalidArgument.
Result<std::map<std::string, std::string>> ParseVars(
    const std::vector<std::string>& arguments);

/// ReadModelFile with this build's catalog. `own_tables`: the command brings
/// dictionaries, so that types are checked only when the model is planned.
/// Errors: those of ReadModelFile.
Result<Dataset> LoadModel(const std::string& path, const CliContext& context,
                          std::map<std::string, std::string> vars,
                          bool own_tables = false);

}  // namespace rowmill::cli
