// Identity numbers that agree with the person's country, sex, birth date and name.

#include "gen/birth_dates.h"
#include "gen/number_column.h"
#include "gen/number_tables.h"
#include "gen/type_plugin.h"

namespace rowmill {

namespace {

std::unique_ptr<Generator> MakeNationalId(const TypeContext& context, const Options&,
                                          Faults*) {
  return MakeNumberColumn(context,
                          {.tables = {NationalIdsOfEurope(), NationalIdsOfTheWorld()},
                           .slot = "national_id",
                           .of_people = true});
}

}  // namespace

TypePlugin person_national_id_type() {
  TypePlugin plugin = MakeRecordPlugin(
      RecordFamily::kPerson, "person.national_id", {}, "string",
      "Identity numbers of the country with right check digits, of the person's birth "
      "date, sex and name where they hold them; null where a country has none.",
      AgeOptions(), MakeNationalId);
  plugin.info.example = "{ type: person.national_id, countries: [FR, IT, PL, SE] }";
  return plugin;
}

}  // namespace rowmill
