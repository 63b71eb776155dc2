/// The names a model may use: one list per family of plug-ins, made by `app` from the
/// registries and handed down. Thread-safe once built.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/info.h"

namespace rowmill {

/// Plug-ins of one family by name. Names and aliases are compared without letter case,
/// and `_`, `-` and blanks count as the same.
class InfoList {
 public:
  void Add(const Info* info);
  void AddPlanned(PlannedName name);

  const Info* Find(std::string_view name) const;
  /// The canonical name when the specification knows it but this build has it not.
  const PlannedName* FindPlanned(std::string_view name) const;
  const std::vector<const Info*>& all() const { return all_; }
  const std::deque<PlannedName>& planned() const { return planned_; }
  /// Canonical names, for suggestions.
  std::vector<std::string> Names() const;

 private:
  std::vector<const Info*> all_;
  std::map<std::string, const Info*> by_name_;
  std::deque<PlannedName> planned_;
  std::map<std::string, const PlannedName*> planned_by_name_;
};

/// All families.
struct Catalog {
  InfoList types;
  InfoList formats;
  InfoList sinks;
};

/// The form names are compared in: lower case, separators to `_`.
std::string FoldName(std::string_view name);

}  // namespace rowmill
