#include "model/dataset.h"

#include "base/text.h"

namespace rowmill {

std::string_view SourceName(SourceKind kind) {
  switch (kind) {
    case SourceKind::kType:
      return "type";
    case SourceKind::kValues:
      return "values";
    case SourceKind::kFormula:
      return "formula";
    case SourceKind::kTemplate:
      return "template";
    case SourceKind::kCase:
      return "case";
    case SourceKind::kLink:
      return "link";
    case SourceKind::kRef:
      return "ref";
    case SourceKind::kJavascript:
      return "javascript";
  }
  return "type";
}

void Located::SetKeyPlaces(const Node& map) {
  for (std::size_t i = 0; i < map.members.size(); ++i) {
    const auto& [key, value] = map.members[i];
    key_places[key] = value.place.known() ? value.place : map.KeyPlace(i);
  }
}

Place Located::PlaceOf(std::string_view key) const {
  const auto found = key_places.find(key);
  return found != key_places.end() && found->second.known() ? found->second : place;
}

Error Located::Fault(std::string_view key, std::string message) const {
  return Error(ErrorCode::kInvalidModel, std::move(message), pointer + PointerStep(key),
               PlaceOf(key));
}

namespace {
const std::string* FindSetting(
    const std::vector<std::pair<std::string, std::string>>& settings,
    std::string_view key) {
  for (const auto& [name, value] : settings) {
    if (name == key) return &value;
  }
  return nullptr;
}
}  // namespace

const std::string* DatagenSettings::FindTableName(std::string_view key) const {
  return FindSetting(table_names, key);
}

const std::string* DatagenSettings::FindOption(std::string_view key) const {
  return FindSetting(options, key);
}

const Entity* Dataset::FindEntity(std::string_view wanted) const {
  for (const Entity& entity : entities) {
    if (entity.name == wanted) return &entity;
  }
  return nullptr;
}

}  // namespace rowmill
