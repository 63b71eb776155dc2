#include "model/datagen/settings_internal.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/datagen/reading_internal.h"

namespace rowmill::datagen_model {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

constexpr std::string_view kFields = R"("Fields": [{"name": "f", "type": "UUID"}])";

Result<Dataset> ReadWith(std::string_view sections) {
  return ReadModelText(fmt::format("{{{}, {}}}", kFields, sections));
}

TEST(Settings, BothFormsInEverySpelling) {
  for (
      std::string_view text :
      {R"("Table_Names": {"LOCAL_FILE_PATH": "/a/"}, "Options": {"CSV_HEADER": true})",
       R"("table-names": {"local_file_path": "/a/"}, "OPTIONS": {"csv_header": true})",
       R"("TableNames": [{"Local_File_Path": "/a/"}], "options": [{"Csv_Header": true}])",
       R"("TABLE_NAMES": [{"LOCAL_FILE_PATH": "/a/"}, {}],
           "Options": [{"CSV_HEADER": true, "KAFKA_MSG_KEY": ""}, {"KUDU_BUCKETS": null}])"}) {
    auto dataset = ReadWith(text);
    ASSERT_TRUE(dataset) << dataset.error().ToString();
    EXPECT_THAT(dataset->datagen->table_names,
                ElementsAre(Pair("LOCAL_FILE_PATH", "/a/")));
    EXPECT_THAT(dataset->datagen->options, ElementsAre(Pair("CSV_HEADER", "true")));
    EXPECT_THAT(dataset->warnings, IsEmpty());
  }
}

TEST(Settings, SectionsMayBeNested) {
  auto dataset = ReadModelText(R"({"data": [{"Fields": [{"name": "f", "type": "UUID"}]}],
      "target": {"how": {"Options": {"CSV_HEADER": false}},
                 "Table_Names": {"AVRO_NAME": "deep"}},
      "table_names": {"AVRO_NAME": "top"}})");
  ASSERT_TRUE(dataset) << dataset.error().ToString();
  EXPECT_THAT(dataset->datagen->table_names, ElementsAre(Pair("AVRO_NAME", "top")));
  EXPECT_THAT(dataset->datagen->options, ElementsAre(Pair("CSV_HEADER", "false")));
  EXPECT_EQ(dataset->entities[0].fields[0].pointer, "/data/0/Fields/0");
  EXPECT_THAT(WarningsOf(dataset),
              ElementsAre("section is not used, there is another one at /table_names: "
                          "'Table_Names'"));
}

TEST(Settings, AFieldCannotHideASection) {
  auto dataset = ReadModelText(R"({"Fields": [{"name": "f", "type": "STRING",
      "possible_values_weighted": {"Options": 1, "Fields": 2}}]})");
  ASSERT_TRUE(dataset) << dataset.error().ToString();
  EXPECT_THAT(dataset->datagen->options, IsEmpty());
}

TEST(Settings, PrimaryKeysAreOptionsUnlessGivenThere) {
  auto dataset = ReadWith(R"("Primary_Keys": [{"KAFKA_MSG_KEY": "a"},
      {"kudu_primary_keys": "b"}, {"OZONE_KEY": "c"}], "Options": {"KAFKA_MSG_KEY": "x"})");
  ASSERT_TRUE(dataset) << dataset.error().ToString();
  EXPECT_THAT(dataset->datagen->options,
              ElementsAre(Pair("KAFKA_MSG_KEY", "x"), Pair("KUDU_PRIMARY_KEYS", "b"),
                          Pair("OZONE_KEY", "c")));
  EXPECT_THAT(dataset->warnings, IsEmpty());
}

TEST(Settings, UnknownKeysAreWarningsAndKept) {
  auto dataset = ReadWith(R"("Options": {"Csv_Heder": "x", "AVRO_NAME": "y"},
      "Table_Names": {"delete_previous": true, "A": {"b": 1}}, "colour": 1)");
  EXPECT_THAT(
      WarningsOf(dataset),
      ElementsAre(
          "unknown key is not used: 'colour'",
          "Table_Names: unknown key is not used: 'delete_previous', it belongs to "
          "Options",
          "Table_Names: unknown key is not used: 'A'",
          "Options: unknown key is not used: 'Csv_Heder', did you mean "
          "'CSV_HEADER'?",
          "Options: unknown key is not used: 'AVRO_NAME', it belongs to "
          "Table_Names"));
  EXPECT_EQ(dataset->warnings[0].place.line, 2);
  EXPECT_EQ(dataset->warnings[1].pointer, "/Table_Names/delete_previous");
  EXPECT_THAT(dataset->datagen->options,
              ElementsAre(Pair("CSV_HEDER", "x"), Pair("AVRO_NAME", "y")));
}

TEST(Settings, TheLastOfRepeatedKeysWins) {
  auto dataset = ReadWith(R"("Options": [{"CSV_HEADER": true}, {"KUDU_BUCKETS": 4},
                                         {"csv_header": "false"}])");
  ASSERT_TRUE(dataset) << dataset.error().ToString();
  EXPECT_THAT(dataset->datagen->options,
              ElementsAre(Pair("CSV_HEADER", "false"), Pair("KUDU_BUCKETS", "4")));
  EXPECT_THAT(WarningsOf(dataset),
              ElementsAre("Options: given again, the last one is used: 'CSV_HEADER'"));
}

TEST(Settings, NamesOfAzureAreAliases) {
  auto dataset =
      ReadWith(R"("Table_Names": {"AZURE_CONTAINER": "c", "AZURE_FILE_NAME": "f",
      "AZURE_DIRECTORY": "d", "AZURE_LOCAL_FILE_PATH": "/l/"})");
  ASSERT_TRUE(dataset) << dataset.error().ToString();
  EXPECT_THAT(
      dataset->datagen->table_names,
      ElementsAre(Pair("ADLS_CONTAINER", "c"), Pair("ADLS_FILE_NAME", "f"),
                  Pair("ADLS_DIRECTORY", "d"), Pair("ADLS_LOCAL_FILE_PATH", "/l/")));
}

TEST(Settings, ValuesOfKnownOptionsAreChecked) {
  struct Case {
    std::string_view section, entry, fault;
  };
  const Case cases[] = {
      {"Options", R"("CSV_HEADER": "yes")", "CSV_HEADER takes true or false, not 'yes'"},
      {"Options", R"("DELETE_PREVIOUS": 1)",
       "DELETE_PREVIOUS takes true or false, not '1'"},
      {"Options", R"("PARQUET_PAGE_SIZE": "1 MB")",
       "PARQUET_PAGE_SIZE takes a whole number, not '1 MB'"},
      {"Options", R"("PARQUET_PAGE_SIZE": 1.0)",
       "PARQUET_PAGE_SIZE takes a whole number, not '1.0'"},
      {"Options", R"("SOLR_SHARDS": 0)",
       "SOLR_SHARDS takes a whole number from 1 to 2147483647, not '0'"},
      {"Options", R"("HDFS_REPLICATION_FACTOR": 40000)",
       "HDFS_REPLICATION_FACTOR takes a whole number from 1 to 32767, not '40000'"},
      {"Options", R"("KUDU_BUCKETS": 99999999999999999999)",
       "KUDU_BUCKETS takes a whole number, not '99999999999999999999'"},
      {"Options", R"("OZONE_REPLICATION_FACTOR": 2)",
       "OZONE_REPLICATION_FACTOR is one of 1, 3, not '2'"},
      {"Options", R"("KUDU_FLUSH": "NOW")",
       "KUDU_FLUSH is one of MANUAL_FLUSH, AUTO_FLUSH_SYNC, AUTO_FLUSH_BACKGROUND, not "
       "'NOW'"},
      {"Options", R"("JSON_VALUES": "type")",
       "JSON_VALUES is one of typed, strings, not 'type', did you mean 'typed'?"},
      {"Options", R"("CSV_QUOTE": "none")",
       "CSV_QUOTE is one of minimal, all, not 'none'"},
      {"Options", R"("CSV_HEADER": {})", "CSV_HEADER takes a text, not a map"},
      {"Table_Names", R"("HDFS_USE_KERBEROS": "y")",
       "HDFS_USE_KERBEROS takes true or false, not 'y'"},
      {"Table_Names", R"("ADLS_ACCOUNT_TYPE": "x")",
       "ADLS_ACCOUNT_TYPE is one of dfs, blob, not 'x'"},
      {"Table_Names", R"("LOCAL_FILE_PATH": ["a"])",
       "LOCAL_FILE_PATH takes a text, not a list"},
  };
  for (const Case& c : cases) {
    EXPECT_THAT(MessagesOf(ReadWith(fmt::format(R"("{}": {{{}}})", c.section, c.entry))),
                ElementsAre(fmt::format("{}: {}", c.section, c.fault)));
  }
  EXPECT_THAT(MessagesOf(ReadWith(R"("Options": "x", "Table_Names": [1])")),
              ElementsAre("Options takes an object or a list of objects, not 'x'",
                          "Table_Names takes objects, not '1'"));
}

TEST(Settings, GoodValuesPass) {
  auto dataset =
      ReadWith(R"("Options": {"CSV_HEADER": "TRUE", "ADLS_BLOCK_SIZE": "8388608",
      "KAFKA_RETRIES_CONFIG": 0, "HIVE_TABLE_TYPE": "MANAGED", "JSON_VALUES": "Typed",
      "CSV_QUOTE": "ALL", "KUDU_FLUSH": "auto_flush_sync"}, "Table_Names": null)");
  EXPECT_THAT(WarningsOf(dataset), IsEmpty());
  EXPECT_EQ(dataset->datagen->options.size(), 7u);
}

TEST(Settings, ATableTypeThatIsNoneIsTheDefault) {
  EXPECT_THAT(
      WarningsOf(ReadWith(R"("Options": {"HIVE_TABLE_TYPE": "icebrg"})")),
      ElementsAre("Options: HIVE_TABLE_TYPE is one of external, managed, iceberg, "
                  "not 'icebrg', did you mean 'iceberg'?; external is used"));
}

}  // namespace
}  // namespace rowmill::datagen_model
