#include "model/datagen/datagen.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "base/limits.h"
#include "model/datagen/reading_internal.h"

namespace rowmill {
namespace {

using datagen_model::FaultsOf;
using datagen_model::MessagesOf;
using datagen_model::ReadFieldsText;
using datagen_model::ReadModelText;
using datagen_model::WarningsOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

TEST(Datagen, OneEntityNamedLikeTheModel) {
  auto dataset = ReadModelText(R"({"model_name": "shop",
      "Fields": [{"name": "b", "type": "UUID"}, {"name": "a", "type": "IP"}]})");
  ASSERT_TRUE(dataset) << dataset.error().ToString();
  EXPECT_EQ(dataset->name, "shop");
  EXPECT_EQ(dataset->datagen->model_name, "shop");
  ASSERT_EQ(dataset->entities.size(), 1u);
  const Entity& entity = dataset->entities[0];
  EXPECT_EQ(entity.name, "shop");
  EXPECT_FALSE(entity.rows.given());
  ASSERT_EQ(entity.fields.size(), 2u);
  EXPECT_EQ(entity.fields[0].name, "b");
  EXPECT_EQ(entity.fields[1].pointer, "/Fields/1");
  EXPECT_EQ(entity.fields[1].place.line, 2);
  EXPECT_THAT(dataset->warnings, IsEmpty());
}

TEST(Datagen, ModelName) {
  auto name = [](std::string_view member) {
    auto dataset = ReadModelText(
        fmt::format(R"({{{} "Fields": [{{"name": "f", "type": "UUID"}}]}})", member));
    return dataset ? dataset->name + " " + dataset->datagen->model_name
                   : MessagesOf(dataset).at(0);
  };
  EXPECT_EQ(name(""), "from-file ");
  EXPECT_EQ(name(R"("model_name": "",)"), "from-file ");
  EXPECT_EQ(name(R"("model_name": null,)"), "from-file ");
  EXPECT_EQ(name(R"("ModelName": "a",)"), "a a");
  EXPECT_EQ(name(R"("model_name": 7,)"), "7 7");
  EXPECT_EQ(name(R"("model_name": "../x\\y",)"), ".._x_y ../x\\y");
  EXPECT_EQ(name(R"("model_name": "..",)"), "__ ..");
  EXPECT_EQ(name(R"("model_name": [],)"), "model_name takes a text, not a list");
  EXPECT_EQ(name(R"("model_name": "a\nb",)"), "model_name has a control character");
  EXPECT_EQ(name(fmt::format(R"("model_name": "{}",)", std::string(1025, 'a'))),
            "model_name is longer than 1024 bytes");
}

TEST(Datagen, ModelsWithoutFields) {
  EXPECT_THAT(MessagesOf(ReadModelText("{}")), ElementsAre("the model has no Fields"));
  EXPECT_THAT(MessagesOf(ReadModelText(R"({"Fields": null})")),
              ElementsAre("the model has no Fields"));
  EXPECT_THAT(FaultsOf(ReadModelText(R"({"fields": []})")),
              ElementsAre("1:12 /fields the model has no fields: Fields is empty"));
  EXPECT_THAT(MessagesOf(ReadModelText(R"({"Fields": {"f": 1}})")),
              ElementsAre("Fields takes a list, not a map"));
  EXPECT_THAT(MessagesOf(ReadModelText(R"({"Fields": "f"})")),
              ElementsAre("Fields takes a list, not 'f'"));
  EXPECT_THAT(MessagesOf(ReadFieldsText(R"({"name": "f", "type": "IP", "ghost": true})")),
              ElementsAre("all fields are ghosts: nothing would be written"));
}

TEST(Datagen, WhatIsNoObjectStartsWithDatagensSentence) {
  for (std::string_view text : {"[]", "1", "\"x\"", "null"}) {
    EXPECT_THAT(MessagesOf(ReadModelText(text)),
                ElementsAre(StartsWith(
                    "Error with Model File - Verify its path and structure: ")));
  }
}

TEST(Datagen, NamesOfFields) {
  EXPECT_THAT(FaultsOf(ReadFieldsText(
                  "\n{\"type\": \"IP\"},\n{\"name\": \"\", \"type\": \"IP\"},\n"
                  "{\"name\": [], \"type\": \"IP\"},\n"
                  "{\"name\": \"a\", \"type\": \"IP\"},\n"
                  "{\"name\": \"a\", \"type\": \"IP\"}, 7")),
              ElementsAre("2:1 /Fields/0 a field has no name",
                          "3:1 /Fields/1 a field has no name",
                          "4:10 /Fields/2 name of a field is a list",
                          "6:1 /Fields/4/name field 'a': name is used before, at line 5",
                          "6:30 /Fields/5 a field is an object, not '7'"));
  auto number = ReadFieldsText(R"({"name": 12, "type": "IP"})");
  ASSERT_TRUE(number);
  EXPECT_EQ(number->entities[0].fields[0].name, "12");
  auto longest = ReadFieldsText(
      fmt::format(R"({{"name": "{}", "type": "IP"}})", std::string(1025, 'a')));
  ASSERT_FALSE(longest);
  EXPECT_EQ(longest.error().code, ErrorCode::kTooLarge);
}

TEST(Datagen, AllFaultsAtOnceAndNotBuiltOnlyWhenThereIsNothingElse) {
  auto dataset = ReadModelText(R"({"Fields": [
    {"name": "a", "type": "NAME"},
    {"name": "b", "type": "INTEGER", "min": "x", "max": "y"},
    {"name": "c", "type": "NOPE", "ghost": "perhaps"}],
    "Options": {"CSV_HEADER": 3}})");
  ASSERT_FALSE(dataset);
  EXPECT_EQ(dataset.error().code, ErrorCode::kInvalidModel);
  EXPECT_THAT(MessagesOf(dataset),
              ElementsAre("field 'a': type NAME is not built yet",
                          "field 'b': min is not a whole number: 'x'",
                          "field 'b': max is not a whole number: 'y'",
                          "field 'c': unknown type: 'NOPE'",
                          "field 'c': ghost is not true or false: 'perhaps'",
                          "Options: CSV_HEADER takes true or false, not '3'"));
}

TEST(Datagen, TooManyFields) {
  Node root = Node::Map();
  Node& fields = root.Add("Fields", Node::List());
  fields.items.resize(limits::kFieldsMax + 1, Node::Map());
  ReadOptions options;
  options.catalog = &datagen_model::TestCatalog();
  auto dataset = ReadDatagen(root, "", options);
  ASSERT_FALSE(dataset);
  EXPECT_EQ(dataset.error().code, ErrorCode::kTooLarge);
}

TEST(Datagen, SubstituteModelName) {
  EXPECT_EQ(SubstituteModelName("/tmp/MODEL_NAME/", "shop"), "/tmp/shop/");
  EXPECT_EQ(SubstituteModelName("MODEL_NAMEMODEL_NAME", "a"), "aa");
  EXPECT_EQ(SubstituteModelName("model_name", "a"), "model_name");
  EXPECT_EQ(SubstituteModelName("datagen_MODEL_NAME", "my shop/é"), "datagen_my_shop__");
  EXPECT_EQ(SubstituteModelName("/d/MODEL_NAME/", ".."), "/d/__/");
  EXPECT_EQ(SubstituteModelName("MODEL_NAME", "v1.2-b_c"), "v1.2-b_c");
  EXPECT_EQ(SubstituteModelName("MODEL_NAME", "MODEL_NAME"), "MODEL_NAME");
  EXPECT_EQ(SubstituteModelName("", "a"), "");
}

/// The documentation's own example must read without a word.
TEST(Datagen, TheExampleOfTheDocumentationIsRead) {
  std::ifstream file(std::filesystem::path(ROWMILL_SOURCE_DIR) / "docs" /
                     "datagen-models.md");
  std::ostringstream text;
  text << file.rdbuf();
  std::string page = text.str();
  std::size_t begin = page.find("```json\n");
  ASSERT_NE(begin, std::string::npos);
  begin += 8;
  auto dataset = ReadModelText(page.substr(begin, page.find("```", begin) - begin));
  EXPECT_THAT(WarningsOf(dataset), IsEmpty());
  EXPECT_EQ(dataset->entities[0].fields.size(), 5u);
}

// ---- The public models ----

std::filesystem::path SharedModels() {
  return std::filesystem::path(ROWMILL_SOURCE_DIR) / ".." / "shared" / "models";
}

std::string ReadWhole(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// `n NAME` or `n link` of every fault; anything else as it is.
std::set<std::string> NotBuiltOf(const Result<Dataset>& dataset) {
  constexpr std::string_view kEnd = " is not built yet";
  std::set<std::string> out;
  for (std::string text : MessagesOf(dataset)) {
    if (text.starts_with("field '") && text.ends_with(kEnd)) {
      text = text.substr(7, text.size() - 7 - kEnd.size());
      std::size_t quote = text.find("': ");
      std::string what = text.substr(quote + 3);
      text = text.substr(0, quote) + " " +
             (what.starts_with("type ") ? what.substr(5) : what);
    }
    out.insert(text);
  }
  return out;
}

/// What each model asks for that is not built yet. Empty = reads.
const std::map<std::string, std::set<std::string>>& ExpectedNotBuilt() {
  static const std::set<std::string> customer = {
      "name NAME", "city CITY", "email conditionals", "phone_number PHONE"};
  static const std::set<std::string> full = {
      "name NAME",          "city CITY",         "email EMAIL",
      "phone_number PHONE", "address injection", "importance_customer_rate formula"};
  static const std::set<std::string> sensor_weather = {"city CITY"};
  static const std::map<std::string, std::set<std::string>> expected = {
      {"sensor-model.json", {}},
      {"sensor-data-model.json", {}},
      {"customer-france-model.json", customer},
      {"customer-japan-model.json", customer},
      {"customer-usa-model.json", customer},
      {"example-full-model.json", full},
      {"example-full-model-noblob.json", full},
      {"example-model.json", {"name NAME"}},
      {"example-model-ai.json",
       {"name NAME", "birthday_wish_bedrock BEDROCK", "birthday_wish_ollama OLLAMA",
        "birthday_wish_openai OPEN_AI"}},
      {"incident-model.json", {"city CITY"}},
      {"weather-sensor-model.json", sensor_weather},
      {"weather-model.json", {"city CITY", "rain conditionals"}},
      {"full-model.json",
       {"userEmail EMAIL", "name NAME", "country COUNTRY", "formula_1 formula",
        "condition_2 conditionals", "city CITY", "phone_number PHONE",
        "email_from_name injection", "birthday_wish OLLAMA"}},
  };
  return expected;
}

TEST(SharedModels, EachReadsOrListsAllThatIsNotBuilt) {
  if (!std::filesystem::is_directory(SharedModels())) {
    GTEST_SKIP() << "no public models at ../shared/models";
  }
  std::size_t seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator(SharedModels())) {
    if (entry.path().extension() != ".json") continue;
    std::string file = entry.path().filename().string();
    auto dataset = ReadModelText(ReadWhole(entry.path()));
    auto expected = ExpectedNotBuilt().find(file);
    ASSERT_NE(expected, ExpectedNotBuilt().end()) << file;
    EXPECT_EQ(NotBuiltOf(dataset), expected->second) << file;
    if (!dataset) {
      EXPECT_EQ(dataset.error().code, ErrorCode::kNotBuilt) << file;
    }
    ++seen;
  }
  EXPECT_EQ(seen, ExpectedNotBuilt().size());
}

TEST(SharedModels, TheSensorModelsAreRead) {
  if (!std::filesystem::is_directory(SharedModels())) {
    GTEST_SKIP() << "no public models at ../shared/models";
  }
  auto sensor = ReadModelText(ReadWhole(SharedModels() / "sensor-model.json"));
  EXPECT_THAT(WarningsOf(sensor),
              ElementsAre("field 'sensor_id': max is not used by the type "
                          "INCREMENT_INTEGER"));
  EXPECT_EQ(sensor->entities[0].fields.size(), 3u);
  EXPECT_EQ(sensor->entities[0].fields[1].choices.size(), 7u);
  EXPECT_EQ(sensor->datagen->table_names.size(), 17u);
  auto data = ReadModelText(ReadWhole(SharedModels() / "sensor-data-model.json"));
  EXPECT_THAT(WarningsOf(data), IsEmpty());
  EXPECT_EQ(data->datagen->options.size(), 2u);
}

}  // namespace
}  // namespace rowmill
