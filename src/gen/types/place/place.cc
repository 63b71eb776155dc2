// The attributes of a place: city and country rows of the dictionaries, one place per row
// and label.

#include "gen/city_rows.h"
#include "gen/class_pattern.h"
#include "gen/phone_text.h"
#include "gen/type_plugin.h"

namespace rowmill {

namespace {

std::shared_ptr<const CityDraw> Cities(const TypeContext& context) {
  return std::make_shared<CityDraw>(*context.record);
}

/// `spelling: ascii` takes the plain spelling where the table has one.
std::shared_ptr<const Dictionary> CityNames(const CityDraw& cities,
                                            const Options& options) {
  return options.Text("spelling", "native") == "ascii"
             ? cities.table().Entries("ascii", "name")
             : cities.table().Entries("name");
}

std::unique_ptr<Generator> MakeCity(const TypeContext& context, const Options& options,
                                    Faults*) {
  auto cities = Cities(context);
  auto names = CityNames(*cities, options);
  return MakeRecordText(context.record, std::move(cities), std::move(names));
}

/// Regions of the cities that can be drawn; a city without region stands for itself.
std::unique_ptr<Generator> MakeRegion(const TypeContext& context, const Options& options,
                                      Faults*) {
  auto cities = Cities(context);
  const DictTable& regions = context.dictionaries->Get("regions");
  DictTexts names =
      regions.Texts(options.Text("spelling", "native") == "ascii" ? "ascii" : "name");
  const SharedNumbers numbers = cities->table().Numbers("region");
  const std::vector<std::int32_t>& region_of = *numbers;
  std::vector<std::int32_t> entry_of_region(regions.rows(), -1);
  std::vector<std::int32_t> map;
  auto city_names = CityNames(*cities, options);
  auto entries = std::make_shared<Dictionary>(DataType::Of(TypeId::kString));
  for (std::uint32_t i = 0; i < region_of.size(); ++i) {
    if (region_of[i] < 0) {
      map.push_back(static_cast<std::int32_t>(entries->length()));
      entries->AppendText(city_names->text(i));
      continue;
    }
    std::int32_t& entry = entry_of_region[static_cast<std::size_t>(region_of[i])];
    if (entry < 0) {
      entry = static_cast<std::int32_t>(entries->length());
      entries->AppendText(names[static_cast<std::uint32_t>(region_of[i])]);
    }
    map.push_back(entry);
  }
  return MakeRecordText(context.record, std::move(cities), std::move(entries),
                        std::move(map));
}

/// Texts that repeat from city to city, each once.
std::unique_ptr<Generator> MakeTimeZone(const TypeContext& context, const Options&,
                                        Faults*) {
  auto cities = Cities(context);
  std::shared_ptr<const Dictionary> all = cities->table().Entries("zone");
  auto entries = std::make_shared<Dictionary>(DataType::Of(TypeId::kString));
  std::map<std::string_view, std::int32_t> known;
  std::vector<std::int32_t> map;
  for (std::size_t i = 0; i < all->length(); ++i) {
    // Most cities have the zone of the one before.
    if (i > 0 && all->text(i) == all->text(i - 1)) {
      map.push_back(map.back());
      continue;
    }
    auto [found, added] =
        known.emplace(all->text(i), static_cast<std::int32_t>(entries->length()));
    if (added) entries->AppendText(all->text(i));
    map.push_back(found->second);
  }
  return MakeRecordText(context.record, std::move(cities), std::move(entries),
                        std::move(map));
}

std::unique_ptr<Generator> MakeDegrees(const TypeContext& context,
                                       std::string_view column) {
  auto cities = Cities(context);
  SharedNumbers values = cities->table().Numbers(column);
  return MakeRecordDegrees(context.record, std::move(cities), std::move(values));
}
std::unique_ptr<Generator> MakeLatitude(const TypeContext& context, const Options&,
                                        Faults*) {
  return MakeDegrees(context, "lat_e4");
}
std::unique_ptr<Generator> MakeLongitude(const TypeContext& context, const Options&,
                                         Faults*) {
  return MakeDegrees(context, "lon_e4");
}

std::unique_ptr<Generator> MakePopulation(const TypeContext& context, const Options&,
                                          Faults*) {
  auto cities = Cities(context);
  SharedNumbers values = cities->table().Numbers("population");
  return MakeRecordNumber(context.record, std::move(cities), std::move(values));
}

std::unique_ptr<Generator> MakeCountryText(const TypeContext& context,
                                           std::string_view column) {
  return MakeRecordText(context.record, MakeCountryDraw(),
                        CountryEntries(*context.record, column));
}
std::unique_ptr<Generator> MakeCountry(const TypeContext& context, const Options& options,
                                       Faults*) {
  bool native = options.Text("spelling", "english") == "native";
  return MakeCountryText(context, native ? "native" : "name");
}
std::unique_ptr<Generator> MakeCountryCode(const TypeContext& context,
                                           const Options& options, Faults*) {
  bool long_form = options.Text("form", "alpha2") == "alpha3";
  return MakeCountryText(context, long_form ? "iso3" : "iso2");
}
std::unique_ptr<Generator> MakeCurrency(const TypeContext& context, const Options&,
                                        Faults*) {
  return MakeCountryText(context, "currency");
}

/// Base 32 of interleaved bits, longitude first. Source: geohash.org.
class GeohashText {
 public:
  GeohashText(std::shared_ptr<const CityDraw> cities, int length)
      : cities_(std::move(cities)),
        latitudes_(cities_->table().Numbers("lat_e4")),
        longitudes_(cities_->table().Numbers("lon_e4")),
        length_(length) {}

  void operator()(std::uint64_t row, std::uint32_t place, TextWriter* out) const {
    static constexpr char kBase32[] = "0123456789bcdefghjkmnpqrstuvwxyz";
    std::uint32_t number = cities_->Choose(place, row);
    // As fractions of the range, in units of 2^-32.
    std::uint64_t x = Fraction((*longitudes_)[number] + 1'800'000, 3'600'000);
    std::uint64_t y = Fraction((*latitudes_)[number] + 900'000, 1'800'000);
    bool longitude = true;
    for (int i = 0; i < length_; ++i) {
      unsigned digit = 0;
      for (int bit = 0; bit < 5; ++bit) {
        std::uint64_t& axis = longitude ? x : y;
        digit = digit << 1 | static_cast<unsigned>(axis >> 31 & 1);
        axis = (axis << 1) & 0xFFFF'FFFF;
        longitude = !longitude;
      }
      out->Put(kBase32[digit]);
    }
  }

 private:
  static std::uint64_t Fraction(std::int32_t value, std::int64_t range) {
    std::uint64_t scaled =
        (static_cast<std::uint64_t>(value) << 32) / static_cast<std::uint64_t>(range);
    return std::min<std::uint64_t>(scaled, 0xFFFF'FFFF);
  }
  std::shared_ptr<const CityDraw> cities_;
  SharedNumbers latitudes_, longitudes_;
  int length_;
};

std::unique_ptr<Generator> MakeGeohash(const TypeContext& context, const Options& options,
                                       Faults*) {
  int length = static_cast<int>(options.Int("length", 6));
  ColumnFacts facts;
  facts.bytes_min = facts.bytes_max = static_cast<std::uint32_t>(length);
  facts.plain_text = true;
  return MakeRecordComposed(context.record, std::move(facts),
                            GeohashText(Cities(context), length));
}

std::unique_ptr<Generator> MakePhone(const TypeContext& context, const Options& options,
                                     Faults*) {
  return MakePhones(context, "fixed", ReadPhoneForm(options), "phone.fixed");
}

TypePlugin PlaceType(std::string_view name, std::vector<std::string_view> aliases,
                     std::string_view output, std::string_view summary,
                     std::vector<OptionInfo> options, TypeMaker make) {
  return MakeRecordPlugin(RecordFamily::kPlace, name, std::move(aliases), output, summary,
                          std::move(options), make);
}

}  // namespace

TypePlugin place_city_type() {
  TypePlugin plugin =
      PlaceType("place.city", {"city"}, "string", "Cities of at least 1,000 inhabitants.",
                {SpellingOption()}, MakeCity);
  plugin.info.example = "{ type: place.city, countries: [FR, ES], weight: population }";
  return plugin;
}

TypePlugin place_region_type() {
  TypePlugin plugin = PlaceType("place.region", {"region"}, "string",
                                "First-level regions (states, provinces) of the city.",
                                {SpellingOption()}, MakeRegion);
  plugin.info.example = "{ type: place.region, countries: [Japan], spelling: ascii }";
  return plugin;
}

TypePlugin place_country_type() {
  TypePlugin plugin =
      PlaceType("place.country", {"country"}, "string", "Countries by name.",
                {{.name = "spelling",
                  .kind = OptionKind::kChoice,
                  .default_text = "english",
                  .doc = "`native` writes the country's own name.",
                  .choices = {"english", "native"}}},
                MakeCountry);
  plugin.info.example = "{ type: place.country, weight: population }";
  return plugin;
}

TypePlugin place_country_code_type() {
  TypePlugin plugin = PlaceType("place.country_code", {"country_code"}, "string",
                                "ISO 3166-1 country codes.",
                                {{.name = "form",
                                  .kind = OptionKind::kChoice,
                                  .default_text = "alpha2",
                                  .doc = "Codes of two or of three letters.",
                                  .choices = {"alpha2", "alpha3"}}},
                                MakeCountryCode);
  plugin.info.example = "{ type: place.country_code, form: alpha3 }";
  return plugin;
}

TypePlugin place_latitude_type() {
  TypePlugin plugin =
      PlaceType("place.latitude", {}, "double",
                "Latitude of the city in degrees, four decimals.", {}, MakeLatitude);
  plugin.info.example = "{ type: place.latitude, countries: [NZ] }";
  return plugin;
}

TypePlugin place_longitude_type() {
  TypePlugin plugin =
      PlaceType("place.longitude", {}, "double",
                "Longitude of the city in degrees, four decimals.", {}, MakeLongitude);
  plugin.info.example = "{ type: place.longitude, countries: [NZ] }";
  return plugin;
}

TypePlugin place_population_type() {
  TypePlugin plugin = PlaceType("place.population", {}, "int64",
                                "Inhabitants of the city.", {}, MakePopulation);
  plugin.info.example = "{ type: place.population, countries: [BR] }";
  return plugin;
}

TypePlugin place_time_zone_type() {
  TypePlugin plugin =
      PlaceType("place.time_zone", {"time_zone"}, "string",
                "Time zone of the city by its IANA name.", {}, MakeTimeZone);
  plugin.info.example = "{ type: place.time_zone, countries: [US, CA] }";
  return plugin;
}

TypePlugin place_currency_type() {
  TypePlugin plugin = PlaceType("place.currency", {}, "string",
                                "Currency of the country, ISO 4217.", {}, MakeCurrency);
  plugin.info.example = "{ type: place.currency, countries: [FR, GB, JP] }";
  return plugin;
}

TypePlugin place_phone_type() {
  TypePlugin plugin = PlaceType("place.phone", {"phone"}, "string",
                                "Numbers of fixed lines by the country's numbering plan.",
                                {PhoneFormOption()}, MakePhone);
  plugin.info.example = "{ type: place.phone, countries: [GB, IT] }";
  return plugin;
}

TypePlugin place_geohash_type() {
  TypePlugin plugin =
      PlaceType("place.geohash", {}, "string", "Geohash of the city's coordinates.",
                {{.name = "length",
                  .kind = OptionKind::kInt,
                  .default_text = "6",
                  .doc = "Characters.",
                  .unit = "characters",
                  .min = 1,
                  .max = 12}},
                MakeGeohash);
  plugin.info.example = "{ type: place.geohash, countries: [DE], length: 8 }";
  return plugin;
}

}  // namespace rowmill
