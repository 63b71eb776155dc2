#include "job/state.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace rowmill {

namespace {
struct StateRow {
  RunState state;
  std::string_view name;
  std::vector<RunState> next;
};

const std::array<StateRow, 8>& Table() {
  using enum RunState;
  static const std::array<StateRow, 8> table = {{
      {kQueued, "queued", {kStarting, kStopped}},
      {kStarting,
       "starting",
       {kQueued, kRunning, kStopping, kFailed, kStopped, kTimedOut}},
      {kRunning, "running", {kQueued, kStopping, kSucceeded, kFailed, kTimedOut}},
      // A run may reach its end before it notices that it should stop.
      {kStopping, "stopping", {kSucceeded, kFailed, kStopped, kTimedOut}},
      {kSucceeded, "succeeded", {}},
      {kFailed, "failed", {}},
      {kStopped, "stopped", {}},
      {kTimedOut, "timed_out", {}},
  }};
  return table;
}

const StateRow& Row(RunState state) { return Table()[static_cast<std::size_t>(state)]; }
}  // namespace

const std::vector<RunState>& AllRunStates() {
  static const std::vector<RunState> all = [] {
    std::vector<RunState> states;
    for (const StateRow& row : Table()) states.push_back(row.state);
    return states;
  }();
  return all;
}

std::string_view RunStateName(RunState state) { return Row(state).name; }

Result<RunState> ParseRunState(std::string_view name) {
  for (const StateRow& row : Table()) {
    if (row.name == name) return row.state;
  }
  return Fail(ErrorCode::kInvalidArgument, fmt::format("unknown run state '{}'", name));
}

bool IsFinal(RunState state) { return Row(state).next.empty(); }

Status CheckTransition(RunState from, RunState to) {
  const std::vector<RunState>& next = Row(from).next;
  if (std::find(next.begin(), next.end(), to) != next.end()) return {};
  return Fail(ErrorCode::kConflict, fmt::format("a run that is {} cannot become {}",
                                                RunStateName(from), RunStateName(to)));
}

}  // namespace rowmill
