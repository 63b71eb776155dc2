// What people of the person's country are called, or its code.

#include "gen/record_columns.h"
#include "gen/type_plugin.h"

namespace rowmill {

namespace {

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults*) {
  const RecordContext& record = *context.record;
  const bool codes = options.Text("style", "demonym") == "code";
  const DictTable& table = context.dictionaries->Get("demonyms");
  const DictTexts names = table.Texts("name");
  auto entries = std::make_shared<Dictionary>(DataType::Of(TypeId::kString));
  for (std::uint32_t country : record.possible()) {
    const std::string_view code = record.countries().code(country);
    const std::optional<DictSlice> slice = table.Slice(code);
    entries->AppendText(codes || !slice ? code : names[slice->first]);
  }
  return MakeRecordText(context.record, MakeCountryDraw(), std::move(entries));
}

}  // namespace

TypePlugin person_nationality_type() {
  TypePlugin plugin =
      MakeRecordPlugin(RecordFamily::kPerson, "person.nationality", {}, "string",
                       "Nationality of the person: that of the record's country.",
                       {{.name = "style",
                         .kind = OptionKind::kChoice,
                         .default_text = "demonym",
                         .doc = "`demonym` is French, `code` FR (ISO 3166-1).",
                         .choices = {"demonym", "code"}}},
                       Make);
  plugin.info.example = "{ type: person.nationality, countries: [FR, JP, BR] }";
  return plugin;
}

}  // namespace rowmill
