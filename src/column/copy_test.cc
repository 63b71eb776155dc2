// Rows appended and taken: every layout, nulls on either side, nested columns.
#include "column/copy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "column/cell_text.h"
#include "column/json_text.h"
#include "column/render.h"

namespace rowmill {
namespace {

using testing::ElementsAre;

Column Texts(const std::vector<const char*>& texts) {
  Column column(DataType::Of(TypeId::kString));
  for (const char* text : texts) column.AppendText(text == nullptr ? "hidden" : text);
  std::uint8_t* bits = nullptr;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (texts[i] != nullptr) continue;
    if (bits == nullptr) bits = column.MakeValidity();
    bits[i >> 3] = static_cast<std::uint8_t>(bits[i >> 3] & ~(1u << (i & 7)));
  }
  return column;
}

Column Bools(const std::vector<bool>& values) {
  Column column(DataType::Of(TypeId::kBool));
  std::uint8_t* bits = column.ResizeBits(values.size());
  std::fill_n(bits, (values.size() + 7) / 8, 0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i]) bits[i >> 3] = static_cast<std::uint8_t>(bits[i >> 3] | 1u << (i & 7));
  }
  return column;
}

std::vector<std::string> Cells(const Column& column) {
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < column.length(); ++i) cells.push_back(CellText(column, i));
  return cells;
}

TEST(AppendRows, NullsOnEitherSide) {
  for (bool first : {false, true}) {
    for (bool second : {false, true}) {
      Column out;
      AppendRows(Texts({"a", first ? nullptr : "b"}), &out);
      AppendRows(Texts({second ? nullptr : "c", "", "d"}), &out);
      AppendRows(Texts({}), &out);
      EXPECT_THAT(Cells(out),
                  ElementsAre("a", first ? "null" : "b", second ? "null" : "c", "", "d"));
    }
  }
}

TEST(AppendRows, BoolsMeetWithinABytes) {
  Column out;
  AppendRows(Bools({true, false, true}), &out);
  AppendRows(Bools({false, true, true, false, true, false}), &out);
  EXPECT_THAT(Cells(out), ElementsAre("true", "false", "true", "false", "true", "true",
                                      "false", "true", "false"));
}

/// A list of structs: as many items as `sizes` says, numbered from `first`.
Column Lists(const std::vector<int>& sizes, int first) {
  DataType item = DataType::Of(TypeId::kStruct);
  item.children = {{"n", DataType::Of(TypeId::kInt16), false}};
  DataType type = DataType::Of(TypeId::kList);
  type.children = {{"item", item, false}};
  Column column(type);
  std::int32_t* offsets = column.ResizeOffsets(sizes.size());
  std::int32_t total = 0;
  for (std::size_t i = 0; i < sizes.size(); ++i) offsets[i + 1] = total += sizes[i];
  column.children().emplace_back(item);
  Column& items = column.children()[0];
  items.set_length(static_cast<std::size_t>(total));
  items.children().emplace_back(item.children[0].type);
  auto* values =
      items.children()[0].ResizeValues<std::int16_t>(static_cast<std::size_t>(total));
  for (int i = 0; i < total; ++i) values[i] = static_cast<std::int16_t>(first + i);
  return column;
}

TEST(AppendRows, NestedColumnsWithTheirChildren) {
  Column out;
  AppendRows(Lists({2, 0}, 1), &out);
  AppendRows(Lists({1, 2}, 5), &out);
  EXPECT_THAT(Cells(out),
              ElementsAre("[{n: 1}, {n: 2}]", "[]", "[{n: 5}]", "[{n: 6}, {n: 7}]"));
  // A column that is used again begins empty.
  out.Reset(out.type());
  AppendRows(Lists({1}, 9), &out);
  EXPECT_THAT(Cells(out), ElementsAre("[{n: 9}]"));
}

TEST(TakeRows, ValuesNullsAndDictionaries) {
  const std::uint32_t rows[] = {3, 0, 0, 2};
  Column out;
  TakeRows(Texts({"a", "b", nullptr, "d"}), rows, &out);
  EXPECT_THAT(Cells(out), ElementsAre("d", "a", "a", "null"));
  TakeRows(Bools({true, false, false, false}), rows, &out);
  EXPECT_THAT(Cells(out), ElementsAre("false", "true", "true", "false"));
  Column indices(DataType::Of(TypeId::kString));
  std::int32_t* values = indices.ResizeValues<std::int32_t>(4);
  for (int i = 0; i < 4; ++i) values[i] = i / 2;
  indices.set_dictionary(std::make_shared<Column>(Texts({"low", "high"})));
  TakeRows(indices, rows, &out);
  EXPECT_THAT(Cells(out), ElementsAre("high", "low", "low", "high"));
}

std::string JsonOf(const Column& column, std::size_t row, JsonTextStyle style = {}) {
  std::string text(JsonTextMax(column, row, 1) + kRenderSlack, '\0');
  char* end = RenderJsonText(column, row, style, text.data());
  text.resize(static_cast<std::size_t>(end - text.data()));
  EXPECT_LE(text.size(), JsonTextMax(column, row, 1));
  return text;
}

TEST(JsonText, EscapesAndNumbersInQuotes) {
  EXPECT_EQ(JsonOf(Texts({"a\"\\\n\x01é"}), 0), "\"a\\\"\\\\\\n\\u0001é\"");
  EXPECT_EQ(JsonOf(Texts({nullptr}), 0), "null");
  EXPECT_EQ(JsonOf(Lists({2}, -3), 0), "[{\"n\":-3},{\"n\":-2}]");
  EXPECT_EQ(JsonOf(Lists({2}, -3), 0, {.strings = true}),
            "[{\"n\":\"-3\"},{\"n\":\"-2\"}]");
  EXPECT_EQ(JsonOf(Lists({0}, 0), 0), "[]");
}

TEST(JsonText, EscapesAtEveryPlaceOfAText) {
  for (std::size_t size = 0; size < 40; ++size) {
    const std::string plain(size, 'x');
    EXPECT_EQ(JsonOf(Texts({plain.c_str()}), 0), '"' + plain + '"');
    for (std::size_t at = 0; at < size; ++at) {
      for (const auto& [c, escaped] :
           {std::pair{'"', "\\\""}, {'\\', "\\\\"}, {'\n', "\\n"}, {'\x1f', "\\u001f"}}) {
        std::string text = plain;
        text[at] = c;
        EXPECT_EQ(JsonOf(Texts({text.c_str()}), 0),
                  '"' + plain.substr(0, at) + escaped + plain.substr(at + 1) + '"');
      }
    }
  }
}

TEST(JsonText, RoomIsThatOfTheRowsEntries) {
  const std::string longest(1'000, 'x');
  Column column(DataType::Of(TypeId::kString));
  std::int32_t* entries = column.ResizeValues<std::int32_t>(3);
  entries[0] = 0;
  entries[1] = -1;  // a null's is anything
  entries[2] = 1;
  column.set_dictionary(
      std::make_shared<Column>(Texts({"low", longest.c_str(), "more", "and more"})));
  column.MakeValidity()[0] = 0b101;
  EXPECT_LT(JsonTextMax(column, 0, 2), 100u);
  EXPECT_GE(JsonTextMax(column, 0, 3), longest.size() + 2);
  EXPECT_EQ(JsonOf(column, 0), "\"low\"");
  EXPECT_EQ(JsonOf(column, 1), "null");
  EXPECT_EQ(JsonOf(column, 2), '"' + longest + '"');
}

TEST(JsonText, KeysOfMapsAreTexts) {
  DataType type = DataType::Of(TypeId::kMap);
  type.children = {{"key", DataType::Of(TypeId::kInt16), false},
                   {"value", DataType::Of(TypeId::kBool), true}};
  Column column(type);
  column.ResizeOffsets(1)[1] = 2;
  column.children().emplace_back(type.children[0].type);
  std::int16_t* keys = column.children()[0].ResizeValues<std::int16_t>(2);
  keys[0] = -7;
  keys[1] = 8;
  column.children().push_back(Bools({true, false}));
  column.children()[1].MakeValidity()[0] = 0b01;
  EXPECT_EQ(JsonOf(column, 0), "{\"-7\":true,\"8\":null}");
  EXPECT_EQ(CellText(column, 0), "{-7: true, 8: null}");
}

}  // namespace
}  // namespace rowmill
