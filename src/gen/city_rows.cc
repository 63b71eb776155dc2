#include "gen/city_rows.h"

#include <algorithm>

namespace rowmill {

namespace {

/// The cities of each place by their population.
std::shared_ptr<const std::vector<AliasTable>> ByPopulation(const RecordTable& cities,
                                                            std::size_t places) {
  auto tables = std::make_shared<std::vector<AliasTable>>();
  const SharedNumbers population = cities.Numbers("population");
  for (std::uint32_t place = 0; place < places; ++place) {
    DictSlice slice = cities.of(place);
    std::vector<double> weights;
    for (std::uint32_t i = 0; i < slice.count; ++i) {
      weights.push_back(std::max((*population)[slice.first + i], 1));
    }
    tables->emplace_back(weights);
  }
  return tables;
}

}  // namespace

CityDraw::CityDraw(const RecordContext& record)
    : table_(RecordTable::Of(record, "cities")), key_(record.draws().Key("city")) {
  if (!record.by_population()) return;
  by_population_ = table_->parts().Get<std::vector<AliasTable>>(
      "population", [&] { return ByPopulation(*table_, record.possible().size()); });
}

std::uint32_t CityDraw::Choose(std::uint32_t place, std::uint64_t row) const {
  DictSlice slice = table_->of(place);
  if (by_population_ == nullptr) return table_->Choose(slice, false, key_, row);
  return slice.first + (*by_population_)[place].Choose(key_, row);
}

void CityDraw::Fill(const GenerateCall& call, const std::uint32_t* places,
                    std::uint32_t* numbers) const {
  if (by_population_ == nullptr) return table_->Fill(call.rows, places, key_, numbers);
  for (std::size_t i = 0; i < call.rows.size(); ++i) {
    numbers[i] = Choose(places[i], call.rows[i]);
  }
}

}  // namespace rowmill
