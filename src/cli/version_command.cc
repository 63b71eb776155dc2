#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/console.h"
#include "draw/kernels.h"
#include "run/plan.h"

namespace rowmill::cli {

namespace {

std::string Compiler() {
#if defined(__clang__)
  return fmt::format("clang {}.{}.{}", __clang_major__, __clang_minor__,
                     __clang_patchlevel__);
#else
  return fmt::format("g++ {}.{}.{}", __GNUC__, __GNUC_MINOR__, __GNUC_PATCHLEVEL__);
#endif
}

class VersionCommand final : public Command {
 public:
  VersionCommand() {
    spec_.name = "version";
    spec_.summary = "Print versions of the program, the recipe, compiler and kernels";
    spec_.examples = "  rowmill version";
  }

  int Run(const CliContext&) override {
#ifdef NDEBUG
    constexpr std::string_view kBuild = "release";
#else
    constexpr std::string_view kBuild = "debug";
#endif
    return Finish(fmt::format("rowmill {}\nrecipe {}\ncompiler {} ({})\nkernels {}\n",
                              ROWMILL_VERSION, kRecipeVersion, Compiler(), kBuild,
                              ActiveDrawKernels().level));
  }
};

}  // namespace

std::unique_ptr<Command> MakeVersionCommand(const CliContext&) {
  return std::make_unique<VersionCommand>();
}

}  // namespace rowmill::cli
