// CSV files: what RFC 4180 allows is read, everything else is told with its line.

#include "gen/csv_table.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "gen/testing.h"

namespace rowmill {
namespace {

using namespace testing_types;  // NOLINT

using Rows = std::vector<std::vector<std::string>>;

Rows RowsOf(std::string_view text, std::string_view separator = ",") {
  Result<CsvTable> table = CsvTable::Parse(text, separator);
  EXPECT_TRUE(table.has_value()) << table.error().message;
  Rows rows;
  if (!table) return rows;
  rows.push_back(table->columns());
  for (std::size_t row = 0; row < table->rows(); ++row) {
    rows.emplace_back();
    for (std::size_t c = 0; c < table->columns().size(); ++c) {
      rows.back().emplace_back(table->Cell(row, c));
    }
  }
  return rows;
}

TEST(CsvTable, ReadsWhatTheStandardAllows) {
  const Rows plain = {{"a", "b"}, {"1", "2"}, {"3", "4"}};
  EXPECT_EQ(RowsOf("a,b\n1,2\n3,4\n"), plain);
  EXPECT_EQ(RowsOf("a,b\r\n1,2\r\n3,4"), plain);
  EXPECT_EQ(RowsOf("\xEF\xBB\xBF"
                   "a,b\n\n1,2\n3,4\n\n"),
            plain);
  EXPECT_EQ(RowsOf("a||b\n1||2\n3||4", "||"), plain);
  EXPECT_EQ(RowsOf("a\tb\n\"1\"\t2\n3\t\"4\"", "\t"), plain);
  EXPECT_EQ(RowsOf("\"a\",\"b,\n\"\"\"\n\"\",x y \n\"1\n2\",\n"),
            (Rows{{"a", "b,\n\""}, {"", "x y "}, {"1\n2", ""}}));
  EXPECT_EQ(RowsOf("a\n\nx\n"), (Rows{{"a"}, {""}, {"x"}}));
  EXPECT_EQ(RowsOf("a,b\n1,"), (Rows{{"a", "b"}, {"1", ""}}));
  EXPECT_EQ(RowsOf("a,b\nx\"y,\rz\n"), (Rows{{"a", "b"}, {"x\"y", "\rz"}}));
}

TEST(CsvTable, TellsTheLineOfAFault) {
  const std::map<std::string, std::string> faults = {
      {"", "empty"},
      {"a,b", "no rows"},
      {"a,b\n", "no rows"},
      {"a,b\n1,2\n3\n", "line 3: 1 values where the header has 2"},
      {"a,b\n\"1\n2\",3\n4,5,6,7\n", "line 4: more than 2 values"},
      {"a,,b\n1,2,3", "line 1: a column has no name"},
      {"a,b,a\n1,2,3", "line 1: two columns are called 'a'"},
      {"a\n\"x", "line 2: a quoted value has no closing quote"},
      {"a\n\"x\"y\n", "line 2: text behind a closing quote"},
      {"a\nx\n\xFF\n", "line 3: it is no UTF-8"},
      {std::string("a\nx\0y\n", 6), "line 2: it is no UTF-8"},
  };
  for (const auto& [text, fault] : faults) {
    Result<CsvTable> table = CsvTable::Parse(text, ",");
    ASSERT_FALSE(table.has_value()) << text;
    EXPECT_NE(table.error().message.find(fault), std::string::npos)
        << table.error().message;
  }
}

TEST(CsvTable, AnEndWithASeparatorIsOneMoreValue) {
  Result<CsvTable> table = CsvTable::Parse("a,b\n1,2,", ",");
  ASSERT_FALSE(table.has_value());
  EXPECT_NE(table.error().message.find("more than 2 values"), std::string::npos);
}

TEST(CsvColumn, FieldsOfARecordTakeTheSameRow) {
  auto cells = [](const OptionTexts& options, std::string_view field = "f") {
    return CellsOf(*MustMake({"csv", options}, Context(field)), RowsFrom(0, 500));
  };
  const auto names = cells({{"file", "people.csv"}, {"column", "name"}});
  const auto countries =
      cells({{"file", "people.csv"}, {"column", "country"}}, "another field");
  const std::map<std::string, std::string> of = {
      {"Ada", "GB"}, {"Bob", "US"}, {"Chloé", "FR"}, {"Dmitri", "RU"}, {"Eve", "US"}};
  for (std::size_t i = 0; i < names.size(); ++i) {
    ASSERT_EQ(countries[i], of.at(names[i]));
  }
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), 5u);
  EXPECT_NE(cells({{"file", "people.csv"}, {"column", "name"}, {"of", "x"}}), names);
}

TEST(CsvColumn, FiltersOfDatagenIgnoreCase) {
  const auto cells = CellsOf(
      *MustMake(
          {"datagen.csv",
           {{"file", "people.csv"}, {"column", "name"}, {"filters", "department=hr"}}}),
      RowsFrom(0, 200));
  EXPECT_EQ(std::set<std::string>(cells.begin(), cells.end()),
            (std::set<std::string>{"Bob", "Chloé", "Eve"}));
}

TEST(ModelFiles, AFileThatIsTooLargeIsNotRead) {
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / "rowmill_large_file_test.csv";
  { std::ofstream(path) << "a\n1\n"; }
  // Sparse: it takes no room.
  std::filesystem::resize_file(path, std::uintmax_t{2} << 30);
  ModelFiles files(LocalFiles(""));
  auto table = files.Csv(path.string(), ",");
  std::filesystem::remove(path);
  ASSERT_FALSE(table.has_value());
  EXPECT_EQ(table.error().code, ErrorCode::kTooLarge);
  EXPECT_NE(table.error().message.find("2.1 GB, more than"), std::string::npos)
      << table.error().message;
}

TEST(ModelFiles, NothingIsReadWithoutAResolver) {
  auto table = ModelFiles(nullptr).Csv("people.csv", ",");
  ASSERT_FALSE(table.has_value());
  EXPECT_EQ(table.error().code, ErrorCode::kForbidden);
}

}  // namespace
}  // namespace rowmill
