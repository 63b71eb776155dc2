/// The `serve` command: the only one that needs the server, so `app` brings it to the
/// others.
#pragma once

#include <memory>

#include "cli/command.h"

namespace rowmill {

std::unique_ptr<cli::Command> MakeServeCommand();

}  // namespace rowmill
