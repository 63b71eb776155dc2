#include "job/ids.h"

#include <array>
#include <cctype>
#include <vector>

#include <fmt/format.h>
#include <sodium.h>

#include "base/check.h"
#include "base/text.h"

namespace rowmill {

namespace {
void FillRandom(void* bytes, std::size_t size) {
  RM_CHECK(sodium_init() >= 0);
  randombytes_buf(bytes, size);
}
}  // namespace

std::string NewUuid() {
  std::array<unsigned char, 16> b{};
  FillRandom(b.data(), b.size());
  b[6] = static_cast<unsigned char>((b[6] & 0x0f) | 0x40);  // RFC 9562, version 4
  b[8] = static_cast<unsigned char>((b[8] & 0x3f) | 0x80);  // and variant
  std::string text;
  for (std::size_t i = 0; i < b.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += fmt::format("{:02x}", b[i]);
  }
  return text;
}

std::uint64_t NewSeed() {
  std::uint64_t seed = 0;
  FillRandom(&seed, sizeof seed);
  return seed >> 1;
}

Result<std::string> ParseUuid(std::string_view text) {
  static constexpr std::array<std::size_t, 5> kDigits = {8, 4, 4, 4, 12};
  const std::vector<std::string_view> groups = Split(text, '-');
  const auto bad = [&] { return Fail(ErrorCode::kInvalidArgument, "not a uuid"); };
  if (groups.size() != kDigits.size()) return bad();
  std::string canonical;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (groups[i].empty() || groups[i].size() > kDigits[i]) return bad();
    for (char c : groups[i]) {
      if (std::isxdigit(static_cast<unsigned char>(c)) == 0) return bad();
    }
    if (i > 0) canonical += '-';
    canonical.append(kDigits[i] - groups[i].size(), '0');
    canonical += LowerAscii(groups[i]);
  }
  return canonical;
}

}  // namespace rowmill
