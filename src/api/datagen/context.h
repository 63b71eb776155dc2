/// What the Datagen facade works with; made by whoever composes the server. All pointers
/// must outlive the facade. Thread-safe as its parts are.
#pragma once

#include <string>

#include "base/clock.h"
#include "job/executor.h"
#include "job/log.h"
#include "job/path_policy.h"
#include "job/store.h"
#include "run/plugins.h"

namespace rowmill::api::datagen {

/// Values of parameters that a call leaves out, as Datagen ships them.
struct Defaults {
  int threads = 4;
  std::int64_t batches = 20;
  std::int64_t rows = 20;
};

struct Context {
  Store* store = nullptr;
  Executor* executor = nullptr;
  const Plugins* plugins = nullptr;
  const Clock* clock = nullptr;
  const PathPolicy* paths = nullptr;
  Log* log = nullptr;
  std::string data_folder;  ///< files of models that name no folder: one folder per model
  std::string models_folder;  ///< where models named without a path are looked up
  Defaults defaults;
};

/// The two families of paths, which differ in the shape of answers.
enum class Family {
  kLegacy,  ///< `/datagen/csv`
  kV1,      ///< `/api/v1/datagen/csv`
};

}  // namespace rowmill::api::datagen
