/// Scalars of YAML's core schema and of JSON. Thread-safe (no state).
#pragma once

#include <string_view>

#include "plugin/node.h"

namespace rowmill {

/// True for exactly the numbers of RFC 8259.
bool IsJsonNumber(std::string_view text);
/// The node of a decimal number: kInt, kUInt, else kDouble; keeps the spelling.
/// REQUIRES: [+-]digits, or a float of YAML's core schema.
Node NumberNode(std::string_view text);

}  // namespace rowmill
