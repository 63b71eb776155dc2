/// Uniform whole numbers: what integers, decimals, dates and timestamps are made by.
/// Thread-safe.
#pragma once

#include <cstdint>
#include <memory>

#include "draw/key.h"
#include "gen/generator.h"

namespace rowmill {

/// Fills `out` (values of `width` bytes: 1, 2, 4 or 8) with base + a uniform number below
/// `span` (0 = 2^64), modulo 2^(8 width). A span of 1 draws nothing.
/// REQUIRES: span <= 2^(8 width).
void FillRange(const DrawKey& key, std::span<const std::uint64_t> rows,
               std::uint64_t base, std::uint64_t span, std::size_t width,
               Scratch* scratch, Column* out);

/// Uniform over [min, max], both inclusive, stored in the type's width; facts are set.
/// REQUIRES: min <= max, both in the range of the type.
std::unique_ptr<Generator> MakeRangeGenerator(DataType type, DrawKey key,
                                              std::int64_t min, std::int64_t max);
/// The same for unsigned types.
std::unique_ptr<Generator> MakeUnsignedRangeGenerator(DataType type, DrawKey key,
                                                      std::uint64_t min,
                                                      std::uint64_t max);

/// The same for either, every row id another value: a permutation of the range with key
/// `key`, whose size is the capacity. REQUIRES: max - min < 2^63 as unsigned numbers.
std::unique_ptr<Generator> MakeUniqueRangeGenerator(DataType type, DrawKey key,
                                                    std::uint64_t min, std::uint64_t max);
/// Which of them a type is made by: with `context.unique` the permutation (slot
/// `unique`), else uniform values (slot `value`). nullptr after a fault of option
/// `option`: a range of more than 2^63 values cannot be permuted.
std::unique_ptr<Generator> MakeRangeOf(DataType type, const TypeContext& context,
                                       const Options& options, std::string_view option,
                                       __int128 min, __int128 max, Faults* faults);

/// True when random values of this span leave a codec nothing to find in that width.
bool IsWideSpan(std::uint64_t span, std::size_t width);

}  // namespace rowmill
