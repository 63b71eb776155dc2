/// One map of a model while it is read: typed access to its members, every fault with
/// its pointer and place. Not thread-safe; refers to the node and the faults it is given.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "plugin/node.h"

namespace rowmill {

/// More faults than this are not collected: nobody reads them.
inline constexpr std::size_t kFaultsMax = 1'000;

class Section {
 public:
  /// REQUIRES: map.is_map(); both outlive the section.
  Section(const Node& map, std::string pointer, Faults* faults)
      : map_(map), pointer_(std::move(pointer)), faults_(faults) {}

  const Node& map() const { return map_; }
  const std::string& pointer() const { return pointer_; }
  Faults* faults() const { return faults_; }
  bool full() const { return faults_->errors().size() >= kFaultsMax; }

  const Node* Get(std::string_view key) const { return map_.Find(key); }
  std::string PointerOf(std::string_view key) const;
  /// Where the key stands, else where the map does.
  Place KeyPlace(std::string_view key) const;

  /// A fault of the value of `key`.
  void Fault(std::string_view key, std::string message) const;
  /// A fault of the key itself.
  void KeyFault(std::string_view key, std::string message) const;
  /// `'key' is not built yet`.
  void NotBuilt(std::string_view key) const;

  /// Faults for every key that is neither in `known` nor in `planned`, with the nearest
  /// name, and for every planned one. `what` is said in messages: `an entity`.
  void CheckKeys(std::string_view what, std::span<const std::string_view> known,
                 std::span<const std::string_view> planned) const;

  /// Getters: nothing when the key is missing or wrong (which is a fault then).
  std::optional<bool> Bool(std::string_view key) const;
  std::optional<double> Number(std::string_view key) const;
  /// Any scalar but null, by its text.
  std::optional<std::string> Text(std::string_view key) const;
  /// A text or a list of them; empty when missing or wrong.
  std::vector<std::string> TextList(std::string_view key) const;
  /// A member that must be a map.
  const Node* Map(std::string_view key) const;

 private:
  void WrongKind(std::string_view key, std::string_view wanted) const;

  const Node& map_;
  std::string pointer_;
  Faults* faults_;
};

/// `'x'` for a scalar, else its kind; shortened. For messages.
std::string Shown(const Node& node);

/// A finite number, also from a numeric text (with `_`).
std::optional<double> FiniteNumber(const Node& node);

/// Empty when `name` can be the name of a field or stream, else what is wrong: not empty,
/// no control characters, limits::kNameBytesMax.
std::string NameFault(std::string_view name);
/// The same for names that become file names (entities, datasets): no path separators.
std::string FileNameFault(std::string_view name);

}  // namespace rowmill
