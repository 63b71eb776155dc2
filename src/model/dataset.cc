#include "model/dataset.h"

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
