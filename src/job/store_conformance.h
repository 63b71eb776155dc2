/// For tests only, included by one source of a test program.
/// What every implementation of Store must do, as tests. A store's own test file makes
/// them run over it:
///
///   INSTANTIATE_TEST_SUITE_P(Sqlite, StoreConformance,
///                            testing::Values(StoreFactory{&NewPlace, &Open}));
#pragma once

#include <algorithm>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "job/ids.h"
#include "job/sample_run.h"
#include "job/store.h"

namespace rowmill {

/// Opens a store. The same `place` opens the same data again.
struct StoreFactory {
  std::string (*new_place)();
  std::unique_ptr<Store> (*open)(const std::string& place);
};

class StoreConformance : public testing::TestWithParam<StoreFactory> {
 protected:
  void SetUp() override {
    place_ = GetParam().new_place();
    store_ = GetParam().open(place_);
    ASSERT_NE(store_, nullptr);
  }
  void Reopen() {
    store_.reset();
    store_ = GetParam().open(place_);
  }
  RunRecord Add(RunRecord run = SampleRun()) {
    EXPECT_TRUE(store_->AddRun(&run).has_value());
    return run;
  }
  Status Move(const RunRecord& run, RunState to, std::int64_t attempt = 0) {
    RunChange change;
    change.to = to;
    change.at = 5'000;
    change.attempt = attempt;
    change.comment = "c";
    change.rows_done = 7;
    change.bytes_done = 70;
    change.outputs = {{"CSV", "e", "/tmp/x/n.csv", 7, 70, "h"}};
    return store_->MoveRun(run.id, change);
  }
  RunState StateOf(const RunRecord& run) {
    return store_->GetRun(run.id, Detail::kSummary).value().state;
  }

  std::string place_;
  std::unique_ptr<Store> store_;
};

TEST_P(StoreConformance, KeepsARunWhole) {
  const RunRecord added = Add();
  EXPECT_GT(added.number, 0);
  Reopen();
  const RunRecord run = store_->GetRun(added.id, Detail::kFull).value();
  EXPECT_EQ(run.number, added.number);
  EXPECT_EQ(run.state, RunState::kQueued);
  EXPECT_EQ(run.owner, "anonymous");
  EXPECT_EQ(run.created, 1'000);
  EXPECT_EQ(run.started, 0);
  EXPECT_EQ(run.rows_total, 60u);
  EXPECT_EQ(RequestToJson(run.request), RequestToJson(added.request));
  EXPECT_EQ(run.request.model_text, added.request.model_text);
  EXPECT_EQ(run.request.seed, 0xFFFF'FFFF'FFFF'FFFFu);
  const RunRecord summary = store_->GetRun(added.id, Detail::kSummary).value();
  EXPECT_TRUE(summary.request.model_text.empty());
}

TEST_P(StoreConformance, AnswersUnknownAndDoubleIds) {
  EXPECT_EQ(store_->GetRun(NewUuid(), Detail::kFull).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(Move(SampleRun(), RunState::kStopped).error().code, ErrorCode::kNotFound);
  RunRecord run = Add();
  EXPECT_EQ(store_->AddRun(&run).error().code, ErrorCode::kAlreadyExists);
  EXPECT_EQ(store_->CountRuns({}).value(), 1u);
}

TEST_P(StoreConformance, ClaimsInOrderOfPriorityThenNumberAndByLane) {
  const RunRecord first = Add();
  RunRecord urgent = SampleRun();
  urgent.priority = 5;
  urgent = Add(urgent);
  RunRecord other = SampleRun();
  other.lane = "general";
  other = Add(other);
  const auto claim = [&](const char* lane) {
    return store_->ClaimRun(lane, 2'000).value();
  };
  EXPECT_EQ(claim("datagen")->id, urgent.id);
  const auto taken = claim("datagen");
  EXPECT_EQ(taken->id, first.id);
  EXPECT_EQ(taken->state, RunState::kStarting);
  EXPECT_EQ(taken->attempt, 1);
  EXPECT_EQ(taken->started, 2'000);
  EXPECT_EQ(taken->request.batches, 3u);
  EXPECT_FALSE(claim("datagen").has_value());
  EXPECT_EQ(claim("general")->id, other.id);
}

TEST_P(StoreConformance, OnlyCheckedTransitions) {
  const RunRecord run = Add();
  EXPECT_EQ(Move(run, RunState::kSucceeded).error().code, ErrorCode::kConflict);
  EXPECT_EQ(StateOf(run), RunState::kQueued);
  ASSERT_TRUE(store_->ClaimRun("datagen", 2'000).value().has_value());
  ASSERT_TRUE(Move(run, RunState::kRunning, 1).has_value());
  ASSERT_TRUE(Move(run, RunState::kSucceeded, 1).has_value());
  EXPECT_EQ(Move(run, RunState::kQueued, 1).error().code, ErrorCode::kConflict);
  Reopen();
  const RunRecord done = store_->GetRun(run.id, Detail::kFull).value();
  EXPECT_EQ(done.state, RunState::kSucceeded);
  EXPECT_EQ(done.started, 2'000);
  EXPECT_EQ(done.finished, 5'000);
  EXPECT_EQ(done.rows_done, 7u);
  EXPECT_EQ(done.bytes_done, 70u);
  EXPECT_EQ(done.comment, "c");
  ASSERT_EQ(done.outputs.size(), 1u);
  EXPECT_EQ(done.outputs[0].path, "/tmp/x/n.csv");
}

TEST_P(StoreConformance, AnOlderClaimChangesNothing) {
  const RunRecord run = Add();
  ASSERT_TRUE(store_->ClaimRun("datagen", 2'000).value().has_value());
  ASSERT_TRUE(Move(run, RunState::kQueued, 1).has_value());
  EXPECT_EQ(store_->GetRun(run.id, Detail::kSummary).value().started, 0);
  EXPECT_EQ(store_->ClaimRun("datagen", 3'000).value()->attempt, 2);
  EXPECT_EQ(Move(run, RunState::kRunning, 1).error().code, ErrorCode::kConflict);
  ASSERT_TRUE(store_->SaveProgress(run.id, 1, 9, 9).has_value());
  EXPECT_EQ(store_->GetRun(run.id, Detail::kSummary).value().rows_done, 0u);
  ASSERT_TRUE(store_->SaveProgress(run.id, 2, 9, 90).has_value());
  EXPECT_EQ(store_->GetRun(run.id, Detail::kSummary).value().rows_done, 9u);
}

TEST_P(StoreConformance, RecoversWhatADeadServerLeft) {
  std::vector<RunRecord> runs;
  for (int i = 0; i < 5; ++i) runs.push_back(Add());
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(store_->ClaimRun("datagen", 2'000).value());
  ASSERT_TRUE(Move(runs[1], RunState::kRunning, 1).has_value());
  ASSERT_TRUE(Move(runs[2], RunState::kStopping).has_value());
  ASSERT_TRUE(Move(runs[3], RunState::kFailed, 1).has_value());
  Reopen();
  EXPECT_EQ(store_->RecoverRuns(9'000).value(), 3u);
  EXPECT_EQ(StateOf(runs[0]), RunState::kQueued);
  EXPECT_EQ(StateOf(runs[1]), RunState::kQueued);
  EXPECT_EQ(StateOf(runs[2]), RunState::kStopped);
  EXPECT_EQ(StateOf(runs[3]), RunState::kFailed);
  EXPECT_EQ(StateOf(runs[4]), RunState::kQueued);
  EXPECT_EQ(store_->GetRun(runs[2].id, Detail::kSummary).value().finished, 9'000);
  EXPECT_EQ(store_->ClaimRun("datagen", 9'000).value()->id, runs[0].id);
}

TEST_P(StoreConformance, GivesUpARunThatServersEndWith) {
  const RunRecord bad = Add();
  const RunRecord good = Add();
  auto claim = [&] { return store_->ClaimRun("datagen", 2'000).value()->id; };
  // A server that is stopped puts its run back: that counts for nothing.
  for (int i = 1; i <= 3; ++i) {
    ASSERT_EQ(claim(), bad.id);
    ASSERT_TRUE(Move(bad, RunState::kQueued, i).has_value());
  }
  for (int i = 1; i < kLostRunsMax; ++i) {
    ASSERT_EQ(claim(), bad.id);
    Reopen();
    EXPECT_EQ(store_->RecoverRuns(9'000).value(), 1u);
    EXPECT_EQ(StateOf(bad), RunState::kQueued);
  }
  ASSERT_EQ(claim(), bad.id);
  ASSERT_TRUE(Move(bad, RunState::kRunning, 3 + kLostRunsMax).has_value());
  Reopen();
  EXPECT_EQ(store_->RecoverRuns(9'500).value(), 1u);
  const RunRecord failed = store_->GetRun(bad.id, Detail::kSummary).value();
  EXPECT_EQ(failed.state, RunState::kFailed);
  EXPECT_EQ(failed.finished, 9'500);
  EXPECT_NE(failed.comment.find("the server ended 3 times"), std::string::npos);
  EXPECT_EQ(claim(), good.id);
}

TEST_P(StoreConformance, ListsByStateOriginAndPage) {
  std::vector<RunRecord> runs;
  for (int i = 0; i < 3; ++i) runs.push_back(Add());
  RunRecord other = SampleRun();
  other.origin = "cml";
  other = Add(other);
  ASSERT_TRUE(Move(runs[1], RunState::kStopped).has_value());
  const auto ids = [&](const RunQuery& query) {
    std::vector<std::string> list;
    const auto runs_found = store_->ListRuns(query, Detail::kFull);
    for (const RunRecord& run : *runs_found) {
      list.push_back(run.id);
    }
    return list;
  };
  RunQuery query;
  EXPECT_EQ(ids(query).size(), 4u);
  query.origin = "datagen";
  EXPECT_EQ(ids(query), (std::vector{runs[0].id, runs[1].id, runs[2].id}));
  query.states = {RunState::kQueued, RunState::kFailed};
  EXPECT_EQ(ids(query), (std::vector{runs[0].id, runs[2].id}));
  query.after_number = runs[0].number;
  EXPECT_EQ(ids(query), (std::vector{runs[2].id}));
  query = RunQuery();
  query.limit = 2;
  EXPECT_EQ(ids(query), (std::vector{runs[0].id, runs[1].id}));
  query = RunQuery();
  query.origin = "' OR 1=1 --";
  EXPECT_TRUE(ids(query).empty());
  EXPECT_EQ(store_->CountRuns({RunState::kQueued}).value(), 3u);
}

TEST_P(StoreConformance, NoRunIsClaimedTwiceByManyThreads) {
  constexpr int kRuns = 60;
  for (int i = 0; i < kRuns; ++i) Add();
  std::mutex mutex;
  std::multiset<std::string> claimed;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      while (auto run = store_->ClaimRun("datagen", 1).value()) {
        std::lock_guard lock(mutex);
        claimed.insert(run->id);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(claimed.size(), static_cast<std::size_t>(kRuns));
  EXPECT_EQ(std::set<std::string>(claimed.begin(), claimed.end()).size(),
            static_cast<std::size_t>(kRuns));
}

}  // namespace rowmill
