/// Columns of digests: of another field of the row, or random bits that look like one.
/// Thread-safe.
#pragma once

#include <memory>
#include <string_view>

#include "gen/generator.h"

namespace rowmill {

/// A hash function: its name, the bytes of its digest, and how it is computed. `digest`
/// gets the messages of `count` rows and writes count x bytes.
struct DigestFunction {
  std::size_t bytes;
  void (*digest)(const std::string_view* messages, std::size_t count, std::uint8_t* out);
};

/// Options `input` and `encoding`.
std::vector<OptionInfo> DigestOptions();

/// Reads them. With `input` the digest of that field's text (as CSV shows it; the bytes
/// themselves of texts and bytes), null where the field is; without it random bits.
std::unique_ptr<Generator> MakeDigestGenerator(const TypeContext& context,
                                               const Options& options,
                                               const DigestFunction& function);

/// Calls a function for single messages, row by row.
template <typename OfOne>
void DigestEach(const std::string_view* messages, std::size_t count, std::size_t bytes,
                std::uint8_t* out, OfOne of_one) {
  for (std::size_t i = 0; i < count; ++i) of_one(messages[i], out + i * bytes);
}

}  // namespace rowmill
