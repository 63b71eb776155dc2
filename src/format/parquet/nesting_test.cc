// Leaves and levels of nested columns, against ones counted by hand. That readers get the
// same values back is tested in tests/readers.
#include "format/parquet/nesting.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rowmill::parquet {
namespace {

using testing::ElementsAre;

DataType ListOf(DataType item, bool nullable) {
  DataType type = DataType::Of(TypeId::kList);
  type.children = {{"item", std::move(item), nullable}};
  return type;
}

DataType MapOf(DataType key, DataType value, bool nullable) {
  DataType type = DataType::Of(TypeId::kMap);
  type.children = {{"key", std::move(key), false}, {"value", std::move(value), nullable}};
  return type;
}

DataType StructOf(std::vector<NamedType> children) {
  DataType type = DataType::Of(TypeId::kStruct);
  type.children = std::move(children);
  return type;
}

const DataType kInt = DataType::Of(TypeId::kInt32);
const DataType kText = DataType::Of(TypeId::kString);

TEST(Nesting, ElementsAndLeaves) {
  Schema schema;
  schema.fields = {
      {"id", kInt, {}},
      {"m", MapOf(kText, ListOf(kInt, true), false), {}},
      {"s", StructOf({{"a", kInt, true}, {"b", kText, false}}), {.nullable = true}}};
  Nesting nesting = NestingOf(schema);
  std::vector<std::string> elements;
  for (const SchemaElement& element : nesting.elements) {
    elements.push_back(element.name + " " + "roR"[static_cast<int>(element.repetition)] +
                       " " + std::to_string(element.children));
  }
  EXPECT_THAT(elements,
              ElementsAre("id r 0", "m r 1", "key_value R 2", "key r 0", "value r 1",
                          "list R 1", "element o 0", "s o 2", "a o 0", "b r 0"));
  ASSERT_EQ(nesting.leaves.size(), 5u);
  EXPECT_THAT(nesting.first_leaf, ElementsAre(0, 1, 3, 5));
  EXPECT_FALSE(nesting.leaves[0].nested);
  const Leaf& items = nesting.leaves[2];
  EXPECT_THAT(items.path, ElementsAre("m", "key_value", "value", "list", "element"));
  EXPECT_EQ(items.max_definition, 3);
  EXPECT_EQ(items.max_repetition, 2);
  EXPECT_EQ(nesting.leaves[3].max_definition, 2);
  EXPECT_EQ(nesting.leaves[4].max_definition, 1);
  EXPECT_EQ(nesting.leaves[4].max_repetition, 0);
}

void SetOffsets(std::vector<std::int32_t> ends, Column* column) {
  std::copy(ends.begin(), ends.end(), column->ResizeOffsets(ends.size()) + 1);
}

std::vector<int> Levels(const std::vector<std::uint8_t>& levels) {
  return {levels.begin(), levels.end()};
}

TEST(Nesting, LevelsOfListsOfLists) {
  // [[1, null], []], null, [], [[2], [3, 4]]
  DataType type = ListOf(ListOf(kInt, true), false);
  Column column(type);
  SetOffsets({2, 2, 2, 4}, &column);
  column.MakeValidity()[0] = 0b1101;
  column.children().emplace_back(type.children[0].type);
  Column& inner = column.children()[0];
  SetOffsets({2, 2, 3, 5}, &inner);
  inner.children().emplace_back(kInt);
  Column& items = inner.children()[0];
  std::int32_t* values = items.ResizeValues<std::int32_t>(5);
  const std::int32_t kValues[] = {1, 99, 2, 3, 4};
  std::copy_n(kValues, 5, values);
  items.MakeValidity()[0] = 0b11101;

  Shredder shredder;
  ASSERT_TRUE(shredder.Shred(column, true));
  const LeafTile& leaf = shredder.leaves()[0];
  EXPECT_EQ(leaf.entries, 8u);
  EXPECT_THAT(Levels(leaf.definition), ElementsAre(4, 3, 2, 0, 1, 4, 4, 4));
  EXPECT_THAT(Levels(leaf.repetition), ElementsAre(0, 2, 1, 0, 0, 0, 1, 2));
  ASSERT_EQ(leaf.values->length(), 4u);
  EXPECT_EQ(leaf.values->values<std::int32_t>()[1], 2);
  EXPECT_FALSE(shredder.Shred(column, false));
}

TEST(Nesting, NullStructsHideTheirMembers) {
  DataType type = StructOf({{"a", kInt, false}, {"t", kText, true}});
  Column column(type);
  column.set_length(3);
  column.MakeValidity()[0] = 0b101;
  column.children().emplace_back(kInt);
  std::int32_t* values = column.children()[0].ResizeValues<std::int32_t>(3);
  for (int i = 0; i < 3; ++i) values[i] = i;
  column.children().emplace_back(kText);
  for (const char* text : {"x", "y", "z"}) column.children()[1].AppendText(text);
  column.children()[1].MakeValidity()[0] = 0b110;

  Shredder shredder;
  ASSERT_TRUE(shredder.Shred(column, true));
  ASSERT_EQ(shredder.leaves().size(), 2u);
  EXPECT_THAT(Levels(shredder.leaves()[0].definition), ElementsAre(1, 0, 1));
  EXPECT_EQ(shredder.leaves()[0].values->values<std::int32_t>()[1], 2);
  EXPECT_THAT(Levels(shredder.leaves()[1].definition), ElementsAre(1, 0, 2));
  ASSERT_EQ(shredder.leaves()[1].values->length(), 1u);
  EXPECT_EQ(shredder.leaves()[1].values->text(0), "z");
}

}  // namespace
}  // namespace rowmill::parquet
