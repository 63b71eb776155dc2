/// Tables for weighted choice by one draw (Walker's alias method; Vose's construction,
/// its order fixed in docs/draws.md). Thread-safe (no state).
#pragma once

#include <cstdint>
#include <vector>

namespace rowmill {

/// What stands at one place of the table. Stored in dictionaries: do not change.
struct AliasEntry {
  std::uint32_t threshold;  ///< the place itself when the low 32 bits are below it
  std::uint32_t alias;      ///< else this one
};

/// REQUIRES: 1 <= weights.size() < 2^32, every weight finite and >= 0, the sum > 0.
std::vector<AliasEntry> MakeAliasEntries(const std::vector<double>& weights);

}  // namespace rowmill
