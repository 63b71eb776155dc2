// The program: builds the plug-ins, registers the commands, runs one.
#include <csignal>
#include <cstdio>
#include <new>

#include "app/registry.h"
#include "app/serve_command.h"
#include "base/clock.h"
#include "cli/command.h"
#include "cli/console.h"

int main(int argc, char** argv) {
  rowmill::cli::HoldStandardStreams();
  // A parent may have left it ignored; a reader that goes away ends us quietly.
  std::signal(SIGPIPE, SIG_DFL);
  rowmill::Plugins plugins;
  rowmill::RegisterPlugins(&plugins);
  rowmill::SystemClock clock;
  rowmill::cli::CliContext context;
  context.plugins = &plugins;
  context.clock = &clock;
  rowmill::cli::CommandList commands;
  rowmill::cli::AddStandardCommands(context, &commands);
  commands.push_back(rowmill::MakeServeCommand());
  try {
    return rowmill::cli::RunCommandLine(argc, argv, context, commands);
  } catch (const std::bad_alloc&) {
    std::fputs("error: not enough memory\n", stderr);
    return 1;
  }
}
