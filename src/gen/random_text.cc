#include "gen/random_text.h"

#include <fmt/format.h>

#include "base/check.h"

namespace rowmill {

namespace {

class RandomTextGenerator final : public Generator {
 public:
  RandomTextGenerator(const DrawScope& draws, Alphabet alphabet, LengthRange length)
      : length_key_(draws.Key("length")),
        length_(length),
        source_(std::move(alphabet), draws, "value",
                static_cast<std::uint64_t>(length.max)) {
    const Alphabet& a = source_.alphabet();
    type_ = DataType::Of(TypeId::kString);
    facts_.bytes_min =
        static_cast<std::uint32_t>(length.min) * static_cast<std::uint32_t>(a.narrowest);
    facts_.bytes_max =
        static_cast<std::uint32_t>(length.max) * static_cast<std::uint32_t>(a.widest);
    facts_.plain_text = a.plain && length.min > 0;
    facts_.incompressible = a.symbols.size() >= 16 && length.min >= 4;
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    out->Reset(type_);
    if (length_.min == length_.max && source_.alphabet().widest == 1) {
      const std::uint64_t length = static_cast<std::uint64_t>(length_.max);
      RM_RETURN_IF_ERROR(ResizeEqualTexts(call.rows.size(), length, out));
      source_.FillFixed(call.rows, length, call.scratch, out->bytes().as<char>());
      return {};
    }
    return GenerateVarying(call, out);
  }

 private:
  Status GenerateVarying(const GenerateCall& call, Column* out) const {
    const std::size_t count = call.rows.size();
    const std::uint32_t* lengths =
        DrawLengths(length_key_, call.rows, length_, call.scratch);
    std::uint64_t most = 0;
    for (std::size_t i = 0; i < count; ++i) most += lengths[i];
    most *= source_.alphabet().widest;
    if (most > static_cast<std::uint64_t>(INT32_MAX)) {
      return Fail(ErrorCode::kTooLarge,
                  fmt::format("{} rows of up to {} bytes are too much for one batch",
                              count, facts_.bytes_max));
    }
    std::int32_t* offsets = out->ResizeOffsets(count);
    out->bytes().Reserve(most);
    char* begin = out->bytes().as<char>();
    char* end = begin;
    for (std::size_t i = 0; i < count; ++i) {
      end = source_.Write(call.rows[i], lengths[i], end);
      offsets[i + 1] = static_cast<std::int32_t>(end - begin);
    }
    out->bytes().SetSize(static_cast<std::size_t>(end - begin));
    return {};
  }

  DrawKey length_key_;
  LengthRange length_;
  CharacterSource source_;
};

}  // namespace

const std::uint32_t* DrawLengths(const DrawKey& key, RowIds rows, LengthRange length,
                                 Scratch* scratch) {
  scratch->spare.Resize(rows.size() * sizeof(std::uint32_t));
  std::uint32_t* lengths = scratch->spare.as<std::uint32_t>();
  const std::uint32_t min = static_cast<std::uint32_t>(length.min);
  if (length.min == length.max) {
    std::fill_n(lengths, rows.size(), min);
  } else {
    FillBounded(key, rows, static_cast<std::uint64_t>(length.max - length.min) + 1, min,
                lengths);
  }
  return lengths;
}

std::unique_ptr<Generator> MakeRandomTextGenerator(const DrawScope& draws,
                                                   Alphabet alphabet,
                                                   LengthRange length) {
  RM_CHECK(length.min >= 0 && length.min <= length.max);
  return std::make_unique<RandomTextGenerator>(draws, std::move(alphabet), length);
}

}  // namespace rowmill
