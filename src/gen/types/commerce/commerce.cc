// Companies, products and the numbers on them.

#include <fmt/format.h>

#include "gen/company_text.h"
#include "gen/record_columns.h"
#include "gen/table_text.h"
#include "gen/type_plugin.h"
#include "value/text_facts.h"

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

std::unique_ptr<Generator> MakeCompany(const TypeContext& context, const Options&,
                                       Faults*) {
  return MakeRecordChosen(context.record, {}, CompanyName(*context.record));
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
