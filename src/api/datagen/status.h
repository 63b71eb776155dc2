/// Runs as Datagen's status objects. Thread-safe (no state).
#pragma once

#include <optional>
#include <string>

#include "api/datagen/context.h"
#include "job/executor.h"
#include "job/store.h"

namespace rowmill::api::datagen {

/// `QUEUED`, `STARTING` (un-prefixed) or `STARTED` (v1), `RUNNING`, `FINISHED`, `FAILED`.
std::string_view StatusName(RunState state, Family family);

/// Percent of the rows, one decimal, 100 exactly when finished.
double ProgressPercent(const RunRecord& run, const std::optional<LiveProgress>& live);

/// One status object: the keys of its family first, then the other's.
std::string StatusObject(const RunRecord& run, const std::optional<LiveProgress>& live,
                         MicrosUtc now, Family family);

/// The answer for a uuid that nothing bears.
std::string UnknownCommand(Family family);

}  // namespace rowmill::api::datagen
