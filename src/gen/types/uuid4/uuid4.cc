// Random UUIDs, version 4, as lower-case text.
// Source: RFC 9562 section 5.4.

#include "draw/stream.h"
#include "gen/generator.h"
#include "value/hex.h"

namespace rowmill {

namespace {

constexpr std::size_t kTextBytes = 36;

inline void PutRandomUuid(std::uint64_t hi, std::uint64_t lo, char* out) {
  hi = (hi & ~std::uint64_t{0xF000}) | 0x4000;                       // version 4
  lo = (lo & ~(std::uint64_t{3} << 62)) | (std::uint64_t{2} << 62);  // variant 10
  PutUuid(hi, lo, out);
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
    for (std::size_t i = 0; i < count; ++i)
      PutRandomUuid(hi[i], lo[i], text + i * kTextBytes);
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
  return {.info = std::move(info), .make = Make, .unique = true};
}

}  // namespace rowmill
