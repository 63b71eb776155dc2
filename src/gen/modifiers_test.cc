#include "gen/modifiers.h"

#include <limits>

#include "gen/testing.h"

namespace rowmill {
namespace {

using namespace testing_types;  // NOLINT

FieldSpec AsSpec(std::string type, OptionTexts options, DataType as) {
  FieldSpec spec{std::move(type), std::move(options)};
  spec.modifiers.as = std::move(as);
  return spec;
}

std::string FaultOf(const FieldSpec& spec) {
  Faults faults;
  EXPECT_EQ(TryMake(spec, &faults), nullptr);
  return faults.empty() ? "" : faults.errors()[0].ToString();
}

TEST(As, RefusesWhatCouldLoseValues) {
  const DataType int8 = DataType::Of(TypeId::kInt8);
  const std::vector<FieldSpec> refused = {
      AsSpec("integer", {{"max", "128"}}, int8),
      AsSpec("integer", {{"min", "-1"}, {"max", "5"}}, DataType::Of(TypeId::kUInt8)),
      AsSpec("integer", {{"max", "9007199254740993"}}, DataType::Of(TypeId::kDouble)),
      AsSpec("integer", {}, DataType::Of(TypeId::kFloat)),
      AsSpec("integer", {}, DataType::Decimal(9, 0)),
      AsSpec("integer", {}, DataType::Of(TypeId::kDate)),
      AsSpec("double", {}, DataType::Of(TypeId::kFloat)),
      AsSpec("double", {}, DataType::Of(TypeId::kInt64)),
      AsSpec("decimal", {}, DataType::Decimal(12, 1)),
      AsSpec("decimal", {}, DataType::Of(TypeId::kInt64)),
      AsSpec("timestamp", {{"unit", "ms"}}, DataType::Timestamp(TimeUnit::kSecond)),
      AsSpec("datagen.date", {}, DataType::Timestamp(TimeUnit::kNano)),
      AsSpec("string", {}, DataType::Of(TypeId::kInt64)),
      AsSpec("boolean", {}, int8),
  };
  for (const FieldSpec& spec : refused) {
    std::string fault = FaultOf(spec);
    EXPECT_NE(fault.find("/as: as: " + spec.modifiers.as->ToString()), std::string::npos)
        << fault;
  }
}

TEST(As, KeepsValues) {
  const std::vector<std::uint64_t> rows = RowsFrom(0, 300);
  struct Same {
    FieldSpec plain;
    DataType as;
    std::string suffix;  ///< of the text of the cast value
  };
  const std::vector<Same> cases = {
      {{"integer", {{"max", "127"}}}, DataType::Of(TypeId::kInt8), ""},
      {{"integer", {{"max", "127"}}}, DataType::Of(TypeId::kUInt64), ""},
      {{"integer", {{"bits", "8"}, {"min", "-128"}}}, DataType::Of(TypeId::kInt32), ""},
      {{"integer", {{"min", "-9"}}}, DataType::Decimal(12, 2), ".00"},
      {{"integer", {{"max", "99"}}}, DataType::Of(TypeId::kFloat), ".0"},
      {{"integer", {{"min", "-5"}, {"max", "100000"}}},
       DataType::Of(TypeId::kString),
       ""},
      {{"integer", {{"min", "-5"}, {"max", "100"}}}, DataType::Of(TypeId::kString), ""},
      {{"decimal"}, DataType::Decimal(14, 4), "00"},
      {{"decimal"}, DataType::Of(TypeId::kString), ""},
      {{"date"}, DataType::Timestamp(TimeUnit::kMilli), " 00:00:00"},
      {{"timestamp"}, DataType::Timestamp(TimeUnit::kNano, "UTC"), ""},
      {{"boolean"}, DataType::Of(TypeId::kString), ""},
      {{"double"}, DataType::Of(TypeId::kString), ""},
  };
  for (const Same& c : cases) {
    SCOPED_TRACE(c.plain.type + " as " + c.as.ToString());
    FieldSpec cast = c.plain;
    cast.modifiers.as = c.as;
    std::vector<std::string> expected = CellsOf(*MustMake(c.plain), rows);
    std::unique_ptr<Generator> made = MustMake(cast);
    ASSERT_NE(made, nullptr);
    EXPECT_EQ(made->type(), c.as);
    for (std::string& text : expected) text += c.suffix;
    EXPECT_EQ(CellsOf(*made, rows), expected);
  }
}

TEST(As, TimestampsBeforeTheEpochFallOnTheirDay) {
  const OptionTexts range = {{"min", "1969-12-31T12:00:00Z"},
                             {"max", "1969-12-31T12:00:01Z"}};
  std::unique_ptr<Generator> made =
      MustMake(AsSpec("timestamp", range, DataType::Of(TypeId::kDate)));
  EXPECT_EQ(CellsOf(*made, RowsFrom(0, 2))[0], "1969-12-31");
}

TEST(TextModifiers, ChangeTexts) {
  FieldSpec spec{"text.pattern", {{"pattern", "straSSE o'NEIL äb c-d"}}};
  auto text = [&](std::string style, std::string prefix, std::string suffix) {
    spec.modifiers.case_style = std::move(style);
    spec.modifiers.prefix = std::move(prefix);
    spec.modifiers.suffix = std::move(suffix);
    return CellsOf(*MustMake(spec), RowsFrom(0, 3))[2];
  };
  EXPECT_EQ(text("lower", "", ""), "strasse o'neil äb c-d");
  EXPECT_EQ(text("upper", "", ""), "STRASSE O'NEIL ÄB C-D");
  EXPECT_EQ(text("title", "", ""), "Strasse O'Neil Äb C-D");
  EXPECT_EQ(text("upper", "x", "y"), "xSTRASSE O'NEIL ÄB C-Dy");
}

TEST(TextModifiers, AreRefusedOnOtherColumns) {
  FieldSpec spec{"integer"};
  spec.modifiers.prefix = "a";
  spec.modifiers.case_style = "lower";
  Faults faults;
  EXPECT_EQ(TryMake(spec, &faults), nullptr);
  EXPECT_EQ(faults.errors().size(), 2u);
  EXPECT_EQ(faults.errors()[0].pointer, "/entities/e/fields/f/prefix");
  FieldSpec style{"string"};
  style.modifiers.case_style = "camel";
  EXPECT_NE(FaultOf(style).find("camel"), std::string::npos);
}

TEST(NullRate, IsCheckedAndExactAtTheEnds) {
  for (double rate : {-0.1, 1.5, std::numeric_limits<double>::quiet_NaN()}) {
    FieldSpec spec{"string"};
    spec.modifiers.null_rate = rate;
    EXPECT_NE(FaultOf(spec).find("null_rate"), std::string::npos);
  }
  FieldSpec all{"string"};
  all.modifiers.null_rate = 1;
  for (const std::string& cell : CellsOf(*MustMake(all), RowsFrom(0, 77))) {
    EXPECT_EQ(cell, "null");
  }
}

TEST(TemporalAsText, WritesIsoTexts) {
  auto text = [](const FieldSpec& spec) {
    std::unique_ptr<Generator> made = TemporalAsText(MustMake(spec));
    return made->type().ToString() + " " + CellsOf(*made, RowsFrom(0, 1))[0];
  };
  EXPECT_EQ(text({"date", {{"min", "2024-02-29"}, {"max", "2024-02-29"}}}),
            "string 2024-02-29");
  EXPECT_EQ(text({"datagen.date", {{"min", "2024-02-29"}, {"max", "2024-02-29"}}}),
            "string 2024-02-29T00:00");
  EXPECT_EQ(text({"integer", {{"min", "3"}, {"max", "3"}}}), "int64 3");
  // A small range becomes a dictionary, rendered once.
  EXPECT_NE(TemporalAsText(MustMake({"datagen.birthdate"}))->facts().dictionary, nullptr);
}

TEST(FieldGenerator, SaysWhatIsNotBuilt) {
  Faults faults;
  Field field;
  field.name = "f";
  field.pointer = "/entities/e/fields/f";
  field.place = {3, 7};
  field.type = "place.city";
  EXPECT_EQ(MakeFieldGenerator(field, nullptr, Context(), &faults), nullptr);
  field.source = SourceKind::kCase;
  EXPECT_EQ(MakeFieldGenerator(field, nullptr, Context(), &faults), nullptr);
  ASSERT_EQ(faults.errors().size(), 2u);
  for (const Error& error : faults.errors()) {
    EXPECT_EQ(error.code, ErrorCode::kNotBuilt);
    EXPECT_EQ(error.pointer, field.pointer);
    EXPECT_EQ(error.place.line, 3);
  }
  EXPECT_NE(faults.errors()[0].message.find("place.city"), std::string::npos);
  EXPECT_NE(faults.errors()[1].message.find("case"), std::string::npos);
}

}  // namespace
}  // namespace rowmill
