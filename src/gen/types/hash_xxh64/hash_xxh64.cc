// XXH64 (seed 0, most significant byte first) of another field, or random bits that look
// like it. Source: github.com/Cyan4973/xxHash, its canonical form.

#include <xxhash.h>

#include "gen/digest.h"

namespace rowmill {

namespace {

void Digest(const std::string_view* messages, std::size_t count, std::uint8_t* out) {
  DigestEach(messages, count, 8, out, [](std::string_view message, std::uint8_t* digest) {
    const std::uint64_t hash = XXH64(message.data(), message.size(), 0);
    PutDigestNumber<8>(hash, digest);
  });
}

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  return MakeDigestGenerator(context, options, {8, Digest}, faults);
}

}  // namespace

TypePlugin hash_xxh64_type() {
  return MakeDigestPlugin(
      "hash.xxh64", {},
      "XXH64 (seed 0, most significant byte first) of another field, or random bits that "
      "look like it.",
      "{ type: hash.xxh64, encoding: base64 }", Make);
}

}  // namespace rowmill
