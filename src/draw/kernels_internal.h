/// The loops behind draw/kernels.h. Included by one source per instruction-set level,
/// each with its own RM_KERNEL_LEVEL, so that no code of a higher level is shared.
/// Nothing here may call a function that is not static or a builtin.
#pragma once

#include <cstddef>
#include <cstdint>

#include "draw/kernels.h"

namespace rowmill {
namespace {

/// draw/stream.h's Draw, written out so that each level has its own copy.
inline std::uint64_t MixRow(std::uint64_t a, std::uint64_t b, std::uint64_t row) {
  constexpr std::uint64_t kMultiplier = 0xBEA225F9EB34556Dull;
  std::uint64_t x = row ^ a;
  x ^= x >> 32;
  x *= kMultiplier;
  x ^= b;
  x ^= x >> 29;
  x *= kMultiplier;
  x ^= x >> 32;
  x *= kMultiplier;
  x ^= x >> 29;
  return x;
}

void FillDrawsLoop(DrawKey key, const std::uint64_t* __restrict rows, std::size_t count,
                   std::uint64_t* __restrict out) {
  for (std::size_t i = 0; i < count; ++i) out[i] = MixRow(key.a, key.b, rows[i]);
}

/// The multiply-high step of the 32-bit case. Blocks of lanes first, then one look at
/// whether any lane was rejected, so that the common path has no branch per lane.
template <typename Out>
std::size_t FillBounded32Loop(DrawKey key, const std::uint64_t* __restrict rows,
                              std::size_t count, std::uint64_t n, Out base,
                              Out* __restrict out, std::uint32_t* __restrict rejected) {
  const std::uint32_t threshold =
      static_cast<std::uint32_t>((std::uint64_t{1} << 32) % n);
  std::size_t rejects = 0;
  constexpr std::size_t kBlock = 64;
  std::uint32_t low[kBlock];
  for (std::size_t start = 0; start < count; start += kBlock) {
    const std::size_t lanes = count - start < kBlock ? count - start : kBlock;
    std::uint32_t any = 0;
    for (std::size_t i = 0; i < lanes; ++i) {
      std::uint64_t product = (MixRow(key.a, key.b, rows[start + i]) >> 32) * n;
      low[i] = static_cast<std::uint32_t>(product);
      any |= low[i] < threshold ? 1u : 0u;
      out[start + i] = static_cast<Out>(base + static_cast<Out>(product >> 32));
    }
    if (any == 0) continue;
    for (std::size_t i = 0; i < lanes; ++i) {
      if (low[i] < threshold) rejected[rejects++] = static_cast<std::uint32_t>(start + i);
    }
  }
  return rejects;
}

void FillUnitDoublesLoop(DrawKey key, const std::uint64_t* __restrict rows,
                         std::size_t count, double* __restrict out) {
  for (std::size_t i = 0; i < count; ++i) {
    out[i] = static_cast<double>(
                 static_cast<std::int64_t>(MixRow(key.a, key.b, rows[i]) >> 11)) *
             0x1.0p-53;
  }
}

void FillBernoulliLoop(DrawKey key, const std::uint64_t* __restrict rows,
                       std::size_t count, std::uint64_t threshold,
                       std::uint8_t* __restrict bits) {
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    std::uint64_t hit[8];
    for (std::size_t lane = 0; lane < 8; ++lane) {
      hit[lane] = (MixRow(key.a, key.b, rows[i + lane]) >> 11) < threshold ? 1u : 0u;
    }
    std::uint64_t byte = 0;
    for (std::size_t lane = 0; lane < 8; ++lane) byte |= hit[lane] << lane;
    bits[i / 8] = static_cast<std::uint8_t>(byte);
  }
  if (i < count) {
    std::uint64_t byte = 0;
    for (std::size_t lane = 0; i + lane < count; ++lane) {
      bool hit = (MixRow(key.a, key.b, rows[i + lane]) >> 11) < threshold;
      byte |= static_cast<std::uint64_t>(hit) << lane;
    }
    bits[i / 8] = static_cast<std::uint8_t>(byte);
  }
}

constexpr DrawKernels kKernels = {RM_KERNEL_LEVEL,
                                  FillDrawsLoop,
                                  FillBounded32Loop<std::uint32_t>,
                                  FillBounded32Loop<std::uint64_t>,
                                  FillUnitDoublesLoop,
                                  FillBernoulliLoop};

}  // namespace
}  // namespace rowmill
