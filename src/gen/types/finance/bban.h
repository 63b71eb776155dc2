/// National account numbers as they stand in IBANs. Immutable, thread-safe.
#pragma once

#include <string_view>
#include <vector>

#include "gen/record_table.h"

namespace rowmill {

class Bban {
 public:
  static constexpr std::size_t kBytesMax = 30;

  explicit Bban(const RecordContext& record);

  /// Whether the country itself is in the registry of IBANs; the others have accounts of
  /// a neighbour.
  bool own(std::uint32_t place) const { return own_[place]; }
  /// Whose accounts the place has, ISO 3166-1 alpha-2.
  std::string_view country(std::uint32_t place) const {
    return codes_[table_.of(place).first];
  }
  /// Whether accounts begin with four letters, which are the bank's in its BIC too.
  bool begins_with_bank(std::uint32_t place) const;
  /// Writes the row's account; returns its length, at most kBytesMax.
  std::size_t Put(std::uint64_t row, std::uint32_t place, char* to) const;

 private:
  /// Characters of one set.
  struct Run {
    std::uint32_t first;  ///< in digits and capitals
    std::uint32_t size;
    int count;
  };

  RecordTable table_;
  DrawKey key_;
  std::vector<bool> own_;
  std::vector<std::vector<Run>> runs_;  ///< by number of table_, as codes_
  std::vector<std::string_view> codes_;
};

}  // namespace rowmill
