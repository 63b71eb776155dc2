/// The city of a record: one row of the table `cities` per row. Thread-safe.
#pragma once

#include <memory>
#include <vector>

#include "gen/record_columns.h"

namespace rowmill {

/// Numbers of RecordTable over `cities`: within the country uniform, or by population.
class CityDraw final : public NumberDraw {
 public:
  explicit CityDraw(const RecordContext& record);
  const RecordTable& table() const { return *table_; }
  std::uint32_t Choose(std::uint32_t place, std::uint64_t row) const;
  void Fill(const GenerateCall& call, const std::uint32_t* places,
            std::uint32_t* numbers) const override;

 private:
  std::shared_ptr<const RecordTable> table_;
  DrawKey key_;
  std::shared_ptr<const std::vector<AliasTable>> by_population_;  ///< by place
};

}  // namespace rowmill
