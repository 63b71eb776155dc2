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

}  // namespace rowmill
