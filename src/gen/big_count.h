/// Whole numbers of any size, as far as counting texts needs them. Values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rowmill {

class BigCount {
 public:
  BigCount() = default;
  explicit BigCount(std::uint64_t value);
  bool is_zero() const { return words_.empty(); }
  std::size_t words() const { return words_.size(); }
  void Add(const BigCount& other);
  BigCount Times(std::uint32_t factor) const;
  /// REQUIRES: other <= *this.
  void Subtract(const BigCount& other);
  int Compare(const BigCount& other) const;
  /// The value when it is below 2^64.
  std::optional<std::uint64_t> AsUint64() const;
  /// floor(2^64 x part / *this). REQUIRES: part < *this.
  std::uint64_t FractionOf(BigCount part) const;
  /// `1234`, or `about 2^190`.
  std::string ToString() const;

 private:
  std::vector<std::uint32_t> words_;  ///< lowest first, no zeros at the top
};

}  // namespace rowmill
