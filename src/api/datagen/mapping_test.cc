#include "api/datagen/mapping.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "api/datagen/json_text.h"
#include "api/datagen/status.h"
#include "job/ids.h"

namespace rowmill::api::datagen {
namespace {

namespace fs = std::filesystem;
using Settings = std::vector<std::pair<std::string, std::string>>;

FormatPlugin NamedFormat(std::string_view name) {
  FormatPlugin plugin;
  plugin.info.name = name;
  return plugin;
}

class MappingTest : public testing::Test {
 protected:
  void SetUp() override {
    base_ = fs::canonical(testing::TempDir()) / ("mapping-" + NewUuid());
    fs::create_directories(base_ / "home/data");
    fs::create_directories(base_ / "home/state");
    paths_ =
        PathPolicy::Make({(base_ / "home").string()}, {(base_ / "home/state").string()})
            .value();
    for (const char* name : {"csv", "json", "parquet"})
      plugins_.AddFormat(NamedFormat(name));
    context_.plugins = &plugins_;
    context_.paths = &paths_;
    context_.data_folder = (base_ / "home/data").string();
  }

  Result<OutputRequest> Map(std::string_view constant, Settings tables, Settings options,
                            const std::string& name = "shop") {
    Dataset dataset;
    dataset.datagen.emplace();
    dataset.datagen->table_names = std::move(tables);
    dataset.datagen->options = std::move(options);
    for (const Connector& connector : Connectors()) {
      if (connector.constant == constant) {
        return MapOutput(connector, dataset, name, CommandSize(20, 3), context_);
      }
    }
    return Fail(ErrorCode::kNotFound, "no such connector");
  }
  std::string At(const std::string& tail) { return (base_ / tail).string(); }

  fs::path base_;
  Plugins plugins_;
  PathPolicy paths_;
  Context context_;
};

TEST_F(MappingTest, TargetsFromTableNames) {
  const OutputRequest output =
      Map("CSV", {{"LOCAL_FILE_PATH", At("home/x/")}, {"LOCAL_FILE_NAME", "n"}}, {})
          .value();
  EXPECT_EQ(output.folder, At("home/x"));
  EXPECT_EQ(output.file_name, "n");
  EXPECT_EQ(output.naming, Naming::kDatagen);
  EXPECT_EQ(output.existing, Existing::kReplace);
  EXPECT_EQ(output.rows_per_file, 20u);
  EXPECT_EQ(output.file_count, 3u);
  EXPECT_FALSE(output.delete_previous);
  EXPECT_EQ(output.format_options,
            (Settings{{"header", "true"}, {"quote", "all"}, {"layout", "datagen"}}));
}

TEST_F(MappingTest, MissingTargetsComeFromTheModelName) {
  const OutputRequest output = Map("JSON", {}, {}, "my/../model").value();
  EXPECT_EQ(output.folder, At("home/data/my_.._model"));
  EXPECT_EQ(output.file_name, "my_.._model");
}

TEST_F(MappingTest, ModelNameIsReplacedInValuesEverywhere) {
  const OutputRequest output = Map("CSV",
                                   {{"LOCAL_FILE_PATH", At("home/MODEL_NAME/MODEL_NAME")},
                                    {"LOCAL_FILE_NAME", "d_MODEL_NAME"}},
                                   {}, "a/MODEL_NAME")
                                   .value();
  EXPECT_EQ(output.folder, At("home/a_MODEL_NAME/a_MODEL_NAME"));
  EXPECT_EQ(output.file_name, "d_a_MODEL_NAME");
}

TEST_F(MappingTest, OptionsAreReadAsDatagenReadsThem) {
  const OutputRequest output = Map("CSV", {},
                                   {{"ONE_FILE_PER_ITERATION", "False"},
                                    {"DELETE_PREVIOUS", "TRUE"},
                                    {"CSV_HEADER", "yes"},
                                    {"CSV_QUOTE", "Minimal"}})
                                   .value();
  EXPECT_FALSE(output.file_count.has_value());
  EXPECT_EQ(output.rows_per_file, 0u);
  EXPECT_TRUE(output.delete_previous);
  EXPECT_EQ(output.format_options,
            (Settings{{"header", "false"}, {"quote", "minimal"}, {"layout", "datagen"}}));
  EXPECT_TRUE(Map("CSV", {}, {{"ONE_FILE_PER_ITERATION", " "}})->file_count.has_value());
  EXPECT_EQ(Map("JSON", {}, {{"JSON_VALUES", "typed"}})->format_options,
            (Settings{{"values", "typed"}, {"layout", "datagen"}}));
}

TEST_F(MappingTest, TargetsOutsideAreRefused) {
  for (const auto& [path, name] : std::vector<std::pair<std::string, std::string>>{
           {"/etc/", "x"},
           {At("home/../../x"), "x"},
           {At("home/state"), "x"},
           {At("home/x/"), "../../../etc/x"},
           {At("home/x/"), "../state/jobs"}}) {
    const auto output =
        Map("CSV", {{"LOCAL_FILE_PATH", path}, {"LOCAL_FILE_NAME", name}}, {});
    ASSERT_FALSE(output.has_value()) << path << " " << name;
    EXPECT_EQ(output.error().code, ErrorCode::kForbidden);
  }
  for (const char* name : {"..", ".", "sub/", "sub/.."}) {
    EXPECT_FALSE(Map("CSV", {{"LOCAL_FILE_NAME", name}}, {}).has_value()) << name;
  }
  EXPECT_EQ(Map("CSV", {{"LOCAL_FILE_NAME", "sub/n"}}, {})->folder,
            At("home/data/shop/sub"));
}

TEST_F(MappingTest, AnOptionTheFormatHasNotIsNotAcceptedAndIgnored) {
  const auto output = Map("PARQUET", {}, {{"PARQUET_PAGE_SIZE", "1024"}});
  ASSERT_FALSE(output.has_value());
  EXPECT_EQ(output.error().code, ErrorCode::kNotBuilt);
  EXPECT_TRUE(Map("PARQUET", {}, {{"PARQUET_PAGE_SIZE", ""}}).has_value());
}

TEST(Connectors, AreThoseOfTheSpecification) {
  EXPECT_EQ(Connectors().size(), 36u);  // 35 constants and the bare OZONE
  Plugins plugins;
  plugins.AddFormat(NamedFormat("csv"));
  for (const Connector& connector : Connectors()) {
    EXPECT_EQ(IsBuilt(connector, plugins), connector.constant == "CSV")
        << connector.constant;
  }
}

TEST(JsonText, Durations) {
  const std::vector<std::pair<std::int64_t, const char*>> cases = {
      {0, "0ms"},
      {3, "3ms"},
      {1'000, "1000ms"},
      {1'001, "1s 1ms"},
      {2'000, "2s 0ms"},
      {60'000, "1m 0ms"},
      {61'000, "1m 1000ms"},
      {61'001, "1m 1s 1ms"},
      {3'600'000, "1h 0ms"},
      {3'661'001, "1h 1m 1s 1ms"},
  };
  for (const auto& [millis, text] : cases) EXPECT_EQ(DurationText(millis), text);
}

TEST(JsonText, FrameworkTime) {
  EXPECT_EQ(FrameworkTime(1'795'313'064'016'999), "2026-11-22T02:04:24.016+00:00");
  EXPECT_EQ(FrameworkTime(0), "1970-01-01T00:00:00.000+00:00");
}

TEST(JsonText, CommandAnswerIsSpacedAsRecorded) {
  EXPECT_EQ(CommandAnswer("u", "a\"b\n"),
            R"({ "commandUuid": "u" , "error": "a\"b\n" })");
}

RunRecord At(RunState state) {
  RunRecord run;
  run.id = "00000000-0000-4000-8000-000000000001";
  run.state = state;
  run.rows_total = 3;
  run.started = 1'000'000;
  run.finished = IsFinal(state) ? 4'500'000 : 0;
  return run;
}

TEST(Status, ShapesOfBothFamilies) {
  RunRecord run = At(RunState::kSucceeded);
  EXPECT_EQ(
      StatusObject(run, std::nullopt, 0, Family::kV1),
      R"({"commandUuid":"00000000-0000-4000-8000-000000000001","status":"FINISHED",)"
      R"("commandComment":"","durationSeconds":3,"progress":100.0,"comment":"",)"
      R"("duration":"3s 500ms","durationMilliSeconds":3500})");
  EXPECT_EQ(
      StatusObject(run, std::nullopt, 0, Family::kLegacy),
      R"({ "commandUuid": "00000000-0000-4000-8000-000000000001" , "status": "FINISHED" , )"
      R"("comment": "" , "progress": "100.0" ,  "duration": "3s 500ms" , )"
      R"("commandComment": "" , "durationSeconds": 3 , "durationMilliSeconds": 3500 })");
  EXPECT_EQ(UnknownCommand(Family::kV1),
            R"({"commandUuid":null,"status":null,"commandComment":"Command not Found",)"
            R"("durationSeconds":0,"progress":0.0,"comment":"Command not Found",)"
            R"("duration":"0ms","durationMilliSeconds":0})");
}

TEST(Status, NamesOfEveryState) {
  using enum RunState;
  const std::vector<std::pair<RunState, const char*>> names = {
      {kQueued, "QUEUED"},    {kStarting, "STARTED"},   {kRunning, "RUNNING"},
      {kStopping, "RUNNING"}, {kSucceeded, "FINISHED"}, {kFailed, "FAILED"},
      {kStopped, "FAILED"},   {kTimedOut, "FAILED"},
  };
  ASSERT_EQ(names.size(), AllRunStates().size());
  for (const auto& [state, name] : names) EXPECT_EQ(StatusName(state, Family::kV1), name);
  EXPECT_EQ(StatusName(kStarting, Family::kLegacy), "STARTING");
  EXPECT_NE(StatusObject(At(kTimedOut), {}, 0, Family::kV1).find("timed out"),
            std::string::npos);
}

TEST(Status, ProgressIs100OnlyWhenFinished) {
  RunRecord run = At(RunState::kRunning);
  EXPECT_EQ(ProgressPercent(run, LiveProgress{1, 0, 3}), 33.3);
  EXPECT_EQ(ProgressPercent(run, LiveProgress{3, 0, 3}), 99.9);
  EXPECT_EQ(ProgressPercent(run, std::nullopt), 0.0);
  run.rows_done = 2;
  EXPECT_EQ(ProgressPercent(run, std::nullopt), 66.6);
  run.rows_total = 0;
  EXPECT_EQ(ProgressPercent(run, std::nullopt), 0.0);
  run.state = RunState::kSucceeded;
  EXPECT_EQ(ProgressPercent(run, std::nullopt), 100.0);
}

}  // namespace
}  // namespace rowmill::api::datagen
