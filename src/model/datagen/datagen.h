/// Datagen's JSON model language: one flat table, its fields, and the `Table_Names` and
/// `Options` that its connectors read. Called by ReadModel once the text is parsed.
/// Thread-safe (no state).
///
/// Reading is strict where a value would otherwise be lost and lenient in spelling: every
/// fault of the model is told at once, names it does not know are warnings. What users
/// see of it is described in docs/datagen-models.md.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "model/dataset.h"
#include "plugin/node.h"

namespace rowmill {

/// Reads a Datagen model. `root` is the parsed `text`; the text itself only gives the
/// document's place in messages about the whole. The dataset has one entity, named like
/// the model, without a row count; `datagen` holds the settings, values as written.
/// Errors: kInvalidModel, kNotBuilt, kTooLarge, all faults at once, each with pointer
/// and place.
/// REQUIRES: options.catalog.
Result<Dataset> ReadDatagen(const Node& root, std::string_view text,
                            const ReadOptions& options);

/// `value` (of a `Table_Names` entry) with every `MODEL_NAME` replaced by the model's
/// name, in which everything but ASCII letters, digits, `_`, `-` and `.` becomes `_`, so
/// that it is one harmless path step, table or topic name.
///
///   SubstituteModelName("/tmp/MODEL_NAME/", "my shop")  ->  "/tmp/my_shop/"
std::string SubstituteModelName(std::string_view value, std::string_view model_name);

}  // namespace rowmill
