#include "job/executor.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "model/dataset.h"
#include "run/plan.h"
#include "run/run.h"

namespace rowmill {

namespace {
constexpr std::size_t kFaultsShown = 200;

// One run at work.
struct Work {
  std::int64_t attempt = 0;
  // Rows and bytes of the outputs that are done; the control counts the current one.
  std::atomic<std::uint64_t> rows_before{0};
  std::atomic<std::uint64_t> bytes_before{0};
  std::uint64_t rows_total = 0;
  RunControl control;

  LiveProgress Progress() const {
    return {rows_before.load() + control.progress.rows.load(),
            bytes_before.load() + control.progress.bytes.load(), rows_total};
  }
};

std::string OneFault(const Error& fault) {
  if (fault.code == ErrorCode::kInternal) {
    return "internal error, the server's log has the details";
  }
  if (fault.place.known()) {
    return fmt::format("line {}, column {}: {}{}{}", fault.place.line, fault.place.column,
                       fault.pointer, fault.pointer.empty() ? "" : ": ", fault.message);
  }
  if (!fault.pointer.empty()) return fmt::format("{}: {}", fault.pointer, fault.message);
  return fault.message;
}
}  // namespace

std::string DescribeFault(const Error& error) {
  const std::vector<Error> faults = error.Flatten();
  std::string text;
  for (std::size_t i = 0; i < faults.size() && i < kFaultsShown; ++i) {
    if (i > 0) text += "; ";
    text += OneFault(faults[i]);
  }
  if (faults.size() > kFaultsShown) {
    text += fmt::format("; and {} more", faults.size() - kFaultsShown);
  }
  return text;
}

Result<std::vector<EngineRun>> PlanRuns(const Dataset& dataset,
                                        const GenerationRequest& request,
                                        const Plugins& plugins, const PathPolicy& paths) {
  PlanOptions plan_options;
  plan_options.files = [&paths](std::string_view path) -> Result<std::string> {
    RM_ASSIGN_OR_RETURN(const std::filesystem::path resolved, paths.Resolve(path));
    return resolved.string();
  };
  plan_options.seed = request.seed;
  plan_options.now = request.now;
  plan_options.scale = request.scale;
  plan_options.temporal_as_text = request.temporal_as_text;
  // The engine takes a number of rows for one entity only; values do not depend on what
  // else is planned.
  std::vector<std::vector<std::string>> table_sets = {request.tables};
  const bool split = request.rows.has_value() && dataset.entities.size() > 1;
  if (split && request.tables.empty()) {
    table_sets.clear();
    for (const Entity& entity : dataset.entities) table_sets.push_back({entity.name});
  }

  std::vector<EngineRun> runs;
  for (const std::vector<std::string>& tables : table_sets) {
    plan_options.tables = tables;
    RM_ASSIGN_OR_RETURN(auto plan, MakePlan(dataset, plugins, plan_options));
    for (const OutputRequest& output : request.outputs) {
      EngineRun run;
      run.connector = output.connector;
      run.folder = output.folder;
      RunRequest& r = run.request;
      r.plan = plan;
      r.plugins = &plugins;
      r.from_row = request.from_row;
      r.rows = request.rows;
      r.format = output.format;
      r.format_options = Node::Map();
      for (const auto& [name, value] : output.format_options) {
        r.format_options.Add(name, Node::Text(value));
      }
      r.compression = output.compression;
      r.naming = output.naming;
      r.file_name = output.file_name;
      r.rows_per_file = output.rows_per_file;
      r.file_count = output.file_count;
      r.existing = output.existing;
      r.delete_previous = output.delete_previous;
      r.manifest_name = table_sets.size() > 1 ? tables.front() : output.file_name;
      runs.push_back(std::move(run));
    }
  }
  return runs;
}

Result<std::vector<EngineRun>> PrepareRun(const GenerationRequest& request,
                                          const Plugins& plugins, const PathPolicy& paths,
                                          int threads_max) {
  ReadOptions read = ReadOptionsFor(plugins);
  read.name = request.model_name;
  RM_ASSIGN_OR_RETURN(const Dataset dataset, ReadModel(request.model_text, read));
  RM_ASSIGN_OR_RETURN(std::vector<EngineRun> runs,
                      PlanRuns(dataset, request, plugins, paths));
  for (EngineRun& run : runs) {
    // Links may have changed since the run was accepted.
    RM_ASSIGN_OR_RETURN(const std::filesystem::path folder, paths.Resolve(run.folder));
    run.request.folder = folder.string();
    run.request.threads = std::clamp(request.threads, 1, std::max(1, threads_max));
  }
  return runs;
}

class Executor::Impl {
 public:
  Impl(Parts parts, ExecutorOptions options)
      : parts_(parts), options_(std::move(options)) {}

  void Start();
  void Wake();
  void Stop();
  std::optional<LiveProgress> ProgressOf(const std::string& run_id) const;

 private:
  void WorkLoop();
  void ProgressLoop();
  void Execute(const RunRecord& run);
  Result<RunChange> Generate(const RunRecord& run, Work* work);
  void Finish(const RunRecord& run, RunChange change);
  bool stopping() const;

  const Parts parts_;
  const ExecutorOptions options_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool stop_ = false;
  std::uint64_t wakes_ = 0;
  std::map<std::string, std::shared_ptr<Work>> at_work_;
  std::vector<std::thread> threads_;
};

void Executor::Impl::Start() {
  for (int i = 0; i < std::max(1, options_.slots); ++i) {
    threads_.emplace_back([this] { WorkLoop(); });
  }
  threads_.emplace_back([this] { ProgressLoop(); });
}

void Executor::Impl::Wake() {
  {
    std::lock_guard lock(mutex_);
    ++wakes_;
  }
  changed_.notify_all();
}

void Executor::Impl::Stop() {
  {
    std::lock_guard lock(mutex_);
    stop_ = true;
    for (auto& [id, work] : at_work_) work->control.cancel = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

bool Executor::Impl::stopping() const {
  std::lock_guard lock(mutex_);
  return stop_;
}

std::optional<LiveProgress> Executor::Impl::ProgressOf(const std::string& run_id) const {
  std::lock_guard lock(mutex_);
  const auto found = at_work_.find(run_id);
  if (found == at_work_.end()) return std::nullopt;
  return found->second->Progress();
}

void Executor::Impl::WorkLoop() {
  std::uint64_t seen = 0;
  while (true) {
    {
      std::lock_guard lock(mutex_);
      if (stop_) return;
      seen = wakes_;
    }
    Result<std::optional<RunRecord>> claimed =
        parts_.store->ClaimRun(options_.lane, parts_.clock->Now());
    if (claimed && claimed->has_value()) {
      Execute(**claimed);
      continue;
    }
    if (!claimed) {
      parts_.log->Write(LogLevel::kError, "", claimed.error().ToString());
    }
    // Asked again once a second as well: another server may share the store later.
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(1),
                      [&] { return stop_ || wakes_ != seen; });
  }
}

void Executor::Impl::ProgressLoop() {
  std::unique_lock lock(mutex_);
  while (!changed_.wait_for(lock, options_.progress_every, [&] { return stop_; })) {
    const auto works = at_work_;
    lock.unlock();
    for (const auto& [id, work] : works) {
      const LiveProgress now = work->Progress();
      const Status saved =
          parts_.store->SaveProgress(id, work->attempt, now.rows, now.bytes);
      if (!saved) parts_.log->Write(LogLevel::kWarning, id, saved.error().ToString());
    }
    lock.lock();
  }
}

void Executor::Impl::Execute(const RunRecord& run) {
  auto work = std::make_shared<Work>();
  work->attempt = run.attempt;
  work->rows_total = run.rows_total;
  {
    std::lock_guard lock(mutex_);
    at_work_[run.id] = work;
    if (stop_) work->control.cancel = true;
  }
  RunChange change;
  try {
    Result<RunChange> done = Generate(run, work.get());
    if (done) {
      change = std::move(*done);
    } else if (done.error().code == ErrorCode::kCancelled && stopping()) {
      change.to = RunState::kQueued;
    } else {
      change.to = RunState::kFailed;
      change.comment = DescribeFault(done.error());
      parts_.log->Write(LogLevel::kWarning, run.id,
                        fmt::format("run failed: {}", done.error().ToString()));
    }
  } catch (const std::exception& e) {
    // Out of memory, above all: this run fails, the others go on.
    change.to = RunState::kFailed;
    change.comment = "internal error, the server's log has the details";
    parts_.log->Write(LogLevel::kError, run.id, fmt::format("run failed: {}", e.what()));
  }
  if (change.to == RunState::kFailed) {
    const LiveProgress reached = work->Progress();
    change.rows_done = reached.rows;
    change.bytes_done = reached.bytes;
  }
  Finish(run, std::move(change));
  std::lock_guard lock(mutex_);
  at_work_.erase(run.id);
}

void Executor::Impl::Finish(const RunRecord& run, RunChange change) {
  change.attempt = run.attempt;
  change.at = parts_.clock->Now();
  // What was made must be told: a store that cannot write now (a full disk) is asked
  // again. Only a stop gives up; then the run is taken up at the next start.
  while (true) {
    const Status moved = parts_.store->MoveRun(run.id, change);
    if (moved) return;
    parts_.log->Write(LogLevel::kError, run.id, moved.error().ToString());
    if (moved.error().code == ErrorCode::kConflict ||
        moved.error().code == ErrorCode::kNotFound) {
      return;
    }
    std::unique_lock lock(mutex_);
    if (changed_.wait_for(lock, std::chrono::seconds(1), [&] { return stop_; })) return;
  }
}

Result<RunChange> Executor::Impl::Generate(const RunRecord& run, Work* work) {
  RM_ASSIGN_OR_RETURN(
      std::vector<EngineRun> engine_runs,
      PrepareRun(run.request, *parts_.plugins, *parts_.paths, options_.threads));
  RunChange running;
  running.to = RunState::kRunning;
  running.at = parts_.clock->Now();
  running.attempt = run.attempt;
  RM_RETURN_IF_ERROR(parts_.store->MoveRun(run.id, running));

  RunChange done;
  done.to = RunState::kSucceeded;
  if (run.request.batches == 0) return done;
  for (const EngineRun& engine_run : engine_runs) {
    Result<RunReport> report = Run(engine_run.request, &work->control);
    if (!report) {
      Error error = std::move(report).error();
      error.message =
          fmt::format("connector {}: {}", engine_run.connector, error.message);
      return Fail(std::move(error));
    }
    for (const OutputFile& file : report->files) {
      done.outputs.push_back({engine_run.connector, file.entity, file.path, file.rows,
                              file.bytes, file.hash});
    }
    done.rows_done += report->rows;
    done.bytes_done += report->bytes;
    work->control.progress.rows = 0;
    work->control.progress.bytes = 0;
    work->rows_before = done.rows_done;
    work->bytes_before = done.bytes_done;
  }
  return done;
}

Executor::Executor(Parts parts, ExecutorOptions options)
    : impl_(std::make_unique<Impl>(parts, std::move(options))) {}
Executor::~Executor() { impl_->Stop(); }
void Executor::Start() { impl_->Start(); }
void Executor::Wake() { impl_->Wake(); }
void Executor::Stop() { impl_->Stop(); }
std::optional<LiveProgress> Executor::ProgressOf(const std::string& run_id) const {
  return impl_->ProgressOf(run_id);
}

}  // namespace rowmill
