#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/console.h"
#include "cli/model_input.h"
#include "run/plan.h"

namespace rowmill::cli {

namespace {

std::string Plural(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

class ValidateCommand final : public Command {
 public:
  ValidateCommand() {
    spec_.name = "validate";
    spec_.summary = "Check models completely, without making a row";
    spec_.examples =
        "  rowmill validate shop.yaml\n"
        "  rowmill validate models/*.yaml\n"
        "  cat shop.yaml | rowmill validate -";
    OptionSpec models;
    models.names = "MODEL";
    models.value = "MODEL";
    models.doc = "Files of models; - is standard input";
    models.many = &models_;
    models.required = true;
    OptionSpec define;
    define.names = "-D,--define";
    define.value = "NAME=VALUE";
    define.doc = "Sets a variable of the models (repeatable)";
    define.many = &vars_;
    OptionSpec dictionaries;
    dictionaries.names = "--dictionaries";
    dictionaries.value = "DIR";
    dictionaries.doc = "A folder of tables over the program's and the models'";
    dictionaries.one = &dictionaries_;
    spec_.options = {models, define, dictionaries};
  }

  int Run(const CliContext& context) override {
    auto vars = ParseVars(vars_);
    if (!vars) return TellUsage(vars.error().message, "validate");
    int worst = kExitDone;
    for (const std::string& model : models_) {
      worst = std::max(worst, Check(model, *vars, context));
    }
    return worst;
  }

 private:
  int Check(const std::string& path, const std::map<std::string, std::string>& vars,
            const CliContext& context) const {
    std::string shown = ShownName(path);
    Result<Dataset> dataset = LoadModel(path, context, vars, dictionaries_.has_value());
    if (!dataset) return Tell(dataset.error(), shown);
    TellWarnings(dataset->warnings, shown);
    PlanOptions plan_options;
    plan_options.files = LocalFiles(dataset->folder);
    plan_options.dictionaries = dictionaries_.value_or("");
    auto plan = MakePlan(*dataset, *context.plugins, plan_options);
    if (!plan) return Tell(plan.error(), shown);
    TellWarnings((*plan)->warnings, shown);
    std::size_t fields = 0;
    for (const Entity& entity : dataset->entities) fields += entity.fields.size();
    return Finish(fmt::format("{}: ok ({}, {})\n", shown,
                              Plural(dataset->entities.size(), "entity", "entities"),
                              Plural(fields, "field", "fields")));
  }

  std::vector<std::string> models_;
  std::vector<std::string> vars_;
  std::optional<std::string> dictionaries_;
};

}  // namespace

std::unique_ptr<Command> MakeValidateCommand(const CliContext&) {
  return std::make_unique<ValidateCommand>();
}

}  // namespace rowmill::cli
