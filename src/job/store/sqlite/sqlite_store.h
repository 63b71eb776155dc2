/// The job store in one SQLite file: WAL, one writing connection, one reading
/// connection, statements prepared once. Thread-safe.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "job/store.h"

namespace rowmill {

/// Opens the store, makes it or brings its schema forward.
/// Errors: kIo; kUnsupported when a newer version of the program has written it.
Result<std::unique_ptr<Store>> OpenSqliteStore(const std::string& path);

/// The schema version this build writes.
int SqliteSchemaVersion();

}  // namespace rowmill
