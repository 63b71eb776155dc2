#include "model/native/entity_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "model/native/keys.h"
#include "model/native/locale_name.h"

namespace rowmill {

namespace {

constexpr std::size_t kPrimaryKeyFieldsMax = 32;

/// True when the field's values never repeat, so that a primary key may rest on it.
bool IsUnique(const Field& field) {
  if (field.modifiers.unique) return true;
  if (field.source != SourceKind::kType) return false;
  if (field.type == "sequence") return !field.options.Bool("cycle", false);
  for (std::string_view type : {"id.uuid4", "id.uuid7", "id.ulid", "id.ksuid",
                                "id.objectid", "id.snowflake", "datagen.increment"}) {
    if (field.type == type) return true;
  }
  return false;
}

}  // namespace

Entity EntityReader::Read(const std::string& name, const Node& node, Place key_place,
                          const std::string& pointer, Faults* faults) {
  Entity entity;
  entity.name = name;
  entity.pointer = pointer;
  entity.place = key_place;
  std::string name_fault = FileNameFault(name);
  if (!name_fault.empty()) {
    faults->Add(ErrorCode::kInvalidModel, name_fault, pointer, key_place);
  }
  if (!node.is_map()) {
    faults->Add(ErrorCode::kInvalidModel,
                fmt::format("an entity is a map with 'fields', not {}", Shown(node)),
                pointer, node.place.known() ? node.place : key_place);
    return entity;
  }
  Section section(node, pointer, faults);
  entity.SetKeyPlaces(node);
  section.CheckKeys("an entity", keys::kEntity, keys::kEntityPlanned);
  entity.description = section.Text("description").value_or("");
  entity.locale = section.Text("locale").value_or("");
  if (section.Get("countries") != nullptr) {
    entity.countries = section.TextList("countries");
    const Node& given = *section.Get("countries");
    if (given.is_list() && given.items.empty()) {
      section.Fault("countries",
                    "countries is an empty list (leave it out for the default)");
    }
  }
  CheckLocale(section, entity.locale);
  entity.fixed = section.Bool("fixed").value_or(false);
  ReadRows(section, &entity);
  ReadFields(section, &entity);
  ReadPrimaryKey(section, &entity);
  ReadCorrelate(section, &entity);
  return entity;
}

void EntityReader::ReadRows(const Section& section, Entity* entity) const {
  const Node* rows = section.Get("rows");
  if (rows == nullptr) return;
  entity->rows.place = rows->place;
  if (rows->is_text() || rows->is_number()) {
    entity->rows.expression = std::string(Trim(rows->ScalarText()));
  }
  if (entity->rows.expression.empty()) {
    section.Fault(
        "rows", fmt::format("rows takes a count or an expression, not {}", Shown(*rows)));
  }
}

void EntityReader::ReadFields(const Section& section, Entity* entity) {
  const Node* fields = section.Map("fields");
  if (section.Get("fields") == nullptr) {
    section.faults()->Add(ErrorCode::kInvalidModel, "an entity needs 'fields'",
                          section.pointer(), entity->place);
  }
  if (fields == nullptr) return;
  if (fields->members.size() > limits::kFieldsMax) {
    section.faults()->Add(ErrorCode::kTooLarge,
                          fmt::format("an entity has {} fields, more than {}",
                                      fields->members.size(), limits::kFieldsMax),
                          section.PointerOf("fields"), section.KeyPlace("fields"));
    return;
  }
  std::string base = section.PointerOf("fields");
  for (std::size_t i = 0; i < fields->members.size() && !section.full(); ++i) {
    const auto& [name, node] = fields->members[i];
    Field field;
    const std::size_t faults_before = section.faults()->errors().size();
    if (fields_->Read(name, node, fields->KeyPlace(i), base + PointerStep(name),
                      section.faults(), &field)) {
      field.broken = section.faults()->errors().size() > faults_before;
      entity->fields.push_back(std::move(field));
    } else {
      entity->unread.push_back(name);
    }
  }
  bool visible = std::any_of(entity->fields.begin(), entity->fields.end(),
                             [](const Field& f) { return !f.modifiers.hidden; });
  if (!visible && entity->fields.size() == fields->members.size()) {
    section.Fault("fields", entity->fields.empty() ? "an entity needs at least one field"
                                                   : "every field is hidden");
  }
}

void EntityReader::ReadCorrelate(const Section& section, Entity* entity) const {
  const Node* node = section.Get("correlate");
  if (node == nullptr) return;
  entity->correlate =
      ReadCorrelations(*node, section.PointerOf("correlate"), section.faults());
  const Node* fields = section.Get("fields");
  std::vector<std::string> names;
  for (const Field& field : entity->fields) names.push_back(field.name);
  for (const Correlation& group : entity->correlate) {
    for (const std::string& name : group.fields) {
      if (fields != nullptr && fields->is_map() && fields->Find(name) != nullptr)
        continue;
      section.faults()->Add(ErrorCode::kInvalidModel,
                            fmt::format("no field is called '{}'{}", Printable(name),
                                        Suggestion(name, names)),
                            group.pointer + "/fields", group.place);
    }
  }
}

void EntityReader::ReadPrimaryKey(const Section& section, Entity* entity) const {
  if (section.Get("primary_key") == nullptr) return;
  entity->primary_key = section.TextList("primary_key");
  if (entity->primary_key.size() > kPrimaryKeyFieldsMax) {
    section.Fault("primary_key",
                  fmt::format("primary_key names {} fields, more than {}",
                              entity->primary_key.size(), kPrimaryKeyFieldsMax));
    return;
  }
  const Node* fields = section.Get("fields");
  bool unique = false, known = !entity->primary_key.empty();
  for (const std::string& name : entity->primary_key) {
    if (fields == nullptr || !fields->is_map() || fields->Find(name) == nullptr) {
      std::vector<std::string> names;
      for (const Field& field : entity->fields) names.push_back(field.name);
      section.Fault("primary_key", fmt::format("no field is called '{}'{}", name,
                                               Suggestion(name, names)));
      known = false;
    }
    for (const Field& field : entity->fields) {
      if (field.name != name) continue;
      unique = unique || IsUnique(field);
      if (field.modifiers.null_rate > 0) {
        section.Fault("primary_key", fmt::format("'{}' is in the primary key and cannot "
                                                 "have null_rate",
                                                 name));
      }
    }
  }
  if (known && !unique && section.faults()->empty()) {
    section.faults()->Add(ErrorCode::kNotBuilt,
                          "a primary key without a sequence or uuid field in it is not "
                          "built yet",
                          section.PointerOf("primary_key"),
                          section.Get("primary_key")->place);
  }
}

}  // namespace rowmill
