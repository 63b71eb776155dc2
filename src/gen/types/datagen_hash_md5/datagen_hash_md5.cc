// Datagen's HASH_MD5: the MD5 of random alphanumeric characters, 16 bytes.

#include <algorithm>

#include "base/check.h"
#include "gen/characters.h"
#include "value/md5.h"

namespace rowmill {

namespace {

constexpr std::int64_t kLengthMax = 1 << 20;

class Md5Generator final : public Generator {
 public:
  Md5Generator(const DrawScope& draws, Alphabet alphabet, std::size_t length)
      : length_(length), source_(std::move(alphabet), draws, "value", length) {
    type_ = DataType::Of(TypeId::kBytes);
    facts_.bytes_min = facts_.bytes_max = kMd5DigestBytes;
    facts_.incompressible = true;
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    const std::size_t count = call.rows.size();
    out->Reset(type_);
    RM_RETURN_IF_ERROR(ResizeEqualTexts(count, kMd5DigestBytes, out));
    const std::size_t padded = Md5PaddedBytes(length_);
    call.scratch->spare.Resize(kMd5Lanes * padded);
    std::uint8_t* messages = call.scratch->spare.data();
    for (std::size_t lane = 0; lane < kMd5Lanes; ++lane) {
      Md5Pad(messages + lane * padded, length_);
    }
    std::uint8_t digests[kMd5Lanes * kMd5DigestBytes];
    for (std::size_t start = 0; start < count; start += kMd5Lanes) {
      const std::size_t lanes = std::min(kMd5Lanes, count - start);
      for (std::size_t lane = 0; lane < kMd5Lanes; ++lane) {
        // Lanes behind the last row hash it again.
        std::uint64_t row = call.rows[start + std::min(lane, lanes - 1)];
        source_.Write(row, length_, reinterpret_cast<char*>(messages + lane * padded));
      }
      Md5OfLanes(messages, padded, digests);
      std::memcpy(out->bytes().data() + start * kMd5DigestBytes, digests,
                  lanes * kMd5DigestBytes);
    }
    return {};
  }

 private:
  std::size_t length_;
  CharacterSource source_;
};

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* /*faults*/) {
  Result<Alphabet> alphabet = ParseAlphabet("alnum");
  RM_CHECK(alphabet.has_value());
  return std::make_unique<Md5Generator>(
      context.draws, std::move(*alphabet),
      static_cast<std::size_t>(options.Int("length", 20)));
}

}  // namespace

TypePlugin datagen_hash_md5_type() {
  Info info;
  info.name = "datagen.hash_md5";
  info.family = "datagen";
  info.summary = "Datagen's HASH_MD5: the MD5 of random alphanumeric characters.";
  info.output = "bytes";
  info.options = {{.name = "length",
                   .kind = OptionKind::kInt,
                   .default_text = "20",
                   .doc = "Number of characters that are hashed.",
                   .unit = "characters",
                   .min = 1,
                   .max = kLengthMax,
                   .example = "32"}};
  info.example = "{ type: datagen.hash_md5 }";
  return {std::move(info), Make};
}

}  // namespace rowmill
