// Companies, products and the numbers on them.

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <map>

#include "gen/record_columns.h"
#include "gen/table_text.h"
#include "gen/text_facts.h"
#include "gen/type_plugin.h"

namespace rowmill {

namespace {

std::unique_ptr<Generator> MakeByLanguage(const TypeContext& context,
                                          const Options& options,
                                          std::string_view table_name, Faults* faults) {
  const DictTable& table = context.dictionaries->Get(table_name);
  std::optional<DictSlice> slice = LanguageSlice(context, options, table, faults);
  return slice ? MakeTableText(context, table, *slice, "text") : nullptr;
}
std::unique_ptr<Generator> MakeDepartment(const TypeContext& context,
                                          const Options& options, Faults* faults) {
  return MakeByLanguage(context, options, "departments", faults);
}
std::unique_ptr<Generator> MakeCategory(const TypeContext& context,
                                        const Options& options, Faults* faults) {
  return MakeByLanguage(context, options, "categories", faults);
}

std::unique_ptr<Generator> MakeColor(const TypeContext& context, const Options& options,
                                     Faults*) {
  const DictTable& table = context.dictionaries->Get("colors");
  const bool hex = options.Text("form", "name") == "hex";
  return MakeTableText(context, table, table.all(), hex ? "hex" : "name");
}

/// Adjective, material and noun of one language, where it has all three.
std::unique_ptr<Generator> MakeProduct(const TypeContext& context, const Options& options,
                                       Faults* faults) {
  std::vector<TextChoice> parts;
  ColumnFacts facts;
  facts.plain_text = true;
  for (const char* name : {"product_adjectives", "product_materials", "product_nouns"}) {
    const DictTable& table = context.dictionaries->Get(name);
    std::optional<DictSlice> slice = LanguageSlice(context, options, table, faults);
    if (!slice) return nullptr;
    auto entries = SliceEntries(table, *slice, "text");
    ColumnFacts part = FactsOfEntries(entries);
    facts.bytes_min += part.bytes_min;
    facts.plain_text = facts.plain_text && part.plain_text;
    parts.emplace_back(context.draws, name, std::move(entries));
  }
  return MakeComposedText(std::move(facts), [parts](std::uint64_t row, TextWriter* out) {
    parts[0].Put(row, out);
    out->Put(' ');
    parts[1].Put(row, out);
    out->Put(' ');
    parts[2].Put(row, out);
  });
}

/// Patterns of a language with names and legal forms of the record's country.
class CompanyText {
 public:
  explicit CompanyText(const TypeContext& context)
      : suffixes_(RecordTable::Of(*context.record, "company_suffixes")),
        families_(RecordTable::Of(*context.record, "family_names")),
        suffix_texts_(suffixes_->Entries("text")),
        family_texts_(families_->Entries("name")),
        pattern_key_(context.record->draws().Key("company.pattern")),
        suffix_key_(context.record->draws().Key("company.suffix")),
        name_key_(context.record->draws().Key("company.name")) {
    const DictTable& words = context.dictionaries->Get("company_words");
    DictTexts languages = context.record->countries().table().Texts("languages");
    std::map<std::string, std::size_t> known;
    for (std::uint32_t country : context.record->possible()) {
      const std::string language(languages[country].substr(0, 2));
      auto [found, added] = known.emplace(language, patterns_.size());
      if (added) patterns_.push_back(ReadPatterns(context, language));
      pattern_of_.push_back(found->second);
      words_.push_back(
          words.Slice(patterns_[found->second].language).value_or(*words.Slice("mul")));
    }
    word_texts_ = words.Texts("text");
  }

  void operator()(std::uint64_t row, std::uint32_t place, TextWriter* out) const {
    const std::vector<Pattern>& patterns = patterns_[pattern_of_[place]].patterns;
    std::uint32_t names = 0;
    for (const Part& part : patterns[Bounded(pattern_key_, row, patterns.size())]) {
      switch (part.kind) {
        case Part::Kind::kLiteral:
          out->Put(part.literal);
          break;
        case Part::Kind::kSuffix:
          out->PutEntry(*suffix_texts_,
                        suffixes_->Choose(suffixes_->of(place), false, suffix_key_, row));
          break;
        case Part::Kind::kWord:
          PutWord(row, place, out);
          break;
        case Part::Kind::kFamily: {
          const DictSlice slice = families_->of(place);
          const std::uint64_t draw = DrawAttempt(name_key_, row, names++ + 1);
          out->PutEntry(*family_texts_, slice.first + ((draw >> 32) * slice.count >> 32));
          break;
        }
      }
    }
  }

 private:
  struct Part {
    enum class Kind : std::uint8_t { kLiteral, kSuffix, kWord, kFamily };
    Kind kind;
    std::string literal;
  };
  using Pattern = std::vector<Part>;
  /// Those of a language, or of English when it has none.
  struct Patterns {
    std::string language;
    std::vector<Pattern> patterns;
  };

  static Patterns ReadPatterns(const TypeContext& context, const std::string& wanted) {
    const DictTable& table = context.dictionaries->Get("company_patterns");
    Patterns read{table.Slice(wanted) ? wanted : "en", {}};
    const DictSlice slice = *table.Slice(read.language);
    for (std::uint32_t i = 0; i < slice.count; ++i) {
      read.patterns.push_back(ReadPattern(table.Texts("pattern")[slice.first + i]));
    }
    return read;
  }

  static Pattern ReadPattern(std::string_view text) {
    Pattern parts;
    while (!text.empty()) {
      const std::size_t literal = std::min(text.find('{'), text.size());
      if (literal > 0) {
        parts.push_back({Part::Kind::kLiteral, std::string(text.substr(0, literal))});
        text.remove_prefix(literal);
        continue;
      }
      const std::size_t end = text.find('}');
      const std::string_view name = text.substr(1, end - 1);
      parts.push_back({name == "suffix" ? Part::Kind::kSuffix
                       : name == "word" ? Part::Kind::kWord
                                        : Part::Kind::kFamily,
                       ""});
      text.remove_prefix(end + 1);
    }
    return parts;
  }

  void PutWord(std::uint64_t row, std::uint32_t place, TextWriter* out) const {
    DictSlice slice = words_[place];
    std::uint64_t draw = Draw(name_key_, row);
    out->Put(word_texts_[slice.first +
                         static_cast<std::uint32_t>((draw >> 32) * slice.count >> 32)]);
  }

  std::shared_ptr<const RecordTable> suffixes_;
  std::shared_ptr<const RecordTable> families_;
  std::shared_ptr<const Dictionary> suffix_texts_;
  std::shared_ptr<const Dictionary> family_texts_;
  DrawKey pattern_key_, suffix_key_, name_key_;
  std::vector<Patterns> patterns_;
  std::vector<std::size_t> pattern_of_;  ///< by place
  std::vector<DictSlice> words_;
  DictTexts word_texts_;
};

std::unique_ptr<Generator> MakeCompany(const TypeContext& context, const Options&,
                                       Faults*) {
  return MakeRecordComposed(context.record, {}, CompanyText(context));
}

/// Twelve digits and the check digit of EAN-13 (weights 1 and 3 in turn).
/// Source: GS1 General Specifications, section 7.9.
void PutEan13(std::string_view prefix, std::uint64_t number, TextWriter* out) {
  char* const text = out->Room(13);
  std::memcpy(text, prefix.data(), prefix.size());
  unsigned sum = 0;
  for (std::size_t i = 12; i-- > prefix.size(); number /= 10) {
    text[i] = static_cast<char>('0' + number % 10);
  }
  for (std::size_t i = 0; i < 12; ++i) {
    sum += static_cast<unsigned>(text[i] - '0') * (i % 2 == 0 ? 1 : 3);
  }
  text[12] = static_cast<char>('0' + (10 - sum % 10) % 10);
  out->SetEnd(text + 13);
}

std::unique_ptr<Generator> MakeEanLike(const TypeContext& context, std::string prefix) {
  ColumnFacts facts;
  facts.bytes_min = facts.bytes_max = 13;
  facts.plain_text = true;
  std::uint64_t count = 1;
  for (std::size_t i = prefix.size(); i < 12; ++i) count *= 10;
  const DrawKey key = context.draws.Key("value");
  return MakeComposedText(std::move(facts), [=](std::uint64_t row, TextWriter* out) {
    PutEan13(prefix, Bounded(key, row, count), out);
  });
}

std::unique_ptr<Generator> MakeEan13(const TypeContext& context, const Options& options,
                                     Faults* faults) {
  const std::string prefix = options.Text("prefix", "");
  const bool digits = prefix.find_first_not_of("0123456789") == std::string::npos;
  if (!digits || prefix.size() > 11) {
    faults->Add(options.Fault(
        "prefix", fmt::format("prefix has up to 11 digits, not '{}'", prefix)));
    return nullptr;
  }
  return MakeEanLike(context, prefix);
}

std::unique_ptr<Generator> MakeIsbn13(const TypeContext& context, const Options&,
                                      Faults*) {
  return MakeEanLike(context, "978");
}

TypePlugin CommerceType(std::string_view name, std::vector<std::string_view> aliases,
                        std::string_view summary, std::vector<OptionInfo> options,
                        std::string_view example, TypeMaker make) {
  return MakeTypePlugin(name, std::move(aliases), "string", summary, std::move(options),
                        example, make);
}

}  // namespace

TypePlugin commerce_company_type() {
  TypePlugin plugin =
      CommerceType("commerce.company", {"company.name", "company"},
                   "Company names in the manner of the country.", RecordOptions(),
                   "{ type: commerce.company, countries: [US, DE, FR] }", MakeCompany);
  plugin.record = RecordFamily::kCompany;
  return plugin;
}

TypePlugin commerce_department_type() {
  return CommerceType("commerce.department", {}, "Departments of a shop.",
                      {LanguageOption()}, "commerce.department", MakeDepartment);
}

TypePlugin commerce_category_type() {
  return CommerceType("commerce.category", {}, "Categories of goods.", {LanguageOption()},
                      "{ type: commerce.category, language: de }", MakeCategory);
}

TypePlugin commerce_product_type() {
  return CommerceType("commerce.product", {"product"},
                      "Product names: adjective, material, thing.", {LanguageOption()},
                      "product", MakeProduct);
}

TypePlugin commerce_color_type() {
  return CommerceType("commerce.color", {"color"}, "Colours by name or as hex digits.",
                      {{.name = "form",
                        .kind = OptionKind::kChoice,
                        .default_text = "name",
                        .doc = "The name, or #rrggbb.",
                        .choices = {"name", "hex"}}},
                      "{ type: color, form: hex }", MakeColor);
}

TypePlugin commerce_ean13_type() {
  return CommerceType("commerce.ean13", {}, "EAN-13 numbers with their check digit.",
                      {{.name = "prefix",
                        .kind = OptionKind::kText,
                        .default_text = "none",
                        .doc = "First digits of all of them.",
                        .example = "400"}},
                      "{ type: commerce.ean13, prefix: '400' }", MakeEan13);
}

TypePlugin commerce_isbn13_type() {
  return CommerceType("commerce.isbn13", {},
                      "ISBN-13 numbers (978) with their check digit.", {},
                      "commerce.isbn13", MakeIsbn13);
}

}  // namespace rowmill
