#include "gen/class_pattern.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace rowmill {
namespace {

std::string TextOf(const ClassPattern& pattern, std::uint64_t index) {
  Column out(DataType::Of(TypeId::kString));
  TextWriter writer(&out, 1, 0);
  pattern.Put(index, &writer);
  writer.EndRow();
  return std::string(out.text(0));
}

TEST(ClassPattern, NumbersItsTextsInOrder) {
  Result<ClassPattern> pattern = ClassPattern::Parse("A[0-2]x-[B-DX]");
  ASSERT_TRUE(pattern.has_value());
  ASSERT_EQ(pattern->count(), 3u * 10 * 4);
  std::set<std::string> seen;
  std::string last;
  for (std::uint64_t i = 0; i < pattern->count(); ++i) {
    const std::string text = TextOf(*pattern, i);
    EXPECT_LT(last, text);
    seen.insert(last = text);
  }
  EXPECT_EQ(seen.size(), pattern->count());
  EXPECT_EQ(TextOf(*pattern, 0), "A00-B");
  EXPECT_EQ(TextOf(*pattern, 119), "A29-X");
}

/// Below 2^32 texts the digits come from products, above from divisions; the last digits
/// of both are those of the number itself.
TEST(ClassPattern, DigitsAreExactOnBothSidesOf32Bits) {
  Result<ClassPattern> narrow = ClassPattern::Parse("[0-3]xxxxxxxxx");  // 4 x 10^9
  Result<ClassPattern> wide = ClassPattern::Parse("[0-4]xxxxxxxxx");    // above 2^32
  ASSERT_TRUE(narrow.has_value() && wide.has_value());
  ASSERT_LT(narrow->count(), std::uint64_t{1} << 32);
  ASSERT_GT(wide->count(), std::uint64_t{1} << 32);
  std::uint64_t index = 0;
  for (int i = 0; i < 2'000; ++i, index = index * 3 + 999'999'937) {
    const std::uint64_t at = index % narrow->count();
    std::string text = std::to_string(at);
    text.insert(0, 10 - text.size(), '0');
    EXPECT_EQ(TextOf(*narrow, at), text);
    EXPECT_EQ(TextOf(*wide, at), text);
  }
  EXPECT_EQ(TextOf(*narrow, narrow->count() - 1), "3999999999");
  EXPECT_EQ(TextOf(*wide, wide->count() - 1), "4999999999");
}

TEST(ClassPattern, RefusesWhatItCannotHold) {
  for (const std::string& text :
       {std::string("[0-9"), std::string("[]"), std::string("[9-0]"),
        std::string(20, 'x'), std::string(5'000, 'a')}) {
    EXPECT_FALSE(ClassPattern::Parse(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace rowmill
