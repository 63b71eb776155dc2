// SHA-1 of another field, or random bits that look like it.
// Source: FIPS 180-4.

#include <cstring>

#include "gen/digest.h"
#include "gen/sha1.h"

namespace rowmill {

namespace {

void Digest(const std::string_view* messages, std::size_t count, std::uint8_t* out) {
  DigestEach(messages, count, kSha1DigestBytes, out, Sha1);
}

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  if (options.Has("input") && options.Text("input", "").empty()) {
    faults->Add(options.Fault("input", "input is empty"));
    return nullptr;
  }
  return MakeDigestGenerator(context, options, {kSha1DigestBytes, Digest});
}

}  // namespace

TypePlugin hash_sha1_type() {
  Info info;
  info.name = "hash.sha1";
  info.family = "hash";
  info.summary = "SHA-1 of another field, or random bits that look like it.";
  info.output = "string";
  info.options = DigestOptions();
  info.example = "{ type: hash.sha1, encoding: base64 }";
  return {std::move(info), Make};
}

}  // namespace rowmill
