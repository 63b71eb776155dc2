// The JSON Schema of `distribution`, from the table of model/distribution.h.
#include "model/distribution.h"

namespace rowmill {

namespace {

Node Text(std::string_view text) { return Node::Text(std::string(text)); }

Node OfType(std::initializer_list<std::string_view> names) {
  Node node = Node::Map();
  Node& types = node.Add("type", Node::List());
  for (std::string_view name : names) types.items.push_back(Text(name));
  return node;
}

Node ParameterSchema(const ParameterInfo& parameter) {
  Node node = OfType({"number", "string"});
  if (parameter.kind == ParameterKind::kNumber) {
    if (parameter.min > std::numeric_limits<double>::lowest()) {
      node.Add(parameter.above_min ? "exclusiveMinimum" : "minimum",
               Node::Number(parameter.min));
    }
    node.Add("maximum", Node::Number(parameter.max));
  }
  std::string doc(parameter.doc);
  if (!parameter.default_text.empty()) {
    doc += " Default: " + std::string(parameter.default_text) + ".";
  }
  node.Add("description", Node::Text(doc));
  return node;
}

Node WeightsSchema() {
  Node node = OfType({"object"});
  Node weight = OfType({"number", "string"});
  weight.Add("minimum", Node::Int(0));
  node.Add("additionalProperties", std::move(weight));
  node.Add("minProperties", Node::Int(1));
  return node;
}

Node PartsSchema() {
  Node properties = Node::Map();
  properties.Add("weight", OfType({"number", "string"})).Add("minimum", Node::Int(0));
  properties.Add("distribution", Node::Map())
      .Add("$ref", Node::Text("#/$defs/distribution"));
  Node part = OfType({"object"});
  part.Add("properties", std::move(properties));
  part.Add("required", Node::List()).items.push_back(Text("distribution"));
  part.Add("additionalProperties", Node::Bool(false));
  Node node = OfType({"array"});
  node.Add("items", std::move(part));
  node.Add("minItems", Node::Int(1));
  return node;
}

Node BodySchema(const DistributionInfo& info) {
  if (info.body == DistributionBody::kWeights) return WeightsSchema();
  if (info.body == DistributionBody::kParts) return PartsSchema();
  Node list = OfType({"array"});
  list.Add("items", OfType({"number", "string"}));
  if (info.body == DistributionBody::kPoints) {
    list.Add("minItems", Node::Int(2));
    return list;
  }
  list.Add("maxItems", Node::Int(static_cast<std::int64_t>(info.parameters.size())));
  Node map = OfType({"object"});
  Node& properties = map.Add("properties", Node::Map());
  for (const ParameterInfo& parameter : info.parameters) {
    properties.Add(std::string(parameter.name), ParameterSchema(parameter));
  }
  map.Add("additionalProperties", Node::Bool(false));
  Node node = Node::Map();
  Node& forms = node.Add("anyOf", Node::List());
  forms.items = {std::move(map), std::move(list), OfType({"number", "string"})};
  return node;
}

}  // namespace

Node DistributionSchema() {
  Node schema = Node::Map();
  schema.Add("description", Text("How the values are distributed."));
  Node& forms = schema.Add("anyOf", Node::List());
  Node names = Node::Map();
  Node& list = names.Add("enum", Node::List());
  for (const DistributionInfo& info : AllDistributions()) {
    list.items.push_back(Text(info.name));
  }
  forms.items.push_back(std::move(names));
  for (const DistributionInfo& info : AllDistributions()) {
    Node form = OfType({"object"});
    form.Add("description", Text(info.doc));
    form.Add("properties", Node::Map()).Add(std::string(info.name), BodySchema(info));
    form.Add("required", Node::List()).items.push_back(Text(info.name));
    form.Add("additionalProperties", Node::Bool(false));
    forms.items.push_back(std::move(form));
  }
  return schema;
}

}  // namespace rowmill
