#include "gen/characters.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/check.h"
#include "base/text.h"
#include "value/text_facts.h"

namespace rowmill {

namespace {

using Uint128 = unsigned __int128;

constexpr std::string_view kAlnum =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

std::string_view NamedAlphabet(std::string_view name) {
  if (name == "alnum") return kAlnum;
  if (name == "alpha") return kAlnum.substr(10);
  if (name == "hex") return "0123456789abcdef";
  if (name == "digits") return kAlnum.substr(0, 10);
  if (name == "upper") return kAlnum.substr(10, 26);
  if (name == "lower") return kAlnum.substr(36);
  return {};
}

/// Multiplies `*low` by n: the high word is a number below n, the low word goes on.
inline std::uint64_t Next(std::uint64_t* low, std::uint64_t n) {
  Uint128 product = static_cast<Uint128>(*low) * n;
  *low = static_cast<std::uint64_t>(product);
  return static_cast<std::uint64_t>(product >> 64);
}

}  // namespace

Result<Alphabet> ParseAlphabet(std::string_view text) {
  std::string_view named = NamedAlphabet(text);
  std::string_view characters = named.empty() ? text : named;
  if (characters.empty()) return Fail(ErrorCode::kInvalidArgument, "alphabet is empty");
  if (!IsUtf8(characters)) {
    return Fail(ErrorCode::kInvalidArgument, "alphabet is not UTF-8");
  }
  Alphabet alphabet;
  alphabet.symbols = Utf8Characters(characters);
  alphabet.narrowest = 4;
  std::set<std::string_view> seen;
  for (const std::string& symbol : alphabet.symbols) {
    unsigned char first = static_cast<unsigned char>(symbol[0]);
    if (first < 0x20 || first == 0x7F) {
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("alphabet holds a control character: 0x{:02x}", first));
    }
    if (!seen.insert(symbol).second) {
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("alphabet holds '{}' twice: {}", symbol, text));
    }
    alphabet.widest = std::max(alphabet.widest, symbol.size());
    alphabet.narrowest = std::min(alphabet.narrowest, symbol.size());
    alphabet.plain = alphabet.plain && IsPlainText(symbol);
  }
  return alphabet;
}

std::uint64_t CharactersPerDraw(std::uint64_t n) {
  RM_CHECK(n >= 1);
  std::uint64_t count = 0;
  for (Uint128 product = n; product <= (Uint128{1} << 48) && count < 48; product *= n) {
    ++count;
  }
  return count;
}

CellDraws::CellDraws(const DrawScope& scope, std::string_view slot, std::uint64_t count) {
  keys_.push_back(scope.Key(slot));
  for (std::uint64_t i = 1; i * 256 < count; ++i) {
    keys_.push_back(scope.Key(fmt::format("{}.{}", slot, i)));
  }
}

CharacterSource::CharacterSource(Alphabet alphabet, const DrawScope& scope,
                                 std::string_view slot, std::uint64_t longest)
    : alphabet_(std::move(alphabet)),
      per_draw_(CharactersPerDraw(alphabet_.symbols.size())),
      pair_radix_(alphabet_.symbols.size() * alphabet_.symbols.size()),
      draws_(scope, slot, (longest + per_draw_ - 1) / per_draw_) {
  for (const std::string& symbol : alphabet_.symbols) {
    char padded[4] = {};
    std::memcpy(padded, symbol.data(), symbol.size());
    singles_.insert(singles_.end(), padded, padded + 4);
  }
  if (alphabet_.widest > 1) return;
  for (const std::string& first : alphabet_.symbols) {
    for (const std::string& second : alphabet_.symbols) {
      pairs_.push_back(first[0]);
      pairs_.push_back(second[0]);
    }
  }
}

char* CharacterSource::Emit(std::uint64_t draw, std::uint64_t count, char* out) const {
  std::uint64_t low = draw;
  const std::uint64_t n = alphabet_.symbols.size();
  if (alphabet_.widest == 1) {
    // Multiplying by n twice is multiplying by n*n once: two characters a step.
    const char* pairs = pairs_.data();
    for (std::uint64_t i = 0; i + 2 <= count; i += 2) {
      std::memcpy(out + i, pairs + 2 * Next(&low, pair_radix_), 2);
    }
    if (count % 2 != 0) out[count - 1] = singles_[4 * Next(&low, n)];
    return out + count;
  }
  for (std::uint64_t i = 0; i < count; ++i) {
    std::uint64_t chosen = Next(&low, n);
    std::memcpy(out, singles_.data() + 4 * chosen, 4);
    out += alphabet_.symbols[chosen].size();
  }
  return out;
}

char* CharacterSource::Write(std::uint64_t row, std::uint64_t count, char* out) const {
  std::uint64_t number = 0;
  for (; count > per_draw_; count -= per_draw_) {
    out = Emit(draws_.Get(row, number++), per_draw_, out);
  }
  return count == 0 ? out : Emit(draws_.Get(row, number), count, out);
}

void CharacterSource::FillFixed(RowIds rows, std::uint64_t count, Scratch* scratch,
                                char* out) const {
  RM_DCHECK(alphabet_.widest == 1);
  constexpr std::uint64_t kDrawMajorMax = 512;  // longer cells would leave the cache
  if (count > kDrawMajorMax) {
    for (std::size_t i = 0; i < rows.size(); ++i) Write(rows[i], count, out + i * count);
    return;
  }
  scratch->draws.Resize(rows.size() * sizeof(std::uint64_t));
  std::uint64_t* draws = scratch->draws.as<std::uint64_t>();
  for (std::uint64_t done = 0; done < count; done += per_draw_) {
    FillDraws(draws_.KeyOf(done / per_draw_), rows, draws);
    std::uint64_t chunk = std::min(per_draw_, count - done);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      Emit(draws[i], chunk, out + i * count + done);
    }
  }
}

Status ResizeEqualTexts(std::size_t rows, std::uint64_t bytes, Column* out) {
  if (rows * bytes > static_cast<std::uint64_t>(INT32_MAX)) {
    return Fail(
        ErrorCode::kTooLarge,
        fmt::format("{} rows of {} bytes are too much for one batch", rows, bytes));
  }
  std::int32_t* offsets = out->ResizeOffsets(rows);
  const std::int32_t step = static_cast<std::int32_t>(bytes);
  for (std::size_t i = 0; i <= rows; ++i)
    offsets[i] = static_cast<std::int32_t>(i) * step;
  out->bytes().Resize(rows * bytes);
  return {};
}

}  // namespace rowmill
