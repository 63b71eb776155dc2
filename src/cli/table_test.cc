#include "cli/table.h"

#include <gtest/gtest.h>

namespace rowmill::cli {
namespace {

TEST(TableTest, WidthOfCharacters) {
  EXPECT_EQ(DisplayWidth("abc"), 3u);
  EXPECT_EQ(DisplayWidth("é"), 1u);
  EXPECT_EQ(DisplayWidth("e\xCC\x81"), 1u);
  EXPECT_EQ(DisplayWidth("日本"), 4u);
  EXPECT_EQ(DisplayWidth("😀"), 2u);
  EXPECT_EQ(DisplayWidth("\xFF\xC3"), 2u);
  EXPECT_EQ(DisplayWidth(""), 0u);
}

TEST(TableTest, OneLineEscapesAndCuts) {
  EXPECT_EQ(OneLine("a\nb\t\x01", 20), "a\\nb\\t\\x01");
  EXPECT_EQ(OneLine("abcdef", 6), "abcdef");
  EXPECT_EQ(OneLine("abcdefg", 6), "abcde…");
  EXPECT_EQ(OneLine("日本日本", 6), "日本…");
}

TEST(TableTest, AlignsColumns) {
  Table table({"id", "name"});
  table.AddHeader({"int64", "string"});
  table.AlignRight(0);
  table.Add({"1", "Ann"});
  table.Add({"100000", "日"});
  EXPECT_EQ(table.ToString(),
            "    id  name\n"
            " int64  string\n"
            "------  ------\n"
            "     1  Ann\n"
            "100000  日\n");
}

}  // namespace
}  // namespace rowmill::cli
