/// From Datagen's settings (`Table_Names`, `Options`) to the outputs of a run.
/// Thread-safe (no state).
#pragma once

#include <string>

#include "api/datagen/connectors.h"
#include "api/datagen/context.h"
#include "base/result.h"
#include "job/request.h"
#include "model/dataset.h"

namespace rowmill::api::datagen {

/// Sizes of a command: `rows` per batch.
struct CommandSize {
  CommandSize() {}
  CommandSize(std::uint64_t r, std::uint64_t b) : rows(r), batches(b) {}
  std::uint64_t rows = 0;
  std::uint64_t batches = 0;
};

/// The output of a local connector: LOCAL_FILE_PATH and LOCAL_FILE_NAME with `MODEL_NAME`
/// replaced, or `<data_folder>/<model name>/` and the model name; one file per batch
/// unless ONE_FILE_PER_ITERATION is false; Datagen's layout of CSV and JSON. REQUIRES:
/// IsBuilt(connector). Errors: kForbidden (target), kInvalidArgument, kNotBuilt (an
/// option the format does not have yet), all at once.
Result<OutputRequest> MapOutput(const Connector& connector, const Dataset& dataset,
                                const std::string& model_name, CommandSize size,
                                const Context& context);

}  // namespace rowmill::api::datagen
