// XXH64 (seed 0, most significant byte first) of another field, or random bits that look
// like it. Source: github.com/Cyan4973/xxHash, its canonical form.

#include <xxhash.h>

#include "gen/digest.h"

namespace rowmill {

namespace {

void Digest(const std::string_view* messages, std::size_t count, std::uint8_t* out) {
  DigestEach(messages, count, 8, out, [](std::string_view message, std::uint8_t* digest) {
    const std::uint64_t hash = XXH64(message.data(), message.size(), 0);
    for (int i = 0; i < 8; ++i) {
      digest[i] = static_cast<std::uint8_t>(hash >> (56 - 8 * i));
    }
  });
}

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  if (options.Has("input") && options.Text("input", "").empty()) {
    faults->Add(options.Fault("input", "input is empty"));
    return nullptr;
  }
  return MakeDigestGenerator(context, options, {8, Digest});
}

}  // namespace

TypePlugin hash_xxh64_type() {
  Info info;
  info.name = "hash.xxh64";
  info.family = "hash";
  info.summary =
      "XXH64 (seed 0, most significant byte first) of another field, or random bits that "
      "look like it.";
  info.output = "string";
  info.options = DigestOptions();
  info.example = "{ type: hash.xxh64, encoding: base64 }";
  return {std::move(info), Make};
}

}  // namespace rowmill
