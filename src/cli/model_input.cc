#include "cli/model_input.h"

#include <fmt/format.h>

#include "run/plan.h"

namespace rowmill::cli {

std::string ShownName(const std::string& path) { return path == "-" ? "<stdin>" : path; }

Result<std::map<std::string, std::string>> ParseVars(
    const std::vector<std::string>& arguments) {
  std::map<std::string, std::string> vars;
  for (const std::string& argument : arguments) {
    std::size_t equals = argument.find('=');
    if (equals == std::string::npos || equals == 0) {
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("-D {}: must be NAME=VALUE", argument));
    }
    std::string name = argument.substr(0, equals);
    if (!vars.emplace(name, argument.substr(equals + 1)).second) {
      return Fail(ErrorCode::kInvalidArgument, fmt::format("-D {}: given twice", name));
    }
  }
  return vars;
}

Result<Dataset> LoadModel(const std::string& path, const CliContext& context,
                          std::map<std::string, std::string> vars, bool own_tables) {
  ReadOptions options = ReadOptionsFor(*context.plugins);
  // Types may rest on tables that are read only when the model is planned.
  if (own_tables) options.check_fields = nullptr;
  options.vars = std::move(vars);
  return ReadModelFile(path, std::move(options));
}

}  // namespace rowmill::cli
