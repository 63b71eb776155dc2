// Plans and runs over real types, formats and the local sink: ranges, parts, threads,
// tiles, names, cancel, faults.
#include "run/run.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "dict/embedded/embedded.h"
#include "run/file_names.h"
#include "run/manifest.h"

namespace rowmill {

TypePlugin integer_type();
TypePlugin sequence_type();
TypePlugin string_type();
TypePlugin datagen_increment_type();
FormatPlugin csv_format();
FormatPlugin json_format();
FormatPlugin parquet_format();
SinkPlugin local_sink();

namespace {

namespace fs = std::filesystem;

constexpr const char* kModel = R"(
rowmill: 1
name: shop
seed: 7
entities:
  items:
    rows: 50_000
    fields:
      id: { type: sequence, start: 1 }
      size: { type: integer, min: 1, max: 9 }
      secret: { type: integer, hidden: true }
      kind: { values: { a: 1, "b,c": 2 }, null_rate: 0.2 }
      code: { type: string, length: { min: 0, max: 12 } }
)";

class RunTest : public testing::Test {
 protected:
  void SetUp() override {
    plugins_.set_dictionaries(&EmbeddedDictionaries());
    plugins_.AddType(integer_type());
    plugins_.AddType(sequence_type());
    plugins_.AddType(string_type());
    plugins_.AddType(datagen_increment_type());
    plugins_.AddFormat(csv_format());
    plugins_.AddFormat(json_format());
    plugins_.AddFormat(parquet_format());
    plugins_.AddSink(local_sink());
    plugins_.AddPlannedFormat({"avro", {}});
    std::string pattern = (fs::temp_directory_path() / "rowmill-run-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  void TearDown() override { fs::remove_all(folder_); }

  Dataset Model(std::string_view text) {
    ReadOptions options;
    options.catalog = &plugins_.catalog();
    options.name = "model";
    auto dataset = ReadModel(text, options);
    EXPECT_TRUE(dataset) << dataset.error().ToString();
    return std::move(*dataset);
  }
  RunRequest Request(std::string_view text = kModel, PlanOptions options = {}) {
    auto plan = MakePlan(Model(text), plugins_, options);
    EXPECT_TRUE(plan) << plan.error().ToString();
    RunRequest request;
    request.plan = *plan;
    request.plugins = &plugins_;
    request.folder = (folder_ / "out").string();
    request.existing = Existing::kReplace;
    return request;
  }
  Result<RunReport> Execute(const RunRequest& request) {
    RunControl control;
    return rowmill::Run(request, &control);
  }
  std::string Read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
  }
  /// All files of a run, by name.
  std::map<std::string, std::string> Files(const RunRequest& request) {
    fs::remove_all(request.folder);
    auto report = Execute(request);
    EXPECT_TRUE(report) << report.error().ToString();
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::directory_iterator(request.folder)) {
      files[entry.path().filename().string()] = Read(entry.path());
    }
    return files;
  }
  std::string Message(const RunRequest& request) {
    auto report = Execute(request);
    return report ? "done" : report.error().message;
  }

  Plugins plugins_;
  fs::path folder_;
};

TEST_F(RunTest, SameBytesForThreadsAndTiles) {
  for (const char* format : {"csv", "json", "parquet"}) {
    for (const char* compression : {"", "gzip", "zstd"}) {
      RunRequest request = Request();
      request.format = format;
      request.compression = compression;
      if (std::string(format) == "parquet" && *compression != '\0') continue;
      auto wanted = Files(request);
      ASSERT_EQ(wanted.size(), 2u);
      for (int threads : {2, 7}) {
        for (std::size_t tile : {1'000u, 63u}) {
          request.threads = threads;
          request.tile_rows = tile;
          EXPECT_EQ(Files(request), wanted) << format << compression << threads << tile;
        }
      }
    }
  }
}

TEST_F(RunTest, PartsAndRangesAreSlicesOfTheWhole) {
  RunRequest request = Request();
  request.format = "json";
  std::string whole = Files(request)["items.json"];
  std::string joined;
  request.parts = 4;
  for (request.part = 1; request.part <= 4; ++request.part) {
    auto files = Files(request);
    std::string suffix = "-" + std::to_string(request.part) + "-of-4";
    joined += files.at("items" + suffix + ".json");
    EXPECT_EQ(files.count("_shop" + suffix + ".rowmill.json"), 1u);
  }
  EXPECT_EQ(joined, whole);
  request.part = request.parts = 1;
  request.from_row = 49'000;
  request.rows = 1'000;
  std::string tail = Files(request)["items.json"];
  EXPECT_EQ(whole.substr(whole.size() - tail.size()), tail);
}

TEST_F(RunTest, RowsPerFileSplitsWithoutChangingRows) {
  RunRequest request = Request();
  request.format = "json";
  std::string whole = Files(request)["items.json"];
  request.rows_per_file = 20'000;
  auto files = Files(request);
  EXPECT_EQ(files.at("items-00000.json") + files.at("items-00001.json") +
                files.at("items-00002.json"),
            whole);
}

TEST_F(RunTest, DatagenNames) {
  RunRequest request = Request();
  request.naming = Naming::kDatagen;
  request.file_name = "stock";
  request.manifest = false;
  request.rows = 30;
  request.rows_per_file = 10;
  request.file_count = 3;
  auto files = Files(request);
  EXPECT_EQ(files.size(), 3u);
  EXPECT_EQ(files.count("stock-0000000002.csv"), 1u);
  request.rows = 0;
  request.rows_per_file = 0;
  request.file_count = 2;
  files = Files(request);
  EXPECT_EQ(files.at("stock-0000000001.csv"), "id,size,kind,code\n");
  request.file_count = 0;
  EXPECT_TRUE(Files(request).empty());
  request.file_count.reset();
  request.rows = 5;
  EXPECT_EQ(Files(request).count("stock.csv"), 1u);
}

TEST_F(RunTest, DeletePreviousTakesOnlyItsOwnNames) {
  RunRequest request = Request();
  request.naming = Naming::kDatagen;
  request.file_name = "a";
  request.manifest = false;
  request.rows = 1;
  request.rows_per_file = 1;
  request.file_count = 1;
  request.delete_previous = true;
  fs::create_directories(request.folder);
  for (const char* name : {"a.csv", "a-0000000009.csv", "a-1.csv", "a-extra.csv",
                           "ax-0000000000.csv", "a-0000000001.json"}) {
    std::ofstream(fs::path(request.folder) / name) << "old";
  }
  ASSERT_TRUE(Execute(request));
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(request.folder)) {
    names.insert(entry.path().filename().string());
  }
  EXPECT_EQ(names, (std::set<std::string>{"a-0000000000.csv", "a-1.csv", "a-extra.csv",
                                          "ax-0000000000.csv", "a-0000000001.json"}));
}

TEST_F(RunTest, ManifestTellsWhatWasMade) {
  RunRequest request = Request();
  request.rows = 10;
  auto files = Files(request);
  const std::string& manifest = files.at("_shop.rowmill.json");
  EXPECT_NE(manifest.find("\"seed\": 7"), std::string::npos);
  EXPECT_NE(manifest.find("\"now\": \"2025-01-01T00:00:00Z\""), std::string::npos);
  EXPECT_NE(manifest.find("\"rows\": 10"), std::string::npos);
  EXPECT_NE(manifest.find("\"hash\": \"xxh3-128:"), std::string::npos);
  EXPECT_EQ(Files(request).at("_shop.rowmill.json"), manifest) << "the same every time";
}

TEST_F(RunTest, CancelLeavesNothing) {
  RunRequest request = Request();
  request.rows = 100'000'000;
  request.threads = 2;
  RunControl control;
  control.cancel = true;
  auto report = rowmill::Run(request, &control);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::kCancelled);
  EXPECT_TRUE(fs::is_empty(request.folder));
}

TEST_F(RunTest, BadRequestsAreTold) {
  RunRequest request = Request();
  request.format = "avro";
  EXPECT_EQ(Message(request), "format 'avro' is not built yet");
  request.format = "cvs";
  EXPECT_EQ(Message(request), "unknown format 'cvs', did you mean 'csv'?");
  request.format = "pictures";
  EXPECT_EQ(Message(request), "unknown format 'pictures'; there are csv, json, parquet");
  request = Request();
  request.from_row = 50'001;
  EXPECT_NE(Message(request).find("lies behind the end of 'items'"), std::string::npos);
  request.rows = 5;
  EXPECT_EQ(Message(request), "done") << "a length makes the entity as long as needed";
  request.from_row = limits::kRowIdMax;
  EXPECT_NE(Message(request).find("row ids end at 2^56"), std::string::npos);
  request = Request();
  request.part = 3;
  request.parts = 2;
  EXPECT_EQ(Message(request), "part 3 of 2 is not one of 1 to 2");
  request = Request();
  request.threads = 0;
  EXPECT_NE(Message(request).find("threads must be 1 to"), std::string::npos);
  request = Request();
  request.compression = "zip";
  EXPECT_NE(Message(request).find("unknown compression 'zip'"), std::string::npos);
  request = Request();
  request.rows_per_file = 1;
  request.rows = 2'000'000;
  EXPECT_NE(Message(request).find("2000000 files"), std::string::npos);
}

TEST_F(RunTest, AModelWithoutASizeNeedsARowCount) {
  RunRequest request =
      Request("rowmill: 1\nentities: { e: { fields: { a: { type: integer } } } }\n");
  EXPECT_NE(Message(request).find("does not say how many rows"), std::string::npos);
  request.rows = 3;
  EXPECT_EQ(Message(request), "done");
}

TEST_F(RunTest, CountersDoNotRunOver) {
  RunRequest request = Request(
      "rowmill: 1\nentities: { e: { fields: { a: { type: datagen.increment, bits: 32 } } "
      "} }\n");
  request.from_row = 2'147'483'640;
  request.rows = 7;
  EXPECT_EQ(Message(request), "done");
  request.rows = 8;
  EXPECT_NE(Message(request).find("field 'a' of 'e' has 2,147,483,647 possible values"),
            std::string::npos);
}

TEST_F(RunTest, CapacityIsCheckedByThePlanWithThePlaceOfTheField) {
  auto plan = MakePlan(Model("rowmill: 1\nentities:\n"
                             "  e: { rows: 10_000, fields: {\n"
                             "    a: { type: sequence, end: 10_000 },\n"
                             "    b: { type: sequence, start: 8, end: 14 } } }\n"),
                       plugins_, PlanOptions());
  ASSERT_FALSE(plan.has_value());
  const std::vector<Error> faults = plan.error().Flatten();
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_EQ(faults[0].ToString(),
            "line 5:5: /entities/e/fields/b: field 'b' of 'e' has 7 possible values, "
            "10,000 rows asked");
}

TEST_F(RunTest, CorrelatedFieldsAreTheSameInEverySplit) {
  const char* model =
      "rowmill: 1\nentities:\n  e:\n    rows: 9_000\n"
      "    correlate: [{ fields: [a, b], matrix: [[1, -0.9], [-0.9, 1]] }]\n"
      "    fields:\n"
      "      a: { type: integer, distribution: { normal: [0, 100] } }\n"
      "      b: { type: integer, max: 1000 }\n";
  auto plan = MakePlan(Model(model), plugins_, PlanOptions());
  ASSERT_TRUE(plan) << plan.error().ToString();
  RowMaker maker(&(*plan)->entities[0]);
  double products = 0;
  std::vector<std::int64_t> first, second;
  for (std::uint64_t start = 0; start < 9'000; start += 1'500) {
    auto batch = maker.MakeRange(start, 1'500);
    ASSERT_TRUE(batch);
    for (std::size_t i = 0; i < 1'500; ++i) {
      first.push_back((*batch)->columns[0]->values<std::int64_t>()[i]);
      second.push_back((*batch)->columns[1]->values<std::int64_t>()[i]);
      products += static_cast<double>(first.back()) / 100 *
                  (static_cast<double>(second.back()) - 500) / 288.7;
    }
  }
  EXPECT_NEAR(products / 9'000, -0.88,
              0.03);  // of the values; -0.9 of their normal scores
  RowMaker other(&(*plan)->entities[0]);
  const std::uint64_t rows[] = {8'999, 17, 4'000};
  auto batch = other.Make(rows);
  ASSERT_TRUE(batch);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ((*batch)->columns[1]->values<std::int64_t>()[i], second[rows[i]]);
  }
}

TEST_F(RunTest, WhatCannotBeCorrelatedIsAFault) {
  auto told = [&](const std::string& b) {
    auto plan = MakePlan(
        Model("rowmill: 1\nentities:\n  e:\n    rows: 9\n"
              "    correlate: [{ fields: [a, b], matrix: [[1, 0.5], [0.5, 1]] }]\n"
              "    fields: { a: integer, b: " +
              b + " }\n"),
        plugins_, PlanOptions());
    return plan ? std::string() : plan.error().Flatten()[0].ToString();
  };
  EXPECT_EQ(told("integer"), "");
  EXPECT_NE(told("string").find("does not honour 'correlate'"), std::string::npos);
  EXPECT_NE(told("{ values: [1, 2] }").find("cannot be correlated"), std::string::npos);
  EXPECT_NE(told("{ type: integer, stream: s }").find("both 'stream' and"),
            std::string::npos);
  EXPECT_NE(told("{ type: integer, distribution: walk }").find("more than one draw"),
            std::string::npos);
}

TEST_F(RunTest, ScaleKeepsFixedTablesAndAtLeastOneRow) {
  PlanOptions options;
  options.scale = 0.001;
  auto plan =
      MakePlan(Model("rowmill: 1\nentities:\n"
                     "  a: { rows: 100, fields: { x: { type: integer } } }\n"
                     "  b: { rows: 5000, fields: { x: { type: integer } } }\n"
                     "  c: { rows: 7, fixed: true, fields: { x: { type: integer } } }\n"),
               plugins_, options);
  ASSERT_TRUE(plan) << plan.error().ToString();
  EXPECT_EQ((*plan)->entities[0].rows, 1u);
  EXPECT_EQ((*plan)->entities[1].rows, 5u);
  EXPECT_EQ((*plan)->entities[2].rows, 7u);
}

TEST_F(RunTest, SeveralEntitiesNeedAFolderAndTheirOwnSizes) {
  const char* model =
      "rowmill: 1\nentities:\n"
      "  a: { rows: 3, fields: { x: { type: integer } } }\n"
      "  b: { rows: 4, fields: { x: { type: integer } } }\n";
  RunRequest request = Request(model);
  auto files = Files(request);
  EXPECT_EQ(files.count("a.csv") + files.count("b.csv"), 2u);
  request.rows = 5;
  EXPECT_NE(Message(request).find("needs one entity, and the model has 2"),
            std::string::npos);
  request = Request(model);
  request.naming = Naming::kFile;
  request.file_name = "one.csv";
  EXPECT_NE(Message(request).find("cannot go into one file"), std::string::npos);
  PlanOptions one;
  one.tables = {"b"};
  request = Request(model, one);
  request.naming = Naming::kFile;
  request.file_name = "one.csv";
  EXPECT_EQ(Files(request).count("one.csv"), 1u);
  one.tables = {"c"};
  auto plan = MakePlan(Model(model), plugins_, one);
  ASSERT_FALSE(plan);
  EXPECT_NE(plan.error().message.find("no entity is called 'c'"), std::string::npos);
}

TEST(FileNames, HostileNamesStayInTheFolder) {
  EXPECT_EQ(FileStem("../etc/passwd"), "_.._etc_passwd");
  EXPECT_EQ(FileStem("a\nb"), "a_b");
  EXPECT_EQ(FileStem(""), "_");
  EXPECT_EQ(FileStem("straße"), "straße");
}

}  // namespace
}  // namespace rowmill
