/// The attributes of one field of a Datagen model by name, and messages about them.
/// Not thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "model/datagen/scope_internal.h"
#include "plugin/node.h"

namespace rowmill::datagen_model {

class Attributes {
 public:
  Attributes(const Node& node, std::string pointer, Scope* scope)
      : node_(node), pointer_(std::move(pointer)), scope_(scope) {}

  const Node& node() const { return node_; }
  const std::string& pointer() const { return pointer_; }

  /// Takes the attributes in; of one that is written twice the last counts (a warning).
  /// REQUIRES: node().is_map(). Call before all that follows.
  void Index(std::string field_name);

  /// The value; nullptr when the attribute is missing or null.
  const Node* Find(std::string_view name) const;
  /// Readers of one attribute: what is unreadable is a fault and answers nothing.
  bool Bool(std::string_view name, bool fallback);
  std::optional<std::int64_t> Int(std::string_view name, std::int64_t least,
                                  std::int64_t most);

  /// `field 'x': message`, with the attribute's place (the field's when `name` is empty).
  void Fault(std::string_view name, std::string message);
  void NotBuilt(std::string_view name, std::string message);
  void Warn(std::string_view name, std::string message);

 private:
  std::string Prefixed(std::string message) const;
  std::string PointerOf(std::string_view name) const;
  Place PlaceOf(std::string_view name) const;

  const Node& node_;
  std::string pointer_;
  Scope* scope_;
  std::string field_name_;
  std::map<std::string, std::size_t, std::less<>> index_;
};

}  // namespace rowmill::datagen_model
