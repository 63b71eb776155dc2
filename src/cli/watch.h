/// Watches a run from the side: turns SIGINT and SIGTERM into a cancel and draws the
/// progress bar. One per run, made before the run's threads start (they inherit the
/// blocked signals). Thread-safe against the run; itself used by one thread.
#pragma once

#include <chrono>
#include <csignal>
#include <memory>
#include <string>

#include "base/result.h"
#include "run/run.h"

namespace rowmill::cli {

struct WatchOptions {
  bool bar = false;  ///< draw the progress bar on standard error
  /// The output is a pipe or device: a write may hang for good and there is nothing to
  /// tidy up, so an interrupt ends the program soon even when the run does not answer.
  bool direct = false;
};

class RunWatch {
 public:
  /// Errors: kInternal when the system has no more descriptors or threads.
  static Result<std::unique_ptr<RunWatch>> Start(RunControl* control,
                                                 const WatchOptions& options);
  /// Ends the watching, clears the bar and unblocks the signals.
  ~RunWatch();
  RunWatch(const RunWatch&) = delete;
  RunWatch& operator=(const RunWatch&) = delete;

 private:
  struct State;
  explicit RunWatch(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// The bar's text, without the carriage return: `[####....]  40%  400,000 / 1,000,000
/// rows  1,2 M rows/s  …`, at most `columns` wide. `rows_total` 0 = unknown.
std::string ProgressLine(std::uint64_t rows, std::uint64_t rows_total,
                         std::uint64_t bytes, double seconds, int columns);

/// `1,000,000 rows, 57.3 MB, 2 files in 0.52 s (1,923,076 rows/s, 110.2 MB/s)`.
std::string SummaryLine(const RunReport& report, double seconds);

}  // namespace rowmill::cli
