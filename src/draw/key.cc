#include "draw/key.h"

#include <cstring>

#include "base/hash.h"

namespace rowmill {

namespace {

void AppendLittleEndian(std::uint64_t value, int bytes, std::string* out) {
  for (int i = 0; i < bytes; ++i) out->push_back(static_cast<char>(value >> (8 * i)));
}

/// Length-prefixed, so that ("ab", "c") and ("a", "bc") differ.
void AppendPart(std::string_view part, std::string* out) {
  AppendLittleEndian(part.size(), 4, out);
  out->append(part);
}

std::uint64_t LoadLittleEndian(const std::uint8_t* bytes) {
  std::uint64_t value = 0;
  for (int i = 7; i >= 0; --i) value = (value << 8) | bytes[i];
  return value;
}

}  // namespace

DrawKey MakeDrawKey(std::uint64_t seed, std::string_view scope, std::string_view entity,
                    std::string_view name, std::string_view slot) {
  std::string version;
  AppendLittleEndian(kDrawVersion, 4, &version);
  std::string seed_bytes;
  AppendLittleEndian(seed, 8, &seed_bytes);
  std::string message;
  for (std::string_view part :
       {std::string_view("rowmill"), std::string_view(version),
        std::string_view(seed_bytes), scope, entity, name, slot}) {
    AppendPart(part, &message);
  }
  Sha256Digest digest = Sha256(message);
  return {LoadLittleEndian(digest.data()), LoadLittleEndian(digest.data() + 8)};
}

}  // namespace rowmill
