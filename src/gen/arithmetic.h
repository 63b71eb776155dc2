/// Arithmetic sequences over row ids: value = start + row x step, wrapping round when
/// told to. What `sequence` and `datagen.increment` are made by. Thread-safe.
#pragma once

#include <cstdint>
#include <memory>

#include "gen/generator.h"

namespace rowmill {

struct Arithmetic {
  std::int64_t start = 0;
  std::int64_t step = 1;          ///< not 0
  std::int64_t last = INT64_MAX;  ///< bound that no value passes, inclusive
  bool cycle = false;             ///< start again behind the last value
};

/// Values of the sequence up to and with `last`, at most 2^63; 0 when it lies on the
/// wrong side of start.
std::uint64_t CountOf(const Arithmetic& sequence);

/// Generator of int32 or int64; its capacity is CountOf unless it cycles.
/// REQUIRES: CountOf(sequence) > 0, start and last in the range of `type`.
std::unique_ptr<Generator> MakeArithmeticGenerator(DataType type,
                                                   const Arithmetic& sequence);

}  // namespace rowmill
