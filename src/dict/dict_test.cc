#include <gmock/gmock.h>

#include "dict/compile.h"
#include "dict/dictionaries.h"

namespace rowmill {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string Compiled(const std::vector<DictSource>& tables) {
  Result<std::string> file = CompileDictionaries(tables);
  EXPECT_TRUE(file.has_value()) << file.error().ToString();
  return file.value_or("");
}

std::vector<std::string> FaultsOf(const std::string& text) {
  Result<std::string> file = CompileDictionaries({{"t", text}});
  std::vector<std::string> messages;
  if (!file) {
    for (const Error& fault : file.error().Flatten())
      messages.push_back(fault.ToString());
  }
  return messages;
}

constexpr const char* kNames =
    "slice:slice\tname:text\tlength:i32\tw:weight\n"
    "FR/f\tÉlise\t5\t3\n"
    "FR/f\tZoé\t\t1\n"
    "FR/m\tJean\t4\t1\n"
    "JP\t花子\t2\t0.5\n";

TEST(Dictionaries, AreReadAsTheyWereWritten) {
  std::string file = Compiled({{"names", kNames}, {"colors", "name:text\nred\nblue\n"}});
  Result<Dictionaries> opened = Dictionaries::Open(file);
  ASSERT_TRUE(opened.has_value());
  ASSERT_NE(opened->Find("colors"), nullptr);
  EXPECT_EQ(opened->Find("colours"), nullptr);
  const DictTable& colors = opened->Get("colors");
  EXPECT_FALSE(colors.weighted());
  EXPECT_EQ(colors.Texts("name")[1], "blue");
  EXPECT_TRUE(colors.keys().empty());

  const DictTable& names = opened->Get("names");
  EXPECT_EQ(names.rows(), 4u);
  EXPECT_EQ(names.Texts("name")[0], "Élise");
  EXPECT_EQ(names.Texts("slice")[3], "JP");
  EXPECT_THAT(names.Numbers("length"), ElementsAre(5, kDictUnknown, 4, 2));
  EXPECT_THAT(names.keys(), ElementsAre("FR", "JP"));
  EXPECT_EQ(names.Slice("FR"), (DictSlice{0, 3}));
  EXPECT_EQ(names.Slice("FR/f"), (DictSlice{0, 2}));
  EXPECT_EQ(names.Slice("FR/m"), (DictSlice{2, 1}));
  EXPECT_EQ(names.Slice("JP"), (DictSlice{3, 1}));
  EXPECT_EQ(names.Slice("F"), std::nullopt);
  EXPECT_FALSE(names.HasColumn("w"));
}

TEST(Dictionaries, ChooseByWeightWithinASlice) {
  std::string file = Compiled({{"names", kNames}});
  Result<Dictionaries> opened = Dictionaries::Open(file);
  ASSERT_TRUE(opened.has_value());
  const DictTable& names = opened->Get("names");
  ASSERT_TRUE(names.weighted());
  std::span<const AliasEntry> women = names.Aliases(*names.Slice("FR/f"));
  const DrawKey key = MakeDrawKey(1, "column", "e", "f", "value");
  int first = 0;
  for (std::uint64_t row = 0; row < 40'000; ++row) {
    first += ChooseAlias(women, key, row) == 0 ? 1 : 0;
  }
  EXPECT_NEAR(first, 30'000, 500);
  EXPECT_EQ(ChooseAlias(names.Aliases(*names.Slice("JP")), key, 7), 0u);
}

TEST(Dictionaries, TheSameTablesGiveTheSameFile) {
  DictSource names{"names", kNames};
  DictSource colors{"colors", "name:text\nred\n"};
  EXPECT_EQ(Compiled({names, colors}), Compiled({colors, names}));
}

TEST(Dictionaries, OtherFilesAreRefused) {
  std::string file = Compiled({{"names", kNames}});
  EXPECT_FALSE(Dictionaries::Open(std::string(64, 'x')).has_value());
  EXPECT_FALSE(Dictionaries::Open(file.substr(0, file.size() - 8)).has_value());
}

TEST(CompileDictionaries, TellsAllFaultsWithTheirLines) {
  EXPECT_THAT(FaultsOf(""), ElementsAre("dictionary 't' is empty"));
  EXPECT_THAT(FaultsOf("a:text\n\xff\n"), ElementsAre("dictionary 't' is not UTF-8"));
  EXPECT_THAT(FaultsOf("a\n"), ElementsAre(HasSubstr("line 1:1: dictionary 't' has a bad "
                                                     "heading: 'a'")));
  EXPECT_THAT(FaultsOf("a:text\tb:slice\n"), ElementsAre(HasSubstr("'b:slice'")));
  EXPECT_THAT(FaultsOf("w:weight\tb:text\n"),
              ElementsAre(HasSubstr("weights that are not its last column")));
  EXPECT_THAT(FaultsOf("a:slice\tb:i32\tw:weight\n"
                       "x\t1\n"
                       "x\tone\t1\n"
                       "y\t1\t0\n"
                       "x\t1\tnan\n"
                       "\t1\t1\n"),
              ElementsAre(HasSubstr("line 2:1: dictionary 't' has 2 cells where the "
                                    "heading has 3"),
                          HasSubstr("line 3:1: dictionary 't' needs a number, not 'one'"),
                          HasSubstr("line 4:1: dictionary 't' needs a weight above 0, "
                                    "not '0'"),
                          HasSubstr("line 5:1: dictionary 't' needs a weight above 0, "
                                    "not 'nan'"),
                          HasSubstr("line 5:1: dictionary 't' has rows of 'x' in two "
                                    "places"),
                          HasSubstr("line 6:1: dictionary 't' has a row without key")));
}

}  // namespace
}  // namespace rowmill
