#include "gen/table_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/text.h"
#include "value/text_facts.h"

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

namespace {

/// The table's language that was asked for: `pt-br` is `pt` where the table has no other.
std::optional<std::string> LanguageIn(const DictTable& table, std::string_view wanted) {
  std::string language = LowerAscii(wanted);
  std::replace(language.begin(), language.end(), '_', '-');
  for (std::string_view key : table.keys()) {
    if (LowerAscii(key) == language) return std::string(key);
  }
  if (language == "no") return LanguageIn(table, "nb");  // Norwegian as most write it
  language.resize(std::min(language.size(), language.find('-')));
  if (table.Slice(language)) return language;
  return std::nullopt;
}

/// `ar de en`: the languages of a table.
std::string LanguagesOf(const DictTable& table) {
  std::string known;
  for (std::string_view key : table.keys()) {
    if (key.find('/') != key.npos) continue;
    known += fmt::format("{}{}", known.empty() ? "" : " ", key);
  }
  return known;
}

/// The words of the locale are not there. A locale of the field's own was meant for it;
/// one of the entity or dataset may be meant for other fields, and English is taken.
bool TakesEnglish(const TypeContext& context, const Options& options,
                  const DictTable& table, Faults* faults) {
  const std::string told =
      fmt::format("field '{}': no {} in the language of locale '{}'", context.field,
                  fmt::join(Split(table.name(), '_'), " "), Printable(context.locale));
  if (context.own_locale) {
    faults->Add(options.Fault("locale",
                              fmt::format("{}; there are {}", told, LanguagesOf(table))));
    return false;
  }
  const bool known = context.warnings == nullptr ||
                     (!context.warnings->empty() &&
                      context.warnings->back().pointer == options.pointer());
  if (!known) {
    context.warnings->push_back(options.Fault(
        "", fmt::format("{}, English is taken (`language` says which; there are {})",
                        told, LanguagesOf(table))));
  }
  return true;
}

}  // namespace

std::string LanguageOf(const TypeContext& context, const Options& options,
                       const DictTable& table) {
  return LanguageIn(table, options.Text("language", context.locale)).value_or("en");
}

std::optional<DictSlice> LanguageSlice(const TypeContext& context, const Options& options,
                                       const DictTable& table, Faults* faults) {
  const std::string wanted = options.Text("language", context.locale);
  if (auto language = LanguageIn(table, wanted)) return table.Slice(*language);
  if (!options.Has("language")) {
    if (wanted.empty() || TakesEnglish(context, options, table, faults)) {
      return table.Slice("en");
    }
    return std::nullopt;
  }
  faults->Add(
      options.Fault("language", fmt::format("no {} in the language '{}'; there are {}",
                                            fmt::join(Split(table.name(), '_'), " "),
                                            Printable(wanted), LanguagesOf(table))));
  return std::nullopt;
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
