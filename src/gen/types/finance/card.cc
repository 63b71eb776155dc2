// Cards: number, brand and security code of a row and label are those of one card.

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "gen/table_text.h"
#include "gen/type_plugin.h"

namespace rowmill {

namespace {

/// Brands in the order of use, with weights of about their share of cards.
struct Brand {
  const char* name;
  double weight;
};
constexpr Brand kBrands[] = {{"visa", 50},    {"mastercard", 30}, {"amex", 6},
                             {"discover", 4}, {"jcb", 3},         {"diners", 1},
                             {"unionpay", 5}, {"maestro", 1}};

constexpr std::uint32_t kAmex = 2;

std::shared_ptr<const Dictionary> BrandEntries() {
  auto names = std::make_shared<Dictionary>(DataType::Of(TypeId::kString));
  for (const Brand& brand : kBrands) names->AppendText(brand.name);
  return names;
}

/// Which card a row of the record has.
class Cards {
 public:
  explicit Cards(const RecordContext& record)
      : table_(record.dictionaries().Get("cards")),
        prefixes_(table_.Texts("prefix")),
        lengths_(table_.Numbers("length")),
        brand_key_(record.draws().Key("card.brand")),
        prefix_key_(record.draws().Key("card.prefix")),
        digits_key_(record.draws().Key("card.digits")),
        code_key_(record.draws().Key("card.code")) {
    const auto& [only, test] = record.cards();
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

  /// The security code; 0 digits: as many as the brand has.
  void PutCode(std::uint64_t row, int digits, TextWriter* out) const {
    if (digits == 0) digits = BrandOf(row) == kAmex ? 4 : 3;
    out->PutDigits(Bounded(code_key_, row, digits == 3 ? 1'000 : 10'000), digits);
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
  DrawKey brand_key_, prefix_key_, digits_key_, code_key_;
  std::vector<DictSlice> slices_;
  std::optional<AliasTable> brands_;
};

std::unique_ptr<Generator> MakeCard(const TypeContext& context, const Options&, Faults*) {
  auto cards = std::make_shared<const Cards>(*context.record);
  ColumnFacts facts;
  facts.bytes_min = 12;
  facts.bytes_max = 19;
  facts.plain_text = true;
  return MakeComposedText(std::move(facts), [cards](std::uint64_t row, TextWriter* out) {
    cards->Put(row, out);
  });
}

std::unique_ptr<Generator> MakeBrand(const TypeContext& context, const Options&,
                                     Faults*) {
  auto cards = std::make_shared<const Cards>(*context.record);
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
                                   Faults* faults) {
  auto cards = std::make_shared<const Cards>(*context.record);
  const int digits = static_cast<int>(options.Int("digits", 0));
  const std::string& brand = context.record->cards().brand;
  const int usual = brand == "amex" ? 4 : 3;
  if (digits != 0 && !brand.empty() && digits != usual) {
    faults->Add(options.Fault(
        "digits", fmt::format("codes of {} cards have {} digits", brand, usual)));
    return nullptr;
  }
  ColumnFacts facts;
  facts.bytes_min = digits == 4 ? 4 : 3;
  facts.bytes_max = digits == 3 ? 3 : 4;
  facts.plain_text = true;
  return MakeComposedText(std::move(facts),
                          [cards, digits](std::uint64_t row, TextWriter* out) {
                            cards->PutCode(row, digits, out);
                          });
}

TypePlugin CardType(std::string_view name, std::vector<std::string_view> aliases,
                    std::string_view summary, std::vector<OptionInfo> own,
                    std::string_view example, TypeMaker make) {
  std::vector<OptionInfo> options = {
      RecordLabelOption(),
      {.name = "brand",
       .kind = OptionKind::kChoice,
       .default_text = "any, by use",
       .doc = "Brand of all cards; holds for the whole record.",
       .choices = {"visa", "mastercard", "amex", "discover", "jcb", "diners", "unionpay",
                   "maestro"}},
      {.name = "test",
       .kind = OptionKind::kBool,
       .default_text = "true",
       .doc = "Only numbers that begin like those which the brands publish for tests; "
              "false: any number of their ranges. Holds for the whole record."}};
  options.insert(options.end(), own.begin(), own.end());
  TypePlugin plugin = MakeTypePlugin(name, std::move(aliases), "string", summary,
                                     std::move(options), example, make);
  plugin.record = RecordFamily::kCompany;
  return plugin;
}

}  // namespace

TypePlugin finance_card_type() {
  return CardType("finance.card", {"card"}, "Card numbers with right check digit.", {},
                  "{ type: card, test: false, brand: amex }", MakeCard);
}

TypePlugin finance_card_brand_type() {
  return CardType("finance.card_brand", {},
                  "Brands of cards, by use; that of finance.card of the same record.", {},
                  "finance.card_brand", MakeBrand);
}

TypePlugin finance_cvv_type() {
  return CardType("finance.cvv", {}, "Security codes of cards.",
                  {{.name = "digits",
                    .kind = OptionKind::kInt,
                    .default_text = "the brand's",
                    .doc = "3 or 4.",
                    .min = 3,
                    .max = 4}},
                  "finance.cvv", MakeCvv);
}

}  // namespace rowmill
