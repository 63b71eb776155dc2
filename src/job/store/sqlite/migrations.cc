#include "job/store/sqlite/migrations.h"

#include <array>

#include <fmt/format.h>

namespace rowmill {

namespace {
constexpr std::array<const char*, 2> kSteps = {
    // 1: runs. `number` is the order of the queue; texts of `state` are those of
    // RunStateName. `job_id` is empty for runs of nothing saved.
    R"sql(
CREATE TABLE runs (
  number     INTEGER PRIMARY KEY AUTOINCREMENT,
  id         TEXT NOT NULL UNIQUE,
  job_id     TEXT NOT NULL,
  project    TEXT NOT NULL,
  origin     TEXT NOT NULL,
  lane       TEXT NOT NULL,
  owner      TEXT NOT NULL,
  name       TEXT NOT NULL,
  priority   INTEGER NOT NULL,
  state      TEXT NOT NULL,
  attempt    INTEGER NOT NULL,
  comment    TEXT NOT NULL,
  created    INTEGER NOT NULL,
  started    INTEGER NOT NULL,
  finished   INTEGER NOT NULL,
  rows_total INTEGER NOT NULL,
  rows_done  INTEGER NOT NULL,
  bytes_done INTEGER NOT NULL,
  request    TEXT NOT NULL,
  outputs    TEXT NOT NULL
) STRICT;
CREATE INDEX runs_by_queue ON runs (lane, priority DESC, number) WHERE state = 'queued';
CREATE INDEX runs_by_state ON runs (state, number);
)sql",
    // 2: how many servers ended, without being stopped, while they had the run at work.
    R"sql(
ALTER TABLE runs ADD COLUMN lost INTEGER NOT NULL DEFAULT 0;
)sql",
};
}  // namespace

std::span<const char* const> SqliteMigrations() { return kSteps; }

Status MigrateSqlite(SqliteConnection* connection) {
  SqliteTransaction transaction(connection);
  RM_RETURN_IF_ERROR(transaction.Begin());
  RM_ASSIGN_OR_RETURN(SqliteStatement ask, connection->Prepare("PRAGMA user_version"));
  RM_RETURN_IF_ERROR(ask.Step());
  const std::int64_t version = ask.Int(0);
  ask.Reset();
  const auto newest = static_cast<std::int64_t>(kSteps.size());
  if (version > newest) {
    return Fail(ErrorCode::kUnsupported,
                fmt::format("job store: written by a newer rowmill (schema {}, this "
                            "build knows {})",
                            version, newest));
  }
  for (std::int64_t step = version; step < newest; ++step) {
    RM_RETURN_IF_ERROR(connection->Execute(kSteps[static_cast<std::size_t>(step)]));
  }
  const std::string set = fmt::format("PRAGMA user_version={}", newest);
  RM_RETURN_IF_ERROR(connection->Execute(set.c_str()));
  return transaction.Commit();
}

}  // namespace rowmill
