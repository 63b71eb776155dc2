#include "cli/completion.h"

#include <fmt/format.h>

namespace rowmill::cli {

namespace {

bool TakesFile(const OptionSpec& option) {
  return option.value == "MODEL" || option.value == "FILE" || option.value == "DIR" ||
         option.value == "OUTPUT";
}

std::string Words(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

std::string CommandNames(const CommandList& commands) {
  std::vector<std::string> names;
  for (const auto& command : commands) {
    if (!command->spec().hidden) names.push_back(command->spec().name);
  }
  return Words(names);
}

/// What the command's positionals offer: words, and whether files too.
struct Positionals {
  std::vector<std::string> words;
  bool files = false;
};

Positionals PositionalsOf(const CommandSpec& spec) {
  Positionals found;
  for (const OptionSpec& option : spec.options) {
    if (!option.positional()) continue;
    found.files |= TakesFile(option);
    found.words.insert(found.words.end(), option.choices.begin(), option.choices.end());
  }
  return found;
}

/// All spellings of the options; values are not.
std::vector<std::string> OptionNames(const CommandSpec& spec) {
  std::vector<std::string> names;
  for (const OptionSpec& option : spec.options) {
    if (option.positional()) continue;
    for (std::string& name : option.NameList()) names.push_back(std::move(name));
  }
  names.insert(names.end(), {"-h", "--help"});
  return names;
}

/// `generate:-o|generate:--output`
std::string BashPattern(const CommandSpec& spec, const OptionSpec& option) {
  std::vector<std::string> patterns;
  for (const std::string& name : option.NameList()) {
    patterns.push_back(fmt::format("{}:{}", spec.name, name));
  }
  return fmt::format("{}", fmt::join(patterns, "|"));
}

std::string BashReply(const std::vector<std::string>& words, bool files) {
  if (words.empty() && !files) return "COMPREPLY=()";
  std::string from = words.empty() ? "" : fmt::format(" -W \"{}\"", Words(words));
  return fmt::format("COMPREPLY=($(compgen{}{} -- \"$current\"))", files ? " -f" : "",
                     from);
}

/// One line of text in single quotes, for any of the shells.
std::string Quoted(std::string_view text, std::string_view quote) {
  std::string quoted;
  for (char c : text) {
    if (c == '\'') {
      quoted += quote;
    } else {
      quoted += c;
    }
  }
  return quoted;
}

/// `_arguments` gives `[`, `]`, `:` and `\` a meaning.
std::string ZshText(std::string_view text) {
  std::string escaped;
  for (char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return Quoted(escaped, "'\\''");
}

std::string ZshAction(const OptionSpec& option) {
  if (TakesFile(option)) return "_files";
  if (!option.choices.empty()) return fmt::format("({})", Words(option.choices));
  return " ";
}

std::string ZshOption(const OptionSpec& option) {
  if (option.positional()) {
    return fmt::format("      '{}{}:{}:{}' \\\n", option.many != nullptr ? "*" : "",
                       option.required ? "" : ":", ZshText(option.value),
                       ZshAction(option));
  }
  std::string lines;
  for (const std::string& name : option.NameList()) {
    lines += fmt::format("      '{}{}[{}]", option.many != nullptr ? "*" : "", name,
                         ZshText(option.doc));
    if (option.flag == nullptr) {
      lines += fmt::format(":{}:{}", ZshText(option.value), ZshAction(option));
    }
    lines += "' \\\n";
  }
  return lines;
}

std::string FishOption(const CommandSpec& spec, const OptionSpec& option) {
  std::string line =
      fmt::format("complete -c rowmill -n '__fish_seen_subcommand_from {}'", spec.name);
  if (!option.positional()) {
    for (const std::string& name : option.NameList()) {
      line += name.starts_with("--") ? fmt::format(" -l {}", name.substr(2))
                                     : fmt::format(" -s {}", name.substr(1));
    }
    line += fmt::format(" -d '{}'", Quoted(option.doc, "\\'"));
  }
  if (TakesFile(option)) {
    line += option.positional() ? " -F" : " -r -F";
  } else if (option.flag == nullptr) {
    line += option.positional() ? " -f" : " -x";
  }
  if (!option.choices.empty()) line += fmt::format(" -a '{}'", Words(option.choices));
  return line + "\n";
}

}  // namespace

std::string BashCompletion(const CommandList& commands) {
  std::string values;
  std::string options;
  std::string positionals;
  for (const auto& command : commands) {
    const CommandSpec& spec = command->spec();
    for (const OptionSpec& option : spec.options) {
      if (option.positional() || option.flag != nullptr) continue;
      values += fmt::format("    {}) {}; return ;;\n", BashPattern(spec, option),
                            BashReply(option.choices, TakesFile(option)));
    }
    options +=
        fmt::format("      {}) {} ;;\n", spec.name, BashReply(OptionNames(spec), false));
    Positionals offered = PositionalsOf(spec);
    if (spec.name == "help") offered.words = {CommandNames(commands)};
    positionals += fmt::format("      {}) {} ;;\n", spec.name,
                               BashReply(offered.words, offered.files));
  }
  std::string names = CommandNames(commands);
  return fmt::format(
      R"(# bash completion for rowmill; load it with: source <(rowmill completion bash)
_rowmill() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}}
  local command= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${{COMP_WORDS[i]}} in
      {commands}) command=${{COMP_WORDS[i]}}; break ;;
    esac
  done
  case $command:$previous in
{values}  esac
  if [[ -z $command ]]; then
    COMPREPLY=($(compgen -W "{names} --help --version" -- "$current"))
  elif [[ $current == -* ]]; then
    case $command in
{options}    esac
  else
    case $command in
{positionals}    esac
  fi
}}
complete -o filenames -F _rowmill rowmill
)",
      fmt::arg("commands",
               [&] {
                 std::string pattern = names;
                 for (char& c : pattern) c = c == ' ' ? '|' : c;
                 return pattern;
               }()),
      fmt::arg("values", values), fmt::arg("names", names), fmt::arg("options", options),
      fmt::arg("positionals", positionals));
}

std::string ZshCompletion(const CommandList& commands) {
  std::string list;
  std::string cases;
  for (const auto& command : commands) {
    const CommandSpec& spec = command->spec();
    if (spec.hidden) continue;
    list += fmt::format("    '{}:{}'\n", spec.name, ZshText(spec.summary));
    cases += fmt::format("    {}) _arguments \\\n", spec.name);
    for (const OptionSpec& option : spec.options) cases += ZshOption(option);
    cases += "      '(-h --help)'{-h,--help}'[Print this help and exit]' ;;\n";
  }
  return fmt::format(
      R"(#compdef rowmill
# zsh completion for rowmill; put it into a file _rowmill in a folder of $fpath
_rowmill() {{
  local -a commands=(
{}  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
{}  esac
}}
if [[ $funcstack[1] == _rowmill ]]; then
  _rowmill "$@"
else
  compdef _rowmill rowmill
fi
)",
      list, cases);
}

std::string FishCompletion(const CommandList& commands) {
  std::string text =
      "# fish completion for rowmill; load it with: rowmill completion fish | source\n"
      "complete -c rowmill -f\n"
      "complete -c rowmill -s h -l help -d 'Print help'\n"
      "complete -c rowmill -n __fish_use_subcommand -l version -d 'Print the version'\n";
  for (const auto& command : commands) {
    const CommandSpec& spec = command->spec();
    if (spec.hidden) continue;
    text += fmt::format("complete -c rowmill -n __fish_use_subcommand -a {} -d '{}'\n",
                        spec.name, Quoted(spec.summary, "\\'"));
    for (const OptionSpec& option : spec.options) text += FishOption(spec, option);
  }
  return text;
}

}  // namespace rowmill::cli
