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
    for (int i = 0; i < 4; ++i) {
      digest[i] = static_cast<std::uint8_t>(hash >> (24 - 8 * i));
    }
  });
}

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  if (options.Has("input") && options.Text("input", "").empty()) {
    faults->Add(options.Fault("input", "input is empty"));
    return nullptr;
  }
  return MakeDigestGenerator(context, options, {4, Digest});
}

}  // namespace

TypePlugin hash_crc32_type() {
  Info info;
  info.name = "hash.crc32";
  info.family = "hash";
  info.summary =
      "CRC-32 (most significant byte first) of another field, or random bits that look "
      "like it.";
  info.output = "string";
  info.options = DigestOptions();
  info.example = "{ type: hash.crc32, encoding: base64 }";
  return {std::move(info), Make};
}

}  // namespace rowmill
