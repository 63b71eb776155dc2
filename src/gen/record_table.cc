#include "gen/record_table.h"

#include <algorithm>
#include <map>

#include "base/check.h"
#include "base/text.h"

namespace rowmill {

namespace {

std::string_view FirstLanguage(const Countries& countries, std::uint32_t country) {
  std::string_view language =
      Split(countries.table().Texts("languages")[country], ',')[0];
  return language.substr(0, language.find('-'));
}

/// Whose rows a country without rows of its own takes.
class Neighbours {
 public:
  Neighbours(const Countries& countries, const DictTable& table) {
    std::map<std::string, std::uint32_t> most;
    for (std::string_view key : table.keys()) {
      std::optional<std::uint32_t> country = countries.Find(key);
      if (!country) continue;
      std::string language(FirstLanguage(countries, *country));
      std::uint32_t rows = table.Slice(key)->count;
      if (rows <= most[language]) continue;
      most[language] = rows;
      by_language_[language] = std::string(key);
    }
    last_ = table.Slice("US") ? "US" : std::string(table.keys().front());
  }

  const std::string& Of(const Countries& countries, std::uint32_t country) const {
    auto found = by_language_.find(std::string(FirstLanguage(countries, country)));
    return found == by_language_.end() ? last_ : found->second;
  }

 private:
  std::map<std::string, std::string> by_language_;
  std::string last_;
};

}  // namespace

RecordTable::RecordTable(const RecordContext& record, const DictTable& table)
    : table_(table) {
  RM_CHECK(!table.keys().empty());
  const Countries& countries = record.countries();
  std::optional<Neighbours> neighbours;
  std::map<std::string, DictSlice> taken;
  for (std::uint32_t country : record.possible()) {
    std::string key(countries.code(country));
    if (!table.Slice(key)) {
      if (!neighbours) neighbours.emplace(countries, table);
      key = neighbours->Of(countries, country);
    }
    auto [known, added] = taken.emplace(key, DictSlice{});
    if (added) {
      DictSlice slice = *table.Slice(key);
      known->second = {rows(), slice.count};
      for (std::uint32_t i = 0; i < slice.count; ++i) row_of_.push_back(slice.first + i);
    }
    slices_.push_back(known->second);
    keys_.push_back(key);
  }
}

std::vector<DictSlice> RecordTable::Steps(std::string_view step) const {
  std::vector<DictSlice> steps;
  for (std::size_t place = 0; place < slices_.size(); ++place) {
    std::optional<DictSlice> slice = table_.Slice(keys_[place] + "/" + std::string(step));
    if (!slice) {
      steps.push_back({slices_[place].first, 0});
      continue;
    }
    std::uint32_t before = slice->first - row_of_[slices_[place].first];
    steps.push_back({slices_[place].first + before, slice->count});
  }
  return steps;
}

std::shared_ptr<const Dictionary> RecordTable::Entries(std::string_view column,
                                                       std::string_view otherwise) const {
  DictTexts texts = table_.Texts(column);
  DictTexts others = otherwise.empty() ? texts : table_.Texts(otherwise);
  auto entries = std::make_shared<Dictionary>(DataType::Of(TypeId::kString));
  TextWriter writer(entries.get(), rows(), 12);
  for (std::uint32_t row : row_of_) {
    writer.Put(texts[row].empty() ? others[row] : texts[row]);
    writer.EndRow();
  }
  return entries;
}

std::vector<std::int32_t> RecordTable::Numbers(std::string_view column) const {
  DictNumbers numbers = table_.Numbers(column);
  std::vector<std::int32_t> values;
  values.reserve(row_of_.size());
  for (std::uint32_t row : row_of_) values.push_back(numbers[row]);
  return values;
}

void TextWriter::PutDigits(std::uint64_t value, int digits) {
  char text[20];
  for (int i = digits - 1; i >= 0; --i) {
    text[i] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
  Put({text, static_cast<std::size_t>(digits)});
}

}  // namespace rowmill
