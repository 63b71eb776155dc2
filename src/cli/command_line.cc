// The only source that knows CLI11.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "base/text.h"
#include "cli/command.h"
#include "cli/console.h"

namespace rowmill::cli {

namespace {

constexpr std::size_t kDocColumn = 32;  ///< where descriptions begin
constexpr std::size_t kDocWidth = 58;

/// CLI11 does not wrap; it only indents the lines it is given.
std::string Wrap(std::string_view text) {
  std::string wrapped;
  std::size_t line = 0;
  for (std::string_view word : Split(text, ' ')) {
    if (line > 0 && line + 1 + word.size() > kDocWidth) {
      wrapped += '\n';
      line = 0;
    } else if (line > 0) {
      wrapped += ' ';
      ++line;
    }
    wrapped += word;
    line += word.size();
  }
  return wrapped;
}

CLI::Option* Declare(const OptionSpec& spec, CLI::App* app) {
  if (spec.flag != nullptr) {
    return app->add_flag(spec.names, *spec.flag, Wrap(spec.doc))->group(spec.group);
  }
  // Values are read from the results when parsing is over.
  CLI::Option* option = app->add_option(
      spec.names, CLI::callback_t([](const CLI::results_t&) { return true; }),
      Wrap(spec.doc));
  option->group(spec.group)->type_name(spec.value);
  if (!spec.positional()) option->option_text(spec.value);
  if (spec.many != nullptr) {
    if (spec.positional()) option->expected(CLI::detail::expected_max_vector_size);
    option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  }
  if (spec.required) option->required();
  return option;
}

/// A command and what CLI11 made of its options, in the same order.
struct Declared {
  Command* command = nullptr;
  CLI::App* app = nullptr;
  std::vector<CLI::Option*> options;
};

struct Parser {
  explicit Parser(const CommandList& list) {
    root.name("rowmill");
    root.get_formatter()->column_width(kDocColumn);
    root.set_help_flag("-h,--help", "Print this help and exit");
    root.add_flag("--version", version, "Print the version and exit");
    root.require_subcommand(0, 1);
    root.footer(
        "Exit codes: 0 done, 1 run failed, 2 bad command line, 3 model invalid,\n"
        "            4 verification failed, 130 interrupted\n"
        "'rowmill COMMAND --help' shows options and examples.");
    for (const auto& command : list) Add(command.get());
  }

  void Add(Command* command) {
    const CommandSpec& spec = command->spec();
    Declared declared;
    declared.command = command;
    declared.app = root.add_subcommand(spec.name, spec.summary);
    if (spec.hidden) declared.app->group("");
    declared.app->footer(
        spec.examples.empty() ? "" : fmt::format("Examples:\n{}", spec.examples));
    for (const OptionSpec& option : spec.options) {
      declared.options.push_back(Declare(option, declared.app));
    }
    commands.push_back(std::move(declared));
  }

  Declared* Find(std::string_view name) {
    for (Declared& declared : commands) {
      if (declared.command->spec().name == name) return &declared;
    }
    return nullptr;
  }
  Declared* Parsed() {
    for (Declared& declared : commands) {
      if (declared.app->parsed()) return &declared;
    }
    return nullptr;
  }

  CLI::App root{"Makes realistic, reproducible data from a model, fast."};
  bool version = false;
  std::vector<Declared> commands;
};

void TakeValues(const Declared& declared) {
  const std::vector<OptionSpec>& specs = declared.command->spec().options;
  for (std::size_t i = 0; i < specs.size(); ++i) {
    const CLI::Option& option = *declared.options[i];
    if (option.count() == 0) continue;
    if (specs[i].one != nullptr) *specs[i].one = option.results().back();
    if (specs[i].many != nullptr) *specs[i].many = option.results();
  }
}

/// CLI11's sentence for an argument nobody wanted, with the nearest name.
int TellExtras(const Parser& parser, const Declared* declared) {
  std::vector<std::string> extras =
      declared == nullptr ? parser.root.remaining() : declared->app->remaining();
  std::string word = extras.empty() ? "" : extras.front();
  std::vector<std::string> known;
  if (declared == nullptr) {
    for (const Declared& one : parser.commands) {
      if (!one.command->spec().hidden) known.push_back(one.command->spec().name);
    }
    bool option = !word.empty() && word[0] == '-';
    return TellUsage(fmt::format("unknown {} '{}'{}", option ? "option" : "command", word,
                                 Suggestion(word, known)),
                     "");
  }
  for (const OptionSpec& option : declared->command->spec().options) {
    for (std::string& name : option.NameList()) known.push_back(std::move(name));
  }
  std::string name = word.substr(0, word.find('='));
  std::string what =
      !word.empty() && word[0] == '-'
          ? fmt::format("unknown option '{}'{}", name, Suggestion(name, known))
          : fmt::format("unexpected argument '{}'", word);
  return TellUsage(what, declared->command->spec().name);
}

int RunParsed(Parser* parser, CliContext context) {
  if (parser->version) {
    Declared* command = parser->Find("version");
    return command == nullptr ? kExitUsage : command->command->Run(context);
  }
  Declared* declared = parser->Parsed();
  if (declared == nullptr) {
    Say(parser->root.help());
    return kExitUsage;
  }
  TakeValues(*declared);
  return declared->command->Run(context);
}

}  // namespace

int RunCommandLine(int argc, char** argv, CliContext context,
                   const CommandList& commands) {
  context.commands = &commands;
  Parser parser(commands);
  try {
    parser.root.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    Declared* declared = parser.Parsed();
    return Finish(declared == nullptr ? parser.root.help()
                                      : declared->app->help("rowmill"));
  } catch (const CLI::ExtrasError&) {
    return TellExtras(parser, parser.Parsed());
  } catch (const CLI::ParseError& error) {
    Declared* declared = parser.Parsed();
    return TellUsage(error.what(),
                     declared == nullptr ? "" : declared->command->spec().name);
  }
  return RunParsed(&parser, context);
}

std::string HelpText(const CommandList& commands, const std::string& command) {
  Parser parser(commands);
  if (command.empty()) return parser.root.help();
  Declared* declared = parser.Find(command);
  return declared == nullptr ? "" : declared->app->help("rowmill");
}

}  // namespace rowmill::cli
