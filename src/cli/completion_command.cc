#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/completion.h"
#include "cli/console.h"

namespace rowmill::cli {

namespace {

class CompletionCommand final : public Command {
 public:
  CompletionCommand() {
    spec_.name = "completion";
    spec_.summary = "Print the completion script of a shell";
    spec_.examples =
        "  source <(rowmill completion bash)\n"
        "  rowmill completion zsh > ~/.zfunc/_rowmill\n"
        "  rowmill completion fish | source";
    OptionSpec shell;
    shell.names = "SHELL";
    shell.value = "SHELL";
    shell.doc = "bash, zsh or fish";
    shell.one = &shell_;
    shell.required = true;
    shell.choices = {"bash", "zsh", "fish"};
    spec_.options = {shell};
  }

  int Run(const CliContext& context) override {
    std::string shell = shell_.value_or("");
    if (shell == "bash") return Finish(BashCompletion(*context.commands));
    if (shell == "zsh") return Finish(ZshCompletion(*context.commands));
    if (shell == "fish") return Finish(FishCompletion(*context.commands));
    return TellUsage(fmt::format("unknown shell '{}': must be bash, zsh or fish", shell),
                     "completion");
  }

 private:
  std::optional<std::string> shell_;
};

}  // namespace

std::unique_ptr<Command> MakeCompletionCommand(const CliContext&) {
  return std::make_unique<CompletionCommand>();
}

}  // namespace rowmill::cli
