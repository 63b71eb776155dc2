/// What the JSON and the YAML writer share. Thread-safe (no state).
#pragma once

#include <string>
#include <string_view>

#include "plugin/node.h"

namespace rowmill {

/// In double quotes, with escapes that JSON and YAML both read.
std::string QuotedText(std::string_view text);
/// A number as it was written, else in its shortest form that stays of its kind.
std::string NumberText(const Node& node);

}  // namespace rowmill
