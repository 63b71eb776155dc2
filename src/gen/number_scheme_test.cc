#include "gen/number_scheme.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <set>
#include <string>

#include "gen/name_codes.h"
#include "gen/number_tables.h"
#include "gen/testing.h"

namespace rowmill {
namespace {

const DrawKey kKey = MakeDrawKey(1, "test", "e", "f", "number");

NumberPerson Person(int year, unsigned month, unsigned day, bool female) {
  NumberPerson person{.year = year, .month = month, .day = day, .female = female};
  person.days = static_cast<std::int32_t>(
      std::chrono::sys_days(std::chrono::year(year) / static_cast<int>(month) /
                            static_cast<int>(day))
          .time_since_epoch()
          .count());
  person.given = "Maria";
  person.family = "Rossi Verdi";
  return person;
}

NumberWriter Writer(std::string_view pattern) {
  NumberScheme scheme;
  scheme.pattern = pattern;
  return NumberWriter(scheme);
}

std::string Write(const NumberWriter& writer, std::uint64_t row,
                  const NumberPerson& person = {}) {
  char text[kNumberBytesMax];
  return {text, writer.Put(kKey, row, person, text)};
}

std::string WriteOnce(std::string_view pattern, const NumberPerson& person = {}) {
  return Write(Writer(pattern), 0, person);
}

TEST(NumberScheme, RangesAndChoicesReachTheirEnds) {
  const NumberWriter writer = Writer("<07-12>[a-cX](yes|noo)@#");
  std::map<std::string, int> numbers, letters, words, capitals, digits;
  const int rows = 60'000;
  for (int row = 0; row < rows; ++row) {
    const std::string text = Write(writer, static_cast<std::uint64_t>(row));
    ++numbers[text.substr(0, 2)];
    ++letters[text.substr(2, 1)];
    ++words[text.substr(3, 3)];
    ++capitals[text.substr(6, 1)];
    ++digits[text.substr(7)];
  }
  auto even = [&](const std::map<std::string, int>& counts, std::size_t kinds) {
    ASSERT_EQ(counts.size(), kinds);
    const double expected = static_cast<double>(rows) / static_cast<double>(kinds);
    double chi = 0;
    for (const auto& [text, count] : counts) {
      chi += (count - expected) * (count - expected) / expected;
    }
    // Seed fixed; 5 standard deviations of chi-square.
    const double freedom = static_cast<double>(kinds) - 1;
    EXPECT_LT(chi, freedom + 5 * 1.4143 * freedom);
  };
  even(numbers, 6);
  even(letters, 4);
  even(words, 2);
  even(capitals, 26);
  even(digits, 10);
  EXPECT_EQ(numbers.begin()->first, "07");
  EXPECT_EQ(numbers.rbegin()->first, "12");
}

TEST(NumberScheme, DatesAreWrittenByEraAndSex) {
  NumberScheme scheme;
  scheme.pattern = "{c}{yyyy}{yyy}{yy}{mm}{dd}";
  scheme.centuries = "abcdef";
  for (int i = 0; i < 6; ++i) scheme.month_add[i] = static_cast<std::uint8_t>(10 * i);
  scheme.day_add_female = 40;
  const NumberWriter writer(scheme);
  EXPECT_EQ(Write(writer, 0, Person(1899, 12, 31, false)), "a1899899991231");
  EXPECT_EQ(Write(writer, 0, Person(1899, 12, 31, true)), "b1899899992271");
  EXPECT_EQ(Write(writer, 0, Person(1900, 1, 1, false)), "c1900900002101");
  EXPECT_EQ(Write(writer, 0, Person(1999, 2, 3, true)), "d1999999993243");
  EXPECT_EQ(Write(writer, 0, Person(2000, 2, 3, false)), "e2000000004203");
  EXPECT_EQ(Write(writer, 0, Person(2024, 2, 3, true)), "f2024024245243");
}

TEST(NumberScheme, DaysCountFromTheEndOf1899) {
  EXPECT_EQ(WriteOnce("{days}", Person(1900, 1, 1, false)), "00001");
  EXPECT_EQ(WriteOnce("{days}", Person(1970, 1, 1, false)), "25568");
}

TEST(NumberScheme, SexChoosesItsCharacters) {
  const NumberWriter writer = Writer("{AB|XYZ}");
  std::set<std::string> women, men;
  for (std::uint64_t row = 0; row < 200; ++row) {
    women.insert(Write(writer, row, Person(1990, 1, 1, true)));
    men.insert(Write(writer, row, Person(1990, 1, 1, false)));
  }
  EXPECT_EQ(women, (std::set<std::string>{"A", "B"}));
  EXPECT_EQ(men, (std::set<std::string>{"X", "Y", "Z"}));
}

TEST(NumberScheme, EveryRowOfTheTablesWritesWholeNumbers) {
  for (std::span<const NumberScheme> table :
       {NationalIdsOfEurope(), NationalIdsOfTheWorld(), VatNumbersOfEurope(),
        VatNumbersOfTheWorld()}) {
    std::map<std::string_view, bool> open;  // country -> rows so far all end at a year
    for (const NumberScheme& scheme : table) {
      auto [known, added] = open.emplace(scheme.country, true);
      EXPECT_TRUE(added || known->second) << scheme.country << ": never reached";
      known->second = scheme.born_before != 0;
      const NumberWriter writer(scheme);
      for (std::uint64_t row = 0; row < 500; ++row) {
        const NumberPerson person =
            Person(1880 + static_cast<int>(row % 140), 2, 28, row % 2 == 0);
        const std::string text = Write(writer, row, person);
        ASSERT_EQ(text.size(), writer.bytes());
        ASSERT_EQ(text.find_first_of("!=#{}[]<>()|@"), std::string::npos)
            << scheme.country << " " << text;
      }
    }
    for (const auto& [country, unended] : open) {
      EXPECT_FALSE(unended) << country << ": nothing for people born later";
    }
  }
}

TEST(NameCodes, ItalianNamesHaveConsonantsThenVowels) {
  auto code = [](char* (*put)(std::string_view, char*), std::string_view name) {
    char text[3];
    put(name, text);
    return std::string(text, 3);
  };
  EXPECT_EQ(code(PutItalianFamily, "Rossi"), "RSS");
  EXPECT_EQ(code(PutItalianFamily, "De Luca"), "DLC");
  EXPECT_EQ(code(PutItalianFamily, "Fo"), "FOX");
  EXPECT_EQ(code(PutItalianFamily, "Aio"), "AIO");
  EXPECT_EQ(code(PutItalianFamily, "D'Amico"), "DMC");
  EXPECT_EQ(code(PutItalianFamily, ""), "XXX");
  EXPECT_EQ(code(PutItalianGiven, "Mario"), "MRA");
  EXPECT_EQ(code(PutItalianGiven, "Gianfranco"), "GFR");
  EXPECT_EQ(code(PutItalianGiven, "Maurizio"), "MRZ");
}

TEST(NameCodes, MexicanNamesGiveInitialsVowelsAndConsonants) {
  auto start = [](std::string_view family, std::string_view given) {
    char text[4];
    PutMexicanStart(family, given, text);
    return std::string(text, 4);
  };
  auto inner = [](std::string_view family, std::string_view given) {
    char text[3];
    PutMexicanInner(family, given, text);
    return std::string(text, 3);
  };
  EXPECT_EQ(start("Hernandez Garcia", "Sergio"), "HEGS");
  EXPECT_EQ(inner("Hernandez Garcia", "Sergio"), "RRR");
  EXPECT_EQ(start("Ek", "Ana"), "EXXA");
  EXPECT_EQ(inner("Ek", "Ana"), "KXN");
  EXPECT_EQ(start("Panales Elizondo", "Diana"), "PAED");
  EXPECT_EQ(start("Puga Torres", "Oscar"), "PXTO");  // a rude word otherwise
}

TEST(RecordAges, HoldForTheWholeRecord) {
  using namespace testing_types;  // NOLINT
  auto make = [](const OptionTexts& a, const OptionTexts& b, Faults* faults) {
    Entity entity;
    entity.name = "e";
    for (const FieldSpec& spec :
         {FieldSpec{"person.age", a}, FieldSpec{"person.national_id", b}}) {
      entity.fields.push_back(FieldOf(spec, faults));
      entity.fields.back().name = spec.type;
    }
    return MakeRecords(entity,
                       {{&entity.fields[0], RecordFamily::kPerson},
                        {&entity.fields[1], RecordFamily::kPerson}},
                       1, EmbeddedDictionaries(), faults);
  };
  Faults fine;
  auto records = make({{"age_min", "30"}}, {{"age_max", "40"}}, &fine);
  ASSERT_TRUE(fine.empty());
  EXPECT_EQ(records.begin()->second->ages().min, 30);
  EXPECT_EQ(records.begin()->second->ages().max, 40);
  Faults other;
  make({{"age_min", "30"}}, {{"age_min", "31"}}, &other);
  ASSERT_EQ(other.errors().size(), 1u);
  EXPECT_NE(other.errors()[0].message.find("'age_min' holds for the whole record"),
            std::string::npos);
  Faults crossed;
  make({{"age_min", "50"}}, {{"age_max", "40"}}, &crossed);
  ASSERT_EQ(crossed.errors().size(), 1u);
  EXPECT_NE(crossed.errors()[0].message.find("age_min 50 is above age_max 40"),
            std::string::npos);
}

}  // namespace
}  // namespace rowmill
