// Structs and lists as JSON documents.

#include <fmt/format.h>

#include "gen/json_column.h"
#include "gen/nested_columns.h"

namespace rowmill {

namespace {

std::unique_ptr<Generator> MakeJson(const TypeContext& context, const Options& options,
                                    Faults* faults) {
  const bool fields = options.Has("fields");
  if (fields == options.Has("items")) {
    faults->Add(options.Fault(
        "", fmt::format("field '{}': a JSON document is made of either 'fields' (an "
                        "object) or 'items' (an array)",
                        context.field)));
    return nullptr;
  }
  if (fields && options.Has("length")) {
    faults->Add(options.Fault(
        "length", fmt::format("field '{}': 'length' belongs to 'items'", context.field)));
    return nullptr;
  }
  std::unique_ptr<Generator> tree = fields ? MakeStructGenerator(context, options, faults)
                                           : MakeListGenerator(context, options, faults);
  if (tree == nullptr) return nullptr;
  return MakeJsonColumn(std::move(tree));
}

}  // namespace

TypePlugin json_type() {
  return MakeNestingPlugin(
      "json", "string", "JSON documents: an object of fields, or an array of items.",
      {FieldsOption(false), ItemsOption(false), ItemsLengthOption()},
      "{ type: json, fields: { id: id.uuid4, tags: { type: list, items: text.word } } }",
      MakeJson);
}

}  // namespace rowmill
