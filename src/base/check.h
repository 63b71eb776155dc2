/// Invariants. RM_CHECK is always on and must be cheap; RM_DCHECK costs nothing in a
/// release build. Both are for programming errors only, never for a user's input.
#pragma once

namespace rowmill::internal {
[[noreturn]] void CheckFailed(const char* condition, const char* file, int line);
}  // namespace rowmill::internal

#define RM_CHECK(condition)                                             \
  do {                                                                  \
    if (!(condition)) [[unlikely]]                                      \
      ::rowmill::internal::CheckFailed(#condition, __FILE__, __LINE__); \
  } while (false)

#ifdef NDEBUG
#define RM_DCHECK(condition) \
  do {                       \
  } while (false)
#else
#define RM_DCHECK(condition) RM_CHECK(condition)
#endif
