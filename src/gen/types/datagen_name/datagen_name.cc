// Datagen's NAME: one row of the dictionary of given names, frequent names more often.
// Source: Datagen's field types.

#include "gen/filtered_rows.h"

namespace rowmill {

namespace {

std::shared_ptr<const FilteredRows> Read(const TypeContext& context,
                                         const Options& options, Faults* faults) {
  return FilteredRows::Make(context, options, "given_names", faults);
}

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  auto rows = Read(context, options, faults);
  if (rows == nullptr) return nullptr;
  auto names = rows->Entries("ascii", "name");
  return MakeFilteredText(context, std::move(rows), nullptr, std::move(names));
}

/// 0 female, 1 male, 2 unisex, by the last letter of the row's key.
std::size_t SexOf(std::string_view key) {
  return key.ends_with("/f") ? 0 : key.ends_with("/m") ? 1 : 2;
}

std::unique_ptr<Generator> MakeAttribute(const TypeContext& context,
                                         const Options& options,
                                         std::string_view attribute, Faults* faults) {
  auto rows = Read(context, options, faults);
  if (rows == nullptr) return nullptr;
  std::vector<std::int32_t> map;
  if (attribute == "country") {
    auto names = rows->CountryNames(&map);
    return MakeFilteredText(context, std::move(rows), nullptr, std::move(names),
                            std::move(map));
  }
  auto entries = std::make_shared<Dictionary>(DataType::Of(TypeId::kString));
  const bool sex = attribute == "sex";
  const std::size_t wanted = attribute == "female" ? 0 : attribute == "male" ? 1 : 2;
  static constexpr const char* kSexes[] = {"FEMALE", "MALE", "UNKNOWN"};
  for (std::size_t i = 0; i < 3; ++i) {
    entries->AppendText(sex ? kSexes[i] : i == wanted ? "true" : "false");
  }
  DictTexts keys = rows->table().Texts("slice");
  for (std::uint32_t number = 0; number < rows->rows(); ++number) {
    map.push_back(static_cast<std::int32_t>(SexOf(keys[rows->row(number)])));
  }
  return MakeFilteredText(context, std::move(rows), nullptr, std::move(entries),
                          std::move(map));
}

}  // namespace

TypePlugin datagen_name_type() {
  Info info;
  info.name = "datagen.name";
  info.family = "datagen";
  info.summary = "Datagen's NAME: given names, frequent ones more often.";
  info.output = "string";
  info.options = {FiltersOption()};
  info.example = "{ type: datagen.name, filters: [USA] }";
  TypePlugin plugin{std::move(info), Make};
  plugin.attributes = {"sex", "male", "female", "unisex", "country"};
  plugin.make_attribute = MakeAttribute;
  return plugin;
}

}  // namespace rowmill
