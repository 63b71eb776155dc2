/// Shell completion, made from the declarations of the commands. No state, thread-safe.
#pragma once

#include <string>

#include "cli/command.h"

namespace rowmill::cli {

std::string BashCompletion(const CommandList& commands);
std::string ZshCompletion(const CommandList& commands);
std::string FishCompletion(const CommandList& commands);

}  // namespace rowmill::cli
