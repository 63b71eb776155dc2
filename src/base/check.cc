#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace rowmill::internal {

void CheckFailed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "rowmill: broken invariant: %s (%s:%d)\n", condition, file, line);
  std::abort();
}

}  // namespace rowmill::internal
