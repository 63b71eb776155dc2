// SHA-256 of another field, or random bits that look like it.
// Source: FIPS 180-4, through libsodium.

#include <cstring>

#include "base/hash.h"
#include "gen/digest.h"

namespace rowmill {

namespace {

constexpr std::size_t kBytes = 32;

void Digest(const std::string_view* messages, std::size_t count, std::uint8_t* out) {
  DigestEach(messages, count, kBytes, out,
             [](std::string_view message, std::uint8_t* digest) {
               std::memcpy(digest, Sha256(message).data(), kBytes);
             });
}

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  return MakeDigestGenerator(context, options, {kBytes, Digest}, faults);
}

}  // namespace

TypePlugin hash_sha256_type() {
  return MakeDigestPlugin("hash.sha256", {"sha256"},
                          "SHA-256 of another field, or random bits that look like it.",
                          "{ type: hash.sha256, encoding: base64 }", Make);
}

}  // namespace rowmill
