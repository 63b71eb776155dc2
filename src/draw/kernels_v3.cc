// Compiled with -march=x86-64-v3 (src/CMakeLists.txt).
#define RM_KERNEL_LEVEL "x86-64-v3"
#include "draw/kernels_internal.h"

namespace rowmill {
#if defined(RM_HAVE_X86_LEVELS)
const DrawKernels* DrawKernelsV3() { return &kKernels; }
#else
const DrawKernels* DrawKernelsV3() { return nullptr; }
#endif
}  // namespace rowmill
