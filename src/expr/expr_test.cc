#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "expr/compile.h"
#include "expr/parser.h"
#include "expr/template.h"
#include "value/render_text.h"

namespace rowmill {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// Columns that expressions of these tests read, of five rows.
class Expressions : public ::testing::Test {
 protected:
  Expressions() {
    Column numbers(DataType::Of(TypeId::kInt64));
    std::int64_t* n = numbers.ResizeValues<std::int64_t>(5);
    for (std::int64_t i = 0; i < 5; ++i) n[i] = i - 1;
    Add("n", std::move(numbers));
    Column holes(DataType::Of(TypeId::kInt64));
    std::int64_t* h = holes.ResizeValues<std::int64_t>(5);
    for (std::int64_t i = 0; i < 5; ++i) h[i] = i;
    holes.MakeValidity()[0] = 0b01101;
    Add("h", std::move(holes));
    Column money(DataType::Decimal(12, 2));
    std::int64_t* m = money.ResizeValues<std::int64_t>(5);
    for (std::int64_t i = 0; i < 5; ++i) m[i] = 1'999 * i;
    Add("m", std::move(money));
    Column texts(DataType::Of(TypeId::kString));
    for (std::string_view text : {"a", "Bé", "", "12", "x y"}) texts.AppendText(text);
    Add("t", std::move(texts));
    auto entries = std::make_shared<Dictionary>(DataType::Of(TypeId::kString));
    for (std::string_view text : {"open", "paid"}) entries->AppendText(text);
    Column coded(DataType::Of(TypeId::kString));
    coded.set_dictionary(entries);
    std::int32_t* c = coded.ResizeValues<std::int32_t>(5);
    for (std::int32_t i = 0; i < 5; ++i) c[i] = i % 2;
    columns_["s"].facts.dictionary = entries;
    Add("s", std::move(coded));
    Column bools(DataType::Of(TypeId::kBool));
    bools.ResizeBits(5)[0] = 0b10011;
    bools.MakeValidity()[0] = 0b01011;
    Add("b", std::move(bools));
  }

  void Add(const std::string& name, Column column) {
    columns_[name].type = column.type();
    columns_[name].facts.nullable = column.has_nulls();
    data_[name] = std::make_unique<Column>(std::move(column));
  }

  Result<Program> Compile(std::string_view text) const {
    ExprNames names;
    names.column = [this](const std::string& name) -> std::optional<ExprColumn> {
      const auto found = columns_.find(name);
      if (found == columns_.end()) return std::nullopt;
      return found->second;
    };
    names.vars = {{"vat", "0.2"}, {"low", "-3"}, {"word", "hello"}};
    for (const auto& [name, column] : columns_) names.all.push_back(name);
    ExprContext context;
    context.now = 1'735'689'600'000'000;
    context.draws = DrawScope::Column(1, "e", "f");
    return CompileExpression(text, names, context);
  }

  /// The values as texts, `null`, or the error alone.
  std::vector<std::string> Run(std::string_view text, std::size_t rows = 5) const {
    Result<Program> program = Compile(text);
    if (!program) return {program.error().Flatten()[0].message};
    std::vector<const Column*> inputs;
    for (const std::string& name : program->inputs()) {
      inputs.push_back(data_.at(name).get());
    }
    std::vector<std::uint64_t> ids(rows);
    for (std::size_t i = 0; i < rows; ++i) ids[i] = 100 + i;
    Scratch scratch;
    Column out;
    Status ran = program->Run(ids, inputs, &scratch, &out);
    EXPECT_EQ(scratch.columns_used, 0u);
    if (!ran) return {ran.error().message};
    EXPECT_EQ(out.type(), program->type());
    EXPECT_EQ(out.length(), rows);
    std::vector<std::string> cells;
    const Column& values = out.dictionary() ? *out.dictionary() : out;
    Column rendered(DataType::Of(TypeId::kString));
    MakeRenderFunction(values.type(), TimestampText::kBlank)(values, &rendered);
    for (std::size_t i = 0; i < rows; ++i) {
      const std::size_t at =
          out.dictionary() ? static_cast<std::size_t>(out.index(i)) : i;
      cells.emplace_back(out.IsValid(i) ? rendered.text(at) : "null");
    }
    return cells;
  }

  std::map<std::string, ExprColumn> columns_;
  std::map<std::string, std::unique_ptr<Column>> data_;
};

TEST_F(Expressions, ExamplesOfAllFunctions) {
  for (const FunctionInfo& info : ExprFunctions()) {
    EXPECT_THAT(Run(info.example, 1), ElementsAre(std::string(info.result)))
        << info.name << ": " << info.example;
    EXPECT_FALSE(info.doc.empty());
    EXPECT_EQ(FindExprFunction(info.name)->usage, info.usage) << "twice: " << info.name;
  }
}

TEST_F(Expressions, ArithmeticIsExact) {
  EXPECT_THAT(Run("n * 2 + 1"), ElementsAre("-1", "1", "3", "5", "7"));
  EXPECT_THAT(Run("m * 0.2"), ElementsAre("0.000", "3.998", "7.996", "11.994", "15.992"));
  EXPECT_THAT(Run("m * vars.vat"),
              ElementsAre("0.000", "3.998", "7.996", "11.994", "15.992"));
  EXPECT_THAT(Run("m / 3", 2), ElementsAre("0.000000", "6.663333"));
  EXPECT_THAT(Run("n / 2"), ElementsAre("-0.5", "0.0", "0.5", "1.0", "1.5"));
  EXPECT_THAT(Run("n % 2"), ElementsAre("-1", "0", "1", "0", "1"));
  EXPECT_THAT(Run("h - 1"), ElementsAre("-1", "null", "1", "2", "null"));
  EXPECT_THAT(Run("1 + 2 * 3 - -4", 1), ElementsAre("11"));
  EXPECT_THAT(Run("vars.low + 1", 1), ElementsAre("-2"));
  EXPECT_THAT(Run("1e3 / 8", 1), ElementsAre("125.0"));
  EXPECT_THAT(Run("0.1 + 0.2", 1), ElementsAre("0.3"));
  EXPECT_THAT(Run("-2.5 % 1", 1), ElementsAre("-0.5"));
}

TEST_F(Expressions, ErrorsNameTheRowAndThePlace) {
  EXPECT_EQ(Run("9223372036854775807 + n")[0],
            "row 102: the result passes what a whole number holds, at column 1");
  const Error error = Compile("n\n  + t || '\u00e9' || foo(t)").error().Flatten()[0];
  EXPECT_EQ(error.message, "+ takes numbers, this is string, at line 2, column 5");
  EXPECT_EQ(error.excerpt, "  + t || '\u00e9' || foo(t)\n    ^");
  EXPECT_THAT(Run("10 % n")[0], HasSubstr("row 101: division by zero"));
  EXPECT_THAT(Run("1 / 0")[0], HasSubstr("division by zero"));
  EXPECT_THAT(Run("sqrt(n)")[0], HasSubstr("row 100: the square root of a negative"));
  EXPECT_THAT(Run("cast(t as int64)")[0], HasSubstr("row 100: 'a' is no int64"));
  EXPECT_THAT(Run("n + t")[0], HasSubstr("+ takes numbers, this is string, at column 5"));
  EXPECT_THAT(Run("nn + 1")[0], HasSubstr("no field is called 'nn', did you mean 'n'?"));
  EXPECT_THAT(Run("uper(t)")[0],
              HasSubstr("no function is called 'uper', did you mean 'upper'?"));
  EXPECT_THAT(Run("upper(t, t)")[0], HasSubstr("upper is used like upper(x)"));
  EXPECT_THAT(Run("n and b")[0], HasSubstr("and takes true or false, this is int64"));
  EXPECT_THAT(Run("n = t")[0], HasSubstr("this is string, beside int64"));
  EXPECT_THAT(Run("n = 'x'")[0], HasSubstr("'x' is no int64"));
}

TEST_F(Expressions, AllFaultsAtOnce) {
  Result<Program> program = Compile("upper(n) || foo(1) || q");
  ASSERT_FALSE(program.has_value());
  EXPECT_EQ(program.error().Flatten().size(), 3u);
}

TEST_F(Expressions, RowsAreOnlyAskedForWhatTheyNeed) {
  EXPECT_THAT(Run("case when n <> 0 then 12 / n else 0 end"),
              ElementsAre("-12.0", "0.0", "12.0", "6.0", "4.0"));
  EXPECT_THAT(Run("n = 0 or 12 / n > 5"),
              ElementsAre("false", "true", "true", "true", "false"));
  EXPECT_THAT(Run("n <> 0 and 12 % n = 0"),
              ElementsAre("true", "false", "true", "true", "true"));
  EXPECT_THAT(Run("try(12 % n)"), ElementsAre("0", "null", "0", "0", "0"));
  EXPECT_THAT(Run("coalesce(try(cast(t as int64)), n)"),
              ElementsAre("-1", "0", "1", "12", "3"));
  // Row 101 has no h, and n is 0 there.
  EXPECT_THAT(Run("coalesce(h, 7 % n)")[0], HasSubstr("row 101: division by zero"));
  // The same part, once for some rows and then for more of them.
  EXPECT_THAT(Run("case when n > 1 then 12 % n when n = 1 then 12 % n + 1 else 5 end"),
              ElementsAre("5", "5", "1", "0", "0"));
  EXPECT_THAT(Run("case when n > 1 then 12 % n end = 0 or 12 % n = 1")[0],
              HasSubstr("row 101: division by zero"));
}

TEST_F(Expressions, ThreeTruthValues) {
  EXPECT_THAT(Run("b"), ElementsAre("true", "true", "null", "false", "null"));
  EXPECT_THAT(Run("not b"), ElementsAre("false", "false", "null", "true", "null"));
  EXPECT_THAT(Run("b and true"), ElementsAre("true", "true", "null", "false", "null"));
  EXPECT_THAT(Run("b and false"),
              ElementsAre("false", "false", "false", "false", "false"));
  EXPECT_THAT(Run("b or true"), ElementsAre("true", "true", "true", "true", "true"));
  EXPECT_THAT(Run("b or null"), ElementsAre("true", "true", "null", "null", "null"));
  EXPECT_THAT(Run("b is null"), ElementsAre("false", "false", "true", "false", "true"));
  EXPECT_THAT(Run("b is not true"),
              ElementsAre("false", "false", "true", "true", "true"));
  EXPECT_THAT(Run("b is false"), ElementsAre("false", "false", "false", "true", "false"));
  EXPECT_THAT(Run("h is distinct from 2"),
              ElementsAre("true", "true", "false", "true", "true"));
  EXPECT_THAT(Run("if(b, 1, 2)"), ElementsAre("1", "1", "2", "2", "2"));
  EXPECT_THAT(Run("h in (0, 3, null)"),
              ElementsAre("true", "null", "null", "true", "null"));
  EXPECT_THAT(Run("n between 0 and 2"),
              ElementsAre("false", "true", "true", "true", "false"));
  EXPECT_THAT(Run("n not between 0 and 2 and n not in (3)"),
              ElementsAre("true", "false", "false", "false", "false"));
}

TEST_F(Expressions, DictionariesAreKept) {
  Result<Program> program = Compile("upper(s) || '!'");
  ASSERT_TRUE(program.has_value());
  ASSERT_NE(program->facts().dictionary, nullptr);
  EXPECT_EQ(program->facts().dictionary->length(), 2u);
  EXPECT_THAT(Run("upper(s) || '!'"),
              ElementsAre("OPEN!", "PAID!", "OPEN!", "PAID!", "OPEN!"));
  EXPECT_THAT(Run("length(s) + n"), ElementsAre("3", "4", "5", "6", "7"));
  EXPECT_THAT(Run("s = 'open'"), ElementsAre("true", "false", "true", "false", "true"));
  EXPECT_THAT(Run("case when n < 1 then 'low' when n < 3 then 'mid' else null end"),
              ElementsAre("low", "low", "mid", "mid", "null"));
  EXPECT_THAT(Run("case s when 'open' then t else s end"),
              ElementsAre("a", "paid", "", "paid", "x y"));
  EXPECT_THAT(Run("s || t"), ElementsAre("opena", "paidBé", "open", "paid12", "openx y"));
}

TEST_F(Expressions, ConstantsAreFolded) {
  Result<Program> program = Compile("upper('a' || 1 + 2 * 3)");
  ASSERT_TRUE(program.has_value());
  ASSERT_NE(program->constant(), nullptr);
  EXPECT_EQ(program->constant()->text(0), "A7");
  EXPECT_THAT(Run("vars.word || '!'", 2), ElementsAre("hello!", "hello!"));
  EXPECT_THAT(Run("null + 1", 2), ElementsAre("null", "null"));
}

TEST_F(Expressions, CastsAndLiterals) {
  EXPECT_THAT(Run("cast('2024-02-29' as date)", 1), ElementsAre("2024-02-29"));
  EXPECT_THAT(Run("date '2024-02-29' < '2024-03-01'", 1), ElementsAre("true"));
  EXPECT_THAT(Run("timestamp '2024-02-29 12:00:00'::date", 1), ElementsAre("2024-02-29"));
  EXPECT_THAT(Run("m::int64", 3), ElementsAre("0", "20", "40"));
  EXPECT_THAT(Run("m::decimal(10,1)", 2), ElementsAre("0.0", "20.0"));
  EXPECT_THAT(Run("n::int8 + 300::int8")[0], HasSubstr("does not fit int8"));
  EXPECT_THAT(Run("2.5::int64 + (-2.5)::int64 * 10", 1), ElementsAre("-27"));
  EXPECT_THAT(Run("n::string || b", 3), ElementsAre("-1true", "0true", "null"));
  EXPECT_THAT(Run("n::foo")[0], HasSubstr("no type is called 'foo'"));
}

TEST_F(Expressions, Dates) {
  EXPECT_THAT(Run("date '2024-01-31' + interval '1 month 1 day'", 1),
              ElementsAre("2024-03-01"));
  EXPECT_THAT(Run("date '2024-03-31' - interval '1 month'", 1),
              ElementsAre("2024-02-29"));
  EXPECT_THAT(Run("date '2024-02-28' + interval '36 hours'", 1),
              ElementsAre("2024-02-29 12:00:00"));
  EXPECT_THAT(Run("date '2024-01-01' + n", 3),
              ElementsAre("2023-12-31", "2024-01-01", "2024-01-02"));
  EXPECT_THAT(Run("date '2024-03-01' - date '2024-02-01'", 1), ElementsAre("29"));
  EXPECT_THAT(Run("date '2024-03-01' - 1", 1), ElementsAre("2024-02-29"));
  EXPECT_THAT(Run("extract(year from now())", 1), ElementsAre("2025"));
  EXPECT_THAT(Run("date_trunc('week', date '2024-05-01')", 1), ElementsAre("2024-04-29"));
  EXPECT_THAT(Run("date_trunc('hour', timestamp '1969-12-31 23:59:58')", 1),
              ElementsAre("1969-12-31 23:00:00"));
  EXPECT_THAT(Run("date_diff('hour', '2024-01-01 00:59:00', '2024-01-01 02:00:00')", 1),
              ElementsAre("2"));
  EXPECT_THAT(Run("date '9999-12-31' + n")[0],
              HasSubstr("row 102: the result is not in"));
  EXPECT_THAT(Run("make_date(2023, 2, 29)")[0], HasSubstr("there is no day 2023-2-29"));
  EXPECT_THAT(Run("date_part('yaer', now())")[0], HasSubstr("did you mean 'year'?"));
  EXPECT_THAT(Run("now() - now()")[0], HasSubstr("has no meaning"));
  EXPECT_THAT(Run("interval '1 day' + 5")[0], HasSubstr("takes a date or moment here"));
}

TEST_F(Expressions, PartsOfTexts) {
  EXPECT_THAT(Run("substr('été', 0, 2) || left('été', 9) || right('été', 0)", 1),
              ElementsAre("éété"));
  EXPECT_THAT(Run("substr(t, n)"), ElementsAre("a", "Bé", "", "2", "y"));
  EXPECT_THAT(Run("substr(t, 1, -1)")[0], HasSubstr("a length below 0"));
  EXPECT_THAT(Run("repeat('ab', 100000000)")[0], HasSubstr("longer than 16 MiB"));
  EXPECT_THAT(Run("lpad(t, 2, '')"), ElementsAre("a", "Bé", "", "12", "x "));
  EXPECT_THAT(Run("replace(t, '', 'x') || replace('aaa', 'aa', 'b')", 1),
              ElementsAre("aba"));
  EXPECT_THAT(Run("t like '%é' or t like '_ y'"),
              ElementsAre("false", "true", "false", "false", "true"));
  EXPECT_THAT(Run("'100%' like '100\\%' and not '100x' like '100\\%'", 1),
              ElementsAre("true"));
  EXPECT_THAT(Run("'aXbXc' like 'a%X_' and '' like '%' and not 'a' like ''", 1),
              ElementsAre("true"));
}

TEST_F(Expressions, MemoryIsBounded) {
  const std::string long_text = "repeat('0123456789abcdef', 1000000)";
  EXPECT_THAT(Run(long_text + " || repeat('x', 1000000)")[0],
              HasSubstr("the text is longer than 16 MiB"));
  EXPECT_THAT(Run("length(" + long_text + ")", 1), ElementsAre("16000000"));
  EXPECT_THAT(
      Run("length(repeat('0123456789abcdef', 1000000 + row_number() * 0))", 20)[0],
      HasSubstr("and of those around it are more than"));
  EXPECT_THAT(Run("length(if(n = 1, " + long_text + ", t))"),
              ElementsAre("1", "2", "16000000", "2", "3"));
  EXPECT_THAT(Run("length(try(repeat(t, 100000000)))"),
              ElementsAre("null", "null", "0", "null", "null"));
}

TEST_F(Expressions, RandomNumbersAreOfTheirRowAndPlace) {
  const auto one = Run("rand()"), two = Run("rand() + 0 * rand()");
  EXPECT_NE(one[0], one[1]);
  EXPECT_EQ(Run("rand(2, 3) >= 2 and rand(2, 3) < 3"),
            (std::vector<std::string>(5, "true")));
  EXPECT_THAT(Run("rand() = rand()", 2), ElementsAre("false", "false"));
  EXPECT_THAT(Run("row_number()", 2), ElementsAre("100", "101"));
}

TEST(Template, PartsAndBraces) {
  const auto parts = ParseTemplate("{{x}} {a}-{ b :.2f}{d:%H:%M}");
  ASSERT_TRUE(parts.has_value());
  ASSERT_EQ(parts->size(), 5u);
  EXPECT_EQ((*parts)[0].text, "{x} ");
  EXPECT_EQ((*parts)[3].field, "b");
  EXPECT_EQ((*parts)[3].format, ".2f");
  EXPECT_EQ((*parts)[4].format, "%H:%M");
  EXPECT_THAT(FieldsOfTemplate("{a}{b}{a}").value(), ElementsAre("a", "b"));
  for (const auto& [text, wanted] : std::vector<std::pair<std::string, std::string>>{
           {"a}", "a '}' without its '{'"},
           {"{a", "a '{' without its '}'"},
           {"{}", "without the name of a field"},
           {"{a:}", "a ':' without a format"}}) {
    EXPECT_THAT(ParseTemplate(text).error().message, HasSubstr(wanted)) << text;
  }
}

TEST(Parser, TextsThatAreNoExpression) {
  for (const auto& [text, wanted] : std::vector<std::pair<std::string, std::string>>{
           {"", "the expression is empty"},
           {"a +", "the expression ends where a value should stand"},
           {"a b", "'b' stands where the end should"},
           {"(a", "ends where ')' should stand"},
           {"f(a,", "a value"},
           {"a < b < c", "comparisons do not go on"},
           {"'abc", "a text without its second quote"},
           {"a && b", "'&' is no part of an expression (and)"},
           {"${a}", "fields go by their names alone"},
           {"1a", "a number with letters behind it"},
           {"case when a then", "a value"},
           {"case a end", "'when'"},
           {"a in ()", "in () is empty"},
           {"a is 5", "null, true, false or 'distinct from'"},
           {"interval '2 moons'", "not an interval: '2 moons'"},
           {"/* a", "a comment without its end"},
           {std::string(200, '('), "more than 100 brackets"},
       }) {
    Result<Expr> parsed = ParseExpression(text);
    ASSERT_FALSE(parsed.has_value()) << text;
    EXPECT_THAT(parsed.error().message, HasSubstr(wanted)) << text;
  }
  std::string many = "a";
  for (int i = 0; i < 2'000; ++i) many += " + a";
  EXPECT_THAT(ParseExpression(many).error().message,
              HasSubstr("more than 1000 operators"));
}

TEST(Parser, CommentsQuotesAndPrecedence) {
  EXPECT_TRUE(ParseExpression("\"a b\" -- a comment\n + /* and one */ 1").has_value());
  EXPECT_TRUE(ParseExpression("not a or b and not c = d || e").has_value());
  EXPECT_TRUE(ParseExpression("extract(year from d) = date_part('year', d)").has_value());
  EXPECT_THAT(FieldsOfExpression("a + b.c * vars.x - f(a, \"d e\")").value(),
              ElementsAre("a", "b", "d e"));
}

}  // namespace
}  // namespace rowmill
