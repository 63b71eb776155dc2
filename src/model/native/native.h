/// The native model language (docs/model.md): tree of a document -> dataset.
/// Thread-safe (no state).
#pragma once

#include <string_view>

#include "base/result.h"
#include "column/type.h"
#include "model/dataset.h"
#include "plugin/node.h"

namespace rowmill {

/// Reads a document that ParseDocument made of `text`; loads what it includes.
/// All faults at once. Errors: kInvalidModel, kNotBuilt, kTooLarge.
Result<Dataset> ReadNative(const Node& root, std::string_view text,
                           const ReadOptions& options);

/// The output type a modifier `as` names: `int8..int64 uint8..uint64 float double
/// decimal(p,s) string bytes date time time(unit) timestamp timestamp(unit)
/// timestamp(unit, zone) boolean`. Reads everything that DataType::ToString writes for
/// these. Errors: kInvalidModel.
Result<DataType> ReadAsType(std::string_view text);

/// Faults of entity and field names that the native language could not keep; for the
/// readers of other languages, so that every dataset can be written as native.
void CheckNames(const Dataset& dataset, Faults* faults);

}  // namespace rowmill
