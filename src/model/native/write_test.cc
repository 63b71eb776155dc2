// Writing is lossless: what is written reads back as the same tree, in both syntaxes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "model/dataset.h"
#include "model/test_catalog.h"
#include "model/text/document.h"

namespace rowmill {
namespace {

ReadOptions Options() {
  ReadOptions options;
  options.catalog = &TestCatalog();
  options.name = "file";
  return options;
}

/// Numbers by value and spelling where it is exact, all else by content.
bool SameValue(const Node& a, const Node& b) {
  if (a.is_number() && b.is_number()) {
    return a.ScalarText() == b.ScalarText() || SameContent(a, b) ||
           (a.kind == NodeKind::kDouble && b.kind == NodeKind::kDouble &&
            a.number == b.number);
  }
  return SameContent(a, b);
}

void ExpectSamePoint(const AxisValue& a, const AxisValue& b) {
  EXPECT_EQ(a.kind, b.kind);
  EXPECT_EQ(a.number, b.number);
  EXPECT_EQ(a.instant, b.instant);
}

void ExpectSameDistribution(const Distribution& a, const Distribution& b) {
  ASSERT_EQ(a.info, b.info);
  ASSERT_EQ(a.values.size(), b.values.size());
  for (const auto& [name, value] : a.values) {
    ASSERT_NE(b.Find(name), nullptr) << name;
    ExpectSamePoint(value, *b.Find(name));
  }
  ASSERT_EQ(a.points.size(), b.points.size());
  for (std::size_t i = 0; i < a.points.size(); ++i) {
    ExpectSamePoint(a.points[i], b.points[i]);
  }
  EXPECT_EQ(a.weights, b.weights);
  ASSERT_EQ(a.parts.size(), b.parts.size());
  for (std::size_t i = 0; i < a.parts.size(); ++i) {
    ExpectSameDistribution(a.parts[i], b.parts[i]);
  }
}

void ExpectSameField(const Field& a, const Field& b) {
  EXPECT_EQ(a.name, b.name);
  EXPECT_EQ(a.source, b.source);
  EXPECT_EQ(a.type, b.type);
  ASSERT_EQ(a.options.given().size(), b.options.given().size()) << a.name;
  for (std::size_t i = 0; i < a.options.given().size(); ++i) {
    EXPECT_EQ(a.options.given()[i].first, b.options.given()[i].first);
    // Fields in options are compared as fields: names of types may be aliases.
    auto is_under = [&](const Field& child) {
      return child.role == a.options.given()[i].first;
    };
    if (std::any_of(a.children.begin(), a.children.end(), is_under)) continue;
    EXPECT_TRUE(SameValue(a.options.given()[i].second, b.options.given()[i].second))
        << a.name << "." << a.options.given()[i].first;
  }
  ASSERT_EQ(a.children.size(), b.children.size()) << a.name;
  for (std::size_t i = 0; i < a.children.size(); ++i) {
    EXPECT_EQ(a.children[i].role, b.children[i].role);
    EXPECT_EQ(a.children[i].item, b.children[i].item);
    ExpectSameField(a.children[i], b.children[i]);
  }
  ASSERT_EQ(a.choices.size(), b.choices.size()) << a.name;
  for (std::size_t i = 0; i < a.choices.size(); ++i) {
    EXPECT_TRUE(SameValue(a.choices[i].value, b.choices[i].value)) << a.name << " " << i;
    EXPECT_EQ(a.choices[i].weight, b.choices[i].weight) << a.name << " " << i;
  }
  ASSERT_EQ(a.values_file.has_value(), b.values_file.has_value()) << a.name;
  if (a.values_file) {
    EXPECT_EQ(a.values_file->path, b.values_file->path);
    EXPECT_EQ(a.values_file->column, b.values_file->column);
    EXPECT_EQ(a.values_file->weight, b.values_file->weight);
    EXPECT_EQ(a.values_file->separator, b.values_file->separator);
  }
  const Modifiers &m = a.modifiers, &n = b.modifiers;
  EXPECT_EQ(m.null_rate, n.null_rate);
  EXPECT_EQ(m.unique, n.unique);
  EXPECT_EQ(m.hidden, n.hidden);
  EXPECT_EQ(m.as, n.as) << a.name;
  ASSERT_EQ(m.distribution.has_value(), n.distribution.has_value()) << a.name;
  if (m.distribution) ExpectSameDistribution(*m.distribution, *n.distribution);
  EXPECT_EQ(m.stream, n.stream);
  EXPECT_EQ(m.prefix, n.prefix);
  EXPECT_EQ(m.suffix, n.suffix);
  EXPECT_EQ(m.case_style, n.case_style);
  EXPECT_EQ(m.description, n.description);
  EXPECT_EQ(m.tags, n.tags);
  EXPECT_EQ(m.pii, n.pii);
}

void ExpectSame(const Dataset& a, const Dataset& b) {
  EXPECT_EQ(a.name, b.name);
  EXPECT_EQ(a.seed, b.seed);
  EXPECT_EQ(a.locale, b.locale);
  EXPECT_EQ(a.now, b.now);
  ASSERT_EQ(a.vars.size(), b.vars.size());
  for (std::size_t i = 0; i < a.vars.size(); ++i) {
    EXPECT_EQ(a.vars[i].first, b.vars[i].first);
    EXPECT_TRUE(SameValue(a.vars[i].second, b.vars[i].second)) << a.vars[i].first;
  }
  ASSERT_EQ(a.datagen.has_value(), b.datagen.has_value());
  if (a.datagen) {
    EXPECT_EQ(a.datagen->model_name, b.datagen->model_name);
    EXPECT_EQ(a.datagen->table_names, b.datagen->table_names);
    EXPECT_EQ(a.datagen->options, b.datagen->options);
  }
  ASSERT_EQ(a.entities.size(), b.entities.size());
  for (std::size_t i = 0; i < a.entities.size(); ++i) {
    const Entity &e = a.entities[i], &f = b.entities[i];
    EXPECT_EQ(e.name, f.name);
    EXPECT_EQ(e.fixed, f.fixed);
    EXPECT_EQ(e.locale, f.locale);
    EXPECT_EQ(e.description, f.description);
    EXPECT_EQ(e.primary_key, f.primary_key);
    ASSERT_EQ(e.correlate.size(), f.correlate.size());
    for (std::size_t j = 0; j < e.correlate.size(); ++j) {
      EXPECT_EQ(e.correlate[j].fields, f.correlate[j].fields);
      EXPECT_EQ(e.correlate[j].matrix, f.correlate[j].matrix);
    }
    ASSERT_EQ(e.rows.given(), f.rows.given());
    if (e.rows.given()) {
      EXPECT_EQ(EvaluateRowCount(e.rows, a).value(), EvaluateRowCount(f.rows, b).value());
    }
    ASSERT_EQ(e.fields.size(), f.fields.size());
    for (std::size_t k = 0; k < e.fields.size(); ++k)
      ExpectSameField(e.fields[k], f.fields[k]);
  }
}

void ExpectLossless(const Dataset& dataset, const std::string& what) {
  for (ModelSyntax syntax : {ModelSyntax::kYaml, ModelSyntax::kJson}) {
    std::string written = WriteNative(dataset, syntax);
    Result<Dataset> read = ReadModel(written, Options());
    ASSERT_TRUE(read.has_value()) << what << ": " << read.error().ToString() << "\n"
                                  << written;
    SCOPED_TRACE(what + "\n" + written);
    ExpectSame(dataset, *read);
    // And the other way of writing it again gives the same text.
    EXPECT_EQ(WriteNative(*read, syntax), written);
    EXPECT_EQ(ParseJson(written).has_value(), syntax == ModelSyntax::kJson);
  }
}

TEST(WriteNative, IsLosslessForTheExampleModels) {
  std::filesystem::path folder = std::filesystem::path(ROWMILL_SOURCE_DIR) / "models";
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".yaml") continue;
    // Full of types that this layer does not know; tests/readers/test_nested.py has it.
    if (entry.path().filename() == "nested.yaml") continue;
    ReadOptions options = Options();
    options.name.clear();
    Result<Dataset> dataset = ReadModelFile(entry.path().string(), options);
    ASSERT_TRUE(dataset.has_value()) << entry.path() << dataset.error().ToString();
    ExpectLossless(*dataset, entry.path().filename().string());
    ++count;
  }
  EXPECT_GE(count, 5);
}

TEST(WriteNative, IsLosslessForHandWrittenModels) {
  const char* kModels[] = {
      "rowmill: 1\nentities: { e: { fields: { id: uuid } } }\n",
      "rowmill: 1\nname: 'no'\nseed: 18446744073709551615\nlocale: zh-Hant-TW\n"
      "now: 1969-12-31T23:59:59.000001Z\n"
      "vars: { a: 1_000, b: 0.10, c: 'true', d: false, e: '007', f: 007, g: 1e400 }\n"
      "entities: { 'a b': { rows: '(a + 2) * f', fixed: true, locale: de, "
      "description: \"two\\nlines\", primary_key: [id, n], fields: { id: uuid, n: int } "
      "} }\n",
      "rowmill: 1\nx-datagen: { model_name: 'x/y', table_names: { B: '', A: yes }, "
      "options: { Z: '1', M: 2.50 } }\nentities: { e: { fields: { id: uuid } } }\n",
      "rowmill: 1\nentities:\n  e:\n    fields:\n"
      "      a: { type: struct, fields: { 'x y': int, b: { type: double, min: -1, "
      "null_rate: "
      "0.5 }, c: { values: { u: 1, v: 2 } } } }\n"
      "      l: { type: list, items: { type: list, items: uuid, length: 3, prefix: p }, "
      "length: "
      "{ min: 1, max: 2 }, null_rate: 0.1 }\n"
      "      m: { type: map, keys: { values: [1, 2] }, values: { type: struct, fields: { "
      "q: date } } "
      "}\n",
      "rowmill: 1\nx-datagen: {}\nentities: { e: { fields: { id: uuid } } }\n",
      // Every form of distributions, and correlations.
      "rowmill: 1\nentities:\n  e:\n"
      "    correlate: [{ fields: [a, b], matrix: [[1, -0.25], [-0.25, 1]] }]\n"
      "    fields:\n"
      "      a: { type: double, distribution: normal }\n"
      "      b: { type: double, distribution: normal, mean: 2020-01-01, sd: 1.5d }\n"
      "      c: { type: double, distribution: { gamma: [0.1, 1e-3] }, min: 1 }\n"
      "      d: { type: double, distribution: { histogram: { -1.5: 1, 2020-01-01: 2.5, "
      "now: 0 } } }\n"
      "      e: { type: double, distribution: { quantiles: [1, 2, '3'] } }\n"
      "      f: { type: double, distribution: { mixture: [{ distribution: { zipf: 1.1 } "
      "}, { weight: 0.1, distribution: { choice: { 1: 1 } } }] } }\n",
      // The three forms of values, and what needs which of them.
      "rowmill: 1\nentities:\n  e:\n    fields:\n"
      "      a: { values: [x, 'y', 1, '1', 1.50, true, 'true', '', ' ', \"\\t\"] }\n"
      "      b: { values: { x: 1, y: 2.5 } }\n"
      "      c: { values: { 1: 1, 2: 2 } }\n"
      "      d: { values: { 1: 1, 2: 2 }, as: int16 }\n"
      "      e: { values: [{ value: x, weight: 2 }, { value: x, weight: 0.1 }] }\n"
      "      f: { values: [{ value: '1', weight: 2 }, { value: '2', weight: 3 }] }\n"
      "      g: { values: { true: 3, false: 0.3333333333333333 } }\n"
      "      h: { values: [007, +5, 0x1F, .5, 5., 1e3, -0.0], as: string }\n"
      "      i: { values: [007, +5, 0x1F, .5, 5., 1e3, -0.0] }\n"
      "      j: { values: { 1e-7: 1e-300, 5: 1e300 } }\n"
      "      k: { values: [9223372036854775807, 18446744073709551615, "
      "-9223372036854775808] }\n"
      "      l: { values: [2024-01-01, 12:30], as: 'timestamp(ns, UTC)' }\n"
      "      l1: { values: colors.csv }\n"
      "      l2: { values: 'a b.csv', column: 7, weight: w, separator: ';', as: int8 }\n"
      "      m: { values: [0.10, 12345678901234567890.123456789], as: 'decimal(18,9)' }\n"
      "      n: { values: { '': 1, ' ': 2, \"a\\nb\": 3, '#x': 4, 'a: b': 5 } }\n",
      // Options of every kind, names that need quotes, all modifiers.
      "rowmill: 1\nentities:\n  e:\n    fields:\n"
      "      'null': { type: integer, bits: 32, unsigned: true, min: 1_000, max: 2.5M }\n"
      "      'yes': { type: decimal, precision: 12, scale: 2, min: -0.10, max: 100.50 }\n"
      "      '12': { type: double, min: -1e-3, max: .5 }\n"
      "      'a: b': { type: string, length: { max: 4, min: 2 }, alphabet: 0123 }\n"
      "      '{x}': { type: string, length: 5, alphabet: '☃é😀\"\\' }\n"
      "      '#c': { type: timestamp, unit: us, zone: UTC, min: 2020-01-01, max: now }\n"
      "      \"é 😀\": { type: text.slice, pool: 64KiB, vocabulary: 5 }\n"
      "      'd': { type: test.words, list: [1, a, 2.0], raw: { a: [1, { b: null }] }, "
      "big: 18446744073709551615 }\n"
      "      'f': { type: test.words, list: 007 }\n"
      "      'g': { type: pattern, pattern: '##-?*', null_rate: 0.1, hidden: true, "
      "stream: 's 1', prefix: ' ', suffix: \"\\n\", case_style: title, description: 'a: "
      "b', "
      "tags: [1, 'null'], pii: 'no', as: string }\n",
  };
  for (const char* text : kModels) {
    Result<Dataset> dataset = ReadModel(text, Options());
    ASSERT_TRUE(dataset.has_value()) << dataset.error().ToString() << "\n" << text;
    ExpectLossless(*dataset, text);
  }
}

TEST(WriteNative, IsLosslessForDatagenModels) {
  const char* kModel =
      "{\"model_name\": \"m\", \"Table_Names\": {\"LOCAL_FILE_PATH\": \"/tmp/x\"},"
      "\"Options\": {\"CSV_HEADER\": false},"
      "\"Fields\": [{\"name\": \"a\", \"type\": \"INTEGER\", \"min\": 1, \"max\": 5},"
      "{\"name\": \"b\", \"type\": \"STRING\", \"possible_values_weighted\": {\"x\": "
      "0.7, "
      "\"y\": 0.3}},"
      "{\"name\": \"c\", \"type\": \"FLOAT\", \"possible_values\": [1, \"2.5\", 1]},"
      "{\"name\": \"d\", \"type\": \"INCREMENT_LONG\", \"ghost\": true},"
      "{\"name\": \"e\", \"type\": \"BOOLEAN\"}]}";
  Result<Dataset> dataset = ReadModel(kModel, Options());
  ASSERT_TRUE(dataset.has_value()) << dataset.error().ToString();
  ExpectLossless(*dataset, "datagen");
}

TEST(WriteNative, WritesReadableYaml) {
  Result<Dataset> dataset = ReadModel(
      "{\"rowmill\": 1, \"name\": \"shop\", \"vars\": {\"n\": 5}, \"entities\": "
      "{\"order\": "
      "{\"rows\": \"n * 2\", \"fields\": {\"id\": \"uuid\", \"n\": {\"type\": \"int\", "
      "\"min\": "
      "1}, \"s\": {\"values\": {\"open\": 5, \"paid\": 95}, \"null_rate\": 0.5}}}}}",
      Options());
  ASSERT_TRUE(dataset.has_value());
  EXPECT_EQ(WriteNative(*dataset, ModelSyntax::kYaml),
            "rowmill: 1\n"
            "name: shop\n"
            "vars:\n"
            "  n: 5\n"
            "entities:\n"
            "  order:\n"
            "    rows: \"n * 2\"\n"
            "    fields:\n"
            "      id: id.uuid4\n"
            "      n: { type: integer, min: 1 }\n"
            "      s: { values: { open: 5, paid: 95 }, null_rate: 0.5 }\n");
}

}  // namespace
}  // namespace rowmill
