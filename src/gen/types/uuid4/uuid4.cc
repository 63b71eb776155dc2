// Random UUIDs, version 4, as lower-case text.
// Source: RFC 9562 section 5.4.

#include <array>

#include "draw/stream.h"
#include "gen/generator.h"

namespace rowmill {

namespace {

constexpr std::size_t kTextBytes = 36;

/// The two hex digits of every byte, in memory order.
constexpr std::array<std::array<char, 2>, 256> kHexPairs = [] {
  std::array<std::array<char, 2>, 256> pairs{};
  constexpr char kDigits[] = "0123456789abcdef";
  for (std::size_t i = 0; i < 256; ++i) pairs[i] = {kDigits[i >> 4], kDigits[i & 15]};
  return pairs;
}();

/// Hex of the `bytes` lowest bytes of `value`, most significant first.
template <int bytes>
inline void PutHex(std::uint64_t value, char* out) {
  for (int i = 0; i < bytes; ++i) {
    std::memcpy(out + 2 * i, kHexPairs[(value >> (8 * (bytes - 1 - i))) & 0xFF].data(),
                2);
  }
}

inline void PutUuid(std::uint64_t hi, std::uint64_t lo, char* out) {
  hi = (hi & ~std::uint64_t{0xF000}) | 0x4000;                       // version 4
  lo = (lo & ~(std::uint64_t{3} << 62)) | (std::uint64_t{2} << 62);  // variant 10
  PutHex<4>(hi >> 32, out);
  out[8] = '-';
  PutHex<2>(hi >> 16, out + 9);
  out[13] = '-';
  PutHex<2>(hi, out + 14);
  out[18] = '-';
  PutHex<2>(lo >> 48, out + 19);
  out[23] = '-';
  PutHex<6>(lo, out + 24);
}

class UuidGenerator final : public Generator {
 public:
  explicit UuidGenerator(const DrawScope& draws)
      : hi_(draws.Key("hi")), lo_(draws.Key("lo")) {
    type_ = DataType::Of(TypeId::kString);
    facts_.bytes_min = facts_.bytes_max = kTextBytes;
    facts_.plain_text = true;
    facts_.incompressible = true;
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    const std::size_t count = call.rows.size();
    out->Reset(type_);
    std::int32_t* offsets = out->ResizeOffsets(count);
    for (std::size_t i = 0; i <= count; ++i) {
      offsets[i] = static_cast<std::int32_t>(i * kTextBytes);
    }
    call.scratch->draws.Resize(count * sizeof(std::uint64_t));
    call.scratch->draws_2.Resize(count * sizeof(std::uint64_t));
    std::uint64_t* hi = call.scratch->draws.as<std::uint64_t>();
    std::uint64_t* lo = call.scratch->draws_2.as<std::uint64_t>();
    FillDraws(hi_, call.rows, hi);
    FillDraws(lo_, call.rows, lo);
    out->bytes().Resize(count * kTextBytes);
    char* text = out->bytes().as<char>();
    for (std::size_t i = 0; i < count; ++i) PutUuid(hi[i], lo[i], text + i * kTextBytes);
    return {};
  }

 private:
  DrawKey hi_;
  DrawKey lo_;
};

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& /*options*/,
                                Faults* /*faults*/) {
  return std::make_unique<UuidGenerator>(context.draws);
}

}  // namespace

TypePlugin uuid4_type() {
  Info info;
  info.name = "id.uuid4";
  info.aliases = {"uuid"};
  info.family = "keys";
  info.summary = "Random UUIDs, version 4, in lower case.";
  info.output = "string";
  info.example = "{ type: uuid }";
  return {std::move(info), Make};
}

}  // namespace rowmill
