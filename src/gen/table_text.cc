#include "gen/table_text.h"

#include <fmt/format.h>

#include "base/text.h"
#include "gen/text_facts.h"

namespace rowmill {

namespace {

class TableText final : public Generator {
 public:
  TableText(DrawKey key, std::shared_ptr<const Dictionary> entries,
            std::span<const AliasEntry> weights)
      : key_(key), entries_(entries), weights_(weights) {
    type_ = entries->type();
    facts_ = FactsOfEntries(std::move(entries));
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    out->Reset(type_);
    out->set_dictionary(entries_);
    auto* indices = out->ResizeValues<std::uint32_t>(call.rows.size());
    if (weights_.empty()) {
      FillBounded(key_, call.rows, entries_->length(), std::uint32_t{0}, indices);
      return {};
    }
    for (std::size_t i = 0; i < call.rows.size(); ++i) {
      indices[i] = ChooseAlias(weights_, key_, call.rows[i]);
    }
    return {};
  }

 private:
  DrawKey key_;
  std::shared_ptr<const Dictionary> entries_;
  std::span<const AliasEntry> weights_;  ///< of the dictionaries, which outlive us
};

}  // namespace

OptionInfo LanguageOption() {
  return {.name = "language",
          .kind = OptionKind::kText,
          .default_text = "the locale's, else en",
          .doc = "Language of the words, such as fr or ja.",
          .example = "fr"};
}

std::string LanguageOf(const TypeContext& context, const Options& options,
                       const DictTable& table) {
  std::string language = LowerAscii(options.Text("language", context.locale));
  if (table.Slice(language)) return language;
  language = language.substr(0, language.find_first_of("-_"));
  return table.Slice(language) ? language : "en";
}

std::optional<DictSlice> LanguageSlice(const TypeContext& context, const Options& options,
                                       const DictTable& table, Faults* faults) {
  const std::string language = LanguageOf(context, options, table);
  const std::string wanted = LowerAscii(options.Text("language", language));
  if (!wanted.starts_with(language)) {
    std::vector<std::string> known(table.keys().begin(), table.keys().end());
    faults->Add(options.Fault(
        "language", fmt::format("no {} in the language '{}'; there are {}", table.name(),
                                Printable(wanted), fmt::join(known, " "))));
    return std::nullopt;
  }
  return table.Slice(language);
}

std::shared_ptr<const Dictionary> SliceEntries(const DictTable& table, DictSlice slice,
                                               std::string_view column) {
  DictTexts texts = table.Texts(column);
  auto entries = std::make_shared<Dictionary>(DataType::Of(TypeId::kString));
  TextWriter writer(entries.get(), slice.count, 12);
  for (std::uint32_t i = 0; i < slice.count; ++i) {
    writer.Put(texts[slice.first + i]);
    writer.EndRow();
  }
  return entries;
}

std::unique_ptr<Generator> MakeTableText(const TypeContext& context,
                                         const DictTable& table, DictSlice slice,
                                         std::string_view column) {
  std::span<const AliasEntry> weights;
  if (table.weighted()) weights = table.Aliases(slice);
  return std::make_unique<TableText>(context.draws.Key("value"),
                                     SliceEntries(table, slice, column), weights);
}

}  // namespace rowmill
