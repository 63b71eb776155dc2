#include "draw/kernels.h"

#include <cstdlib>
#include <cstring>

namespace rowmill {

namespace {

#if defined(__x86_64__)
bool HasV3() { return __builtin_cpu_supports("x86-64-v3"); }
bool HasV4() { return __builtin_cpu_supports("x86-64-v4"); }
#else
bool HasV3() { return false; }
bool HasV4() { return false; }
#endif

const DrawKernels& Choose() {
  // tidy: allow(determinism): all kernels give the same bits
  const char* forced = std::getenv("ROWMILL_ISA");
  auto allows = [&](const char* level) {
    return forced == nullptr || std::strcmp(forced, level) == 0;
  };
  bool known = forced != nullptr &&
               (std::strcmp(forced, "v2") == 0 || std::strcmp(forced, "plain") == 0 ||
                std::strcmp(forced, "v3") == 0 || std::strcmp(forced, "v4") == 0);
  if (!known) forced = nullptr;
  if (HasV4() && DrawKernelsV4() != nullptr && allows("v4")) return *DrawKernelsV4();
  if (HasV3() && DrawKernelsV3() != nullptr && allows("v3")) return *DrawKernelsV3();
  return *DrawKernelsPlain();
}

}  // namespace

const DrawKernels& ActiveDrawKernels() {
  static const DrawKernels& active = Choose();
  return active;
}

}  // namespace rowmill
