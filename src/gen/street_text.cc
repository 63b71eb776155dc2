#include "gen/street_text.h"

#include <algorithm>
#include <map>

#include "base/check.h"

namespace rowmill {

namespace {

constexpr std::uint32_t kHouses = 199;
constexpr std::int32_t kPeoplePerPostcode = 20'000;
constexpr std::int32_t kPostcodesMax = 64;

}  // namespace

StreetRows::StreetRows(const RecordContext& record)
    : table_(record, record.dictionaries().Get("streets")),
      street_key_(record.draws().Key("street")),
      house_key_(record.draws().Key("house")) {}

std::uint32_t StreetRows::Street(std::uint64_t row, std::uint32_t place) const {
  return table_.Choose(table_.of(place), false, street_key_, row);
}

std::uint32_t StreetRows::House(std::uint64_t row) const {
  const std::uint64_t draw = Draw(house_key_, row);
  auto first = static_cast<std::uint32_t>((draw >> 32) * kHouses >> 32);
  auto second = static_cast<std::uint32_t>((draw & 0xFFFF'FFFF) * kHouses >> 32);
  return 1 + std::min(first, second);
}

Postcodes::Postcodes(const RecordContext& record)
    : cities_(record),
      table_(record.dictionaries().Get("postcodes")),
      code_key_(record.draws().Key("postcode")),
      pattern_key_(record.draws().Key("postcode.pattern")),
      digits_key_(record.draws().Key("postcode.digits")),
      patterns_(table_.rows()) {
  const RecordTable& cities = cities_.table();
  DictTexts region_codes = record.dictionaries().Get("regions").Texts("code");
  DictTexts texts = table_.Texts("pattern");
  DictTexts countries = cities.table().Texts("country");
  std::vector<std::int32_t> regions = cities.Numbers("region");
  std::vector<std::int32_t> people = cities.Numbers("population");
  std::map<std::string, DictSlice> known;
  for (std::uint32_t number = 0; number < cities.rows(); ++number) {
    std::string key(countries[cities.row(number)]);
    const std::string country = key;
    if (regions[number] >= 0) {
      key += '/';
      key += region_codes[static_cast<std::uint32_t>(regions[number])];
    }
    auto [found, added] = known.emplace(key, DictSlice{});
    if (added) {
      found->second =
          table_.Slice(key).value_or(table_.Slice(country).value_or(DictSlice{}));
      for (std::uint32_t i = 0; i < found->second.count; ++i) {
        const std::uint32_t at = found->second.first + i;
        Result<ClassPattern> pattern = ClassPattern::Parse(texts[at]);
        RM_CHECK(pattern.has_value());
        bytes_max_ = std::max(bytes_max_, pattern->bytes());
        patterns_[at] = std::move(*pattern);
      }
    }
    slices_.push_back(found->second);
    nullable_ |= found->second.count == 0;
    codes_.push_back(static_cast<std::uint32_t>(
        std::clamp(1 + people[number] / kPeoplePerPostcode, 1, kPostcodesMax)));
  }
}

bool Postcodes::Put(std::uint64_t row, std::uint32_t place, TextWriter* out) const {
  const std::uint32_t number = cities_.Choose(place, row);
  const DictSlice slice = slices_[number];
  if (slice.count == 0) return false;
  // The row of the city's table and the code make the draw, so a city keeps its codes.
  const std::uint64_t code = Bounded(code_key_, row, codes_[number]);
  const std::uint64_t draw =
      std::uint64_t{cities_.table().row(number)} * kPostcodesMax + code;
  const std::uint32_t at =
      slice.first + static_cast<std::uint32_t>(Bounded(pattern_key_, draw, slice.count));
  patterns_[at].Put(Bounded(digits_key_, draw, patterns_[at].count()), out);
  return true;
}

}  // namespace rowmill
