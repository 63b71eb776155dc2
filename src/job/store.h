/// Where runs are kept: one interface, one conformance suite (`store_conformance.h`), a
/// folder per database. All doors and all executors share one store; what one starts the
/// others see. Jobs with schedules and parents join as tables of their own that runs
/// point to by `job_id`. Implementations are thread-safe and survive a kill at any point:
/// every method is one transaction.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "job/request.h"
#include "job/state.h"

namespace rowmill {

/// One execution. `request` and `outputs` are filled for Detail::kFull only.
struct RunRecord {
  std::string id;           ///< uuid; the same in every door
  std::int64_t number = 0;  ///< given by the store, ascending: the order of the queue
  std::string job_id;       ///< the saved job it belongs to; empty = none
  std::string project;      ///< `datagen` for commands
  std::string origin;       ///< the door: `datagen`, later `cml`, `datameer`, `data_api`
  std::string lane;         ///< runs of one lane share its slots: `datagen`, later others
  std::string owner;
  std::string name;  ///< of the model or job, for people
  int priority = 0;  ///< higher goes first within a lane
  RunState state = RunState::kQueued;
  std::int64_t attempt = 0;  ///< counts claims; changes of an older claim are refused
  std::string comment;       ///< why it failed or was stopped; empty else
  MicrosUtc created = 0;
  MicrosUtc started = 0;   ///< 0 = not yet
  MicrosUtc finished = 0;  ///< 0 = not yet
  std::uint64_t rows_total = 0;
  std::uint64_t rows_done = 0;
  std::uint64_t bytes_done = 0;
  GenerationRequest request;
  std::vector<RunOutput> outputs;
};

enum class Detail : std::uint8_t { kSummary, kFull };

/// Which runs; fields that are not set do not restrict. Answers are in order of number.
struct RunQuery {
  std::vector<RunState> states;
  std::string origin;
  std::int64_t after_number = 0;
  std::size_t limit = 0;  ///< 0 = all
};

/// A step of one run.
struct RunChange {
  RunState to = RunState::kQueued;
  MicrosUtc at = 0;
  std::int64_t attempt = 0;  ///< the claim it is made under; 0 = made by a person
  std::string comment;
  std::uint64_t rows_done = 0;   ///< taken over when `to` is final
  std::uint64_t bytes_done = 0;  ///< the same
  std::vector<RunOutput> outputs;
};

/// Servers that may end, without being stopped, while they have a run at work; runs that
/// were at work beside the one that ended them are counted too.
inline constexpr int kLostRunsMax = 3;

class Store {
 public:
  virtual ~Store() = default;

  /// Adds a queued run; sets `number`. Errors: kAlreadyExists (id), kIo.
  virtual Status AddRun(RunRecord* run) = 0;
  /// Errors: kNotFound, kIo.
  virtual Result<RunRecord> GetRun(const std::string& id, Detail detail) = 0;
  /// Errors: kIo.
  virtual Result<std::vector<RunRecord>> ListRuns(const RunQuery& query,
                                                  Detail detail) = 0;
  /// Runs in these states (all, when empty). Errors: kIo.
  virtual Result<std::uint64_t> CountRuns(const std::vector<RunState>& states) = 0;
  /// Takes the next queued run of a lane (highest priority, then lowest number), sets it
  /// starting and counts up its attempt; nothing when the queue is empty. Errors: kIo.
  virtual Result<std::optional<RunRecord>> ClaimRun(const std::string& lane,
                                                    MicrosUtc at) = 0;
  /// Makes one checked transition. To `starting` sets the start time, to a final state
  /// the end time, back to `queued` clears start and progress.
  /// Errors: kNotFound, kConflict (transition, or an older claim), kIo.
  virtual Status MoveRun(const std::string& id, const RunChange& change) = 0;
  /// Keeps the progress of a starting or running run of that claim, else does nothing.
  /// Errors: kIo.
  virtual Status SaveProgress(const std::string& id, std::int64_t attempt,
                              std::uint64_t rows_done, std::uint64_t bytes_done) = 0;
  /// For the start of a server: runs that a dead one left starting or running are queued
  /// again, those that kLostRunsMax servers left so have failed (they may be what ends
  /// the server), those that were stopping are stopped. Answers how many there were.
  /// Errors: kIo.
  virtual Result<std::uint64_t> RecoverRuns(MicrosUtc at) = 0;
};

}  // namespace rowmill
