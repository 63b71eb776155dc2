// Account and card numbers with their check digits, and currencies.

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/check.h"
#include "gen/record_columns.h"
#include "gen/table_text.h"
#include "gen/text_facts.h"
#include "gen/type_plugin.h"
#include "gen/types/finance/bban.h"

namespace rowmill {

namespace {

/// Account numbers by the country's structure.
/// Source: ISO 13616; check digits by ISO 7064 MOD 97-10.
class IbanText {
 public:
  explicit IbanText(const TypeContext& context)
      : accounts_(std::make_shared<Bban>(*context.record)) {}

  void operator()(std::uint64_t row, std::uint32_t place, TextWriter* out) const {
    char text[4 + Bban::kBytesMax];
    const std::string_view code = accounts_->country(place);
    text[0] = code[0];
    text[1] = code[1];
    const std::string_view account(text + 4, accounts_->Put(row, place, text + 4));
    const std::uint64_t check = 98 - Append("00", Append(code, Append(account, 0))) % 97;
    text[2] = static_cast<char>('0' + check / 10);
    text[3] = static_cast<char>('0' + check % 10);
    out->Put({text, 4 + account.size()});
  }

 private:
  /// Divides only when the next characters might not fit.
  static std::uint64_t Append(std::string_view text, std::uint64_t number) {
    for (char c : text) {
      if (number > UINT64_MAX / 1'000) number %= 97;
      number = c <= '9' ? number * 10 + static_cast<std::uint64_t>(c - '0')
                        : number * 100 + static_cast<std::uint64_t>(c - 'A' + 10);
    }
    return number;
  }

  std::shared_ptr<const Bban> accounts_;
};

std::unique_ptr<Generator> MakeIban(const TypeContext& context, const Options&, Faults*) {
  ColumnFacts facts;
  facts.bytes_min = 15;
  facts.bytes_max = 34;
  facts.plain_text = true;
  return MakeRecordComposed(context.record, std::move(facts), IbanText(context));
}

/// Brands in the order of use, with weights of about their share of cards.
struct Brand {
  const char* name;
  double weight;
};
constexpr Brand kBrands[] = {{"visa", 50},    {"mastercard", 30}, {"amex", 6},
                             {"discover", 4}, {"jcb", 3},         {"diners", 1},
                             {"unionpay", 5}, {"maestro", 1}};

std::shared_ptr<const Dictionary> BrandEntries() {
  auto names = std::make_shared<Dictionary>(DataType::Of(TypeId::kString));
  for (const Brand& brand : kBrands) names->AppendText(brand.name);
  return names;
}

/// Which brand and number a row's card has; the columns of a stream agree.
class Cards {
 public:
  Cards(const TypeContext& context, const std::string& only, bool test)
      : table_(context.dictionaries->Get("cards")),
        prefixes_(table_.Texts("prefix")),
        lengths_(table_.Numbers("length")),
        brand_key_(context.draws.Key("brand")),
        prefix_key_(context.draws.Key("prefix")),
        digits_key_(context.draws.Key("digits")) {
    std::vector<double> weights;
    for (const Brand& brand : kBrands) {
      weights.push_back(only.empty() || only == brand.name ? brand.weight : 0);
      std::optional<DictSlice> slice =
          table_.Slice(std::string(brand.name) + (test ? "/test" : ""));
      if (test && !slice) weights.back() = 0;
      slices_.push_back(slice.value_or(DictSlice{}));
      if (!test && slice) slices_.back().count -= TestRows(brand.name);
    }
    brands_.emplace(weights);
  }

  std::uint32_t BrandOf(std::uint64_t row) const {
    return brands_->Choose(brand_key_, row);
  }

  /// Digits up to the length, then Luhn's check digit (ISO/IEC 7812-1, annex B).
  void Put(std::uint64_t row, TextWriter* out) const {
    const DictSlice slice = slices_[BrandOf(row)];
    const std::uint32_t at =
        slice.first + static_cast<std::uint32_t>(Bounded(prefix_key_, row, slice.count));
    const std::string_view prefix = prefixes_[at];
    const auto length = static_cast<std::size_t>(lengths_[at]);
    char* const digits = out->Room(std::max(prefix.size(), length));
    std::memcpy(digits, prefix.data(), prefix.size());
    std::size_t size = prefix.size();
    std::uint64_t draw = Draw(digits_key_, row);
    for (; size + 1 < length; ++size, draw /= 10) {
      digits[size] = static_cast<char>('0' + draw % 10);
    }
    if (size < length) {
      digits[size] = CheckDigit({digits, size});
      ++size;
    }
    out->SetEnd(digits + size);
  }

 private:
  std::uint32_t TestRows(const std::string& brand) const {
    std::optional<DictSlice> test = table_.Slice(brand + "/test");
    return test ? test->count : 0;
  }
  static char CheckDigit(std::string_view digits) {
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
      int digit = digits[digits.size() - 1 - i] - '0';
      if (i % 2 == 0) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
      sum += digit;
    }
    return static_cast<char>('0' + (10 - sum % 10) % 10);
  }

  const DictTable& table_;
  DictTexts prefixes_;
  DictNumbers lengths_;
  DrawKey brand_key_, prefix_key_, digits_key_;
  std::vector<DictSlice> slices_;
  std::optional<AliasTable> brands_;
};

std::unique_ptr<Generator> MakeCard(const TypeContext& context, const Options& options,
                                    Faults*) {
  auto cards = std::make_shared<Cards>(context, options.Text("brand", ""),
                                       options.Bool("test", true));
  ColumnFacts facts;
  facts.bytes_min = 12;
  facts.bytes_max = 19;
  facts.plain_text = true;
  return MakeComposedText(std::move(facts), [cards](std::uint64_t row, TextWriter* out) {
    cards->Put(row, out);
  });
}

std::unique_ptr<Generator> MakeBrand(const TypeContext& context, const Options& options,
                                     Faults*) {
  auto cards = std::make_shared<Cards>(context, "", options.Bool("test", true));
  auto names = BrandEntries();
  ColumnFacts facts;
  facts.bytes_min = 3;
  facts.bytes_max = 10;
  facts.plain_text = true;
  return MakeComposedText(std::move(facts),
                          [cards, names](std::uint64_t row, TextWriter* out) {
                            out->PutEntry(*names, cards->BrandOf(row));
                          });
}

std::unique_ptr<Generator> MakeCvv(const TypeContext& context, const Options& options,
                                   Faults*) {
  const int digits = static_cast<int>(options.Int("digits", 3));
  ColumnFacts facts;
  facts.bytes_min = facts.bytes_max = static_cast<std::uint32_t>(digits);
  facts.plain_text = true;
  const DrawKey key = context.draws.Key("value");
  return MakeComposedText(std::move(facts), [=](std::uint64_t row, TextWriter* out) {
    out->PutDigits(Bounded(key, row, digits == 3 ? 1'000 : 10'000), digits);
  });
}

std::unique_ptr<Generator> MakeCurrency(const TypeContext& context,
                                        const Options& options, Faults*) {
  const DictTable& table = context.dictionaries->Get("currencies");
  return MakeTableText(context, table, table.all(), options.Text("form", "code"));
}

TypePlugin FinanceType(std::string_view name, std::vector<std::string_view> aliases,
                       std::string_view summary, std::vector<OptionInfo> options,
                       std::string_view example, TypeMaker make) {
  return MakeTypePlugin(name, std::move(aliases), "string", summary, std::move(options),
                        example, make);
}

OptionInfo TestOption() {
  return {.name = "test",
          .kind = OptionKind::kBool,
          .default_text = "true",
          .doc =
              "Only numbers that the brands publish for tests; false: any number of "
              "their ranges."};
}

}  // namespace

TypePlugin finance_iban_type() {
  TypePlugin plugin =
      FinanceType("finance.iban", {"iban"},
                  "International bank account numbers with right check digits.",
                  RecordOptions(), "{ type: iban, countries: [DE, FR] }", MakeIban);
  plugin.record = RecordFamily::kCompany;
  return plugin;
}

TypePlugin finance_card_type() {
  return FinanceType("finance.card", {"card"}, "Card numbers with right check digit.",
                     {TestOption(),
                      {.name = "brand",
                       .kind = OptionKind::kChoice,
                       .default_text = "any, by use",
                       .doc = "Brand of all cards.",
                       .choices = {"visa", "mastercard", "amex", "discover", "jcb",
                                   "diners", "unionpay", "maestro"}}},
                     "{ type: card, test: false, brand: amex }", MakeCard);
}

TypePlugin finance_card_brand_type() {
  return FinanceType("finance.card_brand", {}, "Brands of cards, by use.", {TestOption()},
                     "finance.card_brand", MakeBrand);
}

TypePlugin finance_cvv_type() {
  return FinanceType("finance.cvv", {}, "Security codes of cards.",
                     {{.name = "digits",
                       .kind = OptionKind::kInt,
                       .default_text = "3",
                       .doc = "3 or 4.",
                       .min = 3,
                       .max = 4}},
                     "finance.cvv", MakeCvv);
}

TypePlugin finance_currency_type() {
  return FinanceType("finance.currency", {}, "Currencies, ISO 4217.",
                     {{.name = "form",
                       .kind = OptionKind::kChoice,
                       .default_text = "code",
                       .doc = "Code, English name or symbol.",
                       .choices = {"code", "name", "symbol"}}},
                     "finance.currency", MakeCurrency);
}

}  // namespace rowmill
