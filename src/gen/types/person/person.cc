// The attributes of a person: names by country and sex, and what follows from them, one
// person per row and label.

#include <fmt/format.h>

#include <cstring>

#include "base/text.h"
#include "gen/birth_dates.h"
#include "gen/person_rows.h"
#include "gen/phone_text.h"
#include "gen/table_text.h"
#include "gen/type_plugin.h"
#include "value/text_facts.h"

namespace rowmill {

namespace {

std::shared_ptr<const PersonNames> Names(const TypeContext& context) {
  return std::make_shared<PersonNames>(*context.record);
}

std::shared_ptr<const Dictionary> NameEntries(const RecordTable& table,
                                              const Options& options) {
  return options.Text("spelling", "native") == "ascii" ? table.Entries("ascii", "name")
                                                       : table.Entries("name");
}

std::unique_ptr<Generator> MakeFirstName(const TypeContext& context,
                                         const Options& options, Faults*) {
  auto names = Names(context);
  auto entries = NameEntries(names->given(), options);
  return MakeRecordText(context.record, MakeGivenDraw(std::move(names)),
                        std::move(entries));
}

std::unique_ptr<Generator> MakeLastName(const TypeContext& context,
                                        const Options& options, Faults*) {
  auto names = Names(context);
  auto entries = NameEntries(names->family(), options);
  return MakeRecordText(context.record, MakeFamilyDraw(std::move(names)),
                        std::move(entries));
}

/// Given and family name in the country's order.
class FullName {
 public:
  FullName(const TypeContext& context, const Options& options)
      : names_(Names(context)),
        given_(NameEntries(names_->given(), options)),
        family_(NameEntries(names_->family(), options)) {
    const RecordContext& record = *context.record;
    DictNumbers order = record.countries().table().Numbers("family_first");
    DictTexts languages = record.countries().table().Texts("languages");
    const bool native = options.Text("spelling", "native") == "native";
    for (std::uint32_t country : record.possible()) {
      family_first_.push_back(order[country] == 1);
      // Chinese, Japanese and Korean names have no blank in their own scripts.
      std::string_view language = languages[country].substr(0, 2);
      bool joined = native && (language == "zh" || language == "ja" || language == "ko");
      blank_.push_back(joined ? "" : " ");
    }
  }

  ColumnFacts Facts() const {
    ColumnFacts given = FactsOfEntries(given_);
    ColumnFacts family = FactsOfEntries(family_);
    ColumnFacts facts;
    facts.bytes_min = given.bytes_min + family.bytes_min;
    facts.bytes_max = given.bytes_max + 1 + family.bytes_max;
    facts.plain_text = given.plain_text && family.plain_text;
    return facts;
  }

  struct Choice {
    std::uint32_t given, family, place;
  };
  void Choose(RowIds rows, const std::uint32_t* places, Choice* choices) const {
    std::uint32_t given[kRowsAtOnce], family[kRowsAtOnce];
    names_->FillGiven(rows, places, given);
    names_->FillFamily(rows, places, family);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      choices[i] = {given[i], family[i], places[i]};
    }
  }
  void Put(const Choice& choice, TextWriter* out) const {
    const bool turned = family_first_[choice.place];
    out->PutEntry(turned ? *family_ : *given_, turned ? choice.family : choice.given);
    out->Put(blank_[choice.place]);
    out->PutEntry(turned ? *given_ : *family_, turned ? choice.given : choice.family);
  }

 private:
  std::shared_ptr<const PersonNames> names_;
  std::shared_ptr<const Dictionary> given_;
  std::shared_ptr<const Dictionary> family_;
  std::vector<bool> family_first_;
  std::vector<std::string_view> blank_;  ///< between the names
};

std::unique_ptr<Generator> MakeFullName(const TypeContext& context,
                                        const Options& options, Faults*) {
  FullName text(context, options);
  ColumnFacts facts = text.Facts();
  return MakeRecordChosen(context.record, std::move(facts), std::move(text));
}

class SexDraw final : public NumberDraw {
 public:
  explicit SexDraw(std::shared_ptr<const PersonNames> names) : names_(std::move(names)) {}
  void Fill(const GenerateCall& call, const std::uint32_t*,
            std::uint32_t* numbers) const override {
    for (std::size_t i = 0; i < call.rows.size(); ++i) {
      numbers[i] = names_->IsFemale(call.rows[i]) ? 0 : 1;
    }
  }

 private:
  std::shared_ptr<const PersonNames> names_;
};

std::unique_ptr<Generator> MakeSex(const TypeContext& context, const Options& options,
                                   Faults*) {
  const bool letters = options.Text("form", "word") == "letter";
  auto entries = std::make_shared<Dictionary>(DataType::Of(TypeId::kString));
  entries->AppendText(letters ? "F" : "female");
  entries->AppendText(letters ? "M" : "male");
  return MakeRecordText(context.record, std::make_shared<SexDraw>(Names(context)),
                        std::move(entries));
}

/// `given.family@domain`, with two digits of the row's person for some of them, as people
/// have them whose name was taken.
class EmailText {
 public:
  EmailText(const TypeContext& context, std::string_view domain, bool with_domain)
      : names_(Names(context)),
        given_(AddressParts(names_->given())),
        family_(AddressParts(names_->family())),
        form_key_(context.record->draws().Key("address.form")),
        domain_(domain),
        with_domain_(with_domain) {}

  ColumnFacts Facts() const {
    ColumnFacts facts;
    facts.bytes_min = 3;
    facts.bytes_max = FactsOfEntries(given_).bytes_max +
                      FactsOfEntries(family_).bytes_max + 16 +
                      static_cast<std::uint32_t>(domain_.size());
    facts.plain_text = true;
    return facts;
  }

  struct Choice {
    std::uint32_t given, family;
    std::uint64_t form;
  };
  void Choose(RowIds rows, const std::uint32_t* places, Choice* choices) const {
    std::uint32_t given[kRowsAtOnce], family[kRowsAtOnce];
    names_->FillGiven(rows, places, given);
    names_->FillFamily(rows, places, family);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      choices[i] = {given[i], family[i], Draw(form_key_, rows[i])};
    }
  }
  void Put(const Choice& choice, TextWriter* out) const {
    const std::uint64_t form = choice.form;
    const std::size_t start = out->size();
    out->PutEntry(*given_, choice.given);
    if ((form & 7) == 0) out->CutTo(start + 1);
    char* at = out->Room(1);
    *at = '.';
    out->SetEnd(at + ((form >> 3 & 7) != 0 ? 1 : 0));
    out->PutEntry(*family_, choice.family);
    at = out->Room(kDomainBytes + 3);
    const std::uint64_t number = (form >> 8) % 100;
    at[0] = static_cast<char>('0' + number / 10);
    at[1] = static_cast<char>('0' + number % 10);
    at += (form >> 6 & 3) == 0 ? 2 : 0;
    if (!with_domain_) return out->SetEnd(at);
    *at++ = '@';
    if (domain_.empty()) std::memcpy(at, kReserved[(form >> 32) % 3], kDomainBytes);
    out->SetEnd(at + (domain_.empty() ? kDomainBytes : 0));
    if (!domain_.empty()) out->Put(domain_);
  }

 private:
  static constexpr std::size_t kDomainBytes = 11;
  static constexpr const char* kReserved[] = {"example.com", "example.org",
                                              "example.net"};
  std::shared_ptr<const PersonNames> names_;
  std::shared_ptr<const Dictionary> given_;
  std::shared_ptr<const Dictionary> family_;
  DrawKey form_key_;
  std::string domain_;
  bool with_domain_;
};

/// By RFC 1035, section 2.3.4: labels of 1 to 63 letters, digits and inner hyphens.
bool IsDomain(std::string_view text) {
  if (text.size() > 253) return false;
  for (std::string_view label : Split(text, '.')) {
    if (label.empty() || label.size() > 63) return false;
    if (label.front() == '-' || label.back() == '-') return false;
    for (char c : label) {
      const bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        (c >= '0' && c <= '9') || c == '-';
      if (!fine) return false;
    }
  }
  return true;
}

std::unique_ptr<Generator> MakeEmail(const TypeContext& context, const Options& options,
                                     Faults* faults) {
  std::string domain = options.Text("domain", "");
  if (options.Has("domain") && !IsDomain(domain)) {
    faults->Add(options.Fault("domain", fmt::format("not a domain: '{}'", domain)));
    return nullptr;
  }
  EmailText text(context, domain, true);
  ColumnFacts facts = text.Facts();
  return MakeRecordChosen(context.record, std::move(facts), std::move(text));
}

std::unique_ptr<Generator> MakeUsername(const TypeContext& context, const Options&,
                                        Faults*) {
  EmailText text(context, "", false);
  ColumnFacts facts = text.Facts();
  return MakeRecordChosen(context.record, std::move(facts), std::move(text));
}

std::unique_ptr<Generator> MakePhone(const TypeContext& context, const Options& options,
                                     Faults*) {
  return MakePhones(context, "mobile", ReadPhoneForm(options), "phone.mobile");
}

class BirthGenerator final : public RecordGenerator {
 public:
  BirthGenerator(const TypeContext& context, bool as_age)
      : RecordGenerator(context.record),
        births_(*context.record, context.now),
        as_age_(as_age) {
    type_ = DataType::Of(as_age ? TypeId::kInt32 : TypeId::kDate);
    facts_.min = as_age ? record_->ages().min : births_.first();
    facts_.max = as_age ? record_->ages().max : births_.last();
  }

 protected:
  Status Make(const GenerateCall& call, const std::uint32_t*,
              Column* out) const override {
    auto* values = out->ResizeValues<std::int32_t>(call.rows.size());
    births_.Fill(call.rows, values);
    if (!as_age_) return {};
    for (std::size_t i = 0; i < call.rows.size(); ++i) {
      values[i] = births_.AgeOf(values[i]);
    }
    return {};
  }

 private:
  BirthDates births_;
  bool as_age_;
};

std::unique_ptr<Generator> MakeBirthDate(const TypeContext& context, const Options&,
                                         Faults*) {
  return std::make_unique<BirthGenerator>(context, false);
}
std::unique_ptr<Generator> MakeAge(const TypeContext& context, const Options&, Faults*) {
  return std::make_unique<BirthGenerator>(context, true);
}

TypePlugin PersonType(std::string_view name, std::vector<std::string_view> aliases,
                      std::string_view output, std::string_view summary,
                      std::vector<OptionInfo> options, TypeMaker make) {
  return MakeRecordPlugin(RecordFamily::kPerson, name, std::move(aliases), output,
                          summary, std::move(options), make);
}

/// Jobs by the locale's language, uniform.
std::unique_ptr<Generator> MakeJob(const TypeContext& context, const Options& options,
                                   Faults* faults) {
  const DictTable& table = context.dictionaries->Get("jobs");
  std::optional<DictSlice> slice = LanguageSlice(context, options, table, faults);
  if (!slice) return nullptr;
  class JobDraw final : public NumberDraw {
   public:
    JobDraw(DrawKey key, std::uint32_t count) : key_(key), count_(count) {}
    void Fill(const GenerateCall& call, const std::uint32_t*,
              std::uint32_t* numbers) const override {
      FillBounded(key_, call.rows, count_, std::uint32_t{0}, numbers);
    }

   private:
    DrawKey key_;
    std::uint32_t count_;
  };
  return MakeRecordText(
      context.record,
      std::make_shared<JobDraw>(context.record->draws().Key("job"), slice->count),
      SliceEntries(table, *slice, "title"));
}

/// Forms of address by the locale's language and the person's sex.
class TitleText {
 public:
  TitleText(const TypeContext& context, const DictTable& table,
            const std::string& language)
      : names_(Names(context)), key_(context.record->draws().Key("title")) {
    for (const char* sex : {"/f", "/m"}) {
      const DictSlice slice =
          table.Slice(language + sex).value_or(*table.Slice(language));
      entries_.push_back(SliceEntries(table, slice, "text"));
      weights_.push_back(table.Aliases(slice));
    }
  }

  void operator()(std::uint64_t row, std::uint32_t, TextWriter* out) const {
    const std::size_t sex = names_->IsFemale(row) ? 0 : 1;
    out->PutEntry(*entries_[sex], ChooseAlias(weights_[sex], key_, row));
  }

 private:
  std::shared_ptr<const PersonNames> names_;
  DrawKey key_;
  std::vector<std::shared_ptr<const Dictionary>> entries_;  ///< women's, men's
  std::vector<std::span<const AliasEntry>> weights_;
};

std::unique_ptr<Generator> MakeTitle(const TypeContext& context, const Options& options,
                                     Faults* faults) {
  const DictTable& table = context.dictionaries->Get("titles");
  if (!LanguageSlice(context, options, table, faults)) return nullptr;
  return MakeRecordComposed(
      context.record, {}, TitleText(context, table, LanguageOf(context, options, table)));
}

/// The first language of the country, by its English name or its code.
std::unique_ptr<Generator> MakeLanguage(const TypeContext& context,
                                        const Options& options, Faults*) {
  const bool codes = options.Text("form", "name") == "code";
  const DictTable& table = context.dictionaries->Get("languages");
  std::map<std::string_view, std::string_view> names;
  for (std::uint32_t i = 0; i < table.rows(); ++i) {
    names.emplace(table.Texts("code")[i], table.Texts("name")[i]);
  }
  DictTexts languages = context.record->countries().table().Texts("languages");
  auto entries = std::make_shared<Dictionary>(DataType::Of(TypeId::kString));
  for (std::uint32_t country : context.record->possible()) {
    std::string_view code = languages[country];
    code = code.substr(0, code.find_first_of(",-"));
    auto name = names.find(code);
    entries->AppendText(codes || name == names.end() ? code : name->second);
  }
  return MakeRecordText(context.record, MakeCountryDraw(), std::move(entries));
}

OptionInfo Domain() {
  return {.name = "domain",
          .kind = OptionKind::kText,
          .default_text = "example.com, example.org, example.net",
          .doc = "Domain of the addresses; the default ones are reserved for examples.",
          .example = "shop.test"};
}

}  // namespace

TypePlugin person_first_name_type() {
  TypePlugin plugin =
      PersonType("person.first_name", {"first_name"}, "string",
                 "Given names by country and sex.", {SpellingOption()}, MakeFirstName);
  plugin.info.example = "{ type: person.first_name, countries: [FR], weight: frequency }";
  return plugin;
}

TypePlugin person_last_name_type() {
  TypePlugin plugin =
      PersonType("person.last_name", {"last_name"}, "string", "Family names by country.",
                 {SpellingOption()}, MakeLastName);
  plugin.info.example = "{ type: person.last_name, countries: [Korea], spelling: ascii }";
  return plugin;
}

TypePlugin person_full_name_type() {
  TypePlugin plugin = PersonType("person.full_name", {"full_name"}, "string",
                                 "Given and family name in the country's order.",
                                 {SpellingOption()}, MakeFullName);
  plugin.info.example = "{ type: person.full_name, countries: [DE, HU] }";
  return plugin;
}

TypePlugin person_sex_type() {
  TypePlugin plugin =
      PersonType("person.sex", {}, "string", "Sex that the given name suits.",
                 {{.name = "form",
                   .kind = OptionKind::kChoice,
                   .default_text = "word",
                   .doc = "female and male, or F and M.",
                   .choices = {"word", "letter"}}},
                 MakeSex);
  plugin.info.example = "{ type: person.sex, form: letter }";
  return plugin;
}

TypePlugin person_birth_date_type() {
  TypePlugin plugin =
      PersonType("person.birth_date", {}, "date", "Birth dates, uniform over the ages.",
                 AgeOptions(), MakeBirthDate);
  plugin.info.example = "{ type: person.birth_date, age_min: 18, age_max: 65 }";
  return plugin;
}

TypePlugin person_age_type() {
  TypePlugin plugin = PersonType("person.age", {}, "int32",
                                 "Age in full years at the run's moment, as of the birth "
                                 "date.",
                                 AgeOptions(), MakeAge);
  plugin.info.example = "{ type: person.age, age_min: 18, age_max: 65 }";
  return plugin;
}

TypePlugin person_email_type() {
  TypePlugin plugin =
      PersonType("person.email", {"internet.email", "email"}, "string",
                 "E-mail addresses made of the person's name.", {Domain()}, MakeEmail);
  plugin.info.example = "{ type: person.email, domain: shop.test }";
  return plugin;
}

TypePlugin person_username_type() {
  TypePlugin plugin =
      PersonType("person.username", {"internet.username"}, "string",
                 "Login names made of the person's name.", {}, MakeUsername);
  plugin.info.example = "{ type: person.username, countries: [US] }";
  return plugin;
}

TypePlugin person_job_type() {
  TypePlugin plugin = PersonType("person.job", {"job"}, "string",
                                 "Job titles in the language of the locale.",
                                 {LanguageOption()}, MakeJob);
  plugin.info.example = "{ type: person.job, language: fr }";
  return plugin;
}

TypePlugin person_title_type() {
  TypePlugin plugin = PersonType("person.title", {}, "string",
                                 "Forms of address that suit the person's sex.",
                                 {LanguageOption()}, MakeTitle);
  plugin.info.example = "{ type: person.title, language: de }";
  return plugin;
}

TypePlugin person_language_type() {
  TypePlugin plugin = PersonType("person.language", {}, "string",
                                 "First language of the person's country.",
                                 {{.name = "form",
                                   .kind = OptionKind::kChoice,
                                   .default_text = "name",
                                   .doc = "English name or ISO 639-1 code.",
                                   .choices = {"name", "code"}}},
                                 MakeLanguage);
  plugin.info.example = "{ type: person.language, countries: [FR, JP] }";
  return plugin;
}

TypePlugin person_phone_type() {
  TypePlugin plugin = PersonType("person.phone", {}, "string",
                                 "Mobile numbers by the country's numbering plan.",
                                 {PhoneFormOption()}, MakePhone);
  plugin.info.example = "{ type: person.phone, countries: [FR, US], form: space }";
  return plugin;
}

}  // namespace rowmill
