/// What the tests of types and modifiers share: making generators from a name and option
/// texts, running them, and looking at cells. For tests only.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "column/cell_text.h"
#include "dict/embedded/embedded.h"
#include "gen/field_generator.h"
#include "gen/generator.h"
#include "gen/model_files.h"
#include "gen/record.h"
#include "model/native/field_reader.h"
#include "model/text/document.h"
#include "value/render_text.h"

namespace rowmill {

// The same names as in src/app/registry/types.inc, which is above this layer.
// clang-format off
#define RM_TYPES_UNDER_TEST(X) \
  X(integer) \
  X(double) \
  X(float) \
  X(decimal) \
  X(boolean) \
  X(sequence) \
  X(uuid4) \
  X(date) \
  X(timestamp) \
  X(string) \
  X(pattern) \
  X(slice) \
  X(bytes) \
  X(ipv4) \
  X(person_first_name) \
  X(person_last_name) \
  X(person_full_name) \
  X(person_sex) \
  X(person_birth_date) \
  X(person_age) \
  X(person_email) \
  X(person_username) \
  X(person_phone) \
  X(place_city) \
  X(place_region) \
  X(place_country) \
  X(place_country_code) \
  X(place_latitude) \
  X(place_longitude) \
  X(place_population) \
  X(place_time_zone) \
  X(place_currency) \
  X(place_phone) \
  X(place_geohash) \
  X(place_point) \
  X(person_job) \
  X(person_title) \
  X(person_language) \
  X(person_national_id) \
  X(person_nationality) \
  X(person_password_hash) \
  X(place_street) \
  X(place_building) \
  X(place_postcode) \
  X(place_address) \
  X(text_word) \
  X(text_words) \
  X(text_sentence) \
  X(text_paragraph) \
  X(commerce_company) \
  X(commerce_department) \
  X(commerce_category) \
  X(commerce_product) \
  X(commerce_color) \
  X(commerce_ean13) \
  X(commerce_isbn13) \
  X(commerce_sku) \
  X(company_domain) \
  X(company_phone) \
  X(internet_domain) \
  X(internet_url) \
  X(internet_slug) \
  X(internet_tld) \
  X(internet_user_agent) \
  X(internet_mime_type) \
  X(finance_iban) \
  X(finance_card) \
  X(finance_card_brand) \
  X(finance_cvv) \
  X(finance_currency) \
  X(finance_account) \
  X(finance_bic) \
  X(finance_isin) \
  X(finance_vat_number) \
  X(finance_amount) \
  X(finance_price) \
  X(uuid7) \
  X(ulid) \
  X(ksuid) \
  X(objectid) \
  X(nanoid) \
  X(snowflake) \
  X(time) \
  X(duration) \
  X(regex) \
  X(ipv6) \
  X(mac) \
  X(port) \
  X(http_method) \
  X(http_status) \
  X(hash_md5) \
  X(hash_sha1) \
  X(hash_sha256) \
  X(hash_xxh64) \
  X(hash_crc32) \
  X(struct) \
  X(list) \
  X(map) \
  X(json) \
  X(vector) \
  X(file_name) \
  X(file_path) \
  X(file_extension) \
  X(file_mime_type) \
  X(file_size) \
  X(csv) \
  X(datagen_string_az) \
  X(datagen_increment) \
  X(datagen_timestamp) \
  X(datagen_hash_md5) \
  X(datagen_birthdate) \
  X(datagen_date) \
  X(datagen_date_as_string) \
  X(datagen_name) \
  X(datagen_country) \
  X(datagen_city) \
  X(datagen_email) \
  X(datagen_phone) \
  X(datagen_regex) \
  X(datagen_csv)
// clang-format on
#define RM_DECLARE_TYPE(name) TypePlugin name##_type();
RM_TYPES_UNDER_TEST(RM_DECLARE_TYPE)
#undef RM_DECLARE_TYPE

namespace testing_types {

/// 2025-01-01T00:00:00Z.
inline constexpr MicrosUtc kNow = 1'735'689'600'000'000;

/// A plug-in with the name of its folder.
struct NamedPlugin {
  std::string folder;
  TypePlugin plugin;
};

inline const std::vector<NamedPlugin>& AllTypes() {
  static const auto* const types = new std::vector<NamedPlugin>{
#define RM_MAKE_TYPE(name) {#name, name##_type()},
      RM_TYPES_UNDER_TEST(RM_MAKE_TYPE)
#undef RM_MAKE_TYPE
  };
  return *types;
}

inline const TypePlugin* FindType(std::string_view name) {
  for (const NamedPlugin& named : AllTypes()) {
    if (named.plugin.info.name == name) return &named.plugin;
  }
  return nullptr;
}

/// Options as texts; `5..30` stands for { min: 5, max: 30 }.
using OptionTexts = std::vector<std::pair<std::string, std::string>>;

inline Node OptionNode(const OptionTexts& options) {
  Node map = Node::Map();
  for (const auto& [name, text] : options) {
    std::size_t dots = text.find("..");
    const bool range_option = name == "length" || name == "depth";
    if (range_option && dots != std::string::npos) {
      Node range = Node::Map();
      range.Add("min", Node::Text(text.substr(0, dots)));
      range.Add("max", Node::Text(text.substr(dots + 2)));
      map.Add(name, std::move(range));
    } else {
      const bool list_option = name == "countries" || name == "extensions";
      map.Add(name, list_option && text == "[]" ? Node::List() : Node::Text(text));
    }
  }
  return map;
}

/// Files of tests/golden, where people.csv lies.
inline ModelFiles* TestFiles() {
  static auto* const files =
      new ModelFiles(LocalFiles(ROWMILL_SOURCE_DIR "/tests/golden"));
  return files;
}

inline TypeContext Context(std::string_view field = "f", std::uint64_t seed = 1) {
  TypeContext context;
  context.draws = DrawScope::Column(seed, "e", field);
  context.now = kNow;
  context.locale = "en-US";
  context.field = std::string(field);
  context.seed = seed;
  context.entity = "e";
  context.files = TestFiles();
  return context;
}

/// A field of a type, and what to make it with.
struct FieldSpec {
  std::string type;
  OptionTexts options = {};
  Modifiers modifiers = {};
};

/// All types, as the reader of models wants them.
inline const Catalog& TestTypes() {
  static const auto* const catalog = [] {
    auto* made = new Catalog;
    for (const NamedPlugin& named : AllTypes()) made->types.Add(&named.plugin.info);
    return made;
  }();
  return *catalog;
}

/// Options that hold fields are YAML: `{ x: integer }`.
inline void ReadNested(const FieldSpec& spec, Field* field, Faults* faults) {
  Node map = Node::Map();
  map.Add("type", Node::Text(spec.type));
  for (const auto& [name, text] : spec.options) {
    Result<Node> value = ParseDocument(text);
    ASSERT_TRUE(value.has_value()) << text;
    map.Add(name, std::move(*value));
  }
  FieldReader(TestTypes(), {}).Read("f", map, Place(), field->pointer, faults, field);
  field->modifiers = spec.modifiers;
}

inline Field FieldOf(const FieldSpec& spec, Faults* faults) {
  Field field;
  field.name = "f";
  field.pointer = "/entities/e/fields/f";
  field.type = spec.type;
  field.modifiers = spec.modifiers;
  const TypePlugin* plugin = FindType(spec.type);
  if (plugin != nullptr && plugin->info.family == "nesting") {
    ReadNested(spec, &field, faults);
  } else if (plugin != nullptr) {
    field.options =
        ParseOptions(plugin->info, OptionNode(spec.options), field.pointer, faults);
  }
  return field;
}

/// Makes the field as the planner does, with a record of its own and children alone.
inline std::unique_ptr<Generator> MakeField(const Field& field, TypeContext context,
                                            Faults* faults) {
  const TypePlugin* plugin = FindType(field.type);
  context.dictionaries = &EmbeddedDictionaries();
  if (plugin != nullptr && plugin->record != RecordFamily::kNone) {
    Entity entity;
    entity.name = "e";
    entity.fields = {field};
    context.record = MakeRecords(entity, {{&field, plugin->record, plugin->record_table}},
                                 context.draws.seed(), EmbeddedDictionaries(), faults)
                         .begin()
                         ->second;
    if (!faults->empty()) return nullptr;
  }
  context.children.clear();
  for (const Field& child : field.children) {
    TypeContext own = context;
    own.field = context.field + "." + child.name;
    own.draws = DrawScope::Column(context.seed, "e", own.field);
    std::shared_ptr<const Generator> made = MakeField(child, own, faults);
    if (made == nullptr) return nullptr;
    context.children.push_back(
        {child.role, child.name, child.modifiers.hidden, std::move(made)});
  }
  return MakeFieldGenerator(field, plugin, context, faults);
}

/// nullptr with faults when the options are refused, by the parser or by the type.
inline std::unique_ptr<Generator> TryMake(const FieldSpec& spec, Faults* faults,
                                          const TypeContext& context = Context()) {
  Field field = FieldOf(spec, faults);
  if (!faults->empty()) return nullptr;
  return MakeField(field, context, faults);
}

inline std::unique_ptr<Generator> MustMake(const FieldSpec& spec,
                                           const TypeContext& context = Context()) {
  Faults faults;
  std::unique_ptr<Generator> made = TryMake(spec, &faults, context);
  for (const Error& error : faults.errors()) ADD_FAILURE() << error.ToString();
  return made;
}

inline std::vector<std::uint64_t> RowsFrom(std::uint64_t first, std::size_t count) {
  std::vector<std::uint64_t> rows(count);
  for (std::size_t i = 0; i < count; ++i) rows[i] = first + i;
  return rows;
}

inline void RunRows(const Generator& generator, std::span<const std::uint64_t> rows,
                    Scratch* scratch, Column* out) {
  GenerateCall call;
  call.rows = rows;
  call.scratch = scratch;
  Status done = generator.Generate(call, out);
  ASSERT_TRUE(done.has_value()) << done.error().ToString();
  ASSERT_EQ(out->length(), rows.size());
  ASSERT_EQ(scratch->columns_used, 0u);
}

/// The cells as texts, `null` for null ones.
inline std::vector<std::string> CellTexts(const Column& column) {
  if (column.type().is_nested()) {
    std::vector<std::string> cells;
    for (std::size_t i = 0; i < column.length(); ++i) {
      cells.push_back(CellText(column, i));
    }
    return cells;
  }
  const Column& values = column.dictionary() ? *column.dictionary() : column;
  Column texts(DataType::Of(TypeId::kString));
  MakeRenderFunction(values.type(), TimestampText::kBlank)(values, &texts);
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < column.length(); ++i) {
    std::size_t at = column.dictionary() ? static_cast<std::size_t>(column.index(i)) : i;
    cells.push_back(column.IsValid(i) ? std::string(texts.text(at)) : "null");
  }
  return cells;
}

inline std::vector<std::string> CellsOf(const Generator& generator,
                                        std::span<const std::uint64_t> rows) {
  Scratch scratch;
  Column column;
  RunRows(generator, rows, &scratch, &column);
  return CellTexts(column);
}

}  // namespace testing_types
}  // namespace rowmill
