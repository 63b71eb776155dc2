#include "value/md5.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/hash.h"

namespace rowmill {
namespace {

std::vector<std::string> HashAll(const std::vector<std::string>& messages) {
  const std::size_t length = messages[0].size();
  const std::size_t padded = Md5PaddedBytes(length);
  std::vector<std::uint8_t> bytes(kMd5Lanes * padded, 0xEE);
  for (std::size_t lane = 0; lane < kMd5Lanes; ++lane) {
    std::copy(messages[lane].begin(), messages[lane].end(),
              bytes.begin() + static_cast<std::ptrdiff_t>(lane * padded));
    Md5Pad(bytes.data() + lane * padded, length);
  }
  std::vector<std::uint8_t> digests(kMd5Lanes * kMd5DigestBytes);
  Md5OfLanes(bytes.data(), padded, digests.data());
  std::vector<std::string> hex;
  for (std::size_t lane = 0; lane < kMd5Lanes; ++lane) {
    hex.push_back(ToHex({reinterpret_cast<char*>(digests.data()) + lane * kMd5DigestBytes,
                         kMd5DigestBytes}));
  }
  return hex;
}

// RFC 1321 section A.5; the last two by Python's hashlib.
TEST(Md5, GivesTheKnownDigests) {
  const std::pair<std::string, std::string> known[] = {
      {"", "d41d8cd98f00b204e9800998ecf8427e"},
      {"a", "0cc175b9c0f1b6a831c399e269772661"},
      {"abc", "900150983cd24fb0d6963f7d28e17f72"},
      {"message digest", "f96b697d7cb7938d525a2f31aaf161d0"},
      {"abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"},
      {"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
       "d174ab98d277d9f5a5611c2c9f419d9f"},
      {"12345678901234567890123456789012345678901234567890123456789012345678901234567890",
       "57edf4a22be3c955ac49da2e2107b67a"},
      {std::string(55, 'x'), "04364420e25c512fd958a70738aa8f72"},
      {std::string(56, 'x'), "668a72d5ba17f08e62dabcafad6db14b"},
  };
  for (const auto& [message, digest] : known) {
    for (const std::string& hex : HashAll(std::vector<std::string>(kMd5Lanes, message))) {
      EXPECT_EQ(hex, digest) << message;
    }
  }
}

TEST(Md5, LanesAreApart) {
  std::vector<std::string> messages;
  for (std::size_t lane = 0; lane < kMd5Lanes; ++lane) {
    messages.emplace_back(1, static_cast<char>('a' + lane));
  }
  std::vector<std::string> hex = HashAll(messages);
  EXPECT_EQ(hex[0], "0cc175b9c0f1b6a831c399e269772661");
  EXPECT_EQ(hex[1], "92eb5ffee6ae2fec3ad71c777531578f");
  EXPECT_EQ(hex[7], "2510c39011c5be704182423e3a695e91");
}

}  // namespace
}  // namespace rowmill
