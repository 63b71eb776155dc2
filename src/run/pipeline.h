/// The pipeline of a run: workers make and encode chunks in any order, one writer takes
/// them in file order. Memory is bounded by the window of chunks in flight, whatever the
/// row count. One pipeline per run.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "run/file_names.h"
#include "run/run.h"

namespace rowmill {

/// A stretch of rows of one file, the unit of work.
struct ChunkTask {
  std::size_t file = 0;  ///< index into the run's files
  std::uint64_t first_row = 0;
  std::uint64_t rows = 0;
  bool last_of_file = false;
};

/// Hands out the tasks of all files in order, without holding them all.
class TaskList {
 public:
  TaskList(const std::vector<FilePlan>* files, std::vector<std::uint64_t> chunk_rows)
      : files_(files), chunk_rows_(std::move(chunk_rows)) {}
  /// The next task; false when there is none. A file without rows has one task of none.
  bool Next(ChunkTask* task);
  std::uint64_t CountUpTo(std::uint64_t limit) const;

 private:
  const std::vector<FilePlan>* files_;
  std::vector<std::uint64_t> chunk_rows_;  ///< by file
  std::size_t file_ = 0;
  std::uint64_t done_ = 0;  ///< rows of the current file handed out
  bool started_ = false;    ///< the current file has handed out a task
};

/// Who receives the chunks, in order: one file after the other.
class ChunkReceiver {
 public:
  virtual ~ChunkReceiver() = default;
  virtual Status Take(const ChunkTask& task, const Chunk& chunk) = 0;
};

/// What a pipeline works on; all pointers outlive it.
struct PipelineInput {
  const Plan* plan = nullptr;
  const std::vector<FilePlan>* files = nullptr;
  const std::vector<std::unique_ptr<Format>>* formats = nullptr;  ///< by plan entity
  int threads = 1;
  std::size_t tile_rows = limits::kTileRows;
  RunControl* control = nullptr;
};

/// Runs all tasks through workers into `receiver`, which is called on this thread only.
/// Errors: those of generators, encoders and the receiver (the first in row order);
/// kCancelled when control says so.
Status RunPipeline(const PipelineInput& input, ChunkReceiver* receiver);

}  // namespace rowmill
