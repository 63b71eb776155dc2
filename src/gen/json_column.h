/// Nested columns as JSON texts: the type `json`, and `as: string`. Thread-safe.
#pragma once

#include <memory>

#include "gen/generator.h"

namespace rowmill {

/// The values of `inner` as column/json_text.h writes them.
/// REQUIRES: inner's type is nested.
std::unique_ptr<Generator> MakeJsonColumn(std::unique_ptr<Generator> inner);

}  // namespace rowmill
