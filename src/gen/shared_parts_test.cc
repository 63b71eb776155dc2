#include "gen/shared_parts.h"

#include "gen/record_table.h"
#include "gen/testing.h"

namespace rowmill {
namespace {

using namespace testing_types;  // NOLINT

TEST(SharedParts, EachIsMadeOnceByTypeAndName) {
  SharedParts parts;
  int made = 0;
  auto make = [&] {
    ++made;
    return std::make_shared<int>(made);
  };
  EXPECT_EQ(*parts.Get<int>("a", make), 1);
  EXPECT_EQ(*parts.Get<int>("a", make), 1);
  EXPECT_EQ(*parts.Get<int>("b", make), 2);
  EXPECT_EQ(*parts.Get<double>("a", [] { return std::make_shared<double>(0.5); }), 0.5);
  EXPECT_EQ(made, 2);
}

/// Records with the same countries have the same tables, whatever their labels; others
/// have their own.
TEST(SharedParts, RecordsWithTheSameCountriesShareTheirTables) {
  Faults faults;
  std::vector<Field> fields;
  for (const char* countries : {"FR", "FR", "JP"}) {
    fields.push_back(FieldOf(
        {"place.city", {{"countries", countries}, {"of", std::to_string(fields.size())}}},
        &faults));
  }
  ASSERT_TRUE(faults.empty());
  Entity entity;
  entity.name = "e";
  entity.fields = fields;
  const SharedParts shared;
  auto records = MakeRecords(entity,
                             {{&fields[0], RecordFamily::kPlace},
                              {&fields[1], RecordFamily::kPlace},
                              {&fields[2], RecordFamily::kPlace}},
                             1, EmbeddedDictionaries(), &faults, &shared);
  ASSERT_EQ(records.size(), 3u);
  auto cities = [&](const char* label) {
    return RecordTable::Of(*records.at(label), "cities");
  };
  EXPECT_EQ(cities("0"), cities("1"));
  EXPECT_EQ(cities("0")->Entries("name"), cities("1")->Entries("name"));
  EXPECT_NE(cities("0")->Entries("name"), cities("0")->Entries("ascii", "name"));
  EXPECT_NE(cities("0"), cities("2"));
  EXPECT_NE(cities("0")->rows(), cities("2")->rows());
}

}  // namespace
}  // namespace rowmill
