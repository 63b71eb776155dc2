#include "plugin/info.h"

namespace rowmill {

std::string_view TierName(Tier tier) {
  switch (tier) {
    case Tier::kTested:
      return "tested";
    case Tier::kFaked:
      return "faked";
    case Tier::kUntested:
      return "untested";
  }
  return "untested";
}

std::string_view OptionKindName(OptionKind kind) {
  switch (kind) {
    case OptionKind::kBool:
      return "true or false";
    case OptionKind::kInt:
    case OptionKind::kUInt64:
      return "whole number";
    case OptionKind::kNumber:
      return "number";
    case OptionKind::kDecimal:
      return "decimal number";
    case OptionKind::kText:
      return "text";
    case OptionKind::kChoice:
      return "choice";
    case OptionKind::kInstant:
      return "date or time";
    case OptionKind::kBytes:
      return "bytes";
    case OptionKind::kLength:
      return "count or {min, max}";
    case OptionKind::kTextList:
      return "list of texts";
    case OptionKind::kRaw:
      return "any";
    case OptionKind::kItem:
      return "field";
    case OptionKind::kFields:
      return "map of fields";
  }
  return "any";
}

const OptionInfo* FindOption(const Info& info, std::string_view name) {
  for (const OptionInfo& option : info.options) {
    if (option.name == name) return &option;
    for (std::string_view alias : option.aliases) {
      if (alias == name) return &option;
    }
  }
  return nullptr;
}

std::vector<std::string> OptionNames(const Info& info) {
  std::vector<std::string> names;
  for (const OptionInfo& option : info.options) names.emplace_back(option.name);
  return names;
}

}  // namespace rowmill
