/// What `-o`, `-f` and `--compression` together mean. No state, thread-safe.
///
/// `-` (or nothing) is standard output. A device, FIFO or socket is written directly. A
/// name with a known extension (of a format, `.gz .zst .lz4` behind it when packed as a
/// whole) is one file. All else is a folder that is made when missing, and so is an
/// existing folder or a name that ends in `/`, whatever it is called.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "run/plugins.h"

namespace rowmill::cli {

struct OutputWish {
  std::optional<std::string> output;       ///< -o
  std::optional<std::string> format;       ///< -f
  std::optional<std::string> compression;  ///< --compression
  std::uint32_t part = 1;
  std::uint32_t parts = 1;
};

struct OutputTarget {
  enum class Kind : std::uint8_t { kDirect, kFile, kFolder };
  Kind kind = Kind::kDirect;
  std::string path;         ///< kDirect: `-` or the device; else the folder
  std::string file_name;    ///< kFile: below `path`, the part's suffix in it
  std::string file_stem;    ///< kFile: without suffix and extensions
  std::string format;       ///< canonical
  std::string compression;  ///< as RunRequest takes it; empty = the format's default
};

/// Errors: kInvalidArgument (unknown names, contradictions), kNotBuilt (a format of the
/// specification that this build has not).
Result<OutputTarget> ResolveOutput(const OutputWish& wish, const Plugins& plugins);

}  // namespace rowmill::cli
