// Pieces of a pool of random words: texts that look like text, and compress like it.

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/check.h"
#include "gen/random_text.h"

namespace rowmill {

namespace {

constexpr std::uint32_t kCopyBytes = 64;  ///< one copy of fixed size, see Buffer::kSlack

/// `count` different words of 2 to 9 lower-case letters.
std::vector<std::string> MakeVocabulary(const DrawScope& draws, std::size_t count) {
  Result<Alphabet> letters = ParseAlphabet("lower");
  RM_CHECK(letters.has_value());
  CharacterSource source(std::move(*letters), draws, "vocabulary", 9);
  const DrawKey lengths = draws.Key("vocabulary.length");
  std::vector<std::string> words;
  std::set<std::string> seen;
  for (std::uint64_t candidate = 0; words.size() < count; ++candidate) {
    char text[16];
    char* end = source.Write(candidate, 2 + Bounded(lengths, candidate, 8), text);
    std::string word(text, end);
    if (seen.insert(word).second) words.push_back(std::move(word));
  }
  return words;
}

/// Words drawn uniformly, one blank between, cut to exactly `bytes`; some slack behind.
std::vector<char> MakePool(const DrawScope& draws, std::size_t bytes, std::size_t words) {
  const std::vector<std::string> vocabulary = MakeVocabulary(draws, words);
  const DrawKey key = draws.Key("pool");
  std::string text;
  text.reserve(bytes + 16);
  for (std::uint64_t number = 0; text.size() < bytes; ++number) {
    if (number > 0) text += ' ';
    text += vocabulary[Bounded(key, number, vocabulary.size())];
  }
  std::vector<char> pool(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(bytes));
  pool.resize(bytes + kCopyBytes, ' ');
  return pool;
}

class SliceGenerator final : public Generator {
 public:
  SliceGenerator(const DrawScope& draws, LengthRange length, std::size_t pool_bytes,
                 std::size_t vocabulary)
      : length_key_(draws.Key("length")),
        start_key_(draws.Key("start")),
        length_(length),
        pool_bytes_(pool_bytes),
        pool_(MakePool(draws, pool_bytes, vocabulary)) {
    type_ = DataType::Of(TypeId::kString);
    facts_.bytes_min = static_cast<std::uint32_t>(length.min);
    facts_.bytes_max = static_cast<std::uint32_t>(length.max);
    facts_.plain_text = length.min > 0;
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    const std::size_t count = call.rows.size();
    out->Reset(type_);
    const std::uint32_t* lengths =
        DrawLengths(length_key_, call.rows, length_, call.scratch);
    std::int32_t* offsets = out->ResizeOffsets(count);
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < count; ++i) {
      total += lengths[i];
      offsets[i + 1] = static_cast<std::int32_t>(total);
    }
    if (total > static_cast<std::uint64_t>(INT32_MAX)) {
      return Fail(ErrorCode::kTooLarge,
                  fmt::format("{} rows of up to {} bytes are too much for one batch",
                              count, length_.max));
    }
    out->bytes().Reserve(kCopyBytes);  // empty pieces copy too
    out->bytes().Resize(total);
    call.scratch->draws.Resize(count * sizeof(std::uint64_t));
    std::uint64_t* draws = call.scratch->draws.as<std::uint64_t>();
    FillDraws(start_key_, call.rows, draws);
    char* text = out->bytes().as<char>();
    for (std::size_t i = 0; i < count; ++i) {
      Copy(StartOf(call.rows[i], draws[i], lengths[i]), lengths[i], text + offsets[i]);
    }
    return {};
  }

 private:
  /// Bounded(start key, row, pool - length + 1), from the draw of attempt 0.
  const char* StartOf(std::uint64_t row, std::uint64_t draw, std::uint32_t length) const {
    const std::uint64_t n = pool_bytes_ - length + 1;
    std::uint64_t product = (draw >> 32) * n;
    // A low half of n or more is never rejected; below, the division has to tell.
    if (static_cast<std::uint32_t>(product) < n) [[unlikely]] {
      return pool_.data() + Bounded(start_key_, row, n);
    }
    return pool_.data() + (product >> 32);
  }

  void Copy(const char* from, std::uint32_t length, char* out) const {
    if (length_.max <= kCopyBytes) {
      // What passes the end is written again by the next row, or is slack.
      std::memcpy(out, from, kCopyBytes);
    } else {
      std::memcpy(out, from, length);
    }
    if (length == 0) return;
    if (out[0] == ' ') out[0] = 'a';
    if (out[length - 1] == ' ') out[length - 1] = 'a';
  }

  DrawKey length_key_;
  DrawKey start_key_;
  LengthRange length_;
  std::size_t pool_bytes_;
  std::vector<char> pool_;
};

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  LengthRange length = options.Length("length", {20, 60});
  std::int64_t pool = options.Int("pool", 64 << 10);
  std::int64_t vocabulary = options.Int("vocabulary", 2'000);
  if (length.max > pool) {
    faults->Add(options.Fault(
        "length", fmt::format("length {} is above pool {}", length.max, pool)));
    return nullptr;
  }
  return std::make_unique<SliceGenerator>(context.draws, length,
                                          static_cast<std::size_t>(pool),
                                          static_cast<std::size_t>(vocabulary));
}

}  // namespace

TypePlugin slice_type() {
  Info info;
  info.name = "text.slice";
  info.aliases = {"slice"};
  info.family = "text";
  info.summary = "Pieces of a pool of random lower-case words.";
  info.output = "string";
  info.options = {
      {.name = "length",
       .kind = OptionKind::kLength,
       .default_text = "{ min: 20, max: 60 }",
       .doc = "Number of characters, or the range it is drawn from.",
       .unit = "characters",
       .min = 0,
       .max = 16 << 20,
       .example = "{ min: 10, max: 200 }"},
      {.name = "pool",
       .kind = OptionKind::kBytes,
       .default_text = "64KiB",
       .doc = "Size of the text that pieces are cut from.",
       .unit = "bytes",
       .min = 1'024,
       .max = 16 << 20,
       .example = "1MiB"},
      {.name = "vocabulary",
       .kind = OptionKind::kInt,
       .default_text = "2000",
       .doc = "Number of different words in the pool's language.",
       .unit = "words",
       .min = 1,
       .max = 100'000,
       .example = "500"},
  };
  info.example = "{ type: text.slice, length: { min: 20, max: 60 } }";
  return {std::move(info), Make};
}

}  // namespace rowmill
