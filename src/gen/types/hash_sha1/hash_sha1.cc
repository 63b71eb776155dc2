// SHA-1 of another field, or random bits that look like it.
// Source: FIPS 180-4.

#include <cstring>

#include "gen/digest.h"
#include "value/sha1.h"

namespace rowmill {

namespace {

void Digest(const std::string_view* messages, std::size_t count, std::uint8_t* out) {
  DigestEach(messages, count, kSha1DigestBytes, out, Sha1);
}

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  return MakeDigestGenerator(context, options, {kSha1DigestBytes, Digest}, faults);
}

}  // namespace

TypePlugin hash_sha1_type() {
  return MakeDigestPlugin("hash.sha1", {},
                          "SHA-1 of another field, or random bits that look like it.",
                          "{ type: hash.sha1, encoding: base64 }", Make);
}

}  // namespace rowmill
