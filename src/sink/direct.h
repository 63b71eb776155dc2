/// Devices, pipes and standard output: bytes go straight there, without a temporary name.
#pragma once

#include <memory>
#include <string>

#include "sink/sink.h"

namespace rowmill {

/// Opens `path` (`-` is standard output) for writing.
/// Errors: kIo with the path and the system's reason.
Result<std::unique_ptr<ByteFile>> OpenDirect(const std::string& path);

/// True when `path` names something that is written directly: `-`, a device, a FIFO, a
/// socket; not a regular file, a folder or nothing.
bool IsDirectTarget(const std::string& path);

}  // namespace rowmill
