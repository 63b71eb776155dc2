// Datagen's CITY: one row of the dictionary of cities, uniform over all of them, or by
// population among those of the filters. Source: Datagen's field types.

#include <fmt/format.h>

#include <algorithm>

#include "gen/filtered_rows.h"
#include "gen/record_table.h"

namespace rowmill {

namespace {

struct Cities {
  std::shared_ptr<const FilteredRows> rows;
  std::shared_ptr<const AliasTable> weights;
};

/// The weight of a city is floor(population / the smallest one) + 1.
std::shared_ptr<const AliasTable> ByPopulation(const FilteredRows& rows) {
  std::vector<std::int32_t> population = rows.Numbers("population");
  std::int32_t smallest =
      std::max(1, *std::min_element(population.begin(), population.end()));
  std::vector<double> weights;
  for (std::int32_t people : population) weights.push_back(people / smallest + 1);
  return std::make_shared<AliasTable>(weights);
}

std::optional<Cities> Read(const TypeContext& context, const Options& options,
                           Faults* faults) {
  auto rows = FilteredRows::Make(context, options, "cities", faults);
  if (rows == nullptr) return std::nullopt;
  Cities cities;
  cities.rows = rows;
  if (rows->filtered()) {
    cities.weights =
        rows->parts().Get<AliasTable>("", [&] { return ByPopulation(*rows); });
  }
  return cities;
}

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  auto cities = Read(context, options, faults);
  if (!cities) return nullptr;
  auto names = cities->rows->Entries("ascii", "name");
  return MakeFilteredText(context, cities->rows, cities->weights, std::move(names));
}

/// Degrees as the dictionary has them: `43.7000`.
std::shared_ptr<const Dictionary> DegreeEntries(const FilteredRows& rows,
                                                std::string_view column) {
  auto entries = std::make_shared<Dictionary>(DataType::Of(TypeId::kString));
  for (std::int32_t value : rows.Numbers(column)) {
    std::int32_t size = std::abs(value);
    entries->AppendText(
        fmt::format("{}{}.{:04}", value < 0 ? "-" : "", size / 10'000, size % 10'000));
  }
  return entries;
}

std::unique_ptr<Generator> MakeAttribute(const TypeContext& context,
                                         const Options& options,
                                         std::string_view attribute, Faults* faults) {
  auto cities = Read(context, options, faults);
  if (!cities) return nullptr;
  const FilteredRows& rows = *cities->rows;
  if (attribute == "lat" || attribute == "long") {
    return MakeFilteredText(
        context, cities->rows, cities->weights,
        DegreeEntries(rows, attribute == "lat" ? "lat_e4" : "lon_e4"));
  }
  if (attribute == "country") {
    std::vector<std::int32_t> map;
    auto names = rows.CountryNames(&map);
    return MakeFilteredText(context, cities->rows, cities->weights, std::move(names),
                            std::move(map));
  }
  auto entries = std::make_shared<Dictionary>(DataType::Of(TypeId::kString));
  for (std::int32_t people : rows.Numbers("population")) {
    entries->AppendText(fmt::format("{}", people));
  }
  return MakeFilteredText(context, cities->rows, cities->weights, std::move(entries));
}

}  // namespace

TypePlugin datagen_city_type() {
  Info info;
  info.name = "datagen.city";
  info.family = "datagen";
  info.summary = "Datagen's CITY: cities, by population where they are filtered.";
  info.output = "string";
  info.options = {FiltersOption()};
  info.example = "{ type: datagen.city, filters: [France] }";
  TypePlugin plugin{std::move(info), Make};
  plugin.attributes = {"lat", "long", "country", "population"};
  plugin.make_attribute = MakeAttribute;
  return plugin;
}

}  // namespace rowmill
