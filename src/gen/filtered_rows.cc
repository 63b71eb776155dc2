#include "gen/filtered_rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "gen/record_table.h"
#include "value/text_facts.h"

namespace rowmill {

namespace {

class FilteredText final : public Generator {
 public:
  FilteredText(FilteredDraw draw, std::shared_ptr<const Dictionary> entries,
               std::vector<std::int32_t> map)
      : draw_(std::move(draw)), entries_(entries), map_(std::move(map)) {
    type_ = entries->type();
    facts_ = FactsOfEntries(std::move(entries));
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    out->Reset(type_);
    out->set_dictionary(entries_);
    auto* indices = out->ResizeValues<std::int32_t>(call.rows.size());
    for (std::size_t i = 0; i < call.rows.size(); ++i) {
      std::uint32_t number = draw_(call.rows[i]);
      indices[i] = map_.empty() ? static_cast<std::int32_t>(number) : map_[number];
    }
    return {};
  }

 private:
  FilteredDraw draw_;
  std::shared_ptr<const Dictionary> entries_;
  std::vector<std::int32_t> map_;
};

/// The narrowest slices of a country: those by sex where the table has them.
std::vector<DictSlice> LeavesOf(const DictTable& table, std::string_view code) {
  std::vector<DictSlice> leaves;
  for (const char* sex : {"/f", "/m", "/u"}) {
    if (auto slice = table.Slice(std::string(code) + sex)) leaves.push_back(*slice);
  }
  if (leaves.empty()) leaves.push_back(*table.Slice(code));
  return leaves;
}

}  // namespace

std::shared_ptr<const FilteredRows> FilteredRows::Make(const TypeContext& context,
                                                       const Options& options,
                                                       std::string_view table,
                                                       Faults* faults) {
  const SharedParts none;
  const SharedParts& shared = context.shared != nullptr ? *context.shared : none;
  auto countries = shared.Get<Countries>(
      "", [&] { return std::make_shared<Countries>(*context.dictionaries); });
  const DictTable& rows = context.dictionaries->Get(table);
  const std::size_t before = faults->errors().size();
  std::vector<std::uint32_t> selected;
  for (const std::string& filter : options.TextList("filters")) {
    Result<std::uint32_t> country = countries->Get(filter);
    if (!country) {
      faults->Add(options.Fault("filters", country.error().message));
    } else if (!rows.Slice(countries->code(*country))) {
      faults->Add(options.Fault(
          "filters",
          fmt::format("the dictionary '{}' has nothing of '{}'", table, filter)));
    } else {
      selected.push_back(*country);
    }
  }
  if (faults->errors().size() != before) return nullptr;
  const std::string key = fmt::format("{} {}", table, fmt::join(selected, ","));
  return shared.Get<FilteredRows>(key, [&] {
    auto made = std::make_shared<FilteredRows>();
    made->countries_ = countries;
    made->table_ = &rows;
    made->filtered_ = !selected.empty();
    made->Select(selected);
    return made;
  });
}

void FilteredRows::Select(const std::vector<std::uint32_t>& countries) {
  std::vector<std::uint32_t> selected = countries;
  if (!filtered_) {
    for (std::string_view key : table_->keys()) {
      if (auto country = countries_->Find(key)) selected.push_back(*country);
    }
  }
  for (std::uint32_t country : selected) {
    for (const DictSlice& slice : LeavesOf(*table_, countries_->code(country))) {
      leaves_.push_back({rows(), slice, country});
      while (leaf_of_.size() * kBucketRows < rows() + slice.count) {
        leaf_of_.push_back(static_cast<std::uint32_t>(leaves_.size() - 1));
      }
      for (std::uint32_t i = 0; i < slice.count; ++i) row_of_.push_back(slice.first + i);
    }
  }
}

std::shared_ptr<const Dictionary> FilteredRows::Entries(
    std::string_view column, std::string_view otherwise) const {
  return parts_.Get<Dictionary>(fmt::format("{}/{}", column, otherwise), [&] {
    return EntriesOfRows(*table_, row_of_, column, otherwise);
  });
}

std::vector<std::int32_t> FilteredRows::Numbers(std::string_view column) const {
  return NumbersOfRows(*table_, row_of_, column);
}

std::shared_ptr<const Dictionary> FilteredRows::CountryNames(
    std::vector<std::int32_t>* map) const {
  auto entries = std::make_shared<Dictionary>(DataType::Of(TypeId::kString));
  std::int64_t last = -1;
  for (const Leaf& leaf : leaves_) {
    if (leaf.country != last) entries->AppendText(countries_->name(leaf.country));
    last = leaf.country;
    map->insert(map->end(), leaf.slice.count,
                static_cast<std::int32_t>(entries->length()) - 1);
  }
  return entries;
}

std::uint32_t FilteredRows::Choose(const DrawKey& slice_key, const DrawKey& row_key,
                                   std::uint64_t row) const {
  auto number = static_cast<std::uint32_t>(Bounded(slice_key, row, rows()));
  if (!table_->weighted()) return number;
  const Leaf& leaf = LeafOf(number);
  return leaf.first + ChooseAlias(table_->Aliases(leaf.slice), row_key, row);
}

OptionInfo FiltersOption() {
  return {.name = "filters",
          .kind = OptionKind::kTextList,
          .default_text = "none",
          .doc = "Countries whose rows are drawn, by name or ISO code.",
          .example = "[France, Spain]"};
}

std::unique_ptr<Generator> MakeFilteredText(const TypeContext& context,
                                            std::shared_ptr<const FilteredRows> rows,
                                            std::shared_ptr<const AliasTable> weights,
                                            std::shared_ptr<const Dictionary> entries,
                                            std::vector<std::int32_t> map) {
  return std::make_unique<FilteredText>(
      FilteredDraw(context, std::move(rows), std::move(weights)), std::move(entries),
      std::move(map));
}

}  // namespace rowmill
