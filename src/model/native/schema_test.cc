#include <gtest/gtest.h>

#include "model/dataset.h"
#include "model/test_catalog.h"
#include "model/text/document.h"

namespace rowmill {
namespace {

const Node& At(const Node& node, std::initializer_list<std::string_view> path) {
  const Node* at = &node;
  for (std::string_view step : path) {
    const Node* next = at->is_map() ? at->Find(step) : nullptr;
    if (next == nullptr) {
      ADD_FAILURE() << "no " << step;
      return *at;
    }
    at = next;
  }
  return *at;
}

TEST(NativeSchema, IsMadeFromTheCatalog) {
  Result<Node> schema = ParseJson(NativeSchema(TestCatalog()));
  ASSERT_TRUE(schema.has_value()) << schema.error().ToString();
  EXPECT_EQ(At(*schema, {"$schema"}).text,
            "https://json-schema.org/draft/2020-12/schema");
  EXPECT_FALSE(At(*schema, {"additionalProperties"}).boolean);
  const Node& integer = At(*schema, {"$defs", "type.integer"});
  EXPECT_EQ(WriteJson(At(integer, {"properties", "type"}), 0),
            "{\"enum\": [\"integer\", \"int\"]}");
  EXPECT_FALSE(At(integer, {"additionalProperties"}).boolean);
  EXPECT_EQ(At(integer, {"description"}).text, "A type.");
  EXPECT_EQ(WriteJson(At(integer, {"properties", "bits", "enum"}), 0),
            "[\"8\", 8, \"16\", 16, \"32\", 32, \"64\", 64]");
  const Node& precision =
      At(*schema, {"$defs", "type.decimal", "properties", "precision"});
  EXPECT_EQ(At(precision, {"minimum"}).integer, 1);
  EXPECT_EQ(At(precision, {"maximum"}).integer, 18);
  EXPECT_EQ(WriteJson(At(*schema, {"$defs", "type.text.pattern", "required"}), 0),
            "[\"type\", \"pattern\"]");
  for (const char* modifier :
       {"as", "null_rate", "hidden", "stream", "prefix", "suffix", "case_style",
        "description", "tags", "pii", "unique", "format", "locale"}) {
    At(integer, {"properties", modifier});
    At(*schema, {"$defs", "values", "properties", modifier});
    At(*schema, {"$defs", "values_file", "properties", modifier});
  }
  EXPECT_EQ(At(*schema, {"$defs", "field", "anyOf"}).items.size(),
            TestCatalog().types.all().size() + 7);
}

}  // namespace
}  // namespace rowmill
