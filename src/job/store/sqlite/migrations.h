/// The schema of the SQLite store as a list of steps, each run once and in order; the
/// file's `user_version` counts those done. Append only.
#pragma once

#include <span>

#include "base/result.h"
#include "job/store/sqlite/statement.h"

namespace rowmill {

std::span<const char* const> SqliteMigrations();

/// Brings the schema forward in one transaction.
/// Errors: kIo; kUnsupported when the file is of a newer version.
Status MigrateSqlite(SqliteConnection* connection);

}  // namespace rowmill
