#include "model/datagen/settings_internal.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace rowmill::datagen_model {

namespace {

using Entries = std::vector<std::pair<std::string, std::string>>;

/// The section a folded key names; nullptr when it names none.
Section* SectionOf(std::string_view folded, Sections* sections) {
  if (folded == "fields") return &sections->fields;
  if (folded == "tablenames") return &sections->table_names;
  if (folded == "options") return &sections->options;
  if (folded == "primarykeys") return &sections->primary_keys;
  return nullptr;
}

/// Collects sections of one map before those of the maps inside it.
class SectionSearch {
 public:
  explicit SectionSearch(Scope* scope) : scope_(scope) {}
  Sections sections;

  /// True when a section was found in `node` or below.
  bool Search(const Node& node, const std::string& pointer, bool top) {
    if (node.is_list()) return SearchList(node, pointer);
    if (!node.is_map()) return false;
    bool found = false;
    std::vector<std::size_t> rest;
    for (std::size_t i = 0; i < node.members.size(); ++i) {
      if (Take(node, i, pointer, top)) {
        found = true;
      } else {
        rest.push_back(i);
      }
    }
    const bool home = top || found;
    for (std::size_t i : rest) {
      const auto& [key, value] = node.members[i];
      std::string at = pointer + PointerStep(key);
      bool below = Search(value, at, false);
      found = found || below;
      if (home && !below && !(top && FoldWords(key) == "modelname")) {
        scope_->Warn(fmt::format("unknown key is not used: '{}'{}", key,
                                 Suggestion(key, {"Fields", "Table_Names", "Options",
                                                  "Primary_Keys", "model_name"})),
                     at, node.KeyPlace(i));
      }
    }
    return found;
  }

 private:
  bool SearchList(const Node& node, const std::string& pointer) {
    bool found = false;
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      found = Search(node.items[i], fmt::format("{}/{}", pointer, i), false) || found;
    }
    return found;
  }

  /// Takes member `index` when it names a section. Scalars named so deep inside are
  /// something else; at the top they are the section, and faulty.
  bool Take(const Node& node, std::size_t index, const std::string& pointer, bool top) {
    const auto& [key, value] = node.members[index];
    Section* section = SectionOf(FoldWords(key), &sections);
    if (section == nullptr || (value.is_scalar() && !top)) return false;
    std::string at = pointer + PointerStep(key);
    if (section->found()) {
      scope_->Warn(fmt::format("section is not used, there is another one at {}: '{}'",
                               section->pointer, key),
                   at, node.KeyPlace(index));
      return true;
    }
    *section = Section{&value, std::move(at), node.KeyPlace(index)};
    return true;
  }

  Scope* scope_;
};

/// Which keys a section knows, and what it is called in messages.
struct SectionRules {
  std::string_view title;
  const SettingRow* (*find)(std::string_view key);
  std::vector<std::string> (*keys)();
};

const SettingRow* FindPrimaryKey(std::string_view key) {
  static constexpr SettingRow kAnyText{"", ValueKind::kText};
  return IsPrimaryKey(key) ? &kAnyText : nullptr;
}

std::vector<std::string> PrimaryKeyNames() {
  std::vector<std::string> names;
  for (const std::string& key : OptionKeys()) {
    if (IsPrimaryKey(key)) names.push_back(key);
  }
  return names;
}

/// A plain integer: digits with a sign, nothing else.
bool PlainInteger(std::string_view text, std::int64_t* out) {
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *out);
  return !text.empty() && error == std::errc() && end == text.data() + text.size();
}

class SettingsReader {
 public:
  SettingsReader(const SectionRules& rules, Scope* scope)
      : rules_(rules), scope_(scope) {}
  Entries entries;

  void ReadSection(const Section& section) {
    if (!section.found() || section.node->is_null()) return;
    const Node& node = *section.node;
    if (node.is_map()) {
      ReadMap(node, section.pointer);
    } else if (node.is_list()) {
      for (std::size_t i = 0; i < node.items.size(); ++i) {
        std::string at = fmt::format("{}/{}", section.pointer, i);
        if (node.items[i].is_map()) {
          ReadMap(node.items[i], at);
        } else {
          scope_->Fault(
              fmt::format("{} takes objects, not {}", rules_.title, Shown(node.items[i])),
              at, node.items[i].place);
        }
      }
    } else {
      scope_->Fault(fmt::format("{} takes an object or a list of objects, not {}",
                                rules_.title, Shown(node)),
                    section.pointer, node.place);
    }
    // Only now: an empty text may take back an earlier entry of the same key.
    std::erase_if(entries, [](const auto& entry) { return entry.second.empty(); });
  }

 private:
  void ReadMap(const Node& map, const std::string& pointer) {
    for (std::size_t i = 0; i < map.members.size(); ++i) {
      const auto& [name, value] = map.members[i];
      ReadEntry(name, value, pointer + PointerStep(name), map.KeyPlace(i));
    }
  }

  void ReadEntry(const std::string& name, const Node& value, const std::string& at,
                 Place key_place) {
    std::string key = UpperAscii(Trim(name));
    // Written by Datagen's analysis of files on Azure.
    if (rules_.find == &FindTableName && key.starts_with("AZURE_")) {
      std::string adls = "ADLS_" + key.substr(6);
      if (FindTableName(adls) != nullptr) key = adls;
    }
    const SettingRow* row = rules_.find(key);
    if (row == nullptr) WarnUnknown(name, key, at, key_place);
    if (!value.is_scalar()) {
      if (row != nullptr) {
        scope_->Fault(
            fmt::format("{}: {} takes a text, not {}", rules_.title, key, Shown(value)),
            at, value.place);
      }
      return;
    }
    if (row != nullptr && !value.ScalarText().empty()) Check(*row, value, at);
    Keep(std::move(key), value.ScalarText(), at, key_place);
  }

  void WarnUnknown(const std::string& name, const std::string& key, const std::string& at,
                   Place place) {
    std::string hint = Suggestion(key, rules_.keys());
    if (rules_.find != &FindOptionKey && FindOptionKey(key) != nullptr) {
      hint = ", it belongs to Options";
    } else if (rules_.find != &FindTableName && FindTableName(key) != nullptr) {
      hint = ", it belongs to Table_Names";
    }
    scope_->Warn(
        fmt::format("{}: unknown key is not used: '{}'{}", rules_.title, name, hint), at,
        place);
  }

  void Check(const SettingRow& row, const Node& value, const std::string& at) {
    auto fault = [&](std::string_view wanted) {
      scope_->Fault(fmt::format("{}: {} takes {}, not {}", rules_.title, row.key, wanted,
                                Shown(value)),
                    at, value.place);
    };
    std::string text = value.ScalarText();
    switch (row.kind) {
      case ValueKind::kText:
        return;
      case ValueKind::kBool:
        if (!TrueOrFalse(value)) fault("true or false");
        return;
      case ValueKind::kInt: {
        std::int64_t number = 0;
        if (!PlainInteger(text, &number)) return fault("a whole number");
        if (number < row.min || number > row.max) {
          fault(fmt::format("a whole number from {} to {}", row.min, row.max));
        }
        return;
      }
      case ValueKind::kChoice:
        CheckChoice(row, text, value, at);
        return;
    }
  }

  void CheckChoice(const SettingRow& row, const std::string& text, const Node& value,
                   const std::string& at) {
    std::vector<std::string> names;
    for (std::string_view choice : Split(row.choices, ' ')) {
      if (EqualsIgnoreCase(choice, text)) return;
      names.emplace_back(choice);
    }
    std::string message = fmt::format("{}: {} is one of {}, not '{}'{}", rules_.title,
                                      row.key, fmt::join(names, ", "), text,
                                      text.size() > 1 ? Suggestion(text, names) : "");
    if (row.otherwise.empty()) {
      scope_->Fault(std::move(message), at, value.place);
    } else {
      scope_->Warn(fmt::format("{}; {} is used", message, row.otherwise), at,
                   value.place);
    }
  }

  /// The last of several entries of one key wins.
  void Keep(std::string key, std::string text, const std::string& at, Place place) {
    for (auto& [known, value] : entries) {
      if (known != key) continue;
      scope_->Warn(
          fmt::format("{}: given again, the last one is used: '{}'", rules_.title, key),
          at, place);
      value = std::move(text);
      return;
    }
    entries.emplace_back(std::move(key), std::move(text));
  }

  SectionRules rules_;
  Scope* scope_;
};

bool HasKey(const Entries& entries, std::string_view key) {
  return std::any_of(entries.begin(), entries.end(),
                     [&](const auto& entry) { return entry.first == key; });
}

}  // namespace

Sections FindSections(const Node& root, Scope* scope) {
  SectionSearch search(scope);
  search.Search(root, "", true);
  return search.sections;
}

DatagenSettings ReadSettings(const Sections& sections, Scope* scope) {
  SettingsReader tables({"Table_Names", &FindTableName, &TableNameKeys}, scope);
  tables.ReadSection(sections.table_names);
  SettingsReader options({"Options", &FindOptionKey, &OptionKeys}, scope);
  options.ReadSection(sections.options);
  SettingsReader keys({"Primary_Keys", &FindPrimaryKey, &PrimaryKeyNames}, scope);
  keys.ReadSection(sections.primary_keys);

  DatagenSettings settings;
  settings.table_names = std::move(tables.entries);
  settings.options = std::move(options.entries);
  for (auto& [key, value] : keys.entries) {
    if (HasKey(settings.options, key)) continue;
    settings.options.emplace_back(std::move(key), std::move(value));
  }
  return settings;
}

}  // namespace rowmill::datagen_model
