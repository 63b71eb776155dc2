#include <fmt/format.h>
#include <gtest/gtest.h>

#include "model/datagen/datagen.h"
#include "model/datagen/reading_internal.h"
#include "model/text/document.h"

namespace rowmill::datagen_model {

namespace {

OptionInfo Option(std::string_view name, OptionKind kind) {
  OptionInfo option;
  option.name = name;
  option.kind = kind;
  return option;
}

Info Type(std::string_view name, std::vector<OptionInfo> options) {
  Info info;
  info.name = name;
  info.options = std::move(options);
  return info;
}

std::vector<Info> TestTypes() {
  auto whole = [](std::string_view name) { return Option(name, OptionKind::kInt); };
  auto number = [](std::string_view name) { return Option(name, OptionKind::kNumber); };
  auto instant = [](std::string_view name) { return Option(name, OptionKind::kInstant); };
  auto decimal = [](std::string_view name) { return Option(name, OptionKind::kDecimal); };
  auto text = [](std::string_view name) { return Option(name, OptionKind::kText); };
  OptionInfo bits = Option("bits", OptionKind::kChoice);
  bits.choices = {"8", "16", "32", "64"};
  OptionInfo length = Option("length", OptionKind::kLength);
  length.min = 1;
  OptionInfo use_now = Option("use_now", OptionKind::kBool);
  OptionInfo regex = Option("regex", OptionKind::kText);
  regex.required = true;
  return {
      Type("integer", {bits, decimal("min"), decimal("max")}),
      Type("float", {number("min"), number("max")}),
      Type("boolean", {number("p")}),
      Type("string", {length}),
      Type("datagen.string_az", {length}),
      Type("datagen.csv",
           {Option("file", OptionKind::kText), Option("column", OptionKind::kText),
            Option("separator", OptionKind::kText),
            Option("filters", OptionKind::kTextList)}),
      Type("datagen.regex", {regex}),
      Type("bytes", {length}),
      Type("datagen.hash_md5", {length}),
      Type("internet.ipv4", {Option("cidr", OptionKind::kText)}),
      Type("id.uuid4", {}),
      Type("datagen.increment", {bits, whole("min")}),
      Type("datagen.timestamp", {text("min"), text("max")}),
      Type("datagen.birthdate", {instant("min"), instant("max")}),
      Type("datagen.date", {instant("min"), instant("max"), use_now}),
      Type("datagen.date_as_string", {Option("pattern", OptionKind::kText),
                                      instant("min"), instant("max"), use_now}),
  };
}

std::string PlaceText(const Error& error) {
  return fmt::format("{}:{} {} ", error.place.line, error.place.column, error.pointer);
}

}  // namespace

const Catalog& TestCatalog() {
  static const std::vector<Info> types = TestTypes();
  static const Catalog catalog = [] {
    Catalog made;
    for (const Info& info : types) made.types.Add(&info);
    return made;
  }();
  return catalog;
}

Result<Dataset> ReadModelText(std::string_view json) {
  ReadOptions options;
  options.catalog = &TestCatalog();
  options.name = "from-file";
  RM_ASSIGN_OR_RETURN(Node root, ParseJson(json));
  return ReadDatagen(root, json, options);
}

Result<Dataset> ReadFieldsText(std::string_view fields) {
  return ReadModelText(fmt::format("{{\"Fields\": [{}]}}", fields));
}

std::vector<std::string> FaultsOf(const Result<Dataset>& dataset) {
  std::vector<std::string> out;
  if (dataset) return out;
  for (const Error& error : dataset.error().Flatten()) {
    out.push_back(PlaceText(error) + error.message);
  }
  return out;
}

std::vector<std::string> MessagesOf(const Result<Dataset>& dataset) {
  std::vector<std::string> out;
  if (dataset) return out;
  for (const Error& error : dataset.error().Flatten()) out.push_back(error.message);
  return out;
}

std::vector<std::string> WarningsOf(const Result<Dataset>& dataset) {
  std::vector<std::string> out;
  if (!dataset) return {"not read: " + dataset.error().ToString()};
  for (const Error& error : dataset->warnings) out.push_back(error.message);
  return out;
}

std::string GeneratedText(const Result<Dataset>& dataset) {
  if (!dataset) return dataset.error().ToString();
  const Field& field = dataset->entities.at(0).fields.at(0);
  std::string out = field.source == SourceKind::kType ? field.type : "not a type";
  for (const auto& [name, value] : field.options.given()) {
    out += fmt::format(" {}={}", name, value.ScalarText());
  }
  return out;
}

std::string ChoicesText(const Result<Dataset>& dataset) {
  if (!dataset) return dataset.error().ToString();
  const Field& field = dataset->entities.at(0).fields.at(0);
  if (field.source != SourceKind::kValues || !field.modifiers.as) return "not values";
  std::string out = field.modifiers.as->ToString() + ":";
  for (const Choice& choice : field.choices) {
    out += fmt::format(" {}*{}", choice.value.ScalarText(), choice.weight);
  }
  return out;
}

}  // namespace rowmill::datagen_model
