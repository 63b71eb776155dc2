/// One field of a Datagen model. Not thread-safe.
#pragma once

#include <string>

#include "model/datagen/scope_internal.h"
#include "model/dataset.h"
#include "plugin/node.h"

namespace rowmill::datagen_model {

/// Reads the field at `pointer`. What is wrong or not built yet goes to `scope` as
/// faults; the field then holds what could be read (its name, whether it is hidden).
Field ReadField(const Node& node, std::string pointer, Scope* scope);

}  // namespace rowmill::datagen_model
