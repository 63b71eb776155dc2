// `format` and `locale`: what is refused, facts, and values that tell forms apart. The
// forms themselves are compared with Python's in tests/functional/test_text_forms.py.

#include "gen/testing.h"
#include "value/locale_forms.h"
#include "value/number_format.h"
#include "value/time_format.h"

namespace rowmill {
namespace {

using namespace testing_types;  // NOLINT

FieldSpec Formatted(std::string type, OptionTexts options, std::string format,
                    std::string locale = "") {
  FieldSpec spec{std::move(type), std::move(options)};
  spec.modifiers.format = std::move(format);
  spec.modifiers.locale = std::move(locale);
  return spec;
}

TEST(Format, RefusesWhatTheTypeCannot) {
  struct Refused {
    FieldSpec spec;
    std::string text;
  };
  const std::vector<Refused> all = {
      {Formatted("integer", {}, "q"), "'q' at position 1 is not understood"},
      {Formatted("integer", {}, "8.x"), "the precision is a number up to 100"},
      {Formatted("integer", {}, ".2"), "a precision needs a type: .2f"},
      {Formatted("integer", {}, ".2d"), "'d' takes no precision"},
      {Formatted("integer", {}, "g"), "'g' is for double and float"},
      {Formatted("integer", {}, "#d"), "'#' is for x, X, o and b"},
      {Formatted("integer", {}, ",x"), "does not group the digits of 'x'"},
      {Formatted("integer", {}, "Lx"), "L does not group the digits of 'x'"},
      {Formatted("integer", {}, ",L"), "both group the digits"},
      {Formatted("integer", {}, "201d"), "the width is a number up to 200"},
      {Formatted("integer", {}, "99999999999d"), "the width is a number"},
      {Formatted("integer", {}, "%d"), "'d' at position 2"},
      {Formatted("double", {}, "d"), "'d' is for whole numbers, the values are double"},
      {Formatted("decimal", {}, "x"), "'x' is for whole numbers"},
      {Formatted("decimal", {}, ".101f"), "the precision is a number up to 100"},
      {Formatted("float", {}, "\xff"), "not UTF-8"},
      {Formatted("date", {}, "%Q"), "'%Q' at position 1 is no directive"},
      {Formatted("date", {}, "%d.%m %H"), "'%H' at position 7 asks for a time of day"},
      {Formatted("date", {}, "%c"), "asks for a time of day"},
      {Formatted("date", {}, "%"), "ends too early"},
      {Formatted("date", {}, "%z"), "asks for a zone"},
      {Formatted("date", {}, "%s"), "asks for a moment"},
      {Formatted("date", {}, "%-B"), "takes no '-'"},
      {Formatted("date", {}, "%5d"), "takes nothing between"},
      {Formatted("date", {}, "yyyy-MM-dd"), "it has no directive"},
      {Formatted("time", {}, "%H %Y"), "asks for a day, which a time(s) has not"},
      {Formatted("timestamp", {}, "%H%z"), "asks for a zone"},
      {Formatted("timestamp", {}, "%4f"), "'%4f' at position 1 is no directive"},
      {Formatted("boolean", {}, "d"),
       "it is for numbers, dates and times, the values are "},
      {Formatted("string", {}, "d"), "the values are string"},
  };
  for (const Refused& refused : all) {
    Faults faults;
    EXPECT_EQ(TryMake(refused.spec, &faults), nullptr) << refused.text;
    ASSERT_EQ(faults.errors().size(), 1u) << refused.text;
    EXPECT_EQ(faults.errors()[0].pointer, "/entities/e/fields/f/format");
    EXPECT_NE(faults.errors()[0].message.find(refused.text), std::string::npos)
        << faults.errors()[0].message;
  }
}

TEST(Format, KeepsUniqueValuesApart) {
  auto allowed = [](FieldSpec spec) {
    spec.modifiers.unique = true;
    Faults faults;
    const bool made = TryMake(spec, &faults) != nullptr;
    if (!made) {
      EXPECT_NE(faults.errors()[0].message.find("could make unique values alike"),
                std::string::npos);
    }
    return made;
  };
  EXPECT_TRUE(allowed(Formatted("integer", {{"max", "9999"}}, "06x")));
  EXPECT_FALSE(allowed(Formatted("integer", {{"max", "9999"}}, ".2e")));
  EXPECT_TRUE(allowed(Formatted("decimal", {}, ".3f")));
  EXPECT_FALSE(allowed(Formatted("decimal", {}, ".1f")));
  EXPECT_TRUE(allowed(Formatted("date", {}, "%j/%Y")));
  EXPECT_FALSE(allowed(Formatted("date", {}, "%d.%m.%y")));
  EXPECT_TRUE(allowed(Formatted("timestamp", {}, "%F %I:%M:%S %p")));
  EXPECT_FALSE(allowed(Formatted("timestamp", {}, "%F %I:%M:%S")));
  EXPECT_FALSE(allowed(Formatted("timestamp", {{"unit", "ms"}}, "%F %T")));
  EXPECT_TRUE(allowed(Formatted("timestamp", {{"unit", "ms"}}, "%F %T.%3f")));
  EXPECT_FALSE(allowed(Formatted("timestamp", {{"zone", "Europe/Paris"}}, "%F %T")));
  EXPECT_TRUE(allowed(Formatted("timestamp", {{"zone", "Europe/Paris"}}, "%F %T %z")));
}

TEST(Format, GoesBeforePrefixAndCase) {
  FieldSpec spec = Formatted("integer", {{"min", "3054"}, {"max", "3054"}}, "x");
  spec.modifiers.prefix = "0x";
  spec.modifiers.case_style = "upper";
  EXPECT_EQ(CellsOf(*MustMake(spec), RowsFrom(0, 1))[0], "0xBEE");
}

/// Lengths and plainness hold, and slices are what the whole is.
TEST(Format, FactsHold) {
  const std::vector<FieldSpec> specs = {
      Formatted("integer", {{"min", "-5"}}, "012,d"),
      Formatted("integer", {{"max", "9000"}}, "b"),
      Formatted("double", {{"min", "-1e308"}, {"max", "7e307"}}, ",.100f"),
      Formatted("double", {}, ".30e"),
      Formatted("float", {}, "\xF0\x9F\x98\x80^200"),
      Formatted("decimal", {}, "L", "fr"),
      Formatted("date", {}, "%A %e %B %Y", "hi"),
      Formatted("timestamp", {{"unit", "ns"}, {"zone", "Asia/Tehran"}},
                "%c %9f %z %Z %s %G-W%V-%u %U %W"),
      Formatted("time", {{"unit", "us"}}, "%I:%M:%S.%f %p"),
  };
  for (const FieldSpec& spec : specs) {
    std::unique_ptr<Generator> made = MustMake(spec);
    const std::vector<std::string> cells = CellsOf(*made, RowsFrom(0, 3'000));
    for (std::size_t i = 0; i < cells.size(); ++i) {
      EXPECT_GE(cells[i].size(), made->facts().bytes_min);
      EXPECT_LE(cells[i].size(), made->facts().bytes_max);
      if (i % 500 == 0) {
        EXPECT_EQ(CellsOf(*made, RowsFrom(i, 1))[0], cells[i]);
      }
      if (!made->facts().plain_text) continue;
      EXPECT_EQ(cells[i].find_first_of("\",\\';|"), std::string::npos) << cells[i];
      EXPECT_NE(cells[i].front(), ' ');
      EXPECT_NE(cells[i].back(), ' ');
    }
  }
}

TEST(Format, IsExactAtTheHalves) {
  auto number = [](const char* spec, std::int64_t units) {
    Result<NumberFormat> format =
        NumberFormat::Parse(spec, DataType::Decimal(18, 2), LocaleForms());
    char text[512];
    return std::string(text, format->Decimal(units, text));
  };
  EXPECT_EQ(number(".1f", 25), "0.2");
  EXPECT_EQ(number(".1f", 35), "0.4");
  EXPECT_EQ(number(".0f", 999'950), "10000");
  EXPECT_EQ(number(".1f", 99'995), "1000.0");
  EXPECT_EQ(number(".0f", -50), "-0");
  EXPECT_EQ(number(".1e", 99'950), "1.0e+03");
  EXPECT_EQ(number(".2e", 0), "0.00e+00");
  EXPECT_EQ(number(".0%", 50), "50%");
}

TEST(Locale, UnknownOnesAreToldWithTheNearest) {
  Result<LocaleForms> found = FindLocale(EmbeddedDictionaries(), "fr-FRR");
  ASSERT_FALSE(found);
  EXPECT_NE(found.error().message.find("did you mean 'fr-FR'"), std::string::npos);
  for (std::string_view name : {"en-us", "zh-TW", "sr-RS", "de-DE", "nb", "pt-BR"}) {
    EXPECT_TRUE(FindLocale(EmbeddedDictionaries(), name)) << name;
  }
}

TEST(Locale, OfAFieldMustChangeSomething) {
  FieldSpec spec = Formatted("integer", {}, "d", "fr");
  Faults faults;
  EXPECT_EQ(TryMake(spec, &faults), nullptr);
  ASSERT_EQ(faults.errors().size(), 1u);
  EXPECT_EQ(faults.errors()[0].pointer, "/entities/e/fields/f/locale");
  spec.modifiers.format = "L";
  EXPECT_NE(MustMake(spec), nullptr);
  EXPECT_NE(MustMake(Formatted("text.word", {}, "", "fr")), nullptr);
}

}  // namespace
}  // namespace rowmill
