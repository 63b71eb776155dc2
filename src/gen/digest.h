/// Columns of digests: of another field of the row, or random bits that look like one.
/// Thread-safe.
#pragma once

#include <memory>
#include <string_view>

#include "gen/type_plugin.h"

namespace rowmill {

/// A hash function: its name, the bytes of its digest, and how it is computed. `digest`
/// gets the messages of `count` rows and writes count x bytes.
struct DigestFunction {
  std::size_t bytes;
  void (*digest)(const std::string_view* messages, std::size_t count, std::uint8_t* out);
};

/// Reads `input` and `encoding`. With `input` the digest of that field's text (as CSV
/// shows it; the bytes themselves of texts and bytes), null where the field is; without
/// it random bits. nullptr after a fault.
std::unique_ptr<Generator> MakeDigestGenerator(const TypeContext& context,
                                               const Options& options,
                                               const DigestFunction& function,
                                               Faults* faults);

/// The plug-in of a hash function, with these options.
TypePlugin MakeDigestPlugin(std::string_view name, std::vector<std::string_view> aliases,
                            std::string_view summary, std::string_view example,
                            TypeMaker make);

/// Calls a function for single messages, row by row.
template <typename OfOne>
void DigestEach(const std::string_view* messages, std::size_t count, std::size_t bytes,
                std::uint8_t* out, OfOne of_one) {
  for (std::size_t i = 0; i < count; ++i) of_one(messages[i], out + i * bytes);
}

/// The bytes of a digest that is a number, the most significant one first.
template <std::size_t bytes>
void PutDigestNumber(std::uint64_t number, std::uint8_t* out) {
  for (std::size_t i = 0; i < bytes; ++i) {
    out[i] = static_cast<std::uint8_t>(number >> (8 * (bytes - 1 - i)));
  }
}

}  // namespace rowmill
