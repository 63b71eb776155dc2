/// Commands of the program: what each says of itself and how it is run. Parsing, help,
/// shell completion and the reference page all come from the same declaration, so they
/// cannot drift apart. Only `command_line.cc` knows the parser library.
/// Not thread-safe; one command runs per process.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "run/plugins.h"

namespace rowmill::cli {

/// One option or positional of a command. Exactly one of the three targets is set; it
/// must outlive the parsing and keeps its value when the option is not given.
struct OptionSpec {
  /// `-n,--rows,--count`; a name without dashes (`MODEL`) is a positional.
  std::string names;
  /// What the help shows for the value: `N`, `FILE`, `DIR`, `MODEL`; empty for a flag.
  /// Completion offers files for FILE, DIR, MODEL and OUTPUT.
  std::string value;
  std::string doc;  ///< one sentence
  bool* flag = nullptr;
  std::optional<std::string>* one = nullptr;
  std::vector<std::string>* many = nullptr;
  std::string group = "Options";  ///< heading in the help
  bool required = false;
  std::vector<std::string> choices;  ///< offered by completion; not enforced here

  bool positional() const { return names.empty() || names[0] != '-'; }
  /// The names one by one: `-n`, `--rows`, `--count`.
  std::vector<std::string> NameList() const;
};

struct CommandSpec {
  std::string name;
  std::string summary;   ///< one sentence
  std::string examples;  ///< lines of a shell, shown below the help
  bool hidden = false;   ///< left out of the list of commands
  std::vector<OptionSpec> options;
};

class Command;
using CommandList = std::vector<std::unique_ptr<Command>>;

/// What commands get from the composition root; outlives them.
struct CliContext {
  const Plugins* plugins = nullptr;
  const Clock* clock = nullptr;
  const CommandList* commands = nullptr;  ///< set before a command runs
};

class Command {
 public:
  virtual ~Command() = default;
  const CommandSpec& spec() const { return spec_; }
  /// Answers the exit code of the program; has told errors on standard error itself.
  virtual int Run(const CliContext& context) = 0;

 protected:
  CommandSpec spec_;
};

/// Adds every command that needs nothing but the engine (all but `serve`).
void AddStandardCommands(const CliContext& context, CommandList* commands);

/// Parses the arguments and runs the command they name. Answers the exit code of the
/// program (base/error_codes.inc): 2 for a command line that cannot be understood.
int RunCommandLine(int argc, char** argv, CliContext context,
                   const CommandList& commands);

/// The text `rowmill COMMAND --help` prints; of the program when `command` is empty.
/// Empty when there is no such command.
std::string HelpText(const CommandList& commands, const std::string& command);

}  // namespace rowmill::cli
