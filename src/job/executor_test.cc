#include "job/executor.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include <gtest/gtest.h>

#include "dict/embedded/embedded.h"
#include "job/ids.h"
#include "job/store/sqlite/sqlite_store.h"

namespace rowmill {
// Of src/sink/local; tests may name what only `app` names otherwise.
SinkPlugin local_sink();

namespace {
namespace fs = std::filesystem;

// A format of one line `row` per row, slow on request.
std::atomic<int> slow_ms{0};

class LineEncoder final : public ChunkEncoder {
 public:
  Status Begin(Chunk* chunk) override {
    chunk_ = chunk;
    return {};
  }
  Status Add(const Batch& batch) override {
    std::this_thread::sleep_for(std::chrono::milliseconds(slow_ms.load()));
    for (std::size_t i = 0; i < batch.rows; ++i) chunk_->bytes.Append("row\n", 4);
    return {};
  }
  Status End() override { return {}; }

 private:
  Chunk* chunk_ = nullptr;
};

class LineFrame final : public FileFrame {
 public:
  Status Header(Buffer*) override { return {}; }
  Status Place(const Chunk&, std::uint64_t) override { return {}; }
  Status Footer(Buffer*) override { return {}; }
};

class LineFormat final : public Format {
 public:
  std::string extension() const override { return "lines"; }
  std::uint64_t chunk_rows() const override { return limits::kTileRows; }
  std::unique_ptr<ChunkEncoder> NewEncoder() const override {
    return std::make_unique<LineEncoder>();
  }
  std::unique_ptr<FileFrame> NewFile() const override {
    return std::make_unique<LineFrame>();
  }
};

FormatPlugin LinesPlugin() {
  FormatPlugin plugin;
  plugin.info.name = "lines";
  plugin.make = [](const FormatContext&,
                   const Options&) -> Result<std::unique_ptr<Format>> {
    return std::make_unique<LineFormat>();
  };
  return plugin;
}

class ExecutorTest : public testing::Test {
 protected:
  void SetUp() override {
    slow_ms = 0;
    base_ = fs::canonical(testing::TempDir()) / ("executor-" + NewUuid());
    fs::create_directories(base_ / "out");
    store_ = OpenSqliteStore((base_ / "jobs.sqlite").string()).value();
    paths_ = PathPolicy::Make({(base_ / "out").string()}, {}).value();
    plugins_.set_dictionaries(&EmbeddedDictionaries());
    plugins_.AddFormat(LinesPlugin());
    plugins_.AddSink(local_sink());
    executor_ = MakeExecutor();
  }

  std::unique_ptr<Executor> MakeExecutor() {
    ExecutorOptions options;
    options.progress_every = std::chrono::milliseconds(5);
    return std::make_unique<Executor>(
        Executor::Parts{store_.get(), &plugins_, &clock_, &paths_, &log_}, options);
  }

  RunRecord Queue(const std::string& name, std::uint64_t rows, std::uint64_t batches,
                  std::string model = kModel) {
    RunRecord run;
    run.id = NewUuid();
    run.origin = run.project = run.lane = "datagen";
    run.request.model_text = std::move(model);
    run.request.model_name = name;
    run.request.rows = rows * batches;
    run.request.rows_per_batch = rows;
    run.request.batches = batches;
    run.request.outputs.emplace_back();
    OutputRequest& output = run.request.outputs[0];
    output.connector = "LINES";
    output.format = "lines";
    output.folder = (base_ / "out").string();
    output.file_name = name;
    output.naming = Naming::kDatagen;
    output.rows_per_file = rows;
    output.file_count = batches;
    run.rows_total = rows * batches;
    EXPECT_TRUE(store_->AddRun(&run).has_value());
    executor_->Wake();
    return run;
  }

  RunRecord WaitFor(const RunRecord& run,
                    const std::function<bool(const RunRecord&)>& done) {
    for (int i = 0; i < 2'000; ++i) {
      RunRecord now = store_->GetRun(run.id, Detail::kFull).value();
      if (done(now)) return now;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    ADD_FAILURE() << "the run did not get there";
    return store_->GetRun(run.id, Detail::kFull).value();
  }
  RunRecord WaitForEnd(const RunRecord& run) {
    return WaitFor(run, [](const RunRecord& r) { return IsFinal(r.state); });
  }

  static constexpr const char* kModel =
      R"({"model_name":"m","Fields":[{"name":"a","type":"STRING","possible_values":["x"]}]})";
  fs::path base_;
  std::unique_ptr<Store> store_;
  PathPolicy paths_;
  Plugins plugins_;
  SystemClock clock_;
  NoLog log_;
  std::unique_ptr<Executor> executor_;
};

TEST_F(ExecutorTest, RunsToTheEndInOrder) {
  const RunRecord first = Queue("one", 10, 3);
  const RunRecord second = Queue("two", 5, 1);
  executor_->Start();
  const RunRecord done = WaitForEnd(second);
  EXPECT_EQ(done.state, RunState::kSucceeded) << done.comment;
  const RunRecord before = store_->GetRun(first.id, Detail::kFull).value();
  EXPECT_EQ(before.state, RunState::kSucceeded) << before.comment;
  EXPECT_LE(before.finished, done.started);
  EXPECT_EQ(before.rows_done, 30u);
  EXPECT_EQ(before.bytes_done, 120u);
  ASSERT_EQ(before.outputs.size(), 3u);
  EXPECT_EQ(before.outputs[2].rows, 10u);
  EXPECT_EQ(fs::file_size(base_ / "out/one-0000000002.lines"), 40u);
}

TEST_F(ExecutorTest, NothingIsMadeForNoBatch) {
  executor_->Start();
  EXPECT_EQ(WaitForEnd(Queue("none", 10, 0)).state, RunState::kSucceeded);
  EXPECT_TRUE(fs::is_empty(base_ / "out"));
}

TEST_F(ExecutorTest, AFailureIsTheRunsOwn) {
  executor_->Start();
  const RunRecord bad = WaitForEnd(Queue("bad", 1, 1, "{"));
  EXPECT_EQ(bad.state, RunState::kFailed);
  EXPECT_FALSE(bad.comment.empty());
  std::ofstream(base_ / "out/file") << "x";
  RunRecord blocked = Queue("fine", 1, 1);
  EXPECT_EQ(WaitForEnd(blocked).state, RunState::kSucceeded);
}

TEST_F(ExecutorTest, TheTargetIsCheckedAgainWhenTheRunStarts) {
  const RunRecord run = Queue("link", 1, 1);
  fs::remove(base_ / "out");
  fs::create_directory(base_ / "elsewhere");
  fs::create_directory_symlink(base_ / "elsewhere", base_ / "out");
  executor_->Start();
  const RunRecord done = WaitForEnd(run);
  EXPECT_EQ(done.state, RunState::kFailed);
  EXPECT_NE(done.comment.find("not below an allowed root"), std::string::npos);
  EXPECT_TRUE(fs::is_empty(base_ / "elsewhere"));
}

TEST_F(ExecutorTest, StopQueuesTheRunAgainAndTheNextStartEndsIt) {
  slow_ms = 20;
  const RunRecord run = Queue("long", 2'000'000, 1);
  executor_->Start();
  WaitFor(run, [](const RunRecord& r) { return r.rows_done > 0; });
  EXPECT_GT(executor_->ProgressOf(run.id)->rows, 0u);
  executor_->Stop();
  const RunRecord stopped = store_->GetRun(run.id, Detail::kFull).value();
  EXPECT_EQ(stopped.state, RunState::kQueued);
  EXPECT_EQ(stopped.rows_done, 0u);
  EXPECT_TRUE(fs::is_empty(base_ / "out"));
  slow_ms = 0;
  executor_ = MakeExecutor();
  executor_->Start();
  const RunRecord done = WaitForEnd(run);
  EXPECT_EQ(done.state, RunState::kSucceeded) << done.comment;
  EXPECT_EQ(done.attempt, 2);
  EXPECT_EQ(fs::file_size(base_ / "out/long-0000000000.lines"), 8'000'000u);
}

TEST(DescribeFault, TellsEveryFaultAndNoSecretOfOurs) {
  Faults faults;
  faults.Add(ErrorCode::kInvalidModel, "type 'X' is unknown", "/Fields/0", {3, 7});
  faults.Add(ErrorCode::kInternal, "pointer 0x1234 broke");
  const std::string text = DescribeFault(faults.ToStatus().error());
  EXPECT_NE(text.find("line 3, column 7: /Fields/0: type 'X' is unknown"),
            std::string::npos);
  EXPECT_EQ(text.find("0x1234"), std::string::npos);
}

}  // namespace
}  // namespace rowmill
