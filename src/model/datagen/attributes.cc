#include <fmt/format.h>

#include "base/text.h"
#include "model/datagen/attributes_internal.h"

namespace rowmill::datagen_model {

void Attributes::Index(std::string field_name) {
  field_name_ = std::move(field_name);
  for (std::size_t i = 0; i < node_.members.size(); ++i) {
    const std::string& name = node_.members[i].first;
    bool added = index_.emplace(name, i).second;
    if (added) continue;
    index_[name] = i;
    Warn(name, fmt::format("{} is given again, the last one is used", name));
  }
}

const Node* Attributes::Find(std::string_view name) const {
  auto found = index_.find(name);
  if (found == index_.end()) return nullptr;
  const Node& value = node_.members[found->second].second;
  return value.is_null() ? nullptr : &value;
}

bool Attributes::Bool(std::string_view name, bool fallback) {
  const Node* value = Find(name);
  if (value == nullptr || (value->is_text() && value->text.empty())) return fallback;
  auto truth = TrueOrFalse(*value);
  if (!truth) {
    Fault(name, fmt::format("{} is {}: {}", name, truth.error().message, Shown(*value)));
  }
  return truth.value_or(fallback);
}

std::optional<std::int64_t> Attributes::Int(std::string_view name, std::int64_t least,
                                            std::int64_t most) {
  const Node* value = Find(name);
  if (value == nullptr) return std::nullopt;
  auto number = WholeNumber(*value);
  if (!number) {
    Fault(name, fmt::format("{} is {}: {}", name, number.error().message, Shown(*value)));
    return std::nullopt;
  }
  if (*number < least || *number > most) {
    Fault(name, fmt::format("{} is not between {} and {}: {}", name, least, most,
                            Shown(*value)));
    return std::nullopt;
  }
  return *number;
}

std::string Attributes::Prefixed(std::string message) const {
  return field_name_.empty() ? fmt::format("field without name: {}", message)
                             : fmt::format("field '{}': {}", field_name_, message);
}

std::string Attributes::PointerOf(std::string_view name) const {
  return name.empty() ? pointer_ : pointer_ + PointerStep(name);
}

Place Attributes::PlaceOf(std::string_view name) const {
  auto found = index_.find(name);
  if (found == index_.end()) return node_.place;
  const Place& value = node_.members[found->second].second.place;
  return value.known() ? value : node_.place;
}

void Attributes::Fault(std::string_view name, std::string message) {
  scope_->Fault(Prefixed(std::move(message)), PointerOf(name), PlaceOf(name));
}

void Attributes::NotBuilt(std::string_view name, std::string message) {
  scope_->faults.Add(ErrorCode::kNotBuilt, Prefixed(std::move(message)), PointerOf(name),
                     PlaceOf(name));
}

void Attributes::Warn(std::string_view name, std::string message) {
  scope_->Warn(Prefixed(std::move(message)), PointerOf(name), PlaceOf(name));
}

}  // namespace rowmill::datagen_model
