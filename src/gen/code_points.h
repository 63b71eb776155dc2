/// Sets of code points with places: what classes of regular expressions choose from.
/// Values; thread-safe to read.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace rowmill {

class CodePoints {
 public:
  CodePoints() = default;
  explicit CodePoints(std::uint32_t only) { Add(only, only); }

  /// Adds first..last, both inclusive. Surrogates are left out.
  void Add(std::uint32_t first, std::uint32_t last);
  void Add(const CodePoints& other);
  /// What `universe` has and this set has not.
  CodePoints Without(const CodePoints& universe) const;

  /// Sorted, apart, not touching.
  const std::vector<std::pair<std::uint32_t, std::uint32_t>>& ranges() const {
    return ranges_;
  }
  std::uint64_t count() const;
  /// The code point at a place in rising order. REQUIRES: place < count().
  std::uint32_t At(std::uint64_t place) const;
  bool Contains(std::uint32_t code_point) const;
  bool empty() const { return ranges_.empty(); }
  bool operator==(const CodePoints&) const = default;
  auto operator<=>(const CodePoints&) const = default;

 private:
  void Insert(std::uint32_t first, std::uint32_t last);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ranges_;
};

/// A set ready to be written from: place -> UTF-8. Small sets are a table, large ones
/// are searched.
class SymbolTable {
 public:
  explicit SymbolTable(CodePoints set);
  std::uint64_t count() const { return count_; }
  std::size_t widest() const { return widest_; }
  std::size_t narrowest() const { return narrowest_; }
  const CodePoints& set() const { return set_; }
  /// Writes the symbol and answers its end; may write 4 bytes.
  char* Write(std::uint64_t place, char* out) const {
    if (widest_ == 1) {
      *out = bytes_[place];
      return out + 1;
    }
    return WriteWide(place, out);
  }

 private:
  char* WriteWide(std::uint64_t place, char* out) const;
  CodePoints set_;
  std::uint64_t count_;
  std::size_t widest_ = 1;
  std::size_t narrowest_ = 1;
  std::string bytes_;                  ///< one-byte symbols
  std::vector<std::uint64_t> behind_;  ///< symbols up to and with each range
};

/// Bytes of a code point in UTF-8.
std::size_t Utf8Bytes(std::uint32_t code_point);

}  // namespace rowmill
