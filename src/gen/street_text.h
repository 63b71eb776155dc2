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
  void FillStreets(RowIds rows, const std::uint32_t* places,
                   std::uint32_t* numbers) const {
    table_->Fill(rows, places, street_key_, numbers);
  }
  static constexpr std::uint32_t kHousesMax = 199;
  /// 1..kHousesMax, low ones more often, as streets are.
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
  /// A postcode; without a pattern the city has none.
  struct Code {
    const ClassPattern* pattern = nullptr;
    std::uint64_t index = 0;
  };
  /// The code of a row whose city has this number in cities().
  Code Choose(std::uint64_t row, std::uint32_t city) const;
  /// The same for some rows, whose look-ups overlap.
  void Choose(RowIds rows, const std::uint32_t* cities, Code* codes) const;
  /// Whether some country of the record has none.
  bool nullable() const { return plans_->nullable; }
  std::size_t bytes_max() const { return plans_->bytes_max; }
  const CityDraw& cities() const { return cities_; }

 private:
  /// What a city's codes are made of, in one place: cities are many, and looked up in no
  /// order.
  struct CityPlan {
    DictSlice patterns;   ///< count 0 = the city has no codes
    std::uint32_t codes;  ///< how many codes the city has
    std::uint32_t row;    ///< of the city's table
  };
  /// The plans of the cities a record can have; made once.
  struct Plans {
    std::vector<ClassPattern> patterns;  ///< by row of the table; empty where not needed
    std::vector<CityPlan> cities;        ///< by number of the city
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
