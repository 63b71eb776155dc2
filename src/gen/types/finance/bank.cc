// Banks, accounts, securities and tax numbers.

#include <fmt/format.h>

#include "gen/number_column.h"
#include "gen/number_tables.h"
#include "gen/record_columns.h"
#include "gen/type_plugin.h"
#include "gen/types/finance/bban.h"

namespace rowmill {

namespace {

/// Account numbers: those in the IBANs of the record, else ten digits.
class AccountText {
 public:
  explicit AccountText(const TypeContext& context)
      : accounts_(std::make_shared<const Bban>(*context.record)),
        key_(context.record->draws().Key("account")) {}

  void operator()(std::uint64_t row, std::uint32_t place, TextWriter* out) const {
    if (!accounts_->has(place)) {
      out->PutDigits(Bounded(key_, row, 10'000'000'000), 10);
      return;
    }
    char* const text = out->Room(Bban::kBytesMax);
    out->SetEnd(text + accounts_->Put(row, place, text));
  }

 private:
  std::shared_ptr<const Bban> accounts_;
  DrawKey key_;
};

std::unique_ptr<Generator> MakeAccount(const TypeContext& context, const Options&,
                                       Faults*) {
  ColumnFacts facts;
  facts.bytes_min = 10;
  facts.bytes_max = Bban::kBytesMax;
  facts.plain_text = true;
  return MakeRecordComposed(context.record, std::move(facts), AccountText(context));
}

/// Account numbers by the country's structure.
/// Source: ISO 13616; check digits by ISO 7064 MOD 97-10.
class IbanText {
 public:
  explicit IbanText(std::shared_ptr<const Bban> accounts)
      : accounts_(std::move(accounts)) {}

  void operator()(std::uint64_t row, std::uint32_t place, TextWriter* out) const {
    char* const text = out->Room(4 + Bban::kBytesMax);
    const std::string_view code = accounts_->country(place);
    text[0] = code[0];
    text[1] = code[1];
    const std::string_view account(text + 4, accounts_->Put(row, place, text + 4));
    const std::uint64_t check = 98 - Append("00", Append(code, Append(account, 0))) % 97;
    text[2] = static_cast<char>('0' + check / 10);
    text[3] = static_cast<char>('0' + check % 10);
    out->SetEnd(text + 4 + account.size());
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
  auto accounts = std::make_shared<const Bban>(*context.record);
  ColumnFacts facts;
  facts.bytes_min = 4 + static_cast<std::uint32_t>(accounts->bytes_min());
  facts.bytes_max = 4 + static_cast<std::uint32_t>(accounts->bytes_max());
  facts.plain_text = true;
  return MakeRecordComposed(context.record, std::move(facts), IbanText(accounts),
                            accounts->known());
}

/// Codes of banks: four letters of the bank, the country, the place, the branch.
/// Source: ISO 9362.
class BicText {
 public:
  enum class Form : std::uint8_t { kAny, kShort, kLong };

  BicText(const TypeContext& context, Form form)
      : accounts_(std::make_shared<const Bban>(*context.record)),
        countries_(CountryEntries(*context.record, "iso2")),
        key_(context.record->draws().Key("bic")),
        branch_key_(context.record->draws().Key("bic.branch")),
        form_(form) {}

  void operator()(std::uint64_t row, std::uint32_t place, TextWriter* out) const {
    // Without O, and without the digits that mean tests and passive participants.
    static constexpr char kPlaces[] = "ABCDEFGHIJKLMNPQRSTUVWXYZ23456789";
    char text[Bban::kBytesMax];
    std::uint64_t draw = Draw(key_, row);
    for (int i = 0; i < 4; ++i) text[i] = static_cast<char>('A' + Take(26, &draw));
    for (int i = 6; i < 8; ++i) text[i] = kPlaces[Take(sizeof(kPlaces) - 1, &draw)];
    if (accounts_->begins_with_bank(place)) {
      char account[Bban::kBytesMax];
      accounts_->Put(row, place, account);
      std::copy_n(account, 4, text);
    }
    const std::string_view country = countries_->text(place);
    text[4] = country[0];
    text[5] = country[1];
    out->Put({text, 8});
    if (form_ != Form::kShort) PutBranch(Draw(branch_key_, row), out);
  }

 private:
  static std::uint64_t Take(std::uint64_t count, std::uint64_t* draw) {
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(*draw) * count;
    *draw = static_cast<std::uint64_t>(product);
    return static_cast<std::uint64_t>(product >> 64);
  }
  /// Half of the codes have none (unless all do), a quarter the head office's.
  void PutBranch(std::uint64_t draw, TextWriter* out) const {
    if (form_ == Form::kAny && draw >> 63 != 0) return;
    if ((draw >> 62 & 1) != 0) {
      out->Put("XXX");
    } else {
      out->PutDigits((draw & 0xFFFFFFFF) * 1'000 >> 32, 3);
    }
  }

  std::shared_ptr<const Bban> accounts_;
  std::shared_ptr<const Dictionary> countries_;
  DrawKey key_, branch_key_;
  Form form_;
};

std::unique_ptr<Generator> MakeBic(const TypeContext& context, const Options& options,
                                   Faults*) {
  const std::string form = options.Text("form", "any");
  ColumnFacts facts;
  facts.bytes_min = form == "bic11" ? 11 : 8;
  facts.bytes_max = form == "bic8" ? 8 : 11;
  facts.plain_text = true;
  return MakeRecordComposed(context.record, std::move(facts),
                            BicText(context, form == "bic8"    ? BicText::Form::kShort
                                             : form == "bic11" ? BicText::Form::kLong
                                                               : BicText::Form::kAny));
}

using number_tables::Kind;
constexpr CheckRule kIsin =
    number_tables::Special(Kind::kIsin, 11, 0, 11, 10, number_tables::kNegative10);
/// CUSIP of North America: issuer, issue, a check digit of its own.
constexpr CheckRule kCusip = number_tables::Luhn(10, 2, "12121212");
/// SEDOL of the British Isles, likewise.
constexpr CheckRule kSedol =
    number_tables::Weighted(10, 4, "131739", 10, number_tables::kNegative10);

constexpr NumberScheme kSecurities[] = {
    {.country = "CA",
     .pattern = "CA[0-9]##[0-9][0-9A-HJ-NP-Z]#10==",
     .checks = {kCusip, kIsin}},
    // Valoren number.
    {.country = "CH", .pattern = "CH00#######=", .checks = {kIsin}},
    // WKN.
    {.country = "DE",
     .pattern = "DE000[1-9A-HJ-NP-Z][0-9A-HJ-NP-Z][0-9A-HJ-NP-Z]###=",
     .checks = {kIsin}},
    {.country = "FR", .pattern = "FR00[01]######=", .checks = {kIsin}},
    {.country = "GB",
     .pattern = "GB00B[0-9B-DF-HJ-NP-TV-Z][0-9B-DF-HJ-NP-TV-Z]###==",
     .checks = {kSedol, kIsin}},
    {.country = "IE",
     .pattern = "IE00B[0-9B-DF-HJ-NP-TV-Z][0-9B-DF-HJ-NP-TV-Z]###==",
     .checks = {kSedol, kIsin}},
    {.country = "US", .pattern = "US###[0-9A-HJ-NP-Z]##10==", .checks = {kCusip, kIsin}},
};
constexpr NumberScheme kOtherSecurities = {
    .country = "",
    .pattern = "%%[0-9A-HJ-NP-Z][0-9A-HJ-NP-Z]#######=",
    .checks = {kIsin}};
constexpr NumberScheme kEurobonds = {
    .country = "", .pattern = "XS#########=", .checks = {kIsin}};

std::unique_ptr<Generator> MakeIsin(const TypeContext& context, const Options& options,
                                    Faults* faults) {
  if (options.Bool("international", false)) {
    const std::size_t before = faults->errors().size();
    for (std::string_view name : {"countries", "country", "weight"}) {
      if (!options.Has(name)) continue;
      faults->Add(options.Fault(
          name, fmt::format("{}: international securities are of no country", name)));
    }
    if (faults->errors().size() != before) return nullptr;
    return MakeNumberColumn(context,
                            {.tables = {}, .slot = "isin", .otherwise = &kEurobonds});
  }
  return MakeNumberColumn(
      context, {.tables = {kSecurities}, .slot = "isin", .otherwise = &kOtherSecurities});
}

std::unique_ptr<Generator> MakeVat(const TypeContext& context, const Options&, Faults*) {
  return MakeNumberColumn(
      context, {.tables = {VatNumbersOfEurope(), VatNumbersOfTheWorld()}, .slot = "vat"});
}

TypePlugin BankType(std::string_view name, std::vector<std::string_view> aliases,
                    std::string_view summary, std::vector<OptionInfo> options,
                    std::string_view example, TypeMaker make) {
  TypePlugin plugin = MakeRecordPlugin(RecordFamily::kCompany, name, std::move(aliases),
                                       "string", summary, std::move(options), make);
  plugin.info.example = example;
  return plugin;
}

}  // namespace

TypePlugin finance_iban_type() {
  TypePlugin plugin =
      BankType("finance.iban", {"iban"},
               "International bank account numbers with right check digits, those of the "
               "national account in them too; null where a country has none.",
               {}, "{ type: iban, countries: [DE, FR] }", MakeIban);
  plugin.record_table = "iban";
  return plugin;
}

TypePlugin finance_account_type() {
  return BankType("finance.account", {},
                  "Account numbers: those in finance.iban of the same record, ten digits "
                  "where there are no IBANs.",
                  {}, "{ type: finance.account, countries: [GB, PL, US] }", MakeAccount);
}

TypePlugin finance_bic_type() {
  return BankType("finance.bic", {},
                  "Codes of banks (ISO 9362, SWIFT) in the record's country; the bank is "
                  "that of finance.iban where the IBAN has its letters.",
                  {{.name = "form",
                    .kind = OptionKind::kChoice,
                    .default_text = "any",
                    .doc = "8 characters, or 11 with the branch.",
                    .choices = {"any", "bic8", "bic11"}}},
                  "{ type: finance.bic, countries: [GB, DE] }", MakeBic);
}

TypePlugin finance_isin_type() {
  return BankType(
      "finance.isin", {},
      "Numbers of securities (ISO 6166) with right check digits, those of the "
      "national numbers in them too.",
      {{.name = "international",
        .kind = OptionKind::kBool,
        .default_text = "false",
        .doc = "Numbers of international securities (XS) instead of the "
               "country's."}},
      "{ type: finance.isin, countries: [US, GB, DE] }", MakeIsin);
}

TypePlugin finance_vat_number_type() {
  return BankType("finance.vat_number", {"company.vat_number", "vat_number"},
                  "VAT numbers of companies with right check digits, else the country's "
                  "tax numbers; null where a country has none.",
                  {}, "{ type: finance.vat_number, countries: [FR, DE, BR] }", MakeVat);
}

}  // namespace rowmill
