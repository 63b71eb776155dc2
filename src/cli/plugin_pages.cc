#include "cli/plugin_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "cli/table.h"

namespace rowmill::cli {

namespace {

constexpr std::size_t kWideCell = 72;

std::string Join(const std::vector<std::string_view>& parts, std::string_view separator) {
  return fmt::format("{}", fmt::join(parts, separator));
}

/// `0 .. 100 rows`, `at least 1`; empty when the option has no bounds.
std::string Bounds(const OptionInfo& option) {
  if (option.kind == OptionKind::kChoice) return Join(option.choices, ", ");
  bool low = option.min > -1e300;
  bool high = option.max < 1e300;
  std::string text;
  if (low && high) {
    text = fmt::format("{} .. {}", option.min, option.max);
  } else if (low) {
    text = fmt::format("at least {}", option.min);
  } else if (high) {
    text = fmt::format("at most {}", option.max);
  }
  if (!option.unit.empty())
    text += fmt::format("{}{}", text.empty() ? "" : " ", option.unit);
  return text;
}

std::string Default(const OptionInfo& option) {
  return option.required ? "required" : std::string(option.default_text);
}

std::string NameWithAliases(const OptionInfo& option) {
  return option.aliases.empty()
             ? std::string(option.name)
             : fmt::format("{} [{}]", option.name, Join(option.aliases, ", "));
}

std::string OptionTable(const Info& info) {
  Table table({"option", "takes", "default", "bounds", ""});
  table.set_cell_width_max(kWideCell);
  for (const OptionInfo& option : info.options) {
    table.Add({NameWithAliases(option), std::string(OptionKindName(option.kind)),
               Default(option), Bounds(option), std::string(option.doc)});
  }
  return table.ToString();
}

/// `|` would end a cell of a Markdown table.
std::string Cell(std::string_view text) {
  std::string cell;
  for (char c : text) {
    if (c == '|') cell += '\\';
    cell += c == '\n' ? ' ' : c;
  }
  return cell;
}

/// Families in order of their first plug-in; the list itself may be in any order.
std::vector<std::string_view> Families(const InfoList& list) {
  std::vector<std::string_view> families;
  for (const Info* info : list.all()) {
    if (std::find(families.begin(), families.end(), info->family) == families.end()) {
      families.push_back(info->family);
    }
  }
  return families;
}

std::string PlannedText(const InfoList& list) {
  std::string names;
  for (const PlannedName& planned : list.planned()) {
    if (list.Find(planned.name) != nullptr) continue;
    names += names.empty() ? "" : " ";
    names += planned.name;
  }
  if (names.empty()) return "";
  std::string text = "\nNot built yet:\n";
  std::string line = " ";
  for (std::size_t at = 0; at < names.size();) {
    std::size_t blank = std::min(names.find(' ', at), names.size());
    std::string name = names.substr(at, blank - at);
    if (line.size() + 1 + name.size() > 78) {
      text += line + "\n";
      line = " ";
    }
    line += " " + name;
    at = blank + 1;
  }
  return text + line + "\n";
}

}  // namespace

std::string ListText(const InfoList& list) {
  bool families = false;
  for (const Info* info : list.all()) families |= !info->family.empty();
  Table table(families
                  ? std::vector<std::string>{"family", "name", "aliases", "output", ""}
                  : std::vector<std::string>{"name", "aliases", "output", ""});
  table.set_cell_width_max(kWideCell);
  for (std::string_view family : Families(list)) {
    std::string_view shown = family;
    for (const Info* info : list.all()) {
      if (info->family != family) continue;
      std::vector<std::string> cells = {
          std::string(info->name), Join(info->aliases, ", "), std::string(info->output),
          std::string(info->summary)};
      if (families) cells.insert(cells.begin(), std::string(shown));
      shown = "";
      table.Add(std::move(cells));
    }
  }
  return table.ToString() + PlannedText(list);
}

std::string ListMarkdown(const InfoList& list) {
  std::string text = "| name | aliases | output | options | |\n|---|---|---|---|---|\n";
  for (std::string_view family : Families(list)) {
    for (const Info* info : list.all()) {
      if (info->family != family) continue;
      std::vector<std::string_view> options;
      for (const OptionInfo& option : info->options) options.push_back(option.name);
      auto code = [](const std::vector<std::string_view>& names) {
        return names.empty() ? "" : fmt::format("`{}`", fmt::join(names, "` `"));
      };
      text +=
          fmt::format("| `{}` | {} | {} | {} | {} |\n", info->name, code(info->aliases),
                      Cell(info->output), code(options), Cell(info->summary));
    }
  }
  return text;
}

std::string InfoText(const Info& info) {
  std::string text(info.name);
  if (!info.aliases.empty()) text += fmt::format(" [{}]", Join(info.aliases, ", "));
  text += fmt::format(": {}\n", info.summary);
  if (!info.output.empty()) text += fmt::format("output: {}\n", info.output);
  if (!info.deterministic) text += "not deterministic: two runs differ\n";
  text += info.options.empty() ? "\nno options\n" : "\n" + OptionTable(info);
  if (!info.example.empty()) text += fmt::format("\nexample: {}\n", info.example);
  return text;
}

std::string InfoMarkdown(const Info& info) {
  std::string text = fmt::format("{}\n", info.summary);
  if (!info.options.empty()) {
    text += "\n| option | takes | default | bounds | |\n|---|---|---|---|---|\n";
  }
  for (const OptionInfo& option : info.options) {
    text += fmt::format("| `{}` | {} | {} | {} | {} |\n", option.name,
                        OptionKindName(option.kind), Cell(Default(option)),
                        Cell(Bounds(option)), Cell(option.doc));
  }
  if (!info.example.empty()) text += fmt::format("\nExample: `{}`\n", info.example);
  return text;
}

}  // namespace rowmill::cli
