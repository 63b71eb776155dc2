#include "gen/values.h"

#include <cmath>
#include <limits>
#include <map>

#include "gen/testing.h"

namespace rowmill {
namespace {

using namespace testing_types;  // NOLINT

using Entry = std::pair<Node, double>;

Field ValuesOf(std::vector<Entry> entries, std::optional<DataType> as = std::nullopt) {
  Field field;
  field.name = "f";
  field.pointer = "/entities/e/fields/f";
  field.source = SourceKind::kValues;
  field.modifiers.as = std::move(as);
  for (Entry& entry : entries) field.choices.push_back({entry.first, entry.second});
  return field;
}

std::unique_ptr<Generator> Made(const Field& field) {
  Faults faults;
  auto made = MakeValuesGenerator(field, Context(), &faults);
  for (const Error& error : faults.errors()) ADD_FAILURE() << error.ToString();
  return made;
}

std::map<std::string, int> Counts(const Generator& generator) {
  std::map<std::string, int> counts;
  for (std::uint64_t first = 0; first < 100'000; first += 2'000) {
    for (const std::string& cell : CellsOf(generator, RowsFrom(first, 2'000)))
      ++counts[cell];
  }
  return counts;
}

TEST(Values, InferTheirType) {
  auto type = [](std::vector<Entry> entries) {
    return Made(ValuesOf(std::move(entries)))->type().ToString();
  };
  EXPECT_EQ(type({{Node::Int(1), 1}, {Node::Int(-2), 1}}), "int64");
  EXPECT_EQ(type({{Node::UInt(UINT64_MAX), 1}, {Node::Int(2), 1}}), "uint64");
  EXPECT_EQ(type({{Node::Int(1), 1}, {Node::Number(0.5), 1}}), "double");
  EXPECT_EQ(type({{Node::Bool(true), 1}, {Node::Null(), 1}}), "boolean");
  EXPECT_EQ(type({{Node::Bool(true), 1}, {Node::Int(1), 1}}), "string");
  EXPECT_EQ(type({{Node::Text("2024-01-01"), 1}}), "string");
}

TEST(Values, FollowTheirWeights) {
  std::unique_ptr<Generator> made = Made(ValuesOf({{Node::Text("a"), 0.5},
                                                   {Node::Text("b"), 1.5},
                                                   {Node::Text("never"), 0},
                                                   {Node::Null(), 1},
                                                   {Node::Text("a"), 1}}));
  std::map<std::string, int> counts = Counts(*made);
  // Expected 37,500 : 37,500 : 25,000; 5 standard deviations are about 770.
  EXPECT_NEAR(counts["a"], 37'500, 770);
  EXPECT_NEAR(counts["b"], 37'500, 770);
  EXPECT_NEAR(counts["null"], 25'000, 700);
  EXPECT_EQ(counts.count("never"), 0u);
  EXPECT_EQ(made->facts().dictionary->length(), 2u);
  EXPECT_TRUE(made->facts().nullable);
}

TEST(Values, AreConvertedToAs) {
  auto cells = [](std::string text, DataType as) {
    std::unique_ptr<Generator> made = Made(ValuesOf({{Node::Text(text), 1}}, as));
    EXPECT_EQ(made->type(), as);
    return CellsOf(*made, RowsFrom(0, 1))[0];
  };
  EXPECT_EQ(cells("-128", DataType::Of(TypeId::kInt8)), "-128");
  EXPECT_EQ(cells("18446744073709551615", DataType::Of(TypeId::kUInt64)),
            "18446744073709551615");
  EXPECT_EQ(cells("1.5", DataType::Decimal(9, 3)), "1.500");
  EXPECT_EQ(cells("0.1", DataType::Of(TypeId::kFloat)), "0.1");
  EXPECT_EQ(cells("2.5e3", DataType::Of(TypeId::kDouble)), "2500.0");
  EXPECT_EQ(cells("TRUE", DataType::Of(TypeId::kBool)), "true");
  EXPECT_EQ(cells("2024-02-29", DataType::Of(TypeId::kDate)), "2024-02-29");
  EXPECT_EQ(cells("2024-02-29T10:00:00Z", DataType::Timestamp(TimeUnit::kSecond, "UTC")),
            "2024-02-29 10:00:00");
  EXPECT_EQ(cells("AB", DataType::Of(TypeId::kBytes)), "4142");
  DataType time = DataType::Of(TypeId::kTime);
  time.unit = TimeUnit::kMilli;
  EXPECT_EQ(cells("23:59:58", time), "23:59:58");
}

TEST(Values, RefuseWhatDoesNotFit) {
  struct Bad {
    Node value;
    DataType as;
    std::string shown;
  };
  const std::vector<Bad> bad = {
      {Node::Int(128), DataType::Of(TypeId::kInt8), "128"},
      {Node::Int(-1), DataType::Of(TypeId::kUInt32), "-1"},
      {Node::Text("x"), DataType::Of(TypeId::kInt64), "x"},
      {Node::Number(1.5), DataType::Of(TypeId::kInt64), "1.5"},
      {Node::Text("nan"), DataType::Of(TypeId::kDouble), "nan"},
      {Node::Text("1e39"), DataType::Of(TypeId::kFloat), "1e39"},
      {Node::Text("1.234"), DataType::Decimal(9, 2), "1.234"},
      {Node::Text("100"), DataType::Decimal(4, 2), "100"},
      {Node::Text("yes"), DataType::Of(TypeId::kBool), "yes"},
      {Node::Text("31/12/2020"), DataType::Of(TypeId::kDate), "31/12/2020"},
      {Node::Text("2020-01-01T10:00:00Z"), DataType::Of(TypeId::kDate), "time of day"},
      {Node::Text("2020-01-01T10:00:00.5Z"), DataType::Timestamp(TimeUnit::kSecond),
       "finer"},
      {Node::Text("25:00"), DataType::Of(TypeId::kTime), "25:00"},
      {Node::Text("\xff"), DataType::Of(TypeId::kString), "UTF-8"},
      {Node::List(), DataType::Of(TypeId::kString), "list"},
  };
  for (const Bad& b : bad) {
    SCOPED_TRACE(b.shown);
    Field field = ValuesOf({{b.value, 1}}, b.as);
    field.choices[0].value.place = {4, 9};
    Faults faults;
    EXPECT_EQ(MakeValuesGenerator(field, Context(), &faults), nullptr);
    ASSERT_EQ(faults.errors().size(), 1u);
    EXPECT_NE(faults.errors()[0].message.find(b.shown), std::string::npos)
        << faults.errors()[0].message;
    EXPECT_EQ(faults.errors()[0].place.line, 4);
    EXPECT_EQ(faults.errors()[0].pointer, "/entities/e/fields/f/values");
  }
}

TEST(Values, RefuseBadWeights) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double inf = std::numeric_limits<double>::infinity();
  const Node a = Node::Text("a");
  const std::vector<std::vector<Entry>> bad = {
      {},
      {{a, 0}, {a, 0}},
      {{a, -1}, {a, 2}},
      {{a, nan}, {a, 1}},
      {{a, inf}},
      {{a, 1.7e308}, {Node::Text("b"), 1.7e308}},
      {{Node::Null(), 1}, {a, 0}},
  };
  for (const std::vector<Entry>& entries : bad) {
    Faults faults;
    EXPECT_EQ(MakeValuesGenerator(ValuesOf(entries), Context(), &faults), nullptr);
    EXPECT_FALSE(faults.empty());
  }
}

}  // namespace
}  // namespace rowmill
