#include "gen/record_table.h"

#include <algorithm>
#include <map>

#include "base/check.h"
#include "base/text.h"

namespace rowmill {

namespace {

constexpr std::size_t kBytesGuess = 14;  ///< of a name

std::string_view FirstLanguage(const Countries& countries, std::uint32_t country) {
  std::string_view language =
      Split(countries.table().Texts("languages")[country], ',')[0];
  return language.substr(0, language.find('-'));
}

/// Whose rows a country without rows of its own takes.
class Neighbours {
 public:
  Neighbours(const RecordContext& record, const DictTable& table)
      : countries_(record.countries()),
        table_(table),
        loans_(record.dictionaries().Get("name_loans")) {
    std::map<std::string, std::uint32_t> most;
    for (std::string_view key : table.keys()) {
      std::optional<std::uint32_t> country = countries_.Find(key);
      if (!country) continue;
      std::string language(FirstLanguage(countries_, *country));
      std::uint32_t rows = table.Slice(key)->count;
      if (rows <= most[language]) continue;
      most[language] = rows;
      by_language_[language] = std::string(key);
    }
    last_ = table.Slice("US") ? "US" : std::string(table.keys().front());
  }

  /// The countries whose people live there, in the order of the table; else by language.
  std::string Of(std::uint32_t country) const {
    DictSlice loans = loans_.Slice(countries_.code(country)).value_or(DictSlice{});
    for (std::uint32_t i = 0; i < loans.count; ++i) {
      std::string_view like = loans_.Texts("like")[loans.first + i];
      if (table_.Slice(like)) return std::string(like);
    }
    auto found = by_language_.find(std::string(FirstLanguage(countries_, country)));
    return found == by_language_.end() ? last_ : found->second;
  }

 private:
  const Countries& countries_;
  const DictTable& table_;
  const DictTable& loans_;
  std::map<std::string, std::string> by_language_;
  std::string last_;
};

}  // namespace

std::shared_ptr<const RecordTable> RecordTable::Of(const RecordContext& record,
                                                   std::string_view table) {
  return record.parts().Get<RecordTable>(table, [&] {
    return std::make_shared<RecordTable>(record, record.dictionaries().Get(table));
  });
}

RecordTable::RecordTable(const RecordContext& record, const DictTable& table)
    : table_(table) {
  RM_CHECK(!table.keys().empty());
  const Countries& countries = record.countries();
  std::optional<Neighbours> neighbours;
  std::map<std::string, DictSlice> taken;
  for (std::uint32_t country : record.possible()) {
    std::string key(countries.code(country));
    if (!table.Slice(key)) {
      if (!neighbours) neighbours.emplace(record, table);
      key = neighbours->Of(country);
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

void RecordTable::Fill(RowIds rows, const std::uint32_t* places, const DrawKey& key,
                       std::uint32_t* numbers) const {
  if (slices_.size() == 1) {
    FillBounded(key, rows, slices_[0].count, slices_[0].first, numbers);
    return;
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    numbers[i] = Choose(slices_[places[i]], false, key, rows[i]);
  }
}

std::shared_ptr<const Dictionary> RecordTable::Entries(std::string_view column,
                                                       std::string_view otherwise) const {
  std::string key(column);
  key += '/';
  key += otherwise;
  return parts_.Get<Dictionary>(
      key, [&] { return EntriesOfRows(table_, row_of_, column, otherwise); });
}

SharedNumbers RecordTable::Numbers(std::string_view column) const {
  return parts_.Get<std::vector<std::int32_t>>(column, [&] {
    return std::make_shared<std::vector<std::int32_t>>(
        NumbersOfRows(table_, row_of_, column));
  });
}

std::shared_ptr<const Dictionary> EntriesOfRows(const DictTable& table,
                                                std::span<const std::uint32_t> rows,
                                                std::string_view column,
                                                std::string_view otherwise) {
  DictTexts texts = table.Texts(column);
  DictTexts others = otherwise.empty() ? texts : table.Texts(otherwise);
  auto entries = std::make_shared<Dictionary>(DataType::Of(TypeId::kString));
  TextWriter writer(entries.get(), rows.size(), kBytesGuess);
  for (std::uint32_t row : rows) {
    writer.Put(texts[row].empty() ? others[row] : texts[row]);
    writer.EndRow();
  }
  return entries;
}

std::vector<std::int32_t> NumbersOfRows(const DictTable& table,
                                        std::span<const std::uint32_t> rows,
                                        std::string_view column) {
  DictNumbers numbers = table.Numbers(column);
  std::vector<std::int32_t> values;
  values.reserve(rows.size());
  for (std::uint32_t row : rows) values.push_back(numbers[row]);
  return values;
}

}  // namespace rowmill
