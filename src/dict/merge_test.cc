#include "dict/merge.h"

#include <gmock/gmock.h>

#include "dict/compile.h"

namespace rowmill {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kNames =
    "slice:slice\tname:text\tascii:text\tweight:weight\n"
    "FR/f\tÉlise\tElise\t3\n"
    "FR/f\tZoé\tZoe\t0.1\n"
    "FR/m\tJean\t\t1\n"
    "JP\t花子\tHanako\t0.5\n";

class Merging : public testing::Test {
 protected:
  Merging()
      : file_(CompileDictionaries({{"countries",
                                    "iso2:slice\tname:text\n"
                                    "FR\tFrance\nJP\tJapan\nUS\tUSA\n"},
                                   {"given_names", kNames},
                                   {"colors", "name:text\thex:text\nred\tf00\n"},
                                   {"words", "language:slice\tword:text\nen\tone\n"}})
                  .value()),
        base_(Dictionaries::Open(file_).value()) {}

  std::vector<std::string> Faults(const std::vector<DictFile>& files) const {
    Result<Dictionaries> merged = MergeDictionaries(base_, files);
    std::vector<std::string> messages;
    if (merged) return messages;
    for (const Error& fault : merged.error().Flatten()) messages.push_back(fault.message);
    return messages;
  }

  static std::vector<std::string> Texts(const DictTable& table, std::string_view column) {
    std::vector<std::string> texts;
    for (std::uint32_t i = 0; i < table.rows(); ++i) {
      texts.emplace_back(table.Texts(column)[i]);
    }
    return texts;
  }

  std::string file_;
  Dictionaries base_;
};

TEST_F(Merging, TablesAreWrittenAsTheyWereRead) {
  EXPECT_EQ(base_.Get("given_names").Text(), kNames);
  EXPECT_EQ(base_.Get("colors").Text(), "name:text\thex:text\nred\tf00\n");
}

TEST_F(Merging, AFileStandsForTheWholeTable) {
  Result<Dictionaries> merged = MergeDictionaries(
      base_, {{"colors.tsv", "d/colors.tsv", "name:text\thex:text\nmauve\t#e0b0ff\n"}});
  ASSERT_TRUE(merged.has_value()) << merged.error().ToString();
  EXPECT_THAT(Texts(merged->Get("colors"), "name"), ElementsAre("mauve"));
  // The others are untouched, and so is what was there before.
  EXPECT_EQ(merged->Get("given_names").Text(), kNames);
  EXPECT_THAT(Texts(base_.Get("colors"), "name"), ElementsAre("red"));
}

TEST_F(Merging, AddedRowsStandBehindThoseOfTheirSlice) {
  const std::string added =
      "slice:slice\tname:text\tascii:text\tweight:weight\n"
      "US/f\tZelda\t\t2\n"
      "FR/f\tZélie\tZelie\t7\n"
      "FR/u\tCamille\t\t1\n";
  Result<Dictionaries> merged =
      MergeDictionaries(base_, {{"given_names.add.tsv", "d/given_names.add.tsv", added}});
  ASSERT_TRUE(merged.has_value()) << merged.error().ToString();
  EXPECT_EQ(merged->Get("given_names").Text(),
            "slice:slice\tname:text\tascii:text\tweight:weight\n"
            "FR/f\tÉlise\tElise\t3\n"
            "FR/f\tZoé\tZoe\t0.1\n"
            "FR/f\tZélie\tZelie\t7\n"
            "FR/m\tJean\t\t1\n"
            "FR/u\tCamille\t\t1\n"
            "JP\t花子\tHanako\t0.5\n"
            "US/f\tZelda\t\t2\n");
  // A slice that nothing was added to is drawn from as before.
  const DictTable& before = base_.Get("given_names");
  const DictTable& after = merged->Get("given_names");
  auto men = [](const DictTable& table) {
    return table.Aliases(*table.Slice("FR/m"))[0].threshold;
  };
  EXPECT_EQ(men(before), men(after));
}

TEST_F(Merging, BothFilesOfATable) {
  Result<Dictionaries> merged = MergeDictionaries(
      base_, {{"colors.add.tsv", "d/colors.add.tsv", "name:text\thex:text\nb\t#000001\n"},
              {"colors.tsv", "d/colors.tsv", "name:text\thex:text\na\t#000000\n"}});
  ASSERT_TRUE(merged.has_value()) << merged.error().ToString();
  EXPECT_THAT(Texts(merged->Get("colors"), "name"), ElementsAre("a", "b"));
}

TEST_F(Merging, AllFaultsAreToldAtOnceWithFileAndLine) {
  const std::string names =
      "slice:slice\tname:text\tascii:text\tweight:weight\n"
      "FR/f\tA\t\tmany\n"
      "FR/f\tB\t1\n";
  EXPECT_THAT(
      Faults({{"colours.tsv", "d/colours.tsv", "name:text\n"},
              {"countries.add.tsv", "d/countries.add.tsv", "x"},
              {"colors.tsv", "d/colors.tsv", "name:text\nred\n"},
              {"given_names.add.tsv", "d/given_names.add.tsv", names},
              {"words.tsv", "d/words.tsv", "language:slice\tword:text\nfr\tun\nfr\t\n"}}),
      ElementsAre(
          "d/colours.tsv: there is no dictionary 'colours', did you mean 'colors'?",
          "d/countries.add.tsv: dictionary 'countries' cannot be changed: the program "
          "relies on its rows",
          "d/colors.tsv:1: the first line must be 'name:text\\thex:text', not "
          "'name:text'",
          "d/given_names.add.tsv:2: dictionary 'given_names' needs a weight above 0, "
          "not 'many'",
          "d/given_names.add.tsv:3: dictionary 'given_names' has 3 cells where the "
          "heading has 4",
          "d/words.tsv:3: 'word' is empty",
          "d/words.tsv: has no rows of 'en', which others fall back to"));
}

TEST_F(Merging, RowsThatTheProgramCannotUseAreRefused) {
  const std::string heading = "slice:slice\tname:text\tascii:text\tweight:weight\n";
  auto names = [&](const std::string& rows) {
    return Faults({{"given_names.add.tsv", "n", heading + rows}});
  };
  EXPECT_THAT(names("FR/f\tA\t\t1\n"), IsEmpty());
  EXPECT_THAT(names(""), ElementsAre("n: has no rows"));
  EXPECT_THAT(names("XX/f\tA\t\t1\n"), ElementsAre(HasSubstr("n:2: 'XX/f' is no code")));
  EXPECT_THAT(names("FR/w\tA\t\t1\n"), ElementsAre(HasSubstr("n:2: 'FR/w' is no code")));
  EXPECT_THAT(names("FR/f\tA\t\t0\n"), ElementsAre(HasSubstr("weight above 0")));
  EXPECT_THAT(names("FR/f\tA\t\t1e300\n"),
              ElementsAre(HasSubstr("up to 1000000000000000")));
  EXPECT_THAT(names("FR/f\tA\x01\t\t1\n"), ElementsAre(HasSubstr("control character")));
  EXPECT_THAT(names("FR/f\t\xFF\t\t1\n"), ElementsAre(HasSubstr("UTF-8")));
  EXPECT_THAT(names("FR/f\tA\t\t1\nJP\tB\t\t1\nFR/f\tC\t\t1\n"),
              ElementsAre(HasSubstr("two places"), HasSubstr("two places")));
  EXPECT_THAT(names("FR/f\t" + std::string(1'025, 'a') + "\t\t1\n"),
              ElementsAre(HasSubstr("n:2: a cell has 1025 bytes, more than 1024")));
}

TEST_F(Merging, SpellingsInAsciiHaveNoOtherCharacters) {
  const std::string heading = "slice:slice\tname:text\tascii:text\tweight:weight\n";
  auto names = [&](const std::string& ascii) {
    return Faults(
        {{"given_names.add.tsv", "g", heading + "FR/f\tÉlodie\t" + ascii + "\t3\n"}});
  };
  EXPECT_THAT(names("Elodie"), IsEmpty());
  EXPECT_THAT(names("Élodie"),
              ElementsAre(HasSubstr("g:2: 'ascii' has other characters: 'Élodie'")));
}

TEST_F(Merging, ColoursAreHexDigits) {
  auto colors = [&](const std::string& hex) {
    return Faults({{"colors.add.tsv", "c", "name:text\thex:text\nx\t" + hex + "\n"}});
  };
  EXPECT_THAT(colors("#c93F38"), IsEmpty());
  for (const char* bad : {"c93f38", "#c93f3", "#c93f3g", "red", "", "#c93f380"}) {
    EXPECT_THAT(colors(bad),
                ElementsAre(HasSubstr(std::string("c:2: 'hex' is a colour such as "
                                                  "#c93f38 (# and six hex digits), "
                                                  "not '") +
                                      bad + "'")));
  }
}

}  // namespace
}  // namespace rowmill
