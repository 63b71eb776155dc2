// Random bytes.

#include <fmt/format.h>

#include <bit>

#include "gen/random_text.h"

namespace rowmill {

namespace {

class BytesGenerator final : public Generator {
 public:
  BytesGenerator(const DrawScope& draws, LengthRange length)
      : length_key_(draws.Key("length")),
        length_(length),
        draws_(draws, "value", (static_cast<std::uint64_t>(length.max) + 7) / 8) {
    type_ = DataType::Of(TypeId::kBytes);
    facts_.bytes_min = static_cast<std::uint32_t>(length.min);
    facts_.bytes_max = static_cast<std::uint32_t>(length.max);
    facts_.incompressible = length.min >= 4;
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    out->Reset(type_);
    const std::uint32_t* lengths =
        DrawLengths(length_key_, call.rows, length_, call.scratch);
    std::uint64_t total = 0;
    std::int32_t* offsets = out->ResizeOffsets(call.rows.size());
    for (std::size_t i = 0; i < call.rows.size(); ++i) {
      total += lengths[i];
      offsets[i + 1] = static_cast<std::int32_t>(total);
    }
    if (total > static_cast<std::uint64_t>(INT32_MAX)) {
      return Fail(ErrorCode::kTooLarge,
                  fmt::format("{} rows of up to {} bytes are too much for one batch",
                              call.rows.size(), length_.max));
    }
    out->bytes().Resize(total);
    for (std::size_t i = 0; i < call.rows.size(); ++i) {
      // Whole words: what passes the end is written again by the next row, or is slack.
      Write(call.rows[i], lengths[i], out->bytes().data() + offsets[i]);
    }
    return {};
  }

 private:
  void Write(std::uint64_t row, std::uint32_t length, std::uint8_t* out) const {
    for (std::uint32_t done = 0; done < length; done += 8) {
      std::uint64_t draw = draws_.Get(row, done / 8);
      if constexpr (std::endian::native == std::endian::big) {
        draw = __builtin_bswap64(draw);
      }
      std::memcpy(out + done, &draw, 8);
    }
  }

  DrawKey length_key_;
  LengthRange length_;
  CellDraws draws_;
};

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* /*faults*/) {
  return std::make_unique<BytesGenerator>(context.draws,
                                          options.Length("length", {20, 20}));
}

}  // namespace

TypePlugin bytes_type() {
  Info info;
  info.name = "bytes";
  info.family = "text";
  info.summary = "Random bytes.";
  info.output = "bytes";
  info.options = {{.name = "length",
                   .kind = OptionKind::kLength,
                   .default_text = "20",
                   .doc = "Number of bytes, or the range it is drawn from.",
                   .unit = "bytes",
                   .min = 0,
                   .max = limits::kTextBytesMax,
                   .example = "{ min: 8, max: 64 }"}};
  info.example = "{ type: bytes, length: 16 }";
  return {std::move(info), Make};
}

}  // namespace rowmill
