#include "job/state.h"

#include <set>
#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace rowmill {
namespace {

// The whole table, written out: what is not in it must be refused.
TEST(RunState, TransitionsAreExactlyThese) {
  using enum RunState;
  const std::set<std::pair<RunState, RunState>> allowed = {
      {kQueued, kStarting},  {kQueued, kStopped},     {kStarting, kQueued},
      {kStarting, kRunning}, {kStarting, kStopping},  {kStarting, kFailed},
      {kStarting, kStopped}, {kStarting, kTimedOut},  {kRunning, kQueued},
      {kRunning, kStopping}, {kRunning, kSucceeded},  {kRunning, kFailed},
      {kRunning, kTimedOut}, {kStopping, kSucceeded}, {kStopping, kFailed},
      {kStopping, kStopped}, {kStopping, kTimedOut},
  };
  for (RunState from : AllRunStates()) {
    for (RunState to : AllRunStates()) {
      const Status status = CheckTransition(from, to);
      EXPECT_EQ(status.has_value(), allowed.contains({from, to}))
          << RunStateName(from) << " -> " << RunStateName(to);
      if (!status) {
        EXPECT_EQ(status.error().code, ErrorCode::kConflict);
      }
    }
  }
}

TEST(RunState, NamesAreStableAndReadBack) {
  const std::vector<std::string> names = {"queued",   "starting",  "running",
                                          "stopping", "succeeded", "failed",
                                          "stopped",  "timed_out"};
  ASSERT_EQ(AllRunStates().size(), names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    EXPECT_EQ(RunStateName(AllRunStates()[i]), names[i]);
    EXPECT_EQ(ParseRunState(names[i]).value(), AllRunStates()[i]);
  }
  EXPECT_FALSE(ParseRunState("Queued").has_value());
  EXPECT_FALSE(ParseRunState("").has_value());
}

TEST(RunState, FinalOnesHaveNoWayOut) {
  for (RunState state : AllRunStates()) {
    bool any = false;
    for (RunState to : AllRunStates()) any |= CheckTransition(state, to).has_value();
    EXPECT_EQ(IsFinal(state), !any) << RunStateName(state);
  }
}

}  // namespace
}  // namespace rowmill
