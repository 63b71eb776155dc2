// CRC-32 (most significant byte first) of another field, or random bits that look like
// it. Source: ISO 3309, through zlib.

#include <zlib.h>

#include "gen/digest.h"

namespace rowmill {

namespace {

void Digest(const std::string_view* messages, std::size_t count, std::uint8_t* out) {
  DigestEach(messages, count, 4, out, [](std::string_view message, std::uint8_t* digest) {
    const uLong hash =
        crc32_z(0, reinterpret_cast<const Bytef*>(message.data()), message.size());
    PutDigestNumber<4>(hash, digest);
  });
}

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  return MakeDigestGenerator(context, options, {4, Digest}, faults);
}

}  // namespace

TypePlugin hash_crc32_type() {
  return MakeDigestPlugin(
      "hash.crc32", {},
      "CRC-32 (most significant byte first) of another field, or random bits that look "
      "like it.",
      "{ type: hash.crc32, encoding: base64 }", Make);
}

}  // namespace rowmill
