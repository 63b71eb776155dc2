/// One cell as text for people: tables, messages. Not a file format; encoders have their
/// own rules. No state, thread-safe.
#pragma once

#include <cstddef>
#include <string>

#include "column/column.h"

namespace rowmill {

/// `12`, `-0.50`, `true`, `2024-02-29 13:05:09`, `text as it is`, `0x00ff` (bytes),
/// `[1, 2]`, `{a: 1}`, `{key: value}` (map), `null`.
/// REQUIRES: row < column.length().
std::string CellText(const Column& column, std::size_t row);

}  // namespace rowmill
