#include "gen/city_rows.h"

#include <algorithm>

namespace rowmill {

CityDraw::CityDraw(const RecordContext& record)
    : table_(record, record.dictionaries().Get("cities")),
      key_(record.draws().Key("city")) {
  if (!record.by_population()) return;
  std::vector<std::int32_t> population = table_.Numbers("population");
  for (std::uint32_t place = 0; place < record.possible().size(); ++place) {
    DictSlice slice = table_.of(place);
    std::vector<double> weights;
    for (std::uint32_t i = 0; i < slice.count; ++i) {
      weights.push_back(std::max(population[slice.first + i], 1));
    }
    by_population_.emplace_back(weights);
  }
}

std::uint32_t CityDraw::Choose(std::uint32_t place, std::uint64_t row) const {
  DictSlice slice = table_.of(place);
  if (by_population_.empty()) return table_.Choose(slice, false, key_, row);
  return slice.first + by_population_[place].Choose(key_, row);
}

void CityDraw::Fill(const GenerateCall& call, const std::uint32_t* places,
                    std::uint32_t* numbers) const {
  for (std::size_t i = 0; i < call.rows.size(); ++i) {
    numbers[i] = Choose(places[i], call.rows[i]);
  }
}

}  // namespace rowmill
