#include <cmath>
#include <set>
#include <string>

#include "model/dataset.h"
#include "model/native/field_reader.h"
#include "model/text/document.h"

namespace rowmill {

namespace {

void AddText(Node* map, std::string_view key, const std::string& text) {
  if (!text.empty()) map->Add(std::string(key), Node::Text(text));
}

/// A whole number without a point where it is one.
Node ShortNumber(double value) {
  bool whole = value == std::floor(value) && std::abs(value) < 1e15;
  return whole ? Node::Int(static_cast<std::int64_t>(value)) : Node::Number(value);
}

/// The shortest of the three forms of `values` that is read back as the same choices.
Node ChoicesNode(const std::vector<Choice>& choices, bool has_as) {
  bool weighted = false;
  std::vector<std::string> texts;
  for (const Choice& choice : choices) {
    weighted = weighted || choice.weight != 1;
    texts.push_back(choice.value.ScalarText());
  }
  Node list = Node::List();
  if (!weighted) {
    for (const Choice& choice : choices) list.items.push_back(choice.value);
    return list;
  }
  std::vector<std::string_view> keys(texts.begin(), texts.end());
  std::vector<Node> read = ChoicesOfKeys(keys, has_as);
  Node map = Node::Map();
  std::set<std::string_view> seen;
  bool same = true;
  for (std::size_t i = 0; i < choices.size() && same; ++i) {
    same = SameContent(read[i], choices[i].value) && seen.insert(keys[i]).second;
    map.Add(texts[i], ShortNumber(choices[i].weight));
  }
  if (same) return map;
  for (const Choice& choice : choices) {
    Node pair = Node::Map();
    pair.Add("value", choice.value);
    pair.Add("weight", ShortNumber(choice.weight));
    list.items.push_back(std::move(pair));
  }
  return list;
}

void AddValuesFile(const ValuesFile& file, Node* map) {
  map->Add("values", Node::Text(file.path));
  AddText(map, "column", file.column);
  AddText(map, "weight", file.weight);
  if (file.separator != ",") AddText(map, "separator", file.separator);
}

void AddModifiers(const Modifiers& modifiers, Node* map) {
  if (modifiers.as) map->Add("as", Node::Text(modifiers.as->ToString()));
  if (modifiers.distribution) {
    map->Add("distribution", WriteDistribution(*modifiers.distribution));
  }
  if (modifiers.null_rate != 0) map->Add("null_rate", ShortNumber(modifiers.null_rate));
  if (modifiers.unique) map->Add("unique", Node::Bool(true));
  if (modifiers.hidden) map->Add("hidden", Node::Bool(true));
  AddText(map, "stream", modifiers.stream);
  AddText(map, "format", modifiers.format);
  AddText(map, "locale", modifiers.locale);
  AddText(map, "prefix", modifiers.prefix);
  AddText(map, "suffix", modifiers.suffix);
  AddText(map, "case_style", modifiers.case_style);
  AddText(map, "description", modifiers.description);
  if (!modifiers.tags.empty()) {
    Node tags = Node::List();
    for (const std::string& tag : modifiers.tags) tags.items.push_back(Node::Text(tag));
    map->Add("tags", std::move(tags));
  }
  AddText(map, "pii", modifiers.pii);
}

Node FieldNode(const Field& field);

/// The fields of one option: one under the option's own name, or by their names.
/// Nothing when the option holds none.
std::optional<Node> ChildrenNode(const Field& field, const std::string& role) {
  std::optional<Node> map;
  for (const Field& child : field.children) {
    if (child.role != role) continue;
    if (child.item) return FieldNode(child);
    if (!map) map = Node::Map();
    map->Add(child.name, FieldNode(child));
  }
  return map;
}

Node FieldNode(const Field& field) {
  Node map = Node::Map();
  if (field.source == SourceKind::kType) {
    map.Add("type", Node::Text(field.type));
    for (const auto& [name, value] : field.options.given()) {
      std::optional<Node> children = ChildrenNode(field, name);
      map.Add(name, children ? std::move(*children) : value);
    }
  } else if (field.source == SourceKind::kValues) {
    if (field.values_file) {
      AddValuesFile(*field.values_file, &map);
    } else {
      map.Add("values", ChoicesNode(field.choices, field.modifiers.as.has_value()));
    }
  } else {
    map.Add(std::string(SourceName(field.source)), field.raw);
  }
  AddModifiers(field.modifiers, &map);
  bool type_only = field.source == SourceKind::kType && map.members.size() == 1;
  return type_only ? map.members[0].second : map;
}

Node NamesNode(const std::vector<std::string>& names) {
  if (names.size() == 1) return Node::Text(names[0]);
  Node list = Node::List();
  for (const std::string& name : names) list.items.push_back(Node::Text(name));
  return list;
}

Node EntityNode(const Entity& entity) {
  Node map = Node::Map();
  AddText(&map, "description", entity.description);
  if (!entity.countries.empty()) map.Add("countries", NamesNode(entity.countries));
  if (entity.rows.given()) {
    Node rows = ResolvePlainScalar(entity.rows.expression);
    map.Add("rows", rows.is_number() ? rows : Node::Text(entity.rows.expression));
  }
  if (entity.fixed) map.Add("fixed", Node::Bool(true));
  AddText(&map, "locale", entity.locale);
  if (!entity.primary_key.empty()) map.Add("primary_key", NamesNode(entity.primary_key));
  if (!entity.correlate.empty()) {
    map.Add("correlate", WriteCorrelations(entity.correlate));
  }
  Node& fields = map.Add("fields", Node::Map());
  for (const Field& field : entity.fields) fields.Add(field.name, FieldNode(field));
  return map;
}

Node SettingsNode(const std::vector<std::pair<std::string, std::string>>& settings) {
  Node map = Node::Map();
  for (const auto& [key, value] : settings) map.Add(key, Node::Text(value));
  return map;
}

Node DatagenNode(const DatagenSettings& settings) {
  Node map = Node::Map();
  AddText(&map, "model_name", settings.model_name);
  if (!settings.table_names.empty()) {
    map.Add("table_names", SettingsNode(settings.table_names));
  }
  if (!settings.options.empty()) map.Add("options", SettingsNode(settings.options));
  return map;
}

Node DatasetNode(const Dataset& dataset) {
  Node root = Node::Map();
  root.Add("rowmill", Node::Int(1));
  AddText(&root, "name", dataset.name);
  if (dataset.seed) root.Add("seed", Node::UInt(*dataset.seed));
  if (dataset.locale != "en-US") root.Add("locale", Node::Text(dataset.locale));
  if (dataset.now) root.Add("now", Node::Text(FormatInstant(*dataset.now)));
  AddText(&root, "dictionaries", dataset.dictionaries);
  if (!dataset.vars.empty()) {
    Node& vars = root.Add("vars", Node::Map());
    for (const auto& [name, value] : dataset.vars) vars.Add(name, value);
  }
  if (dataset.datagen) root.Add("x-datagen", DatagenNode(*dataset.datagen));
  Node& entities = root.Add("entities", Node::Map());
  for (const Entity& entity : dataset.entities) {
    entities.Add(entity.name, EntityNode(entity));
  }
  return root;
}

}  // namespace

std::string WriteNative(const Dataset& dataset, ModelSyntax syntax) {
  Node root = DatasetNode(dataset);
  return syntax == ModelSyntax::kJson ? WriteJson(root, 2) : WriteYaml(root);
}

}  // namespace rowmill
