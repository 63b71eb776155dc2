/// SHA-1, for values that imitate hashes, never for security. Thread-safe (no state).
/// Source: FIPS 180-4.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace rowmill {

inline constexpr std::size_t kSha1DigestBytes = 20;

/// Writes kSha1DigestBytes.
void Sha1(std::string_view message, std::uint8_t* digest);

}  // namespace rowmill
