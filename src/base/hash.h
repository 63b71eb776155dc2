/// SHA-256, the strong hash behind draw keys and model hashes.
/// Source: FIPS 180-4, through libsodium. Thread-safe (no state).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace rowmill {

using Sha256Digest = std::array<std::uint8_t, 32>;

Sha256Digest Sha256(std::string_view bytes);

/// Lower-case hex of `bytes`, two characters each.
std::string ToHex(std::string_view bytes);
std::string Sha256Hex(std::string_view bytes);

}  // namespace rowmill
