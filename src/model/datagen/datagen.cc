#include "model/datagen/datagen.h"

#include <fmt/format.h>

#include <map>

#include "base/check.h"
#include "base/limits.h"
#include "base/text.h"
#include "model/datagen/field_internal.h"
#include "model/datagen/scope_internal.h"
#include "model/datagen/settings_internal.h"

namespace rowmill {

namespace {

using datagen_model::FindSections;
using datagen_model::FoldWords;
using datagen_model::ReadField;
using datagen_model::ReadSettings;
using datagen_model::Scope;
using datagen_model::Section;
using datagen_model::Sections;
using datagen_model::Shown;

/// The sentence Datagen's clients look for when a text is not a model at all.
constexpr std::string_view kNoModel =
    "Error with Model File - Verify its path and structure";
constexpr std::string_view kNamePlaceholder = "MODEL_NAME";

std::string ReadModelName(const Node& root, Scope* scope) {
  const Node* name = nullptr;
  std::string at;
  for (const auto& [key, value] : root.members) {
    if (FoldWords(key) != "modelname" || value.is_null()) continue;
    if (name != nullptr) {
      scope->Warn(fmt::format("model_name is given again, the first one is used: {}",
                              Shown(value)),
                  PointerStep(key), value.place);
      continue;
    }
    name = &value;
    at = PointerStep(key);
  }
  if (name == nullptr) return "";
  std::string text = name->ScalarText();
  if (!name->is_scalar()) {
    scope->Fault(fmt::format("model_name takes a text, not {}", Shown(*name)), at,
                 name->place);
  }
  if (text.size() > limits::kNameBytesMax) {
    scope->faults.Add(
        ErrorCode::kTooLarge,
        fmt::format("model_name is longer than {} bytes", limits::kNameBytesMax), at,
        name->place);
  }
  for (char c : text) {
    if (static_cast<unsigned char>(c) < 0x20) {
      scope->Fault("model_name has a control character", at, name->place);
      break;
    }
  }
  return text;
}

/// A name that becomes part of file names must stay one step of a path.
std::string EntityName(std::string name) {
  for (char& c : name) {
    if (c == '/' || c == '\\') c = '_';
  }
  if (name.find_first_not_of('.') == std::string::npos) {
    for (char& c : name) c = '_';
  }
  return name;
}

void CheckNames(const std::vector<Field>& fields, Scope* scope) {
  std::map<std::string_view, const Field*> by_name;
  bool visible = false;
  for (const Field& field : fields) {
    visible = visible || !field.modifiers.hidden;
    if (field.name.empty()) continue;
    auto [known, added] = by_name.emplace(field.name, &field);
    if (added) continue;
    Place first = known->second->place;
    std::string where =
        first.known() ? fmt::format("line {}", first.line) : known->second->pointer;
    scope->Fault(fmt::format("field '{}': name is used before, at {}", field.name, where),
                 field.pointer + "/name", field.place);
  }
  if (!visible && !fields.empty()) {
    scope->Fault("all fields are ghosts: nothing would be written", fields[0].pointer,
                 fields[0].place);
  }
}

std::vector<Field> ReadFields(const Section& section, Place root_place, Scope* scope) {
  std::vector<Field> fields;
  if (!section.found() || section.node->is_null()) {
    scope->Fault("the model has no Fields", section.pointer, root_place);
    return fields;
  }
  const Node& node = *section.node;
  if (!node.is_list()) {
    scope->Fault(fmt::format("Fields takes a list, not {}", Shown(node)), section.pointer,
                 node.place);
    return fields;
  }
  if (node.items.empty()) {
    scope->Fault("the model has no fields: Fields is empty", section.pointer, node.place);
  }
  if (node.items.size() > limits::kFieldsMax) {
    scope->faults.Add(ErrorCode::kTooLarge,
                      fmt::format("Fields has more than {} entries: {}",
                                  limits::kFieldsMax, node.items.size()),
                      section.pointer, node.place);
    return fields;
  }
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const std::size_t faults_before = scope->faults.errors().size();
    fields.push_back(
        ReadField(node.items[i], fmt::format("{}/{}", section.pointer, i), scope));
    fields.back().broken = scope->faults.errors().size() > faults_before;
    fields.back().source_read = !fields.back().broken;
  }
  CheckNames(fields, scope);
  return fields;
}

void ReplaceAll(std::string* text, std::string_view what, std::string_view with) {
  for (std::size_t at = text->find(what); at != std::string::npos;
       at = text->find(what, at + with.size())) {
    text->replace(at, what.size(), with);
  }
}

}  // namespace

Result<Dataset> ReadDatagen(const Node& root, std::string_view text,
                            const ReadOptions& options) {
  RM_CHECK(options.catalog != nullptr);
  Scope scope;
  scope.catalog = options.catalog;
  Place root_place = root.place.known() || text.empty() ? root.place : Place{1, 1};
  if (!root.is_map()) {
    return Fail(
        Error(ErrorCode::kInvalidModel,
              fmt::format("{}: a model is an object, not {}", kNoModel, Shown(root)), "",
              root_place));
  }
  Dataset dataset;
  std::string model_name = ReadModelName(root, &scope);
  Sections sections = FindSections(root, &scope);

  dataset.name = EntityName(model_name.empty() ? options.name : model_name);
  if (dataset.name.empty()) dataset.name = "model";
  Entity entity;
  entity.name = dataset.name;
  entity.pointer = sections.fields.pointer;
  entity.place = sections.fields.place.known() ? sections.fields.place : root_place;
  entity.fields = ReadFields(sections.fields, root_place, &scope);
  dataset.entities.push_back(std::move(entity));

  dataset.datagen = ReadSettings(sections, &scope);
  dataset.datagen->model_name = std::move(model_name);
  if (!scope.faults.empty() && options.check_fields) {
    options.check_fields(dataset, &scope.faults);
  }
  RM_RETURN_IF_ERROR(scope.faults.ToStatus());
  dataset.warnings = std::move(scope.warnings);
  return dataset;
}

std::string SubstituteModelName(std::string_view value, std::string_view model_name) {
  std::string name;
  for (char c : model_name) {
    auto byte = static_cast<unsigned char>(c);
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    bool kept = letter || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
    if ((byte & 0xC0) == 0x80) continue;  // one `_` for a character, not for its bytes
    name += kept ? c : '_';
  }
  if (name.find_first_not_of('.') == std::string::npos) {
    for (char& c : name) c = '_';
  }
  std::string out(value);
  ReplaceAll(&out, kNamePlaceholder, name);
  return out;
}

}  // namespace rowmill
