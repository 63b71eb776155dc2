/// Draw keys: which stream a cell's random bits come from. The exact definition, for
/// re-implementation, is docs/draws.md. Values,
/// thread-safe but for Watched(), which belongs to the thread that plans.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace rowmill {

/// The format version of the stream, part of every key. Raising it changes all values.
inline constexpr std::uint32_t kDrawVersion = 1;

/// The key pair of one stream.
struct DrawKey {
  std::uint64_t a = 0;
  std::uint64_t b = 0;
  bool operator==(const DrawKey&) const = default;
};

/// Key = SHA-256 over length-prefixed (version, seed, scope, entity, name, slot); its
/// first 16 bytes are a and b, little endian.
DrawKey MakeDrawKey(std::uint64_t seed, std::string_view scope, std::string_view entity,
                    std::string_view name, std::string_view slot);

/// The streams of one field: its own, or those of its `stream`.
class DrawScope {
 public:
  DrawScope() = default;
  /// The streams of a column.
  static DrawScope Column(std::uint64_t seed, std::string_view entity,
                          std::string_view column) {
    return DrawScope(seed, "column", entity, column);
  }
  /// Streams shared by all fields of the entity that name it.
  static DrawScope Shared(std::uint64_t seed, std::string_view entity,
                          std::string_view stream) {
    return DrawScope(seed, "stream", entity, stream);
  }
  /// Streams of the record (person, place, …) with this label; `of` may be empty.
  static DrawScope Record(std::uint64_t seed, std::string_view entity,
                          std::string_view of) {
    return DrawScope(seed, "record", entity, of);
  }
  std::uint64_t seed() const { return seed_; }
  /// The same streams, which set `asked` when anything asks for a key of theirs.
  DrawScope Watched(std::shared_ptr<bool> asked) const {
    DrawScope watched = *this;
    watched.asked_ = std::move(asked);
    return watched;
  }
  /// The key of one decision of the field: `value`, `null`, `length`.
  DrawKey Key(std::string_view slot) const {
    if (asked_ != nullptr) *asked_ = true;
    return MakeDrawKey(seed_, scope_, entity_, name_, slot);
  }

 private:
  DrawScope(std::uint64_t seed, std::string_view scope, std::string_view entity,
            std::string_view name)
      : seed_(seed), scope_(scope), entity_(entity), name_(name) {}

  std::uint64_t seed_ = 0;
  std::string scope_ = "column";
  std::string entity_;
  std::string name_;
  std::shared_ptr<bool> asked_;
};

}  // namespace rowmill
