#include "api/datagen/status.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "api/datagen/json_text.h"

namespace rowmill::api::datagen {

namespace {
std::int64_t DurationMillis(const RunRecord& run, MicrosUtc now) {
  if (run.started == 0) return 0;
  const MicrosUtc end = run.finished != 0 ? run.finished : now;
  return std::max<std::int64_t>(0, end - run.started) / 1000;
}

struct Fields {
  std::string uuid = "null";    // as JSON
  std::string status = "null";  // as JSON
  std::string comment = "\"\"";
  double progress = 0;
  std::int64_t millis = 0;
};

std::string Render(const Fields& f, Family family) {
  const std::string duration = DurationText(f.millis);
  if (family == Family::kV1) {
    return fmt::format(
        R"({{"commandUuid":{},"status":{},"commandComment":{},"durationSeconds":{},)"
        R"("progress":{:.1f},"comment":{},"duration":"{}","durationMilliSeconds":{}}})",
        f.uuid, f.status, f.comment, f.millis / 1000, f.progress, f.comment, duration,
        f.millis);
  }
  // Spaced as the first documentation shows it.
  return fmt::format(
      R"({{ "commandUuid": {} , "status": {} , "comment": {} , "progress": "{:.1f}" , )"
      R"( "duration": "{}" , "commandComment": {} , "durationSeconds": {} , )"
      R"("durationMilliSeconds": {} }})",
      f.uuid, f.status, f.comment, f.progress, duration, f.comment, f.millis / 1000,
      f.millis);
}

std::string CommentOf(const RunRecord& run) {
  if (!run.comment.empty()) return run.comment;
  if (run.state == RunState::kStopped) return "stopped";
  if (run.state == RunState::kTimedOut) return "timed out";
  return "";
}
}  // namespace

std::string_view StatusName(RunState state, Family family) {
  switch (state) {
    case RunState::kQueued:
      return "QUEUED";
    case RunState::kStarting:
      return family == Family::kV1 ? "STARTED" : "STARTING";
    case RunState::kRunning:
    case RunState::kStopping:
      return "RUNNING";
    case RunState::kSucceeded:
      return "FINISHED";
    case RunState::kFailed:
    case RunState::kStopped:
    case RunState::kTimedOut:
      return "FAILED";
  }
  return "FAILED";
}

double ProgressPercent(const RunRecord& run, const std::optional<LiveProgress>& live) {
  if (run.state == RunState::kSucceeded) return 100.0;
  const std::uint64_t total = run.rows_total;
  if (total == 0) return 0.0;
  const bool at_work =
      run.state == RunState::kRunning || run.state == RunState::kStopping;
  const std::uint64_t rows =
      at_work && live ? std::max(live->rows, run.rows_done) : run.rows_done;
  const double percent = 100.0 * static_cast<double>(rows) / static_cast<double>(total);
  // Rounded down: 100.0 is kept for runs whose files have their names.
  return std::clamp(std::floor(percent * 10) / 10, 0.0, 99.9);
}

std::string StatusObject(const RunRecord& run, const std::optional<LiveProgress>& live,
                         MicrosUtc now, Family family) {
  Fields f;
  f.uuid = Quoted(run.id);
  f.status = Quoted(StatusName(run.state, family));
  f.comment = Quoted(CommentOf(run));
  f.progress = ProgressPercent(run, live);
  f.millis = DurationMillis(run, now);
  return Render(f, family);
}

std::string UnknownCommand(Family family) {
  Fields f;
  f.comment = "\"Command not Found\"";
  return Render(f, family);
}

}  // namespace rowmill::api::datagen
