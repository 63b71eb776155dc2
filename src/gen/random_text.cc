#include "gen/random_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/check.h"

namespace rowmill {

namespace {

using Uint128 = unsigned __int128;

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

/// Texts by number: all of them when they are short, else their first characters.
class UniqueTextGenerator final : public Generator {
 public:
  UniqueTextGenerator(const DrawScope& draws, Alphabet alphabet, LengthRange length)
      : length_key_(draws.Key("length")),
        length_(length),
        source_(std::move(alphabet), draws, "value",
                static_cast<std::uint64_t>(length.max)),
        numbered_(std::min(NumberedCharacters(source_.alphabet().symbols.size()),
                           static_cast<std::uint64_t>(length.max))),
        permutation_(draws.Key("unique"), CountTexts()) {
    const Alphabet& a = source_.alphabet();
    type_ = DataType::Of(TypeId::kString);
    facts_.bytes_min =
        static_cast<std::uint32_t>(length.min) * static_cast<std::uint32_t>(a.narrowest);
    facts_.bytes_max =
        static_cast<std::uint32_t>(length.max) * static_cast<std::uint32_t>(a.widest);
    facts_.plain_text = a.plain && length.min > 0;
    const std::uint64_t symbols = a.symbols.size();
    inverse_ = UINT64_MAX / symbols + 1;
    for (; chunk_ * symbols <= UINT32_MAX; chunk_ *= symbols) ++chunk_digits_;
    for (std::uint64_t i = 0; i <= numbered_; ++i) powers_.push_back(Power(i));
    if (a.widest == 1) {
      for (const std::string& symbol : a.symbols) narrow_ += symbol;
    }
  }
  std::optional<std::uint64_t> capacity() const override { return permutation_.size(); }

  Status Generate(const GenerateCall& call, Column* out) const override {
    const std::size_t count = call.rows.size();
    out->Reset(type_);
    const std::uint32_t* lengths =
        DrawLengths(length_key_, call.rows, length_, call.scratch);
    std::int32_t* offsets = out->ResizeOffsets(count);
    Buffer& bytes = out->bytes();
    bytes.Clear();
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t size = bytes.size();
      bytes.Reserve(size + facts_.bytes_max);
      char* begin = bytes.as<char>() + size;
      const std::size_t end =
          size +
          static_cast<std::size_t>(WriteRow(call.rows[i], lengths[i], begin) - begin);
      if (end > static_cast<std::size_t>(INT32_MAX)) {
        return Fail(ErrorCode::kTooLarge,
                    fmt::format("{} rows of up to {} bytes are too much for one batch",
                                count, facts_.bytes_max));
      }
      bytes.SetSize(end);
      offsets[i + 1] = static_cast<std::int32_t>(end);
    }
    return {};
  }

 private:
  bool all_numbered() const {
    return numbered_ == static_cast<std::uint64_t>(length_.max);
  }

  /// Texts of `characters` characters.
  std::uint64_t Power(std::uint64_t characters) const {
    std::uint64_t product = 1;
    for (; characters > 0; --characters) product *= source_.alphabet().symbols.size();
    return product;
  }

  std::uint64_t CountTexts() const {
    if (!all_numbered()) return Power(numbered_);
    Uint128 sum = 0;
    for (std::int64_t l = length_.min; l <= length_.max; ++l) {
      sum += Power(static_cast<std::uint64_t>(l));
    }
    return static_cast<std::uint64_t>(std::min(sum, Uint128{1} << 63));
  }

  char* WriteRow(std::uint64_t row, std::uint64_t length, char* out) const {
    std::uint64_t number = permutation_.Map(row);
    std::uint64_t digits = numbered_;
    if (all_numbered()) {
      // Shorter texts first.
      digits = static_cast<std::uint64_t>(length_.min);
      for (; digits < numbered_ && number >= powers_[digits]; ++digits) {
        number -= powers_[digits];
      }
    }
    out = WriteNumber(number, digits, out);
    return all_numbered() ? out : source_.Write(row, length - digits, out);
  }

  /// Lowest digit first. As many digits as 32 bits hold take one division, the digits
  /// themselves products (see ClassPattern::Put).
  char* WriteNumber(std::uint64_t number, std::uint64_t digits, char* out) const {
    const std::vector<std::string>& symbols = source_.alphabet().symbols;
    while (digits > 0) {
      const std::uint64_t count = std::min(digits, chunk_digits_);
      std::uint64_t chunk = number % chunk_;
      number /= chunk_;
      digits -= count;
      for (std::uint64_t i = 0; i < count; ++i) {
        const auto quotient =
            static_cast<std::uint64_t>((static_cast<Uint128>(inverse_) * chunk) >> 64);
        const std::uint64_t digit = chunk - quotient * symbols.size();
        chunk = quotient;
        if (!narrow_.empty()) {
          *out++ = narrow_[digit];
        } else {
          std::memcpy(out, symbols[digit].data(), symbols[digit].size());
          out += symbols[digit].size();
        }
      }
    }
    return out;
  }

  DrawKey length_key_;
  LengthRange length_;
  CharacterSource source_;
  std::uint64_t numbered_;  ///< characters that the permutation chooses
  Permutation permutation_;
  std::uint64_t inverse_ = 0;  ///< 2^64 / symbols, rounded up
  std::uint64_t chunk_ = 1;    ///< symbols ^ chunk_digits_, below 2^32
  std::uint64_t chunk_digits_ = 0;
  std::vector<std::uint64_t> powers_;  ///< texts by their characters, 0 .. numbered_
  std::string narrow_;                 ///< the symbols when all have one byte
};

}  // namespace

std::uint64_t NumberedCharacters(std::uint64_t symbols) {
  RM_CHECK(symbols >= 2);
  std::uint64_t count = 0;
  for (Uint128 product = symbols; product <= (Uint128{1} << 63); product *= symbols) {
    ++count;
  }
  return count;
}

std::unique_ptr<Generator> MakeUniqueTextGenerator(const DrawScope& draws,
                                                   Alphabet alphabet,
                                                   LengthRange length) {
  const std::uint64_t numbered = NumberedCharacters(alphabet.symbols.size());
  if (static_cast<std::uint64_t>(length.max) > numbered &&
      static_cast<std::uint64_t>(length.min) < numbered) {
    return nullptr;
  }
  return std::make_unique<UniqueTextGenerator>(draws, std::move(alphabet), length);
}

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
