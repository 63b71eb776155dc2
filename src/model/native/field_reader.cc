#include "model/native/field_reader.h"

#include <fmt/format.h>

#include "base/limits.h"
#include "base/text.h"
#include "model/native/keys.h"

namespace rowmill {

namespace {

bool IsOption(const Info* info, std::string_view key) {
  return info != nullptr && FindOption(*info, key) != nullptr;
}

bool HasParameter(const DistributionInfo& distribution, std::string_view key) {
  for (const ParameterInfo& parameter : distribution.parameters) {
    if (parameter.name == key) return true;
  }
  return false;
}

/// The distribution that is named in the text form, whose parameters may stand on the
/// field; nullptr else.
const DistributionInfo* BesideDistribution(const Section& section, const Info* info) {
  const Node* node = section.Get("distribution");
  if (node == nullptr || !node->is_text() || info == nullptr || !info->distributed) {
    return nullptr;
  }
  return FindDistribution(node->text);
}

bool IsPlannedKey(std::string_view key) {
  return keys::Has(keys::kModifierPlanned, key) || keys::Has(keys::kFieldPlanned, key);
}

/// Whether the key belongs to a source of a later version. `min` and `max` beside a type
/// are its own options or none, and so is what references and files know.
bool IsPlannedKey(const Info* info, std::string_view key) {
  if (info == nullptr) return IsPlannedKey(key);
  return keys::Has(keys::kModifierPlanned, key) && key != "min" && key != "max";
}

/// Keys a field may have beside its source, for suggestions.
std::vector<std::string> FieldKeyNames(const Info* info) {
  std::vector<std::string> names;
  auto add = [&names](const auto& list) {
    names.insert(names.end(), list.begin(), list.end());
  };
  if (info != nullptr) add(OptionNames(*info));
  add(keys::kModifier);
  for (std::string_view key : keys::kModifierPlanned) {
    if (IsPlannedKey(info, key)) names.emplace_back(key);
  }
  add(keys::kSource);
  add(keys::kSourcePlanned);
  return names;
}

/// Options that are texts keep the text a number was written as, so that every way of
/// writing the model gives the same text again.
void KeepSpelling(const OptionInfo& option, Node* node) {
  if (option.kind == OptionKind::kTextList) {
    for (Node& item : node->items) {
      if (item.is_scalar() && !item.is_null()) {
        Place place = item.place;
        item = Node::Text(item.ScalarText());
        item.place = place;
      }
    }
  }
  bool text = option.kind == OptionKind::kText || option.kind == OptionKind::kTextList;
  if (!text || !node->is_scalar() || node->is_null() || node->is_text()) return;
  Place place = node->place;
  *node = Node::Text(node->ScalarText());
  node->place = place;
}

}  // namespace

bool FieldReader::Read(const std::string& name, const Node& node, Place key_place,
                       const std::string& pointer, Faults* faults, Field* field) {
  std::string name_fault = NameFault(name);
  if (!name_fault.empty()) {
    faults->Add(ErrorCode::kInvalidModel, name_fault, pointer, key_place);
  }
  field->name = name;
  field->pointer = pointer;
  field->place = key_place;
  if (node.is_map()) return ReadMap(node, pointer, faults, field);
  if (node.is_text()) {
    Node map = Node::Map();
    map.place = node.place;
    map.Add("type", node);
    return ReadMap(map, pointer, faults, field);
  }
  faults->Add(ErrorCode::kInvalidModel,
              fmt::format("a field is the name of a type or a map with a source, not {}",
                          Shown(node)),
              pointer, node.place.known() ? node.place : key_place);
  return false;
}

bool FieldReader::ReadMap(const Node& node, const std::string& pointer, Faults* faults,
                          Field* field) {
  Section written(node, pointer, faults);
  Node merged;
  bool uses = written.Get("use") != nullptr;
  if (uses && !ReadUse(written, &merged)) return false;
  Section section(uses ? merged : node, pointer, faults);
  field->SetKeyPlaces(section.map());
  std::string source;
  if (!FindSource(section, &source)) return false;
  const Node modifiers = ModifiersOf(section);
  const std::size_t faults_before = faults->errors().size();
  ReadModifiers(Section(modifiers, pointer, faults), &field->modifiers);
  if (source != "type" && section.Get("distribution") != nullptr) {
    section.KeyFault("distribution",
                     fmt::format("'{}' does not honour 'distribution'", source));
  }
  if (source == "type") {
    ReadType(section, field);
  } else if (source == "values") {
    field->source = SourceKind::kValues;
    ReadChoices(section, field);
    // What they are depends on `as`.
    field->source_read = faults->errors().size() == faults_before;
  } else if (source == "formula" || source == "template") {
    ReadComputed(section, source, field);
  } else if (source == "link") {
    ReadLink(section, field);
  } else {
    field->source_read = false;
    ReadPlannedSource(section, source);
  }
  return true;
}

/// What the field's type says of itself; nullptr without one that is known.
const Info* FieldReader::TypeOf(const Section& section) const {
  const Node* type = section.Get("type");
  return type != nullptr && type->is_text() ? catalog_.types.Find(type->text) : nullptr;
}

/// What stands on the field and is no option of its type: a key like `prefix` can be
/// both, and then means the type's.
Node FieldReader::ModifiersOf(const Section& section) const {
  const Info* info = TypeOf(section);
  Node kept = Node::Map();
  kept.place = section.map().place;
  for (std::size_t i = 0; i < section.map().members.size(); ++i) {
    const auto& [key, value] = section.map().members[i];
    if (IsOption(info, key)) continue;
    kept.members.emplace_back(key, value);
    kept.member_places.push_back(section.map().KeyPlace(i));
  }
  return kept;
}

/// The definition's members with the field's own in their places or behind.
bool FieldReader::ReadUse(const Section& section, Node* merged) {
  std::optional<std::string> name = section.Text("use");
  if (!name) return false;
  auto found = definitions_.find(*name);
  if (found == definitions_.end()) {
    std::vector<std::string> names;
    for (const auto& [known, definition] : definitions_) names.push_back(known);
    section.Fault("use", fmt::format("no definition is called '{}'{}", *name,
                                     Suggestion(*name, names)));
    return false;
  }
  if (!found->second.valid) return false;
  expanded_nodes_ += found->second.nodes;
  if (expanded_nodes_ > limits::kModelNodesMax) {
    section.faults()->Add(
        ErrorCode::kTooLarge,
        fmt::format("definitions in use make more than {} nodes", limits::kModelNodesMax),
        section.PointerOf("use"), section.KeyPlace("use"));
    return false;
  }
  *merged = found->second.node;
  merged->place = section.map().place;
  for (std::size_t i = 0; i < section.map().members.size(); ++i) {
    const auto& [key, value] = section.map().members[i];
    if (key == "use") continue;
    if (keys::Has(keys::kSource, key) || keys::Has(keys::kSourcePlanned, key)) {
      section.KeyFault(key, fmt::format("'use' brings the source; '{}' cannot stand "
                                        "beside it",
                                        key));
      return false;
    }
    bool replaced = false;
    for (std::size_t j = 0; j < merged->members.size() && !replaced; ++j) {
      if (merged->members[j].first != key) continue;
      merged->members[j].second = value;
      merged->member_places[j] = section.map().KeyPlace(i);
      replaced = true;
    }
    if (replaced) continue;
    merged->members.emplace_back(key, value);
    merged->member_places.push_back(section.map().KeyPlace(i));
  }
  return true;
}

/// Exactly one source. Without one, an unknown key is likely to be it, misspelt.
bool FieldReader::FindSource(const Section& section, std::string* source) const {
  bool fine = true;
  const Info* info = TypeOf(section);
  for (const auto& [key, value] : section.map().members) {
    if (!keys::Has(keys::kSource, key) && !keys::Has(keys::kSourcePlanned, key)) continue;
    if (IsOption(info, key)) continue;  // the `values` of a map
    if (source->empty()) {
      *source = key;
      continue;
    }
    section.KeyFault(
        key, fmt::format("a field has one source; '{}' is given already", *source));
    fine = false;
  }
  if (!source->empty()) return fine;
  std::vector<std::string> names = FieldKeyNames(nullptr);
  bool told = false;
  for (const auto& [key, value] : section.map().members) {
    if (keys::Has(keys::kModifier, key) || IsPlannedKey(key)) continue;
    std::string nearest = Suggestion(key, names);
    if (nearest.empty()) continue;
    section.KeyFault(key, fmt::format("a field has no key '{}'{}", key, nearest));
    told = true;
  }
  if (!told) {
    section.faults()->Add(ErrorCode::kInvalidModel,
                          "a field needs a source: 'type', 'values' or 'use'",
                          section.pointer(), section.map().place);
  }
  return false;
}

void FieldReader::ReadType(const Section& section, Field* field) {
  field->source_read = false;
  const std::size_t faults_before = section.faults()->errors().size();
  std::optional<std::string> name = section.Text("type");
  const Info* info = name ? catalog_.types.Find(*name) : nullptr;
  const PlannedName* planned = name ? catalog_.types.FindPlanned(*name) : nullptr;
  if (name && info == nullptr && planned != nullptr) {
    section.faults()->Add(ErrorCode::kNotBuilt,
                          fmt::format("type '{}' is not built yet", planned->name),
                          section.PointerOf("type"), section.Get("type")->place);
  } else if (name && info == nullptr) {
    section.Fault("type",
                  fmt::format("no type is called {}{}", Shown(*section.Get("type")),
                              Suggestion(*name, catalog_.types.Names())));
  }
  Node options = Node::Map();
  options.place = section.map().place;
  const DistributionInfo* distribution = BesideDistribution(section, info);
  Node beside = Node::Map();
  std::vector<std::string> names = FieldKeyNames(info);
  if (distribution != nullptr) {
    for (const ParameterInfo& parameter : distribution->parameters) {
      names.emplace_back(parameter.name);
    }
  }
  for (std::size_t i = 0; i < section.map().members.size(); ++i) {
    const auto& [key, value] = section.map().members[i];
    if (key == "type" || section.full()) continue;
    if (const OptionInfo* option = info != nullptr ? FindOption(*info, key) : nullptr) {
      Node kept = value;
      KeepSpelling(*option, &kept);
      options.members.emplace_back(key, std::move(kept));
      options.member_places.push_back(section.map().KeyPlace(i));
    } else if (keys::Has(keys::kModifier, key)) {
      continue;
    } else if (distribution != nullptr && HasParameter(*distribution, key)) {
      beside.members.emplace_back(key, value);
      beside.member_places.push_back(section.map().KeyPlace(i));
    } else if (info == nullptr) {
      if (key == "null_when") section.NotBuilt(key);
    } else if (!IsPlannedKey(info, key)) {
      section.KeyFault(key, fmt::format("{} has no option {}{}", info->name,
                                        Shown(Node::Text(key)), Suggestion(key, names)));
    } else {
      section.NotBuilt(key);
    }
  }
  if (info == nullptr) return;
  field->type = std::string(info->name);
  field->options = ParseOptions(*info, options, section.pointer(), section.faults());
  field->source_read = section.faults()->errors().size() == faults_before;
  ReadChildren(*info, section, field);
  const Node* given = section.Get("distribution");
  if (given == nullptr || IsOption(info, "distribution")) return;
  if (!info->distributed) {
    section.KeyFault("distribution",
                     fmt::format("{} does not honour 'distribution'", info->name));
    return;
  }
  field->modifiers.distribution = ReadDistribution(
      *given, beside, section.PointerOf("distribution"), section.faults());
}

/// The fields that options hold; one that makes items has no name of its own.
void FieldReader::ReadChildren(const Info& info, const Section& section, Field* field) {
  for (const OptionInfo& option : info.options) {
    if (option.kind != OptionKind::kItem && option.kind != OptionKind::kFields) continue;
    const std::string role(option.name);
    const Node* node = section.Get(role);
    if (node == nullptr || section.full()) continue;
    if (option.kind == OptionKind::kItem) {
      if (!node->is_map() && !node->is_text()) continue;  // told with the options
      ReadChild(role, nullptr, *node, section.KeyPlace(role), section, field);
    } else {
      for (std::size_t i = 0; node->is_map() && i < node->members.size(); ++i) {
        const auto& [name, child] = node->members[i];
        ReadChild(role, &name, child, node->KeyPlace(i), section, field);
      }
    }
  }
}

void FieldReader::ReadChild(const std::string& role, const std::string* name,
                            const Node& node, Place key_place, const Section& section,
                            Field* field) {
  Field child;
  child.role = role;
  child.item = name == nullptr;
  std::string pointer = section.PointerOf(role);
  if (name != nullptr) pointer += PointerStep(*name);
  const std::size_t faults_before = section.faults()->errors().size();
  if (!Read(name == nullptr ? role : *name, node, key_place, pointer, section.faults(),
            &child)) {
    child.source_read = false;
  }
  if (child.item && child.modifiers.hidden) {
    section.faults()->Add(ErrorCode::kInvalidModel, "items cannot be hidden",
                          pointer + "/hidden", child.place);
  }
  child.broken = section.faults()->errors().size() > faults_before;
  field->children.push_back(std::move(child));
}

/// The text alone; the planner compiles it, with the columns it reads.
void FieldReader::ReadComputed(const Section& section, std::string_view source,
                               Field* field) const {
  field->source = source == "formula" ? SourceKind::kFormula : SourceKind::kTemplate;
  CheckOwnKeys(section, source);
  std::optional<std::string> text = section.Text(source);
  field->source_read = text.has_value();
  if (!text) return;
  field->raw = Node::Text(*text);
  field->raw.place = section.Get(source)->place;
}

/// `field.attribute`; whether both exist is for the planner to see.
void FieldReader::ReadLink(const Section& section, Field* field) const {
  field->source = SourceKind::kLink;
  CheckOwnKeys(section, "link");
  std::optional<std::string> link = section.Text("link");
  field->source_read = link.has_value();
  if (!link) return;
  std::size_t point = link->rfind('.');
  if (point == std::string::npos || point == 0 || point + 1 == link->size()) {
    section.Fault("link", fmt::format("link is 'field.attribute', not {}",
                                      Shown(*section.Get("link"))));
    field->source_read = false;
  }
  field->raw = Node::Text(*link);
  field->raw.place = section.Get("link")->place;
}

void FieldReader::ReadPlannedSource(const Section& section,
                                    std::string_view source) const {
  section.NotBuilt(source);
  CheckOwnKeys(section, source);
}

/// Beside a source without options only modifiers can stand.
void FieldReader::CheckOwnKeys(const Section& section, std::string_view source) const {
  std::vector<std::string> names = FieldKeyNames(nullptr);
  for (const auto& [key, value] : section.map().members) {
    if (section.full()) return;
    if (key == source || keys::Has(keys::kModifier, key)) continue;
    if (IsPlannedKey(key)) {
      if (keys::Has(keys::kSource, source)) section.NotBuilt(key);
      continue;
    }
    section.KeyFault(key, fmt::format("a field has no key {}{}", Shown(Node::Text(key)),
                                      Suggestion(key, names)));
  }
}

}  // namespace rowmill
