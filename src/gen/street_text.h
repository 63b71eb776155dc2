/// Streets, house numbers and postcodes of a record's place. Thread-safe.
#pragma once

#include <memory>
#include <vector>

#include "gen/city_rows.h"
#include "gen/class_pattern.h"

namespace rowmill {

/// The street and the house number of a row's place.
class StreetRows {
 public:
  explicit StreetRows(const RecordContext& record);
  /// Number of table().
  std::uint32_t Street(std::uint64_t row, std::uint32_t place) const;
  /// 1..199, low ones more often, as streets are.
  std::uint32_t House(std::uint64_t row) const;
  const RecordTable& table() const { return *table_; }

 private:
  std::shared_ptr<const RecordTable> table_;
  DrawKey street_key_;
  DrawKey house_key_;
};

/// Postcodes by the country's plan and, where it is known, the region's part of it. A
/// city has few of them, a large one more.
class Postcodes {
 public:
  explicit Postcodes(const RecordContext& record);
  /// False when the place has no postcodes; else appends one.
  bool Put(std::uint64_t row, std::uint32_t place, TextWriter* out) const {
    return PutOf(cities_.Choose(place, row), row, out);
  }
  /// The same for the number of the row's city.
  bool PutOf(std::uint32_t city, std::uint64_t row, TextWriter* out) const;
  /// Whether some country of the record has none.
  bool nullable() const { return plans_->nullable; }
  std::size_t bytes_max() const { return plans_->bytes_max; }
  const CityDraw& cities() const { return cities_; }

 private:
  /// The plans of the cities a record can have; made once.
  struct Plans {
    std::vector<ClassPattern> patterns;  ///< by row of the table; empty where not needed
    std::vector<DictSlice> slices;       ///< by number of the city; count 0 = none
    std::vector<std::uint32_t> codes;    ///< how many codes the city has
    bool nullable = false;
    std::size_t bytes_max = 0;
  };
  class PlansMaker;

  CityDraw cities_;
  DrawKey code_key_;     ///< which of the city's codes a row has
  DrawKey pattern_key_;  ///< by city and code, not by row
  DrawKey digits_key_;
  std::shared_ptr<const Plans> plans_;
};

}  // namespace rowmill
