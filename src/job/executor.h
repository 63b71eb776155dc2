/// Takes queued runs from the store and executes them on threads of its own, apart from
/// the threads that answer requests. Runs of a lane start in the order of its queue; a
/// lane with one slot (Datagen's default) runs them one at a time. Thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "job/log.h"
#include "job/path_policy.h"
#include "job/store.h"
#include "run/plugins.h"

namespace rowmill {

struct ExecutorOptions {
  std::string lane = "datagen";
  int slots = 1;    ///< runs at once
  int threads = 1;  ///< of all runs together; a run asks for some and gets at most these
  std::chrono::milliseconds progress_every{1000};  ///< how often progress is stored
};

/// What a run has done so far.
struct LiveProgress {
  std::uint64_t rows = 0;
  std::uint64_t bytes = 0;
  std::uint64_t rows_total = 0;
};

class Executor {
 public:
  /// What it works with; all must outlive it.
  struct Parts {
    Store* store = nullptr;
    const Plugins* plugins = nullptr;
    const Clock* clock = nullptr;
    const PathPolicy* paths = nullptr;  ///< outputs are checked again when they start
    Log* log = nullptr;
  };

  Executor(Parts parts, ExecutorOptions options);
  /// As Stop.
  ~Executor();

  /// Begins to work. Called once.
  void Start();
  /// Tells that a run was queued.
  void Wake();
  /// Takes no new run, interrupts those at work within one batch (they are queued again
  /// and go on at the next start), and waits for the threads to end.
  void Stop();

  /// Progress of a run that is at work here; nothing for others.
  std::optional<LiveProgress> ProgressOf(const std::string& run_id) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// One output of a run, ready for the engine.
struct EngineRun {
  std::string connector;
  std::string folder;  ///< as the request names it; PrepareRun resolves it
  RunRequest request;
};

/// Plans a request: one engine run per output (and per entity, where a number of rows is
/// given for several). Folder and threads are left to PrepareRun.
/// Errors: those of MakePlan.
Result<std::vector<EngineRun>> PlanRuns(const Dataset& dataset,
                                        const GenerationRequest& request,
                                        const Plugins& plugins, const PathPolicy& paths);

/// Reads the model of a stored request, plans it and makes the requests for the engine,
/// one per output, each with at most `threads_max` threads.
/// Errors: those of ReadModel and MakePlan; kForbidden when a target is not allowed.
Result<std::vector<EngineRun>> PrepareRun(const GenerationRequest& request,
                                          const Plugins& plugins, const PathPolicy& paths,
                                          int threads_max);

/// An error as the comment of a run or the text of an answer: every fault on one line,
/// separated by `; `. Faults of our own (kInternal) are named, never told.
std::string DescribeFault(const Error& error);

}  // namespace rowmill
