// Time zones and profiles. Offsets are compared with Python's zoneinfo in
// tests/functional/test_text_forms.py.

#include "dict/time_zones.h"
#include "gen/testing.h"

namespace rowmill {
namespace {

using namespace testing_types;  // NOLINT

std::shared_ptr<const TimeZone> Zone(std::string_view name) {
  Result<std::shared_ptr<const TimeZone>> zone =
      FindTimeZone(EmbeddedDictionaries(), name);
  EXPECT_TRUE(zone.has_value()) << zone.error().ToString();
  return *zone;
}

std::int64_t Seconds(std::string_view text) {
  return ParseInstant(text).value() / 1'000'000;
}

TEST(TimeZone, IsFoundByAnyNameOfIt) {
  EXPECT_EQ(Zone("UTC"), nullptr);
  EXPECT_EQ(Zone("europe/paris")->name(), "Europe/Paris");
  EXPECT_EQ(Zone("Asia/Calcutta")->OffsetAt(0), 19'800);
  EXPECT_EQ(Zone("Etc/GMT+5")->OffsetAt(0), -18'000);
  Result<std::shared_ptr<const TimeZone>> none =
      FindTimeZone(EmbeddedDictionaries(), "Europe/Pariss");
  ASSERT_FALSE(none);
  EXPECT_NE(none.error().message.find("did you mean 'Europe/Paris'"), std::string::npos);
}

TEST(TimeZone, ReadsLocalTimesAtTheBorders) {
  const auto paris = Zone("Europe/Paris");
  // Skipped: read with the offset before.
  EXPECT_EQ(paris->UtcOf(Seconds("2024-03-31T02:30:00Z")),
            Seconds("2024-03-31T01:30:00Z"));
  // Twice there: the first.
  EXPECT_EQ(paris->UtcOf(Seconds("2024-10-27T02:30:00Z")),
            Seconds("2024-10-27T00:30:00Z"));
  EXPECT_EQ(paris->UtcOf(Seconds("2024-10-27T03:00:00Z")),
            Seconds("2024-10-27T02:00:00Z"));
  EXPECT_EQ(paris->LocalOf(Seconds("2024-07-01T10:00:00Z")),
            Seconds("2024-07-01T12:00:00Z"));
}

TEST(TimeZone, GoesOnBehindItsTable) {
  const auto york = Zone("America/New_York");
  EXPECT_EQ(york->OffsetAt(Seconds("9999-07-01T12:00:00Z")), -4 * 3600);
  EXPECT_EQ(york->OffsetAt(Seconds("9999-01-01T12:00:00Z")), -5 * 3600);
  // Second Sunday of March 2500.
  EXPECT_EQ(york->OffsetAt(Seconds("2500-03-14T06:59:59Z")), -5 * 3600);
  EXPECT_EQ(york->OffsetAt(Seconds("2500-03-14T07:00:00Z")), -4 * 3600);
}

TEST(TimeZone, NextChangeMissesNone) {
  for (std::string_view name : {"Europe/Paris", "Africa/Casablanca", "Asia/Tokyo"}) {
    const auto zone = Zone(name);
    std::int64_t at = Seconds("1899-01-01T00:00:00Z");
    const std::int64_t end = Seconds("2400-01-01T00:00:00Z");
    while (at < end) {
      const std::int64_t next = zone->NextChange(at);
      ASSERT_GT(next, at);
      for (std::int64_t day = at; day < std::min(next, end); day += 5 * 86'400) {
        ASSERT_EQ(zone->OffsetAt(day), zone->OffsetAt(at)) << name << " " << day;
      }
      ASSERT_EQ(zone->OffsetAt(next - 1), zone->OffsetAt(at));
      at = next;
    }
  }
}

// --- profiles -----------------------------------------------------------------------

Node Gap(std::string from, std::string to) {
  Node gap = Node::Map();
  gap.Add("from", Node::Text(std::move(from)));
  gap.Add("to", Node::Text(std::move(to)));
  return gap;
}

Node Weights(std::vector<std::pair<std::string, std::string>> weights) {
  Node map = Node::Map();
  for (auto& [name, weight] : weights) map.Add(name, Node::Text(weight));
  return map;
}

std::unique_ptr<Generator> Profiled(std::string key, Node value, Faults* faults,
                                    OptionTexts options = {}) {
  const TypePlugin* plugin = FindType("timestamp");
  Node map = OptionNode(options);
  Node profile = Node::Map();
  profile.Add(std::move(key), std::move(value));
  map.Add("profile", std::move(profile));
  Field field;
  field.name = "f";
  field.pointer = "/entities/e/fields/f";
  field.type = "timestamp";
  field.options = ParseOptions(plugin->info, map, field.pointer, faults);
  TypeContext context = Context();
  context.dictionaries = &EmbeddedDictionaries();
  return MakeFieldGenerator(field, plugin, context, faults);
}

TEST(Profile, RefusesGapsAndMonthsThatAreNone) {
  Node one = Node::List();
  one.items.push_back(Gap("2024-02-30", "2024-03-01"));
  Node turned = Node::List();
  turned.items.push_back(Gap("2024-03-02", "2024-03-01"));
  Node odd = Node::List();
  odd.items.push_back(Weights({{"from", "2024-01-01"}}));
  Node whole = Node::List();
  whole.items.push_back(Gap("1960-01-01", "2030-01-01"));
  struct Refused {
    std::string key;
    Node value;
    std::string text;
  };
  const std::vector<Refused> all = {
      {"gaps", Node::Text("x"), "profile.gaps is a list of 1 to 10000 maps"},
      {"gaps", Node::List(), "profile.gaps is a list"},
      {"gaps", one, "from is not a date or time: '2024-02-30'"},
      {"gaps", turned, "from 2024-03-02 is above to 2024-03-01"},
      {"gaps", odd, "a gap of profile.gaps is a map with from and to"},
      {"gaps", whole, "no moment from min to max has a weight above 0"},
      {"month", Weights({{"13", "1"}}), "profile.month has no month '13'"},
      {"month", Weights({{"may-mar", "1"}}), "'may-mar' does not rise"},
      {"month", Weights({{"may", "-1"}}), "not a number of 0 or more: -1"},
      {"month", Weights({{"may", "0"}}), "no moment from min to max"},
      {"month", Node::Text("may"), "profile.month is a map of weights"},
      {"season", Node::Text("x"), "profile has no key 'season'"},
  };
  for (const Refused& refused : all) {
    Faults faults;
    EXPECT_EQ(Profiled(refused.key, refused.value, &faults), nullptr) << refused.text;
    ASSERT_FALSE(faults.empty()) << refused.text;
    EXPECT_EQ(faults.errors()[0].pointer, "/entities/e/fields/f/profile");
    EXPECT_NE(faults.errors()[0].message.find(refused.text), std::string::npos)
        << faults.errors()[0].message;
  }
}

TEST(Profile, RefusesRangesOfTooManyPieces) {
  Faults faults;
  EXPECT_EQ(
      Profiled("hour", Weights({{"0-23", "1"}}), &faults,
               {{"zone", "Europe/Paris"}, {"min", "0002-01-01"}, {"max", "9990-01-01"}}),
      nullptr);
  ASSERT_EQ(faults.errors().size(), 1u);
  EXPECT_NE(faults.errors()[0].message.find("more than 1000000 pieces"),
            std::string::npos);
}

TEST(Profile, GapsLeaveTheRestUniform) {
  Node gaps = Node::List();
  gaps.items.push_back(Gap("2024-01-01T00:00:03Z", "2024-01-01T00:00:04Z"));
  gaps.items.push_back(Gap("2024-01-01T00:00:04Z", "2024-01-01T00:00:05Z"));
  gaps.items.push_back(Gap("2024-01-01T00:00:09Z", "2024-01-02"));
  Faults faults;
  auto made = Profiled("gaps", gaps, &faults,
                       {{"min", "2024-01-01"}, {"max", "2024-01-01T12:00:00Z"}});
  ASSERT_NE(made, nullptr);
  std::map<std::string, int> counts;
  for (const std::string& cell : CellsOf(*made, RowsFrom(0, 2'048))) ++counts[cell];
  // Seconds 0 1 2 6 7 8.
  ASSERT_EQ(counts.size(), 6u);
  for (const auto& [cell, count] : counts) {
    EXPECT_NE(cell.back(), '3');
    EXPECT_NEAR(count, 2'048 / 6, 70) << cell;
  }
}

}  // namespace
}  // namespace rowmill
