#include "value/text_writer.h"

#include <gtest/gtest.h>

#include <string>

namespace rowmill {
namespace {

TEST(TextWriter, GrowsAndKeepsWhatItHas) {
  // A guess of nothing: every piece needs room, also across the buffer's first size.
  Dictionary entries(DataType::Of(TypeId::kString));
  entries.AppendText("");
  entries.AppendText("short");
  entries.AppendText(std::string(100, 'x') + "end");
  Column out(DataType::Of(TypeId::kString));
  std::vector<std::string> expected;
  {
    TextWriter writer(&out, 300, 0);
    for (std::size_t row = 0; row < 300; ++row) {
      writer.PutEntry(entries, row % 3);
      writer.Put('-');
      writer.PutDigits(row, 3);
      writer.Put(std::string(row, 'y'));
      writer.EndRow();
      const std::string digits = std::to_string(row);
      expected.push_back(std::string(entries.text(row % 3)) + "-" +
                         std::string(3 - digits.size(), '0') + digits +
                         std::string(row, 'y'));
    }
  }
  ASSERT_EQ(out.length(), 300u);
  for (std::size_t row = 0; row < 300; ++row) EXPECT_EQ(out.text(row), expected[row]);
}

TEST(TextWriter, CutsAndTrimsOnlyTheRow) {
  Column out(DataType::Of(TypeId::kString));
  TextWriter writer(&out, 4, 8);
  writer.Put(", a");
  writer.EndRow();
  std::size_t start = writer.size();
  writer.Put(", ,b c, ");
  writer.Trim(start, " ,");
  writer.EndRow();
  start = writer.size();
  writer.Put(" , ");
  writer.Trim(start, " ,");
  writer.EndRow();
  start = writer.size();
  writer.Put("abc");
  writer.CutTo(start + 1);
  char* at = writer.Room(2);
  at[0] = 'd';
  at[1] = 'e';
  writer.SetEnd(at + 1);
  writer.EndRow();
  EXPECT_EQ(out.text(0), ", a");
  EXPECT_EQ(out.text(1), "b c");
  EXPECT_EQ(out.text(2), "");
  EXPECT_EQ(out.text(3), "ad");
}

}  // namespace
}  // namespace rowmill
