// MD5 of another field, or random bits that look like it.
// Source: RFC 1321.

#include <algorithm>
#include <cstring>
#include <vector>

#include "gen/digest.h"
#include "value/md5.h"

namespace rowmill {

namespace {

/// Lanes of one padded size; shorter messages of a batch wait for their own turn.
void Digest(const std::string_view* messages, std::size_t count, std::uint8_t* out) {
  thread_local std::vector<std::uint8_t> lanes;
  std::uint8_t digests[kMd5Lanes * kMd5DigestBytes];
  for (std::size_t done = 0; done < count;) {
    const std::size_t padded = Md5PaddedBytes(messages[done].size());
    std::size_t end = done;
    while (end < count && end - done < kMd5Lanes &&
           Md5PaddedBytes(messages[end].size()) == padded) {
      ++end;
    }
    lanes.resize(kMd5Lanes * padded);
    for (std::size_t lane = 0; lane < kMd5Lanes; ++lane) {
      const std::string_view message = messages[std::min(done + lane, end - 1)];
      std::uint8_t* at = lanes.data() + lane * padded;
      if (!message.empty()) std::memcpy(at, message.data(), message.size());
      Md5Pad(at, message.size());
    }
    Md5OfLanes(lanes.data(), padded, digests);
    std::memcpy(out + done * kMd5DigestBytes, digests, (end - done) * kMd5DigestBytes);
    done = end;
  }
}

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  return MakeDigestGenerator(context, options, {kMd5DigestBytes, Digest}, faults);
}

}  // namespace

TypePlugin hash_md5_type() {
  return MakeDigestPlugin("hash.md5", {"md5"},
                          "MD5 of another field, or random bits that look like it.",
                          "{ type: hash.md5, encoding: base64 }", Make);
}

}  // namespace rowmill
