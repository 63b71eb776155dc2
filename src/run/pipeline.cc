#include "run/pipeline.h"

#include <algorithm>
#include <deque>
#include <optional>

#include "base/check.h"

namespace rowmill {

bool TaskList::Next(ChunkTask* task) {
  while (file_ < files_->size()) {
    const FilePlan& file = (*files_)[file_];
    std::uint64_t left = file.rows - done_;
    if (left == 0 && started_) {
      ++file_;
      done_ = 0;
      started_ = false;
      continue;
    }
    task->file = file_;
    task->first_row = file.first_row + done_;
    task->rows = std::min(left, chunk_rows_[file_]);
    task->last_of_file = task->rows == left;
    done_ += task->rows;
    started_ = true;
    return true;
  }
  return false;
}

std::uint64_t TaskList::CountUpTo(std::uint64_t limit) const {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < files_->size() && count < limit; ++i) {
    std::uint64_t rows = (*files_)[i].rows;
    count += std::max<std::uint64_t>(1, (rows + chunk_rows_[i] - 1) / chunk_rows_[i]);
  }
  return std::min(count, limit);
}

namespace {

/// A worker's tools: row maker and encoder of the entity it works on.
class Worker {
 public:
  explicit Worker(const PipelineInput& input) : input_(input) {}

  Status Encode(const ChunkTask& task, Chunk* chunk) {
    UseEntity((*input_.files)[task.file].entity);
    chunk->bytes.Clear();
    for (Buffer& piece : chunk->more) piece.Clear();
    chunk->meta.reset();
    chunk->rows = task.rows;
    RM_RETURN_IF_ERROR(encoder_->Begin(chunk));
    for (std::uint64_t done = 0; done < task.rows;) {
      if (input_.control->cancel.load(std::memory_order_relaxed)) {
        return Fail(ErrorCode::kCancelled, "cancelled");
      }
      std::size_t rows =
          static_cast<std::size_t>(std::min<std::uint64_t>(tile_rows_, task.rows - done));
      RM_ASSIGN_OR_RETURN(const Batch* batch,
                          rows_->MakeRange(task.first_row + done, rows));
      RM_RETURN_IF_ERROR(encoder_->Add(*batch));
      done += rows;
    }
    return encoder_->End();
  }

 private:
  void UseEntity(std::size_t entity) {
    if (entity_ == entity) return;
    entity_ = entity;
    const EntityPlan& plan = input_.plan->entities[entity];
    rows_.emplace(&plan);
    tile_rows_ = std::min(plan.tile_rows, input_.tile_rows);
    encoder_ = (*input_.formats)[entity]->NewEncoder();
  }

  const PipelineInput& input_;
  std::optional<std::size_t> entity_;
  std::optional<RowMaker> rows_;
  std::size_t tile_rows_ = limits::kTileRows;
  std::unique_ptr<ChunkEncoder> encoder_;
};

/// An encoded chunk waiting for its turn.
struct Finished {
  ChunkTask task;
  std::unique_ptr<Chunk> chunk;
  std::optional<Error> error;
  bool ready = false;
};

/// The chunks in flight, in order: a bounded window between workers and the writer.
class Window {
 public:
  Window(TaskList tasks, std::size_t size) : tasks_(std::move(tasks)), size_(size) {}

  /// The next task and its place; waits while the window is full. nullptr: no more.
  Finished* Claim() {
    std::unique_lock lock(mutex_);
    space_.wait(lock, [&] { return stopped_ || slots_.size() < size_; });
    ChunkTask task;
    if (stopped_ || !tasks_.Next(&task)) {
      exhausted_ = true;
      ready_.notify_all();
      return nullptr;
    }
    Finished& slot = slots_.emplace_back();  // deque: addresses stay
    slot.task = task;
    if (spare_.empty()) {
      slot.chunk = std::make_unique<Chunk>();
    } else {
      slot.chunk = std::move(spare_.back());
      spare_.pop_back();
    }
    return &slot;
  }

  void Complete(Finished* slot, Status status) {
    std::lock_guard lock(mutex_);
    if (!status) slot->error = std::move(status).error();
    slot->ready = true;
    if (slot == &slots_.front()) ready_.notify_all();
  }

  /// The next chunk in order; nullptr when all are written.
  Finished* Front() {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [&] { return slots_.empty() ? exhausted_ : slots_.front().ready; });
    return slots_.empty() ? nullptr : &slots_.front();
  }

  void PopFront() {
    std::lock_guard lock(mutex_);
    spare_.push_back(std::move(slots_.front().chunk));
    slots_.pop_front();
    space_.notify_one();
  }

  /// Lets workers stop at their next claim.
  void Stop() {
    std::lock_guard lock(mutex_);
    stopped_ = true;
    space_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable space_;
  std::condition_variable ready_;
  TaskList tasks_;
  const std::size_t size_;
  std::deque<Finished> slots_;
  std::vector<std::unique_ptr<Chunk>> spare_;
  bool exhausted_ = false;
  bool stopped_ = false;
};

Status TakeChunk(const PipelineInput& input, const Finished& finished,
                 ChunkReceiver* receiver) {
  if (finished.error) return Fail(*finished.error);
  if (input.control->cancel.load(std::memory_order_relaxed)) {
    return Fail(ErrorCode::kCancelled, "cancelled");
  }
  RM_RETURN_IF_ERROR(receiver->Take(finished.task, *finished.chunk));
  input.control->progress.rows.fetch_add(finished.task.rows, std::memory_order_relaxed);
  return {};
}

/// Without threads: for small runs a thread would cost more than the rows.
Status RunInline(const PipelineInput& input, TaskList tasks, ChunkReceiver* receiver) {
  Worker worker(input);
  Finished finished;
  finished.chunk = std::make_unique<Chunk>();
  while (tasks.Next(&finished.task)) {
    RM_RETURN_IF_ERROR(worker.Encode(finished.task, finished.chunk.get()));
    RM_RETURN_IF_ERROR(TakeChunk(input, finished, receiver));
  }
  return {};
}

}  // namespace

Status RunPipeline(const PipelineInput& input, ChunkReceiver* receiver) {
  std::vector<std::uint64_t> chunk_rows;
  for (const FilePlan& file : *input.files) {
    chunk_rows.push_back((*input.formats)[file.entity]->chunk_rows());
    RM_CHECK(chunk_rows.back() > 0);
  }
  TaskList tasks(input.files, std::move(chunk_rows));
  const std::size_t threads = static_cast<std::size_t>(
      tasks.CountUpTo(static_cast<std::uint64_t>(std::max(1, input.threads))));
  if (threads <= 1) return RunInline(input, std::move(tasks), receiver);

  // Every worker can hold one chunk while another waits to be written.
  Window window(std::move(tasks), threads + 2);
  std::vector<std::jthread> workers;
  for (std::size_t i = 0; i < threads; ++i) {
    workers.emplace_back([&input, &window] {
      Worker worker(input);
      while (Finished* slot = window.Claim()) {
        window.Complete(slot, worker.Encode(slot->task, slot->chunk.get()));
      }
    });
  }
  Status status;
  while (Finished* finished = window.Front()) {
    status = TakeChunk(input, *finished, receiver);
    if (!status) break;
    window.PopFront();
  }
  window.Stop();
  workers.clear();  // joins; slots stay until the window goes
  return status;
}

}  // namespace rowmill
