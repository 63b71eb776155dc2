#include "model/dataset.h"
#include "model/native/keys.h"
#include "model/text/document.h"

namespace rowmill {

namespace {

constexpr const char* kDraft = "https://json-schema.org/draft/2020-12/schema";
/// What ParseCount reads.
constexpr const char* kCountPattern =
    "^[+-]?[0-9][0-9_]*(\\.[0-9_]+)?([eE][+-]?[0-9]+)?[kKMGT]?$";
constexpr const char* kNumberPattern = "^[+-]?[0-9_]*(\\.[0-9_]*)?([eE][+-]?[0-9]+)?$";
constexpr const char* kBytesPattern =
    "^[0-9][0-9_.]*([eE][+-]?[0-9]+)? *[kKMGT]?i?[bB]?$";
constexpr const char* kNamePattern = "^[^/\\\\.][^/\\\\]*$";
constexpr const char* kFieldNamePattern = "^[^\\u0000-\\u001f]+$";
constexpr const char* kVarPattern = "^[A-Za-z_][A-Za-z0-9_]*$";

Node Text(std::string_view text) { return Node::Text(std::string(text)); }

template <typename List>
Node Texts(const List& list) {
  Node node = Node::List();
  for (const auto& item : list) node.items.push_back(Text(item));
  return node;
}

Node Types(std::initializer_list<std::string_view> names) {
  return names.size() == 1 ? Text(*names.begin()) : Texts(names);
}

Node OfType(std::initializer_list<std::string_view> names, std::string_view doc = {}) {
  Node node = Node::Map();
  node.Add("type", Types(names));
  if (!doc.empty()) node.Add("description", Text(doc));
  return node;
}

Node Reference(std::string_view name) {
  Node node = Node::Map();
  node.Add("$ref", Node::Text("#/$defs/" + std::string(name)));
  return node;
}

/// A closed map: keys that are not listed are errors.
Node ClosedMap(Node properties, std::initializer_list<std::string_view> required = {}) {
  Node node = OfType({"object"});
  node.Add("properties", std::move(properties));
  if (required.size() > 0) node.Add("required", Texts(required));
  node.Add("additionalProperties", Node::Bool(false));
  return node;
}

Node MapOf(Node value, std::string_view name_pattern, std::int64_t at_least = 0) {
  Node node = OfType({"object"});
  if (!name_pattern.empty()) {
    node.Add("propertyNames", Node::Map()).Add("pattern", Text(name_pattern));
  }
  node.Add("additionalProperties", std::move(value));
  if (at_least > 0) node.Add("minProperties", Node::Int(at_least));
  return node;
}

Node OneOf(std::vector<Node> choices, std::string_view keyword = "anyOf") {
  Node node = Node::Map();
  Node& list = node.Add(std::string(keyword), Node::List());
  list.items = std::move(choices);
  return node;
}

Node Bound(double value) {
  bool whole = value == static_cast<double>(static_cast<std::int64_t>(value));
  return whole ? Node::Int(static_cast<std::int64_t>(value)) : Node::Number(value);
}

/// Bounds that are not simply those of the number's type.
void AddBounds(const OptionInfo& option, Node* node) {
  bool whole = option.kind != OptionKind::kNumber;
  double widest = whole ? 9.2e18 : 1e308;
  if (option.min > -widest) node->Add("minimum", Bound(option.min));
  if (option.max < widest) node->Add("maximum", Bound(option.max));
}

Node CountSchema(const OptionInfo& option) {
  Node node = OfType({"integer", "string"});
  AddBounds(option, &node);
  node.Add("pattern", Text(kCountPattern));
  return node;
}

Node LengthSchema(const OptionInfo& option) {
  Node range = Node::Map();
  range.Add("min", CountSchema(option));
  range.Add("max", CountSchema(option));
  return OneOf({CountSchema(option), ClosedMap(std::move(range), {"max"})});
}

Node ChoiceSchema(const OptionInfo& option) {
  // Choices may be numbers (`bits: 32`) and are compared as text.
  Node node = Node::Map();
  Node& values = node.Add("enum", Node::List());
  for (std::string_view choice : option.choices) {
    values.items.push_back(Text(choice));
    Node resolved = ResolvePlainScalar(choice);
    if (resolved.is_number() || resolved.kind == NodeKind::kBool) {
      values.items.push_back(std::move(resolved));
    }
  }
  return node;
}

Node KindSchema(const OptionInfo& option) {
  switch (option.kind) {
    case OptionKind::kBool: {
      Node node = Node::Map();
      Node& values = node.Add("enum", Node::List());
      values.items = {Node::Bool(true), Node::Bool(false), Text("true"), Text("false")};
      return node;
    }
    case OptionKind::kInt:
    case OptionKind::kUInt64:
      return CountSchema(option);
    case OptionKind::kNumber: {
      Node node = OfType({"number", "string"});
      AddBounds(option, &node);
      node.Add("pattern", Text(kNumberPattern));
      return node;
    }
    case OptionKind::kDecimal: {
      Node node = OfType({"number", "string"});
      node.Add("pattern", Text("^[+-]?[0-9_]*\\.?[0-9_]*$"));
      return node;
    }
    case OptionKind::kText:
      return OfType({"string", "number", "boolean"});
    case OptionKind::kChoice:
      return ChoiceSchema(option);
    case OptionKind::kInstant: {
      Node node = OfType({"string"});
      node.Add("pattern", Text("^(now|[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].*)?)$"));
      return node;
    }
    case OptionKind::kBytes: {
      Node node = OfType({"integer", "string"});
      AddBounds(option, &node);
      node.Add("pattern", Text(kBytesPattern));
      return node;
    }
    case OptionKind::kLength:
      return LengthSchema(option);
    case OptionKind::kTextList: {
      Node list = OfType({"array"});
      list.Add("items", OfType({"string", "number", "boolean"}));
      list.Add("minItems", Node::Int(1));
      return OneOf({OfType({"string", "number", "boolean"}), std::move(list)});
    }
    case OptionKind::kItem:
      return Reference("field");
    case OptionKind::kFields:
      return MapOf(Reference("field"), kFieldNamePattern, 1);
    case OptionKind::kRaw:
      return Node::Map();
  }
  return Node::Map();
}

Node OptionSchema(const OptionInfo& option) {
  Node node = KindSchema(option);
  std::string doc(option.doc);
  if (!option.unit.empty()) doc += " Unit: " + std::string(option.unit) + ".";
  if (!option.default_text.empty()) {
    doc += " Default: " + std::string(option.default_text) + ".";
  }
  if (!doc.empty()) node.Add("description", Node::Text(doc));
  if (!option.example.empty()) {
    node.Add("examples", Node::List()).items.push_back(Text(option.example));
  }
  return node;
}

/// The modifiers every field may have.
Node ModifierProperties() {
  Node map = Node::Map();
  map.Add("as", OfType({"string"},
                       "Output type, such as int32, decimal(12,2) or timestamp(us)."));
  Node rate = OfType({"number", "string"}, "Part of the rows that are null.");
  rate.Add("minimum", Node::Int(0));
  rate.Add("maximum", Node::Int(1));
  rate.Add("pattern", Text(kNumberPattern));
  map.Add("null_rate", std::move(rate));
  map.Add("unique", OfType({"boolean"}, "Every value at most once."));
  map.Add("hidden", OfType({"boolean"}, "Computed, not written."));
  map.Add("stream",
          OfType({"string", "number"}, "Fields with the same stream share their draws."));
  map.Add("format",
          OfType({"string", "number"},
                 "Text form of numbers (.2f, 08d, L), dates and times (%d.%m.%Y)."));
  map.Add("locale", OfType({"string"}, "Locale of the words, or of the format."));
  map.Add("prefix", OfType({"string", "number", "boolean"}, "Text before every value."));
  map.Add("suffix", OfType({"string", "number", "boolean"}, "Text behind every value."));
  Node style = Node::Map();
  style.Add("enum", Texts(keys::kCaseStyles));
  style.Add("description", Text("Letter case of text values."));
  map.Add("case_style", std::move(style));
  map.Add("description", OfType({"string", "number", "boolean"}, "For people."));
  Node tags = OfType({"array"});
  tags.Add("items", OfType({"string", "number", "boolean"}));
  map.Add("tags", OneOf({OfType({"string"}), std::move(tags)}));
  map.Add("pii", OfType({"string", "number", "boolean"},
                        "Kind of personal data that the values imitate."));
  return map;
}

std::vector<std::string_view> NamesOf(const Info& info) {
  std::vector<std::string_view> names = {info.name};
  names.insert(names.end(), info.aliases.begin(), info.aliases.end());
  return names;
}

/// `distribution`, and the parameters that may stand beside its name.
void AddDistribution(const Info& info, Node* properties) {
  properties->Add("distribution", Reference("distribution"));
  for (const DistributionInfo& distribution : AllDistributions()) {
    for (const ParameterInfo& parameter : distribution.parameters) {
      if (FindOption(info, parameter.name) != nullptr) continue;
      if (properties->Find(parameter.name) != nullptr) continue;
      properties->Add(std::string(parameter.name),
                      OfType({"number", "string"}, "Parameter of the distribution."));
    }
  }
}

Node CorrelateSchema() {
  Node numbers = OfType({"array"});
  Node& number = numbers.Add("items", OfType({"number"}));
  number.Add("minimum", Node::Int(-1));
  number.Add("maximum", Node::Int(1));
  Node matrix =
      OfType({"array"}, "Correlations of the normal scores, ones in the diagonal.");
  matrix.Add("items", std::move(numbers));
  Node fields = OfType({"array"});
  fields.Add("items", OfType({"string", "number"}));
  fields.Add("minItems", Node::Int(2));
  Node properties = Node::Map();
  properties.Add("fields", std::move(fields));
  properties.Add("matrix", std::move(matrix));
  Node list = OfType({"array"}, "Groups of fields whose values are correlated.");
  list.Add("items", ClosedMap(std::move(properties), {"fields", "matrix"}));
  return list;
}

Node TypeSchema(const Info& info, const Node& modifiers) {
  Node properties = Node::Map();
  Node names = Node::Map();
  names.Add("enum", Texts(NamesOf(info)));
  properties.Add("type", std::move(names));
  for (const OptionInfo& option : info.options) {
    Node schema = OptionSchema(option);
    for (std::string_view alias : option.aliases)
      properties.Add(std::string(alias), schema);
    properties.Add(std::string(option.name), std::move(schema));
  }
  for (const auto& [name, schema] : modifiers.members) {
    if (FindOption(info, name) == nullptr) properties.Add(name, schema);
  }
  if (info.distributed) AddDistribution(info, &properties);
  Node node = ClosedMap(std::move(properties));
  Node& required = node.Add("required", Node::List());
  required.items.push_back(Text("type"));
  for (const OptionInfo& option : info.options) {
    if (option.required && option.aliases.empty())
      required.items.push_back(Text(option.name));
  }
  if (!info.summary.empty()) node.Add("description", Text(info.summary));
  return node;
}

Node ValuesSchema(const Node& modifiers) {
  Node scalar = OfType({"string", "number", "boolean"});
  Node weight = OfType({"number", "string"});
  weight.Add("minimum", Node::Int(0));
  weight.Add("pattern", Text(kNumberPattern));
  Node pair = Node::Map();
  pair.Add("value", scalar);
  pair.Add("weight", weight);
  Node list = OfType({"array"}, "Equally likely values, or entries with weights.");
  list.Add("items", OneOf({scalar, ClosedMap(std::move(pair), {"value"})}));
  list.Add("minItems", Node::Int(1));
  Node properties = Node::Map();
  properties.Add("values", OneOf({std::move(list), MapOf(std::move(weight), "", 1)}));
  for (const auto& [name, schema] : modifiers.members) properties.Add(name, schema);
  Node node = ClosedMap(std::move(properties), {"values"});
  node.Add("description", Text("A choice from given values, by weight."));
  return node;
}

Node ValuesFileSchema(const Node& modifiers) {
  Node properties = Node::Map();
  Node file = OfType({"string"}, "Path of a CSV file, relative to the model's folder.");
  file.Add("minLength", Node::Int(1));
  properties.Add("values", std::move(file));
  properties.Add("column", OfType({"string", "number", "boolean"},
                                  "Column of the values; default: the only one."));
  properties.Add("weight",
                 OfType({"string", "number", "boolean"}, "Column of the weights."));
  properties.Add("separator", OfType({"string", "number"}, "Default: a comma."));
  for (const auto& [name, schema] : modifiers.members) properties.Add(name, schema);
  Node node = ClosedMap(std::move(properties), {"values"});
  node.Add("description", Text("A choice from the rows of a CSV file, by weight."));
  return node;
}

Node LinkSchema(const Node& modifiers) {
  Node link = OfType({"string"}, "field.attribute of a field that draws a record.");
  link.Add("pattern", Text("^.+\\..+$"));
  Node properties = Node::Map();
  properties.Add("link", std::move(link));
  for (const auto& [name, schema] : modifiers.members) properties.Add(name, schema);
  Node node = ClosedMap(std::move(properties), {"link"});
  node.Add("description", Text("An attribute of the record another field draws."));
  return node;
}

Node ComputedSchema(std::string_view source, std::string_view text,
                    const Node& modifiers) {
  Node properties = Node::Map();
  properties.Add(std::string(source), OfType({"string", "number", "boolean"}, text));
  for (const auto& [name, schema] : modifiers.members) properties.Add(name, schema);
  Node node = ClosedMap(std::move(properties), {source});
  node.Add("description", Text("Computed from other fields of the row."));
  return node;
}

Node UseSchema() {
  Node node = OfType({"object"}, "A definition, with some of its keys replaced.");
  Node& properties = node.Add("properties", Node::Map());
  properties.Add("use", OfType({"string"}, "Name of the definition."));
  for (std::string_view source : keys::kSource) {
    if (source != "use") properties.Add(std::string(source), Node::Bool(false));
  }
  node.Add("required", Texts(std::initializer_list<std::string_view>{"use"}));
  return node;
}

Node Definitions(const Catalog& catalog) {
  Node modifiers = ModifierProperties();
  Node defs = Node::Map();
  std::vector<Node> forms;
  std::vector<std::string_view> names;
  for (const Info* info : catalog.types.all()) {
    for (std::string_view name : NamesOf(*info)) names.push_back(name);
    std::string key = "type." + std::string(info->name);
    defs.Add(key, TypeSchema(*info, modifiers));
    forms.push_back(Reference(key));
  }
  Node type_name = Node::Map();
  type_name.Add("enum", Texts(names));
  type_name.Add("description", Text("Name of a type, without options."));
  defs.Add("type_name", std::move(type_name));
  defs.Add("values", ValuesSchema(modifiers));
  defs.Add("values_file", ValuesFileSchema(modifiers));
  defs.Add("formula",
           ComputedSchema("formula", "An expression over other fields of the row.",
                          modifiers));
  defs.Add("template",
           ComputedSchema("template", "A text with places like {name}.", modifiers));
  defs.Add("link", LinkSchema(modifiers));
  defs.Add("use", UseSchema());
  defs.Add("distribution", DistributionSchema());
  forms.insert(forms.begin(), Reference("type_name"));
  forms.push_back(Reference("values"));
  forms.push_back(Reference("values_file"));
  forms.push_back(Reference("formula"));
  forms.push_back(Reference("template"));
  forms.push_back(Reference("link"));
  forms.push_back(Reference("use"));
  defs.Add("field", OneOf(std::move(forms)));
  return defs;
}

Node EntitySchema() {
  Node properties = Node::Map();
  properties.Add("description", OfType({"string", "number", "boolean"}));
  properties.Add("rows", OfType({"integer", "number", "string"},
                                "Number of rows, or an expression over vars."));
  properties.Add("fixed",
                 OfType({"boolean"}, "--scale does not change the number of rows."));
  properties.Add("locale", OfType({"string"}));
  Node names = OfType({"array"});
  names.Add("items", OfType({"string"}));
  Node countries = OfType({"array"});
  countries.Add("items", OfType({"string", "integer"}));
  countries.Add("minItems", Node::Int(1));
  properties.Add("countries",
                 OneOf({OfType({"string", "integer"}), std::move(countries)}));
  properties.Add("primary_key", OneOf({OfType({"string"}), std::move(names)}));
  properties.Add("correlate", CorrelateSchema());
  properties.Add("fields", MapOf(Reference("field"), kFieldNamePattern, 1));
  return ClosedMap(std::move(properties), {"fields"});
}

Node DatagenSchema() {
  Node properties = Node::Map();
  Node scalar = OfType({"string", "number", "boolean"});
  properties.Add("model_name", scalar);
  properties.Add("table_names", MapOf(scalar, ""));
  properties.Add("options", MapOf(scalar, ""));
  return ClosedMap(std::move(properties));
}

Node IncludeSchema() {
  Node list = OfType({"array"});
  list.Add("items", OfType({"string"}));
  Node node = OneOf({OfType({"string"}), std::move(list)});
  node.Add("description", Text("Files with entities, vars and definitions, relative and "
                               "below the model's folder."));
  return node;
}

Node RootProperties() {
  Node properties = Node::Map();
  Node version = Node::Map();
  version.Add("const", Node::Int(1));
  version.Add("description", Text("Version of the model language."));
  properties.Add("rowmill", std::move(version));
  properties.Add("recipe", Node::Map()).Add("const", Node::Int(1));
  Node name = OfType({"string", "number", "boolean"}, "Default: the file's name.");
  name.Add("pattern", Text(kNamePattern));
  properties.Add("name", std::move(name));
  Node seed = OfType({"integer", "string"}, "Every value depends on it. Default: 0.");
  seed.Add("minimum", Node::Int(0));
  seed.Add("maximum", Node::UInt(UINT64_MAX));
  properties.Add("seed", std::move(seed));
  properties.Add("locale", OfType({"string"}, "Default: en-US."));
  properties.Add("now", OfType({"string"}, "The one frozen moment of a run."));
  properties.Add("dictionaries",
                 OfType({"string"}, "Folder of tables, below the model's folder."));
  properties.Add("vars", MapOf(OfType({"string", "number", "boolean"}), kVarPattern));
  properties.Add("include", IncludeSchema());
  properties.Add("x-datagen", DatagenSchema());
  properties.Add("definitions", MapOf(Reference("field"), "", 0));
  properties.Add("entities", MapOf(EntitySchema(), kNamePattern, 0));
  return properties;
}

}  // namespace

std::string NativeSchema(const Catalog& catalog) {
  Node root = Node::Map();
  root.Add("$schema", Text(kDraft));
  root.Add("title", Text("Rowmill model, version 1"));
  Node map = ClosedMap(RootProperties(), {"rowmill"});
  for (auto& [key, value] : map.members) root.Add(key, std::move(value));
  root.Add("anyOf", Node::List()).items = {Node::Map(), Node::Map()};
  root.members.back().second.items[0].Add("required", Node::List()).items = {
      Text("entities")};
  root.members.back().second.items[1].Add("required", Node::List()).items = {
      Text("include")};
  root.Add("$defs", Definitions(catalog));
  return WriteJson(root, 2);
}

}  // namespace rowmill
