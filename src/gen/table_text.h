/// What types are made by that only look up rows of dictionaries, or put such rows
/// together to texts. Thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "gen/generator.h"
#include "gen/record_table.h"

namespace rowmill {

/// The option `language` of types whose words come by language.
OptionInfo LanguageOption();

/// The slice of the language: the option, else that of the locale where the table has
/// it, else English. A language the table lacks is a fault of the option or of the
/// field's own locale; for a locale of the entity or dataset it is a warning.
std::optional<DictSlice> LanguageSlice(const TypeContext& context, const Options& options,
                                       const DictTable& table, Faults* faults);
/// The key of that slice: `fr`.
std::string LanguageOf(const TypeContext& context, const Options& options,
                       const DictTable& table);

/// Texts of a column as a dictionary.
std::shared_ptr<const Dictionary> SliceEntries(const DictTable& table, DictSlice slice,
                                               std::string_view column);

/// `column` of a row of the slice, uniform, or by the table's weights.
std::unique_ptr<Generator> MakeTableText(const TypeContext& context,
                                         const DictTable& table, DictSlice slice,
                                         std::string_view column);

/// One text per row id, written by a function.
template <typename Text>
class ComposedText final : public Generator {
 public:
  ComposedText(ColumnFacts facts, Text text) : text_(std::move(text)) {
    type_ = DataType::Of(TypeId::kString);
    facts_ = std::move(facts);
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    out->Reset(type_);
    TextWriter writer(out, call.rows.size(), 24);
    for (std::uint64_t row : call.rows) {
      text_(row, &writer);
      writer.EndRow();
    }
    return {};
  }

 private:
  Text text_;
};

/// `text(std::uint64_t row, TextWriter* out)`; `facts` need lengths and plain_text.
template <typename Text>
std::unique_ptr<Generator> MakeComposedText(ColumnFacts facts, Text text) {
  return std::make_unique<ComposedText<Text>>(std::move(facts), std::move(text));
}

/// Chooses one of some texts by the streams of a key.
class TextChoice {
 public:
  TextChoice(const DrawScope& draws, std::string_view slot,
             std::shared_ptr<const Dictionary> entries)
      : key_(draws.Key(slot)), entries_(std::move(entries)) {}
  void Put(std::uint64_t row, TextWriter* out) const {
    out->PutEntry(*entries_, Bounded(key_, row, entries_->length()));
  }

 private:
  DrawKey key_;
  std::shared_ptr<const Dictionary> entries_;
};

}  // namespace rowmill
