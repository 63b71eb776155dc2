/// Running a plan: ranges of rows through generators and an encoder into a store, on many
/// threads, with bounded memory, progress and cancel. This is what the command line and
/// the jobs call.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/limits.h"
#include "base/result.h"
#include "run/plan.h"
#include "sink/sink.h"

namespace rowmill {

/// How the files of a run are called.
enum class Naming : std::uint8_t {
  kTable,    ///< ENTITY.ext, or ENTITY-00000.ext when there are several
  kFile,     ///< exactly `file_name` (one entity, one file)
  kDatagen,  ///< PREFIX-0000000000.ext per batch, or PREFIX.ext
};

/// One run, completely. Nothing is read from the environment or the clock.
struct RunRequest {
  std::shared_ptr<const Plan> plan;
  const Plugins* plugins = nullptr;

  // --- which rows ---------------------------------------------------------------
  std::uint64_t from_row = 0;
  std::optional<std::uint64_t> rows;  ///< length of the range; else to the entity's end
  std::uint32_t part = 1;             ///< 1-based part of the range
  std::uint32_t parts = 1;

  // --- how ----------------------------------------------------------------------
  std::string format = "csv";
  Node format_options;      ///< map, or null
  std::string compression;  ///< empty = the format's default
  int threads = 1;
  std::size_t tile_rows = limits::kTileRows;  ///< for tests; bytes do not depend on it

  // --- where --------------------------------------------------------------------
  std::string folder;  ///< of the store; a path
  Naming naming = Naming::kTable;
  std::string file_name;  ///< kFile: name below folder; kDatagen: prefix
  /// A device, pipe or `-` (standard output): written directly, without temporary name
  /// or manifest. Set instead of folder.
  std::string direct_path;
  std::uint64_t rows_per_file = 0;  ///< 0 = one file per entity
  /// kDatagen: number of files (batches), each of rows_per_file rows, also when that is
  /// 0; unset = one file called PREFIX.ext.
  std::optional<std::uint64_t> file_count;
  Existing existing = Existing::kRefuse;
  bool delete_previous = false;  ///< kDatagen: older files of these names are removed
  bool fsync = false;
  bool manifest = true;
  std::string manifest_name;  ///< NAME of `_NAME.rowmill.json`; default the dataset's
};

/// Counters that others may read while the run works.
struct Progress {
  std::atomic<std::uint64_t> rows{0};
  std::atomic<std::uint64_t> bytes{0};
  std::atomic<std::uint64_t> rows_total{0};
};

/// Shared with whoever watches the run. Thread-safe.
struct RunControl {
  Progress progress;
  std::atomic<bool> cancel{false};  ///< set: the run ends within one batch, kCancelled
};

struct OutputFile {
  std::string entity;
  std::string name;  ///< as in the store: `orders-00000.csv`
  std::string path;  ///< as people see it
  std::uint64_t rows = 0;
  std::uint64_t bytes = 0;
  std::uint64_t first_row = 0;
  std::string
      hash;  ///< `xxh3-128:<32 hex digits>` of the file's bytes, as xxh128sum prints
};

struct RunReport {
  std::vector<OutputFile> files;
  std::uint64_t rows = 0;
  std::uint64_t bytes = 0;
  std::string manifest_path;  ///< empty when none was written
};

/// What Run would refuse before it makes its first row: sizes, parts, counters that would
/// run over, formats and their options, names. Touches no store.
/// Errors: those of Run, kAlreadyExists and kIo apart.
Status CheckRun(const RunRequest& request);

/// Runs to the end. On failure or cancel nothing stands under a final name.
/// Errors: kInvalidArgument (request), kAlreadyExists, kIo, kCancelled, kInvalidModel.
Result<RunReport> Run(const RunRequest& request, RunControl* control);

/// The rows of each entity that the request writes: [first, first + count).
struct RowRange {
  std::uint64_t first = 0;
  std::uint64_t count = 0;
};
/// Errors: kInvalidArgument (`--from-row` behind the end, no size known, overflow).
Result<RowRange> RangeOf(const EntityPlan& entity, const RunRequest& request);

}  // namespace rowmill
