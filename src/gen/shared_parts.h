/// Things of a plan that are made once and used by several fields: rows of dictionaries
/// and what follows from them. Thread-safe; what it hands out never changes.
///
///   auto table = parts.Get<RecordTable>("cities", [&] { return ...; });
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <typeindex>
#include <utility>

namespace rowmill {

class SharedParts {
 public:
  /// The T of that name; `make` answers a shared_ptr<const T> when there is none yet.
  /// What is made must not own these parts, and must depend on nothing but their owner
  /// and the name.
  template <typename T, typename Make>
  std::shared_ptr<const T> Get(std::string_view name, Make make) const {
    const std::pair<std::type_index, std::string> key(typeid(T), name);
    if (std::shared_ptr<const void> known = Find(key)) {
      return std::static_pointer_cast<const T>(known);
    }
    std::shared_ptr<const T> made = make();  // may ask for parts itself
    std::lock_guard lock(mutex_);
    return std::static_pointer_cast<const T>(
        parts_.emplace(key, std::move(made)).first->second);
  }

 private:
  using Key = std::pair<std::type_index, std::string>;
  std::shared_ptr<const void> Find(const Key& key) const {
    std::lock_guard lock(mutex_);
    auto found = parts_.find(key);
    return found == parts_.end() ? nullptr : found->second;
  }

  mutable std::mutex mutex_;
  mutable std::map<Key, std::shared_ptr<const void>> parts_;
};

}  // namespace rowmill
