#include "value/case_style.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace rowmill {
namespace {

std::vector<std::string> Cased(CaseStyle style, const std::vector<std::string>& texts) {
  Column in;
  in.Reset(DataType::Of(TypeId::kString));
  for (const std::string& text : texts) in.AppendText(text);
  Column out;
  out.Reset(in.type());
  ApplyCase(style, in, &out);
  std::vector<std::string> cased;
  for (std::size_t i = 0; i < out.length(); ++i) cased.emplace_back(out.text(i));
  return cased;
}

using Texts = std::vector<std::string>;

TEST(CaseStyle, AsciiAlone) {
  const Texts texts = {"o'NEIL-smith", "", "x1y a"};
  EXPECT_EQ(Cased(CaseStyle::kUpper, texts), (Texts{"O'NEIL-SMITH", "", "X1Y A"}));
  EXPECT_EQ(Cased(CaseStyle::kLower, texts), (Texts{"o'neil-smith", "", "x1y a"}));
  EXPECT_EQ(Cased(CaseStyle::kTitle, texts), (Texts{"O'Neil-Smith", "", "X1Y A"}));
}

TEST(CaseStyle, OtherScripts) {
  const Texts texts = {"lefèvre", "ΑΛΈΞΗΣ", "иванова-Ёлкина", "groß", "", "山田", "ǆ"};
  EXPECT_EQ(Cased(CaseStyle::kUpper, texts),
            (Texts{"LEFÈVRE", "ΑΛΈΞΗΣ", "ИВАНОВА-ЁЛКИНА", "GROSS", "", "山田", "Ǆ"}));
  EXPECT_EQ(Cased(CaseStyle::kLower, texts),
            (Texts{"lefèvre", "αλέξησ", "иванова-ёлкина", "groß", "", "山田", "ǆ"}));
  EXPECT_EQ(Cased(CaseStyle::kTitle, texts),
            (Texts{"Lefèvre", "Αλέξησ", "Иванова-Ёлкина", "Groß", "", "山田", "ǅ"}));
}

TEST(CaseStyle, MarksAreOfTheWord) {
  // e with a combining acute accent.
  EXPECT_EQ(Cased(CaseStyle::kTitle, {"re\u0301mi x"}), (Texts{"Re\u0301mi X"}));
}

TEST(CaseStyle, BrokenBytesStay) {
  EXPECT_EQ(Cased(CaseStyle::kUpper, {"a\xFF"
                                      "b\xC3",
                                      "é"}),
            (Texts{"A\xFF"
                   "B\xC3",
                   "É"}));
}

TEST(CaseStyle, LengthsMayChange) {
  ColumnFacts facts;
  facts.bytes_min = 6;
  facts.bytes_max = 6;
  const ColumnFacts cased = CasedFacts(facts);
  // U+0250 of two bytes becomes U+2C6F of three; the Kelvin sign of three becomes k.
  EXPECT_EQ(Cased(CaseStyle::kUpper, {"ɐɐɐ"})[0].size(), 9u);
  EXPECT_EQ(Cased(CaseStyle::kLower, {"\u212A\u212A"})[0].size(), 2u);
  EXPECT_EQ(cased.bytes_min, 2u);
  EXPECT_EQ(cased.bytes_max, 9u);
  facts.plain_text = true;
  EXPECT_EQ(CasedFacts(facts).bytes_max, 6u);
}

}  // namespace
}  // namespace rowmill
