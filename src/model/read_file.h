/// Whole small files in memory. Thread-safe (no state).
#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"

namespace rowmill {

/// The bytes of a regular file, pipe or device, `-` = standard input.
/// Errors: kNotFound, kIo, kTooLarge (more than `bytes_max`).
Result<std::string> ReadBoundedFile(const std::string& path, std::size_t bytes_max);

}  // namespace rowmill
