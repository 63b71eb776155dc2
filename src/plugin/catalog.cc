#include "plugin/catalog.h"

#include "base/check.h"
#include "base/text.h"

namespace rowmill {

std::string FoldName(std::string_view name) {
  std::string folded = LowerAscii(name);
  for (char& c : folded) {
    if (c == '-' || c == ' ') c = '_';
  }
  return folded;
}

void InfoList::Add(const Info* info) {
  all_.push_back(info);
  bool added = by_name_.emplace(FoldName(info->name), info).second;
  RM_CHECK(added && "two plug-ins with one name");
  for (std::string_view alias : info->aliases) {
    added = by_name_.emplace(FoldName(alias), info).second;
    RM_CHECK(added && "two plug-ins with one alias");
  }
}

void InfoList::AddPlanned(PlannedName name) {
  planned_.push_back(std::move(name));
  const PlannedName* kept = &planned_.back();
  if (by_name_.count(FoldName(kept->name)) > 0) return;
  planned_by_name_.emplace(FoldName(kept->name), kept);
  for (std::string_view alias : kept->aliases) {
    planned_by_name_.emplace(FoldName(alias), kept);
  }
}

const Info* InfoList::Find(std::string_view name) const {
  auto found = by_name_.find(FoldName(name));
  return found == by_name_.end() ? nullptr : found->second;
}

const PlannedName* InfoList::FindPlanned(std::string_view name) const {
  auto found = planned_by_name_.find(FoldName(name));
  return found == planned_by_name_.end() ? nullptr : found->second;
}

std::vector<std::string> InfoList::Names() const {
  std::vector<std::string> names;
  for (const Info* info : all_) {
    names.emplace_back(info->name);
    for (std::string_view alias : info->aliases) names.emplace_back(alias);
  }
  for (const PlannedName& planned : planned_) names.emplace_back(planned.name);
  return names;
}

}  // namespace rowmill
