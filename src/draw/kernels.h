/// The vector loops of draw/stream.h, compiled once per instruction-set level and chosen
/// once at start; all levels give the same bits. Thread-safe.
///
/// The environment variable ROWMILL_ISA (`v2`, `v3`, `v4`, `plain`) forces a level that
/// the processor has; anything else is ignored.
#pragma once

#include <cstddef>
#include <cstdint>

#include "draw/key.h"

namespace rowmill {

struct DrawKernels {
  const char* level;  ///< `x86-64-v3`, or `plain`
  void (*fill_draws)(DrawKey key, const std::uint64_t* rows, std::size_t count,
                     std::uint64_t* out);
  /// n <= 2^32. Writes base + draw; answers the number of rejected lanes, whose places
  /// it has listed in `rejected` (room for `count`), to be drawn again by the caller.
  std::size_t (*fill_bounded_32)(DrawKey key, const std::uint64_t* rows,
                                 std::size_t count, std::uint64_t n, std::uint32_t base,
                                 std::uint32_t* out, std::uint32_t* rejected);
  std::size_t (*fill_bounded_32_wide)(DrawKey key, const std::uint64_t* rows,
                                      std::size_t count, std::uint64_t n,
                                      std::uint64_t base, std::uint64_t* out,
                                      std::uint32_t* rejected);
  void (*fill_unit_doubles)(DrawKey key, const std::uint64_t* rows, std::size_t count,
                            double* out);
  void (*fill_bernoulli)(DrawKey key, const std::uint64_t* rows, std::size_t count,
                         std::uint64_t threshold, std::uint8_t* bits);
};

/// The kernels of the best level this processor has (or of ROWMILL_ISA).
const DrawKernels& ActiveDrawKernels();

/// One function per compiled level; nullptr when the build has it not.
const DrawKernels* DrawKernelsPlain();
const DrawKernels* DrawKernelsV3();
const DrawKernels* DrawKernelsV4();

}  // namespace rowmill
