// The rejection set of the native language: text, place, code, message.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/limits.h"
#include "model/dataset.h"
#include "model/native/section.h"
#include "model/test_catalog.h"

namespace rowmill {
namespace {

using ::testing::HasSubstr;

std::vector<Error> Faults(const std::string& text,
                          std::map<std::string, std::string> vars = {}) {
  ReadOptions options;
  options.catalog = &TestCatalog();
  options.vars = std::move(vars);
  Result<Dataset> dataset = ReadModel(text, options);
  if (dataset) return {};
  return dataset.error().Flatten();
}

std::string Told(const std::vector<Error>& faults) {
  std::string out;
  for (const Error& fault : faults) {
    out +=
        fault.ToString() + (fault.code == ErrorCode::kNotBuilt ? " [not built]\n" : "\n");
  }
  return out;
}

struct Rejection {
  std::string text;
  Place place;
  std::string pointer;
  std::string fragment;
  ErrorCode code = ErrorCode::kInvalidModel;
};

void Check(const std::vector<Rejection>& cases) {
  for (const Rejection& c : cases) {
    std::vector<Error> faults = Faults(c.text);
    ASSERT_EQ(faults.size(), 1u) << c.text << "\n" << Told(faults);
    EXPECT_THAT(faults[0].message, HasSubstr(c.fragment)) << c.text;
    EXPECT_EQ(faults[0].place, c.place) << c.text << "\n" << Told(faults);
    EXPECT_EQ(faults[0].pointer, c.pointer) << c.text;
    EXPECT_EQ(faults[0].code, c.code) << c.text;
  }
}

constexpr ErrorCode kNotBuilt = ErrorCode::kNotBuilt;

TEST(Rejections, OfTheHead) {
  const std::string rest = "entities: { e: { fields: { id: uuid } } }\n";
  Check({
      {"", {}, "", "the model is empty"},
      {"- a\n", {1, 1}, "", "a model is a map of keys, not a list"},
      {"text\n", {1, 1}, "", "a model is a map of keys, not 'text'"},
      {rest, {1, 1}, "", "needs 'rowmill: 1'"},
      {"rowmill: 2\n" + rest,
       {1, 10},
       "/rowmill",
       "knows version 1 of the language, not '2'"},
      {"rowmill: '1'\n" + rest, {1, 10}, "/rowmill", "not the text '1'"},
      {"rowmill: 1.0\n" + rest, {1, 10}, "/rowmill", "not '1.0'"},
      {"rowmill: 1\n", {1, 1}, "", "a model needs 'entities'"},
      {"rowmill: 1\nentities:\n", {2, 1}, "/entities", "entities takes a map, not null"},
      {"rowmill: 1\nentities: {}\n", {2, 11}, "/entities", "at least one entity"},
      {"rowmill: 1\nentities: [e]\n", {2, 11}, "/entities", "takes a map, not a list"},
      {"rowmill: 1\nsed: 4\n" + rest, {2, 1}, "/sed", "did you mean 'seed'?"},
      {"rowmill: 1\nzzzzzzzz: 4\n" + rest,
       {2, 1},
       "/zzzzzzzz",
       "a model has no key 'zzzzzzzz'"},
      {"rowmill: 1\nseed: -1\n" + rest, {2, 7}, "/seed", "0 to 2^64-1, not '-1'"},
      {"rowmill: 1\nseed: 1.5\n" + rest, {2, 7}, "/seed", "not '1.5'"},
      {"rowmill: 1\nseed: .inf\n" + rest, {2, 7}, "/seed", "not '.inf'"},
      {"rowmill: 1\nseed: 18446744073709551616\n" + rest, {2, 7}, "/seed", "0 to 2^64-1"},
      {"rowmill: 1\nseed: x\n" + rest, {2, 7}, "/seed", "not 'x'"},
      {"rowmill: 1\nseed: [1]\n" + rest, {2, 7}, "/seed", "not a list"},
      {"rowmill: 1\nnow: soon\n" + rest, {2, 6}, "/now", "not a date or time: 'soon'"},
      {"rowmill: 1\nnow: 2025-02-30\n" + rest, {2, 6}, "/now", "not a date or time"},
      {"rowmill: 1\nnow: 2025\n" + rest, {2, 6}, "/now", "not a date or time: '2025'"},
      {"rowmill: 1\nnow: {}\n" + rest, {2, 6}, "/now", "now takes a text, not a map"},
      {"rowmill: 1\nname: a/b\n" + rest, {2, 7}, "/name", "path separator: 'a/b'"},
      {"rowmill: 1\nname: ..\n" + rest, {2, 7}, "/name", "is dots only"},
      {"rowmill: 1\nname: ''\n" + rest, {2, 7}, "/name", "a name is empty"},
      {"rowmill: 1\nlocale: x\n" + rest,
       {2, 9},
       "/locale",
       "a name such as en-US, not 'x'"},
      {"rowmill: 1\nlocale: en_US\n" + rest, {2, 9}, "/locale", "such as en-US"},
      {"rowmill: 1\nrecipe: 2\n" + rest, {2, 9}, "/recipe", "knows recipe 1, not '2'"},
      {"rowmill: 1\nvars: [1]\n" + rest, {2, 7}, "/vars", "vars takes a map, not a list"},
      {"rowmill: 1\nvars: { a b: 1 }\n" + rest,
       {2, 9},
       "/vars/a b",
       "letters, digits and '_'"},
      {"rowmill: 1\nvars: { 1a: 1 }\n" + rest, {2, 9}, "/vars/1a", "not '1a'"},
      {"rowmill: 1\nvars: { a: [1] }\n" + rest, {2, 12}, "/vars/a", "not a list"},
      {"rowmill: 1\nvars: { a: }\n" + rest, {2, 9}, "/vars/a", "not null"},
      {"rowmill: 1\ninclude: a.yaml\n" + rest,
       {2, 10},
       "/include",
       "did not come from a file"},
      {"rowmill: 1\ninclude: [1]\n" + rest,
       {2, 11},
       "/include/0",
       "file names, not a number"},
      {"rowmill: 1\nx-datagen: { foo: 1 }\n" + rest,
       {2, 14},
       "/x-datagen/foo",
       "no key 'foo'"},
      {"rowmill: 1\nx-datagen: { options: { A: [] } }\n" + rest,
       {2, 28},
       "/x-datagen/options/A",
       "A takes a text, not a list"},
      {"rowmill: 1\noutputs: {}\n" + rest,
       {2, 1},
       "/outputs",
       "'outputs' is not built yet",
       kNotBuilt},
  });
}

TEST(Rejections, OfDefinitions) {
  const std::string start = "rowmill: 1\ndefinitions:\n  ";
  const std::string rest = "\nentities: { e: { fields: { id: uuid } } }\n";
  Check({
      {start + "a: 5" + rest, {3, 6}, "/definitions/a", "not '5'"},
      {start + "a: nope" + rest,
       {3, 6},
       "/definitions/a/type",
       "no type is called 'nope'"},
      {start + "a: { use: b }" + rest,
       {3, 3},
       "/definitions/a",
       "cannot 'use' another one"},
      {start + "a: { type: uuid, x: 1 }" + rest,
       {3, 20},
       "/definitions/a/x",
       "id.uuid4 has no option 'x'"},
      {start + "a: uuid\nentities: { e: { fields: { id: { use: b } } } }",
       {4, 39},
       "/entities/e/fields/id/use",
       "no definition is called 'b'"},
      {start + "money: uuid\nentities: { e: { fields: { id: { use: mony } } } }",
       {4, 39},
       "/entities/e/fields/id/use",
       "did you mean 'money'?"},
      {start + "a: uuid\nentities: { e: { fields: { id: { use: a, type: int } } } }",
       {4, 42},
       "/entities/e/fields/id/type",
       "'use' brings the source"},
      {start + "a: uuid\nentities: { e: { fields: { id: { use: a, min: 1 } } } }",
       {4, 42},
       "/entities/e/fields/id/min",
       "id.uuid4 has no option 'min'"},
      // A faulty definition is told once, not at every use.
      {start + "a: nope\nentities: { e: { fields: { x: { use: a }, y: { use: a } } } }",
       {3, 6},
       "/definitions/a/type",
       "no type is called 'nope'"},
  });
}

TEST(Rejections, OfEntities) {
  const std::string start = "rowmill: 1\nentities:\n  e";
  Check({
      {start + ":\n",
       {3, 3},
       "/entities/e",
       "an entity is a map with 'fields', not null"},
      {start + ": 5\n", {3, 6}, "/entities/e", "not '5'"},
      {start + ": {}\n", {3, 3}, "/entities/e", "an entity needs 'fields'"},
      {start + ": { fields: {} }\n", {3, 16}, "/entities/e/fields", "at least one field"},
      {start + ": { fields: [a] }\n",
       {3, 16},
       "/entities/e/fields",
       "takes a map, not a list"},
      {start + ": { fields: { a: { type: uuid, hidden: true } } }\n",
       {3, 16},
       "/entities/e/fields",
       "every field is hidden"},
      {start + ": { row: 5, fields: { a: uuid } }\n",
       {3, 8},
       "/entities/e/row",
       "an entity has no key 'row', did you mean 'rows'?"},
      {start + ": { fixed: 1, fields: { a: uuid } }\n",
       {3, 15},
       "/entities/e/fixed",
       "fixed takes true or false, not '1'"},
      {start + ": { fixed: yes, fields: { a: uuid } }\n",
       {3, 15},
       "/entities/e/fixed",
       "not 'yes'"},
      {start + ": { locale: '?', fields: { a: uuid } }\n",
       {3, 16},
       "/entities/e/locale",
       "not '?'"},
      {start + ": { rows: 2 * x, fields: { a: uuid } }\n",
       {3, 14},
       "/entities/e/rows",
       "no var is called 'x'"},
      {start + ": { primary_key: b, fields: { a: uuid } }\n",
       {3, 21},
       "/entities/e/primary_key",
       "no field is called 'b', did you mean 'a'?"},
      {start + ": { primary_key: {}, fields: { a: uuid } }\n",
       {3, 21},
       "/entities/e/primary_key",
       "a text or a list of texts, not a map"},
      {start + ": { primary_key: a, fields: { a: { type: uuid, null_rate: 0.1 } } }\n",
       {3, 21},
       "/entities/e/primary_key",
       "cannot have null_rate"},
      {start + ": { primary_key: a, fields: { a: int } }\n",
       {3, 21},
       "/entities/e/primary_key",
       "without a sequence or uuid field",
       kNotBuilt},
      {start + ": { primary_key: [a], fields: { a: { type: sequence, cycle: true } } }\n",
       {3, 21},
       "/entities/e/primary_key",
       "is not built yet",
       kNotBuilt},
      {"rowmill: 1\nentities:\n  a/b: { fields: { a: uuid } }\n",
       {3, 3},
       "/entities/a~1b",
       "path separator"},
      {"rowmill: 1\nentities:\n  ..: { fields: { a: uuid } }\n",
       {3, 3},
       "/entities/..",
       "is dots only"},
      {"rowmill: 1\nentities:\n  '': { fields: { a: uuid } }\n",
       {3, 3},
       "/entities/",
       "a name is empty"},
      {"rowmill: 1\nentities:\n  ? " + std::string(201, 'x') +
           "\n  : { fields: { a: uuid } }\n",
       {3, 5},
       "/entities/" + std::string(201, 'x'),
       "201 bytes, more than 200"},
      {"rowmill: 1\nentities:\n  e: { fields: { a: uuid } }\n  e: { fields: { a: uuid } "
       "}\n",
       {4, 3},
       "",
       "key 'e' is given twice"},
  });
  Check({{start + ": { fields: { a: uuid }, countries: { a: 1 } }\n",
          {3, 40},
          "/entities/e/countries",
          "countries"}});
  for (const char* key :
       {"per", "count", "unique", "check", "defects", "defect_column"}) {
    Check({{start + ": { fields: { a: uuid }, " + key + ": 1 }\n",
            {3, 29},
            std::string("/entities/e/") + key,
            "'" + std::string(key) + "' is not built yet",
            kNotBuilt}});
  }
}

/// A model whose only field, on line 5, is `field`; the field's text starts in column 10.
std::string WithField(const std::string& field) {
  return "rowmill: 1\nentities:\n  e:\n    fields:\n      f: " + field + "\n";
}

struct FieldRejection {
  std::string field;
  int column;
  std::string step;  ///< pointer below the field
  std::string fragment;
  ErrorCode code = ErrorCode::kInvalidModel;
};

void CheckFields(const std::vector<FieldRejection>& cases) {
  std::vector<Rejection> whole;
  for (const FieldRejection& c : cases) {
    whole.push_back({WithField(c.field), Place{5, c.column},
                     "/entities/e/fields/f" + c.step, c.fragment, c.code});
  }
  Check(whole);
}

TEST(Rejections, OfSources) {
  CheckFields({
      {"", 7, "", "a field is the name of a type or a map with a source, not null"},
      {"5", 10, "", "not '5'"},
      {"[uuid]", 10, "", "not a list"},
      {"{}", 10, "", "a field needs a source: 'type', 'values' or 'use'"},
      {"{ null_rate: 0.5 }", 10, "", "a field needs a source"},
      {"{ typ: uuid }", 12, "/typ", "a field has no key 'typ', did you mean 'type'?"},
      {"uuidd", 10, "/type", "no type is called 'uuidd', did you mean 'uuid'?"},
      {"integer(1)", 10, "/type", "no type is called 'integer(1)'"},
      {"''", 10, "/type", "no type is called ''"},
      {"{ type: [uuid] }", 18, "/type", "type takes a text, not a list"},
      {"{ type: uuid, values: [a] }", 24, "/values",
       "one source; 'type' is given already"},
      {"{ type: person.full_name }", 18, "/type",
       "type 'person.full_name' is not built yet", kNotBuilt},
      {"City", 10, "/type", "type 'place.city' is not built yet", kNotBuilt},
      {"{ formula: [a] }", 21, "/formula", "formula takes a text, not a list"},
      {"{ formula: a, colour: 1 }", 24, "/colour", "a field has no key 'colour'"},
      {"{ template: [a] }", 22, "/template", "template takes a text, not a list"},
      {"{ case: [] }", 12, "/case", "not built yet", kNotBuilt},
      {"{ link: city }", 18, "/link", "link is 'field.attribute', not 'city'"},
      {"{ link: [a.b] }", 18, "/link", "link"},
      {"{ link: a.b, colour: 1 }", 23, "/colour", "a field has no key 'colour'"},
      {"{ ref: a.b, of: x, distinct: true, cover: true }", 12, "/ref", "not built yet",
       kNotBuilt},
      {"{ javascript: '1' }", 12, "/javascript", "not built yet", kNotBuilt},
  });
}

TEST(Rejections, OfOptions) {
  CheckFields({
      {"{ type: integer, mn: 1 }", 27, "/mn",
       "integer has no option 'mn', did you mean 'min'?"},
      {"{ type: integer, null_rat: 1 }", 27, "/null_rat", "did you mean 'null_rate'?"},
      {"{ type: boolean, min: 1 }", 27, "/min", "boolean has no option 'min'"},
      {"{ type: integer, min: x }", 32, "/min", "min takes a whole number, not 'x'"},
      {"{ type: integer, min: 1.5 }", 32, "/min", "not '1.5'"},
      {"{ type: integer, min: .inf }", 32, "/min", "not '.inf'"},
      {"{ type: double, min: .nan }", 31, "/min", "min takes a number, not '.nan'"},
      {"{ type: double, min: 1e999 }", 31, "/min", "not '1e999'"},
      {"{ type: integer, bits: 12 }", 33, "/bits",
       "bits is one of 8, 16, 32, 64, not '12'"},
      {"{ type: boolean, p: 1.5 }", 30, "/p", "p is above 1: 1.5"},
      {"{ type: decimal, precision: 19 }", 38, "/precision", "precision is above 18: 19"},
      {"{ type: decimal, min: 1e2 }", 32, "/min", "min takes a decimal number"},
      {"{ type: string, length: -1 }", 34, "/length", "length is below 0: -1"},
      {"{ type: string, length: { min: 5, max: 2 } }", 34, "/length",
       "min 5 is above max 2"},
      {"{ type: string, length: { mix: 5 } }", 34, "/length", "length has no 'mix'"},
      {"{ type: date, min: someday }", 29, "/min", "not a date or time: 'someday'"},
      {"{ type: slice, pool: 64X }", 31, "/pool", "pool takes a bytes, not '64X'"},
      {"{ type: pattern }", 10, "", "text.pattern needs the option 'pattern'"},
      {"pattern", 10, "", "text.pattern needs the option 'pattern'"},
      {"{ type: uuid, version: 7 }", 24, "/version", "id.uuid4 has no option 'version'"},
  });
}

TEST(Rejections, OfModifiers) {
  CheckFields({
      {"{ type: uuid, null_rate: 1.5 }", 35, "/null_rate", "from 0 to 1, not '1.5'"},
      {"{ type: uuid, null_rate: -0.1 }", 35, "/null_rate", "from 0 to 1, not '-0.1'"},
      {"{ type: uuid, null_rate: .nan }", 35, "/null_rate",
       "a finite number, not '.nan'"},
      {"{ type: uuid, null_rate: often }", 35, "/null_rate", "not 'often'"},
      {"{ type: uuid, null_rate: }", 24, "/null_rate", "not null"},
      {"{ type: uuid, hidden: 1 }", 32, "/hidden", "true or false, not '1'"},
      {"{ type: uuid, as: int7 }", 28, "/as", "not an output type: 'int7', did you mean"},
      {"{ type: uuid, as: 'decimal(40,2)' }", 28, "/as", "not an output type"},
      {"{ type: uuid, as: [int8] }", 28, "/as", "as takes a text, not a list"},
      {"{ type: uuid, stream: '' }", 32, "/stream", "stream: a name is empty"},
      {"{ type: uuid, stream: \"a\\x01\" }", 32, "/stream", "control character"},
      {"{ type: uuid, prefix: [a] }", 32, "/prefix", "prefix takes a text, not a list"},
      {"{ type: uuid, suffix: }", 24, "/suffix", "not null"},
      {"{ type: uuid, case_style: camel }", 36, "/case_style",
       "case_style is one of lower, upper, title, not 'camel'"},
      {"{ type: uuid, tags: { a: 1 } }", 30, "/tags", "a list of texts, not a map"},
      {"{ type: uuid, tags: [[]] }", 30, "/tags", "not a list"},
      {"{ type: uuid, pii: {} }", 29, "/pii", "pii takes a text, not a map"},
      {"{ type: uuid, description: [x] }", 37, "/description", "not a list"},
      {"{ type: integer, unique: 7 }", 35, "/unique", "true or false, not '7'"},
      {"{ type: integer, null_when: x }", 27, "/null_when", "not built yet", kNotBuilt},
      {"{ type: integer, default: 1 }", 27, "/default", "not built yet", kNotBuilt},
      {"{ type: integer, countries: [FR] }", 27, "/countries",
       "integer has no option 'countries'"},
      {"{ type: uuid, min: 1 }", 24, "/min", "id.uuid4 has no option 'min'"},
      {"{ type: integer, locale: '?' }", 35, "/locale", "such as en-US"},
      {"{ type: integer, format: '' }", 35, "/format", "format is empty"},
      {"{ type: integer, format: [d] }", 35, "/format", "format takes a text"},
      {"{ type: date, after: a }", 24, "/after", "has no option 'after'"},
      {"{ values: [a], min: 1 }", 25, "/min", "not built yet", kNotBuilt},
      {"{ values: [a], distribution: zipf }", 25, "/distribution",
       "'values' does not honour 'distribution'"},
      {"{ type: uuid, distribution: zipf }", 24, "/distribution",
       "does not honour 'distribution'"},
  });
  EXPECT_EQ(
      Told(
          Faults(WithField("{ type: double, distribution: pareto, shap: 1, scale: 0 }"))),
      "line 5:40: /entities/e/fields/f/distribution: pareto needs 'shape': { pareto: "
      "{ scale: 10, shape: 1.16 } }\n"
      "line 5:48: /entities/e/fields/f/shap: double has no option 'shap', did you "
      "mean 'shape'?\n"
      "line 5:64: /entities/e/fields/f/scale: scale of pareto must be above 0, not "
      "'0'\n");
}

TEST(Rejections, OfDistributions) {
  CheckFields({
      {"{ type: double, distribution: normall }", 40, "/distribution",
       "no distribution is called 'normall', did you mean 'normal'?"},
      {"{ type: double, distribution: { normal: { sd: -1 } } }", 56,
       "/distribution/normal/sd", "sd of normal must be above 0, not '-1'"},
      {"{ type: double, distribution: { normal: [0, x] } }", 54, "/distribution/normal/1",
       "a finite number or a duration such as 30d, not 'x'"},
      {"{ type: double, distribution: gamma, scale: 2 }", 40, "/distribution",
       "gamma needs 'shape'"},
      {"{ type: double, distribution: { histogram: { 1: 0, 2: 0 } } }", 42,
       "/distribution/histogram", "all weights of histogram are 0"},
  });
}

TEST(Rejections, OfCorrelations) {
  auto told = [](const std::string& correlate) {
    return Told(Faults("rowmill: 1\nentities:\n  e:\n    correlate: " + correlate +
                       "\n    fields: { a: double, b: double, c: double }\n"));
  };
  auto expect = [&](const std::string& correlate, const std::string& message) {
    EXPECT_NE(told(correlate).find(message), std::string::npos) << correlate << "\n"
                                                                << told(correlate);
  };
  EXPECT_EQ(told("[{ fields: [a, b], matrix: [[1, .5], [.5, 1]] }]"), "");
  expect("5", "correlate is a list");
  expect("[5]", "a correlation is { fields");
  expect("[{ fields: [a], matrix: [[1]] }]", "2 to 64 fields, not 1");
  expect("[{ fields: [a, x], matrix: [[1, 0], [0, 1]] }]", "no field is called 'x'");
  expect("[{ fields: [a, b] }]", "matrix has one row per field: 2");
  expect("[{ fields: [a, b], matrix: [[1, 0]] }]", "matrix has one row per field: 2");
  expect("[{ fields: [a, b], matrix: [[1, 0], [0]] }]", "has 2 numbers, one per field");
  expect("[{ fields: [a, b], matrix: [[1, 2], [2, 1]] }]", "from -1 to 1, not '2'");
  expect("[{ fields: [a, b], matrix: [[1, .nan], [0, 1]] }]", "from -1 to 1");
  expect("[{ fields: [a, b], matrix: [[1, 0.1], [0.2, 1]] }]", "not symmetric");
  expect("[{ fields: [a, b], matrix: [[0.9, 0], [0, 1]] }]", "in its diagonal at a");
  expect("[{ fields: [a, b], matrix: [[1, 1], [1, 1]] }]", "not positive definite");
  expect("[{ fields: [a, a], matrix: [[1, 0], [0, 1]] }]", "'a' is correlated twice");
}

TEST(Rejections, OfValues) {
  CheckFields({
      {"{ values: [] }", 20, "/values", "values is empty"},
      {"{ values: {} }", 20, "/values", "values is empty"},
      {"{ values: 5 }", 20, "/values",
       "a list, a map of weights or the name of a file, not '5'"},
      {"{ values: }", 12, "/values", "not null"},
      {"{ values: [a, null] }", 24, "/values/1", "a value is null; use 'null_rate'"},
      {"{ values: [[a]] }", 21, "/values/0", "a text, number or boolean, not a list"},
      {"{ values: [{ value: [a] }] }", 30, "/values/0/value", "not a list"},
      {"{ values: [{ weight: 1 }] }", 21, "/values/0", "needs a 'value'"},
      {"{ values: [{ value: a, w: 1 }] }", 33, "/values/0/w", "no key 'w'"},
      {"{ values: { a: -1 } }", 25, "/values/a", "a finite number from 0 on, not '-1'"},
      {"{ values: { a: .nan, b: 1 } }", 25, "/values/a", "not '.nan'"},
      {"{ values: { a: .inf, b: 1 } }", 25, "/values/a", "not '.inf'"},
      {"{ values: { a: many } }", 25, "/values/a", "not 'many'"},
      {"{ values: { a: } }", 22, "/values/a", "not null"},
      {"{ values: { a: 0, b: 0 } }", 20, "/values", "all weights are 0"},
      {"{ values: { a: 1e308, b: 1e308 } }", 20, "/values",
       "sum of the weights is not finite"},
      {"{ values: [a], foo: 1 }", 25, "/foo", "a field with values has no key 'foo'"},
      {"{ values: [a], column: x }", 25, "/column", "is for values from a file"},
      {"{ values: { a: 1 }, weight: w }", 30, "/weight", "is for values from a file"},
      {"{ values: \"\" }", 20, "/values", "the name of the file is empty"},
      {"{ values: c.csv, column: \"\" }", 35, "/column", "column is empty"},
      {"{ values: c.csv, weight: [w] }", 35, "/weight", "not a list"},
      {"{ values: c.csv, where: 1 }", 27, "/where", "no key 'where'"},
  });
}

TEST(Rejections, OfDuplicateKeysAreFaultsOfTheText) {
  Check(
      {{WithField("{ values: { a: 1, a: 2 } }"), {5, 28}, "", "key 'a' is given twice"}});
}

TEST(Rejections, OfFieldNames) {
  const std::string start = "rowmill: 1\nentities:\n  e:\n    fields:\n      ";
  Check({
      {start + "'': uuid\n", {5, 7}, "/entities/e/fields/", "a name is empty"},
      {start + "\"a\\nb\": uuid\n",
       {5, 7},
       "/entities/e/fields/a\nb",
       "control character"},
      {start + "\"a\\x85b\": uuid\n",
       {5, 7},
       "/entities/e/fields/a\xC2\x85"
       "b",
       "control character"},
      {start + "? " + std::string(1025, 'x') + "\n      : uuid\n",
       {5, 9},
       "/entities/e/fields/" + std::string(1025, 'x'),
       "1025 bytes, more than 1024"},
      {start + "a: uuid\n      a: uuid\n", {6, 7}, "", "key 'a' is given twice"},
  });
}

TEST(Rejections, TellsAllFaultsAtOnceInOrderOfTheirPlace) {
  std::vector<Error> faults = Faults(
      "rowmill: 1\n"
      "seed: -4\n"
      "colour: red\n"
      "entities:\n"
      "  a:\n"
      "    rows: 5 * nothing\n"
      "    per: b\n"
      "    fields:\n"
      "      x: { type: integer, min: a, max: b, null_rate: 7 }\n"
      "      y: nope\n"
      "      z: { ref: b.id }\n"
      "  b: { fields: { id: { type: uuid, hiden: true } } }\n");
  EXPECT_EQ(
      Told(faults),
      "line 2:7: /seed: seed is a whole number from 0 to 2^64-1, not '-4'\n"
      "line 3:1: /colour: a model has no key 'colour'\n"
      "line 6:11: /entities/a/rows: rows: no var is called 'nothing'\n"
      "line 7:5: /entities/a/per: 'per' is not built yet [not built]\n"
      "line 9:32: /entities/a/fields/x/min: min takes a whole number, not 'a'\n"
      "line 9:40: /entities/a/fields/x/max: max takes a whole number, not 'b'\n"
      "line 9:54: /entities/a/fields/x/null_rate: null_rate is from 0 to 1, not '7'\n"
      "line 10:10: /entities/a/fields/y/type: no type is called 'nope'\n"
      "line 11:12: /entities/a/fields/z/ref: 'ref' is not built yet [not built]\n"
      "line 12:36: /entities/b/fields/id/hiden: id.uuid4 has no option 'hiden', did "
      "you mean 'hidden'?\n");
}

TEST(Rejections, OnlyNotBuiltFaultsMakeANotBuiltError) {
  ReadOptions options;
  options.catalog = &TestCatalog();
  Result<Dataset> both = ReadModel(WithField("{ ref: a.b }") + "outputs: {}\n", options);
  ASSERT_FALSE(both.has_value());
  EXPECT_EQ(both.error().code, ErrorCode::kNotBuilt);
  Result<Dataset> mixed = ReadModel(WithField("{ ref: a.b }") + "foo: {}\n", options);
  ASSERT_FALSE(mixed.has_value());
  EXPECT_EQ(mixed.error().code, ErrorCode::kInvalidModel);
}

TEST(Rejections, OfVarsOnTheCommandLine) {
  std::string model =
      "rowmill: 1\nvars: { customers: 5 }\n" +
      std::string("entities: { e: { rows: customers, fields: { a: uuid } } }");
  EXPECT_EQ(Told(Faults(model, {{"custmers", "7"}})),
            "/vars: -D: the model has no var 'custmers', did you mean 'customers'?\n");
  EXPECT_EQ(
      Told(Faults(model, {{"customers", "x"}})),
      "line 3:24: /entities/e/rows: rows: var 'customers' is not a whole number: 'x'\n");
  EXPECT_EQ(Told(Faults(model, {{"customers", "7k"}})), "");
}

TEST(Rejections, HostileModelsStayBounded) {
  // Faults are not collected for ever.
  std::string many = "rowmill: 1\nentities: { e: { fields: { a: uuid } } }\n";
  for (int i = 0; i < 3'000; ++i) many += "k" + std::to_string(i) + ": 1\n";
  EXPECT_LE(Faults(many).size(), kFaultsMax + 10);
  // Nothing is looked up a million times a million.
  for (const char* key : {"vars", "definitions", "entities", "x-datagen"}) {
    std::string wide = "{\"rowmill\": 1, \"" + std::string(key) + "\": {";
    bool settings = std::string(key) == "x-datagen";
    if (settings) wide += "\"options\": {";
    for (int i = 0; i < 300'000; ++i) wide += "\"k" + std::to_string(i) + "\": 1,";
    EXPECT_FALSE(Faults(wide + (settings ? "\"z\": 1}}}" : "\"z\": 1}}")).empty()) << key;
  }
  // A large definition in many fields.
  std::string large = "{\"rowmill\": 1, \"definitions\": {\"d\": {\"values\": [";
  for (int i = 0; i < 30'000; ++i) large += "1,";
  large += "1]}}, \"entities\": {\"e\": {\"fields\": {";
  for (int i = 0; i < 1'000; ++i)
    large += "\"f" + std::to_string(i) + "\": {\"use\": \"d\"},";
  large += "\"g\": \"uuid\"}}}}";
  std::vector<Error> faults = Faults(large);
  ASSERT_FALSE(faults.empty());
  EXPECT_EQ(faults[0].code, ErrorCode::kTooLarge);
  // Too many fields and entities.
  std::string fields = "{\"rowmill\": 1, \"entities\": {\"e\": {\"fields\": {";
  for (std::size_t i = 0; i <= limits::kFieldsMax; ++i) {
    fields += "\"f" + std::to_string(i) + "\": \"uuid\",";
  }
  fields += "\"g\": \"uuid\"}}}}";
  faults = Faults(fields);
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_THAT(faults[0].message,
              HasSubstr("an entity has 10002 fields, more than 10000"));
  std::string entities = "{\"rowmill\": 1, \"entities\": {";
  for (std::size_t i = 0; i <= limits::kEntitiesMax; ++i) {
    entities += "\"e" + std::to_string(i) + "\": {\"fields\": {\"a\": \"uuid\"}},";
  }
  entities += "\"g\": {\"fields\": {\"a\": \"uuid\"}}}}";
  faults = Faults(entities);
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_EQ(faults[0].code, ErrorCode::kTooLarge);
}

}  // namespace
}  // namespace rowmill
