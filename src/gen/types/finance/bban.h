/// National account numbers as they stand in IBANs. Immutable, thread-safe.
#pragma once

#include <string_view>
#include <vector>

#include "gen/number_scheme.h"
#include "gen/record.h"

namespace rowmill {

class Bban {
 public:
  static constexpr std::size_t kBytesMax = kNumberBytesMax;

  explicit Bban(const RecordContext& record);

  /// Whether the country is in the registry of IBANs.
  bool has(std::uint32_t place) const { return writer_of_[place] != kNone; }
  /// has() by place.
  std::vector<bool> known() const;
  /// ISO 3166-1 alpha-2.
  std::string_view country(std::uint32_t place) const { return codes_[place]; }
  /// Whether accounts begin with four letters, which are the bank's in its BIC too.
  bool begins_with_bank(std::uint32_t place) const {
    return has(place) && lettered_[writer_of_[place]];
  }
  /// Length of the shortest and the longest account there can be; 0 without any.
  std::size_t bytes_min() const { return bytes_min_; }
  std::size_t bytes_max() const { return bytes_max_; }
  /// Writes the row's account; returns its length, at most kBytesMax. REQUIRES: has().
  std::size_t Put(std::uint64_t row, std::uint32_t place, char* to) const {
    return writers_[writer_of_[place]].Put(key_, row, {}, to);
  }

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  DrawKey key_;
  std::vector<std::uint32_t> writer_of_;  ///< by place, as codes_
  std::vector<std::string_view> codes_;
  std::vector<NumberWriter> writers_;
  std::vector<bool> lettered_;  ///< by writer
  std::size_t bytes_min_ = 0;
  std::size_t bytes_max_ = 0;
};

}  // namespace rowmill
