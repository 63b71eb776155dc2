#include "model/native/include.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "model/test_catalog.h"

namespace rowmill {
namespace {

namespace fs = std::filesystem;

class IncludeTest : public ::testing::Test {
 protected:
  IncludeTest() {
    std::string name = ::testing::UnitTest::GetInstance()->current_test_info()->name();
    root_ = fs::path(::testing::TempDir()) / ("rowmill_include_" + name);
    fs::remove_all(root_);
    fs::create_directories(root_ / "models" / "parts");
  }
  ~IncludeTest() override { fs::remove_all(root_); }

  void Write(const std::string& name, const std::string& text) {
    std::ofstream(root_ / name) << text;
  }

  Result<Dataset> Read(const std::string& name = "models/main.yaml") {
    ReadOptions options;
    options.catalog = &TestCatalog();
    return ReadModelFile((root_ / name).string(), options);
  }

  std::string Told() {
    Result<Dataset> dataset = Read();
    if (dataset) return "fine";
    std::string out;
    for (const Error& fault : dataset.error().Flatten()) out += fault.ToString() + "\n";
    return out;
  }

  fs::path root_;
};

TEST_F(IncludeTest, MergesEntitiesVarsAndDefinitions) {
  Write("models/main.yaml",
        "rowmill: 1\ninclude: [parts/a.yaml, parts/b.yaml]\nvars: { n: 7 }\n"
        "entities: { own: { rows: n, fields: { m: { use: money } } } }\n");
  Write("models/parts/a.yaml",
        "rowmill: 1\ninclude: b.yaml\nvars: { n: 1, k: 2 }\n"
        "definitions: { money: { type: decimal, max: 5 } }\n"
        "entities: { first: { rows: n * k, fields: { x: { use: key } } } }\n");
  Write("models/parts/b.yaml", "definitions: { key: uuid }\n");
  Result<Dataset> dataset = Read();
  ASSERT_TRUE(dataset.has_value()) << dataset.error().ToString();
  EXPECT_EQ(dataset->name, "main");
  ASSERT_EQ(dataset->entities.size(), 2u);
  EXPECT_EQ(dataset->entities[0].name, "first");
  EXPECT_EQ(dataset->entities[0].fields[0].type, "id.uuid4");
  // What comes from another file stands where it is included.
  EXPECT_EQ(dataset->entities[0].place, (Place{2, 11}));
  EXPECT_EQ(dataset->entities[0].fields[0].options.place(), (Place{2, 11}));
  EXPECT_EQ(dataset->entities[1].fields[0].type, "decimal");
  EXPECT_EQ(EvaluateRowCount(dataset->entities[0].rows, *dataset).value(), 14u);
}

TEST_F(IncludeTest, TheHashCoversIncludedFiles) {
  Write("models/main.yaml",
        "rowmill: 1\ninclude: a.yaml\nentities: { e: { fields: { a: uuid } } }\n");
  Write("models/a.yaml", "vars: { n: 1 }\n");
  std::string before = Read()->hash;
  EXPECT_EQ(Read()->hash, before);
  Write("models/a.yaml", "vars: { n: 2 }\n");
  EXPECT_NE(Read()->hash, before);
}

TEST_F(IncludeTest, FaultsNameTheFileAndItsPlace) {
  Write("models/main.yaml",
        "rowmill: 1\ninclude:\n  - parts/a.yaml\nentities: { e: { fields: { a: uuid } } "
        "}\n");
  Write("models/parts/a.yaml",
        "seed: 5\nentities:\n  x: { fields: { a: nope, b: { use: gone } } }\n");
  EXPECT_EQ(
      Told(),
      "line 3:5: /include/0: parts/a.yaml:1:1: /seed: an included file has no key "
      "'seed'\n"
      "line 3:5: /include/0: parts/a.yaml:3:21: /entities/x/fields/a/type: no type is "
      "called 'nope'\n"
      "line 3:5: /include/0: parts/a.yaml:3:37: /entities/x/fields/b/use: no definition "
      "is called 'gone'\n");
}

TEST_F(IncludeTest, RefusesCyclesEscapesAndMissingFiles) {
  const std::string entities = "entities: { e: { fields: { a: uuid } } }\n";
  Write("secret.yaml", "vars: { a: 1 }\n");
  Write("models/loop.yaml", "include: parts/loop.yaml\n");
  Write("models/parts/loop.yaml", "include: [../loop.yaml]\n");
  Write("models/parts/broken.yaml", "a: [1\n");
  Write("models/parts/list.yaml", "- 1\n");
  fs::create_symlink(root_ / "secret.yaml", root_ / "models" / "link.yaml");
  const std::pair<std::string, std::string> kCases[] = {
      {"gone.yaml", "cannot include 'gone.yaml': no such file"},
      {"../secret.yaml", "include stays below the model's folder: '../secret.yaml'"},
      {"link.yaml", "include stays below the model's folder: 'link.yaml'"},
      {(root_ / "models/loop.yaml").string(), "include stays below the model's folder"},
      {"parts", "cannot include 'parts': is a directory"},
      {"loop.yaml", "'loop.yaml' includes itself"},
      {"parts/broken.yaml", "parts/broken.yaml:2:1: YAML: end of sequence"},
      {"parts/list.yaml", "parts/list.yaml: not a map of keys"},
  };
  for (const auto& [name, fragment] : kCases) {
    Write("models/main.yaml", "rowmill: 1\ninclude: ['" + name + "']\n" + entities);
    EXPECT_THAT(Told(), ::testing::AllOf(::testing::StartsWith("line 2:11: /include/0: "),
                                         ::testing::HasSubstr(fragment)));
  }
  Write("models/main.yaml", "rowmill: 1\ninclude: main.yaml\n" + entities);
  EXPECT_THAT(Told(), ::testing::HasSubstr("includes itself"));
}

TEST_F(IncludeTest, DepthAndCountAreBounded) {
  for (int i = 0; i < 20; ++i) {
    Write("models/d" + std::to_string(i) + ".yaml",
          "include: d" + std::to_string(i + 1) + ".yaml\n");
  }
  Write("models/main.yaml",
        "rowmill: 1\ninclude: d0.yaml\nentities: { e: { fields: { a: uuid } } }\n");
  EXPECT_THAT(Told(), ::testing::HasSubstr("more than 100 included files, or 8 within"));
  std::string many = "rowmill: 1\ninclude:\n";
  for (int i = 0; i < 101; ++i) {
    Write("models/n" + std::to_string(i) + ".yaml", "vars: {}\n");
    many += "  - n" + std::to_string(i) + ".yaml\n";
  }
  Write("models/main.yaml", many + "entities: { e: { fields: { a: uuid } } }\n");
  EXPECT_THAT(Told(), ::testing::HasSubstr("line 103:5: /include/100: more than 100"));
}

TEST_F(IncludeTest, TwoFilesCannotGiveOneName) {
  Write("models/a.yaml",
        "definitions: { d: uuid }\nentities: { e: { fields: { a: uuid } } }\n");
  Write("models/main.yaml",
        "rowmill: 1\ninclude: a.yaml\ndefinitions: { d: uuid }\n"
        "entities: { e: { fields: { a: uuid } } }\n");
  EXPECT_EQ(Told(),
            "line 3:16: /definitions/d: definition 'd' is given in two files\n"
            "line 4:13: /entities/e: entity 'e' is given in two files\n");
}

TEST_F(IncludeTest, ModelFilesThatCannotBeRead) {
  Result<Dataset> missing = Read("models/none.yaml");
  ASSERT_FALSE(missing.has_value());
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  Result<Dataset> folder = Read("models");
  ASSERT_FALSE(folder.has_value());
  EXPECT_EQ(folder.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace rowmill
