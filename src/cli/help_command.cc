#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/console.h"

namespace rowmill::cli {

namespace {

std::string Cell(std::string_view text) {
  std::string cell;
  for (char c : text) {
    if (c == '|') cell += '\\';
    cell += c;
  }
  return cell;
}

std::string OptionRow(const OptionSpec& option) {
  std::string names = fmt::format("`{}`", fmt::join(option.NameList(), "`, `"));
  bool shows_value = !option.value.empty() && !option.positional();
  return fmt::format("| {}{} | {} |\n", names,
                     shows_value ? fmt::format(" {}", Cell(option.value)) : "",
                     Cell(option.doc));
}

/// The options of a command as the reference page shows them.
std::string OptionsMarkdown(const CommandSpec& spec) {
  std::string text;
  std::string group;
  for (const OptionSpec& option : spec.options) {
    std::string heading = option.positional() ? "Argument" : option.group;
    if (heading != group) {
      text += fmt::format("{}| {} | |\n|---|---|\n", text.empty() ? "" : "\n", heading);
      group = heading;
    }
    text += OptionRow(option);
  }
  return text;
}

class HelpCommand final : public Command {
 public:
  HelpCommand() {
    spec_.name = "help";
    spec_.summary = "Print the help of a command";
    spec_.examples = "  rowmill help generate";
    OptionSpec which;
    which.names = "COMMAND";
    which.value = "COMMAND";
    which.doc = "The command; default: the program";
    which.one = &which_;
    OptionSpec markdown;
    markdown.names = "--markdown";
    markdown.doc = "The options as Markdown tables (this is what docs/cli.md is made of)";
    markdown.flag = &markdown_;
    spec_.options = {which, markdown};
  }

  int Run(const CliContext& context) override {
    if (!which_) {
      return markdown_ ? Finish(CommandsMarkdown(context))
                       : Finish(HelpText(*context.commands, ""));
    }
    for (const auto& command : *context.commands) {
      if (command->spec().name != *which_) continue;
      return Finish(markdown_ ? OptionsMarkdown(command->spec())
                              : HelpText(*context.commands, *which_));
    }
    return TellUsage(fmt::format("unknown command '{}'", *which_), "");
  }

 private:
  static std::string CommandsMarkdown(const CliContext& context) {
    std::string text = "| command | |\n|---|---|\n";
    for (const auto& command : *context.commands) {
      if (command->spec().hidden) continue;
      text += fmt::format("| `rowmill {}` | {} |\n", command->spec().name,
                          Cell(command->spec().summary));
    }
    return text;
  }

  std::optional<std::string> which_;
  bool markdown_ = false;
};

}  // namespace

std::unique_ptr<Command> MakeHelpCommand(const CliContext&) {
  return std::make_unique<HelpCommand>();
}

}  // namespace rowmill::cli
