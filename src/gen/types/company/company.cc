// What a company has beside its name: web domain and phone, one company per row and
// label.

#include "gen/company_text.h"
#include "gen/phone_text.h"
#include "gen/record_columns.h"
#include "gen/type_plugin.h"

namespace rowmill {

namespace {

std::unique_ptr<Generator> MakeDomain(const TypeContext& context, const Options& options,
                                      Faults*) {
  const RecordContext& record = *context.record;
  // RFC 2606 keeps `.example` free, so that no real company is meant.
  std::vector<std::string> endings(record.possible().size(), ".example");
  if (options.Bool("real_tld", false)) {
    const DictTexts domains = record.countries().table().Texts("tld");
    for (std::size_t i = 0; i < endings.size(); ++i) {
      const std::string_view own = domains[record.possible()[i]];
      endings[i] = own.empty() ? ".com" : std::string(own);
    }
  }
  ColumnFacts facts;
  facts.bytes_min = 4;
  facts.bytes_max = kDomainLabelBytesMax + 8;
  facts.plain_text = true;
  return MakeRecordComposed(context.record, std::move(facts),
                            [label = CompanyLabel(record), endings = std::move(endings)](
                                std::uint64_t row, std::uint32_t place, TextWriter* out) {
                              label(row, place, out);
                              out->Put(endings[place]);
                            });
}

std::unique_ptr<Generator> MakePhone(const TypeContext& context, const Options& options,
                                     Faults*) {
  return MakePhones(context, "fixed", ReadPhoneForm(options), "company.phone");
}

TypePlugin CompanyType(std::string_view name, std::string_view summary,
                       std::vector<OptionInfo> options, std::string_view example,
                       TypeMaker make) {
  TypePlugin plugin = MakeRecordPlugin(RecordFamily::kCompany, name, {}, "string",
                                       summary, std::move(options), make);
  plugin.info.example = example;
  return plugin;
}

}  // namespace

TypePlugin company_domain_type() {
  return CompanyType(
      "company.domain", "Domains made of the company's name, with a reserved ending.",
      {{.name = "real_tld",
        .kind = OptionKind::kBool,
        .default_text = "false",
        .doc = "Endings of the country such as .fr, which may exist, "
               "instead of .example."}},
      "{ type: company.domain, countries: [FR, DE], real_tld: true }", MakeDomain);
}

TypePlugin company_phone_type() {
  return CompanyType(
      "company.phone", "Fixed line of the company by its country's numbering plan.",
      {PhoneFormOption()}, "{ type: company.phone, countries: [FR, US], form: space }",
      MakePhone);
}

}  // namespace rowmill
