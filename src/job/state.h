/// The states of a run and which of them may follow which. Every change of a stored run
/// passes `CheckTransition`, whichever door or thread asks for it. Thread-safe (no
/// state).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace rowmill {

/// Stored as the texts of `RunStateName`; do not rename.
enum class RunState : std::uint8_t {
  kQueued,     ///< waits for its turn, or for its parent
  kStarting,   ///< taken by an executor: model read, plan made, target checked
  kRunning,    ///< rows are made and written
  kStopping,   ///< somebody asked to stop it
  kSucceeded,  ///< final: all outputs have their names
  kFailed,     ///< final: the comment says why
  kStopped,    ///< final: the comment says who stopped it
  kTimedOut,   ///< final
};

/// All states, in the order of the enum.
const std::vector<RunState>& AllRunStates();

/// `queued`, `starting`, `running`, `stopping`, `succeeded`, `failed`, `stopped`,
/// `timed_out`.
std::string_view RunStateName(RunState state);

/// Reads what `RunStateName` writes. Errors: kInvalidArgument.
Result<RunState> ParseRunState(std::string_view name);

/// True when nothing can follow.
bool IsFinal(RunState state);

/// Success when a run in state `from` may go to `to`. Back to `queued` is what an
/// interrupted run does: generation is repeatable and publishes at its end, so it starts
/// again. Errors: kConflict.
Status CheckTransition(RunState from, RunState to);

}  // namespace rowmill
