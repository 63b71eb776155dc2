/// What the JSON and the YAML reader share: checks before reading, the budget of nodes,
/// places from byte offsets, duplicate keys. Not thread-safe; one per document.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>

#include "base/result.h"
#include "plugin/node.h"

namespace rowmill {

/// Line and column (in code points) of byte offsets. Cheap when each is near the one
/// before.
class PlaceFinder {
 public:
  explicit PlaceFinder(std::string_view text) : text_(text) {}
  Place At(std::size_t offset);

 private:
  void StepBack();

  std::string_view text_;
  std::size_t offset_ = 0;
  Place place_{1, 1};
};

/// Counts nodes against limits::kModelNodesMax.
class NodeBudget {
 public:
  /// False when the document has too many nodes.
  bool Take(std::size_t count);

 private:
  std::size_t used_ = 0;
};

/// The keys of one map while it is read.
class KeySet {
 public:
  /// False when `map` has the key already. Call before the member is added.
  bool Insert(const Node& map, const std::string& key);

 private:
  std::unordered_set<std::string> seen_;  ///< used for large maps only
};

/// The text without its byte order mark, when its size, UTF-8 and characters are fine.
/// Errors: kTooLarge, kInvalidModel.
Result<std::string_view> CheckedText(std::string_view text);

Error TooManyNodes(Place place);
Error TooDeep(Place place);
/// A fault of a key that stands in its map already; reading goes on, so that all of them
/// are told.
void AddDuplicate(std::string_view key, Place place, Faults* duplicates);

}  // namespace rowmill
