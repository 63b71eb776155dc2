#include "gen/street_text.h"

#include <algorithm>
#include <optional>

#include "base/check.h"

namespace rowmill {

namespace {

constexpr std::int32_t kPeoplePerPostcode = 20'000;
constexpr std::int32_t kPostcodesMax = 64;

}  // namespace

StreetRows::StreetRows(const RecordContext& record)
    : table_(RecordTable::Of(record, "streets")),
      street_key_(record.draws().Key("street")),
      house_key_(record.draws().Key("house")) {}

std::uint32_t StreetRows::Street(std::uint64_t row, std::uint32_t place) const {
  return table_->Choose(table_->of(place), false, street_key_, row);
}

std::uint32_t StreetRows::House(std::uint64_t row) const {
  const std::uint64_t draw = Draw(house_key_, row);
  auto first = static_cast<std::uint32_t>((draw >> 32) * kHousesMax >> 32);
  auto second = static_cast<std::uint32_t>((draw & 0xFFFF'FFFF) * kHousesMax >> 32);
  return 1 + std::min(first, second);
}

/// Reads the plans; cities of one region come one after the other or not, but there are
/// far fewer regions than cities.
class Postcodes::PlansMaker {
 public:
  PlansMaker(const Dictionaries& dictionaries, const RecordTable& cities)
      : table_(dictionaries.Get("postcodes")),
        texts_(table_.Texts("pattern")),
        region_codes_(dictionaries.Get("regions").Texts("code")),
        cities_(cities),
        of_region_(region_codes_.size()) {
    plans_.patterns.resize(table_.rows());
  }

  std::shared_ptr<const Plans> Make() {
    DictTexts countries = cities_.table().Texts("country");
    const SharedNumbers regions = cities_.Numbers("region");
    const SharedNumbers people = cities_.Numbers("population");
    plans_.cities.reserve(cities_.rows());
    for (std::uint32_t number = 0; number < cities_.rows(); ++number) {
      const std::string_view country = countries[cities_.row(number)];
      const DictSlice slice = Of(country, (*regions)[number]);
      const int codes =
          std::clamp(1 + (*people)[number] / kPeoplePerPostcode, 1, kPostcodesMax);
      plans_.cities.push_back(
          {slice, static_cast<std::uint32_t>(codes), cities_.row(number)});
      plans_.nullable |= slice.count == 0;
    }
    return std::make_shared<Plans>(std::move(plans_));
  }

 private:
  DictSlice Of(std::string_view country, std::int32_t region) {
    if (region < 0) {
      if (country != last_country_) {
        last_country_ = country;
        last_slice_ = Parsed(table_.Slice(country).value_or(DictSlice{}));
      }
      return last_slice_;
    }
    std::optional<DictSlice>& known = of_region_[static_cast<std::size_t>(region)];
    if (!known) {
      std::string key(country);
      key += '/';
      key += region_codes_[static_cast<std::uint32_t>(region)];
      known =
          Parsed(table_.Slice(key).value_or(table_.Slice(country).value_or(DictSlice{})));
    }
    return *known;
  }

  DictSlice Parsed(DictSlice slice) {
    for (std::uint32_t at = slice.first; at < slice.first + slice.count; ++at) {
      if (plans_.patterns[at].bytes() > 0) continue;
      Result<ClassPattern> pattern = ClassPattern::Parse(texts_[at]);
      RM_CHECK(pattern.has_value());
      plans_.bytes_max = std::max(plans_.bytes_max, pattern->bytes());
      plans_.patterns[at] = std::move(*pattern);
    }
    return slice;
  }

  const DictTable& table_;
  DictTexts texts_;
  DictTexts region_codes_;
  const RecordTable& cities_;
  std::vector<std::optional<DictSlice>> of_region_;
  std::string_view last_country_;
  DictSlice last_slice_;
  Plans plans_;
};

Postcodes::Postcodes(const RecordContext& record)
    : cities_(record),
      code_key_(record.draws().Key("postcode")),
      pattern_key_(record.draws().Key("postcode.pattern")),
      digits_key_(record.draws().Key("postcode.digits")),
      plans_(cities_.table().parts().Get<Plans>("", [&] {
        return PlansMaker(record.dictionaries(), cities_.table()).Make();
      })) {}

Postcodes::Code Postcodes::Choose(std::uint64_t row, std::uint32_t city) const {
  const CityPlan& plan = plans_->cities[city];
  if (plan.patterns.count == 0) return {};
  // The row of the city's table and the code make the draw, so a city keeps its codes.
  const std::uint64_t code = Bounded(code_key_, row, plan.codes);
  const std::uint64_t draw = std::uint64_t{plan.row} * kPostcodesMax + code;
  const std::uint32_t at =
      plan.patterns.first +
      static_cast<std::uint32_t>(Bounded(pattern_key_, draw, plan.patterns.count));
  const ClassPattern& pattern = plans_->patterns[at];
  return {&pattern, Bounded(digits_key_, draw, pattern.count())};
}

void Postcodes::Choose(RowIds rows, const std::uint32_t* cities, Code* codes) const {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    __builtin_prefetch(&plans_->cities[cities[i]]);
  }
  for (std::size_t i = 0; i < rows.size(); ++i) codes[i] = Choose(rows[i], cities[i]);
}

}  // namespace rowmill
