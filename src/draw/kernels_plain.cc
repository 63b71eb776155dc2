// The level of the whole build: x86-64-v2, or plain C++ on other processors.
#if defined(__x86_64__)
#define RM_KERNEL_LEVEL "x86-64-v2"
#else
#define RM_KERNEL_LEVEL "plain"
#endif
#include "draw/kernels_internal.h"

namespace rowmill {
const DrawKernels* DrawKernelsPlain() { return &kKernels; }
}  // namespace rowmill
