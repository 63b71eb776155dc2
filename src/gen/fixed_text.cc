#include "gen/fixed_text.h"

#include <algorithm>
#include <map>
#include <optional>

#include "gen/characters.h"
#include "value/text_facts.h"

namespace rowmill {

namespace {

using Uint128 = unsigned __int128;

/// One multiplication: writes one character, or two neighbours at once.
struct Step {
  std::uint64_t radix;
  std::uint32_t offset;
  std::uint32_t width;
  const char* table;  ///< radix entries of `width` characters
};

/// Places that one draw serves.
struct Chunk {
  std::vector<Step> steps;
};

class FixedTextGenerator final : public Generator {
 public:
  FixedTextGenerator(const DrawScope& scope, std::string text,
                     std::vector<TextPlace> places, bool unique)
      : text_(std::move(text)), draws_(scope, "value", places.size()) {
    std::size_t permuted = 0;
    if (unique) permuted = Permute(scope, places);
    MakeChunks(std::vector<TextPlace>(
        places.begin() + static_cast<std::ptrdiff_t>(permuted), places.end()));
    type_ = DataType::Of(TypeId::kString);
    facts_.bytes_min = facts_.bytes_max = static_cast<std::uint32_t>(text_.size());
    SetPlain(places);
    facts_.ascending = places.empty();
  }

  std::optional<std::uint64_t> capacity() const override {
    if (!permutation_) return std::nullopt;
    return permutation_->size();
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    const std::size_t count = call.rows.size();
    out->Reset(type_);
    RM_RETURN_IF_ERROR(ResizeEqualTexts(count, text_.size(), out));
    char* text = out->bytes().as<char>();
    for (std::size_t i = 0; i < count; ++i) {
      std::memcpy(text + i * text_.size(), text_.data(), text_.size());
    }
    call.scratch->draws.Resize(count * sizeof(std::uint64_t));
    std::uint64_t* draws = call.scratch->draws.as<std::uint64_t>();
    for (std::size_t c = 0; c < chunks_.size(); ++c) {
      FillDraws(draws_.KeyOf(c), call.rows, draws);
      for (std::size_t i = 0; i < count; ++i) {
        Write(chunks_[c], draws[i], text + i * text_.size());
      }
    }
    for (std::size_t i = 0; permutation_ && i < count; ++i) {
      WriteNumber(permutation_->Map(call.rows[i]), text + i * text_.size());
    }
    return {};
  }

 private:
  static void Write(const Chunk& chunk, std::uint64_t low, char* out) {
    for (const Step& step : chunk.steps) {
      Uint128 product = static_cast<Uint128>(low) * step.radix;
      low = static_cast<std::uint64_t>(product);
      const char* from = step.table + (product >> 64) * step.width;
      out[step.offset] = from[0];
      if (step.width == 2) out[step.offset + 1] = from[1];
    }
  }

  /// The permuted places as digits of a number, the last one the lowest.
  void WriteNumber(std::uint64_t number, char* out) const {
    for (std::size_t i = permuted_.size(); i-- > 0;) {
      const std::string& symbols = permuted_[i].symbols;
      out[permuted_[i].offset] = symbols[number % symbols.size()];
      number /= symbols.size();
    }
  }

  /// Takes as many of the first places as a permutation can number.
  std::size_t Permute(const DrawScope& scope, const std::vector<TextPlace>& places) {
    std::uint64_t product = 1;
    std::size_t taken = 0;
    for (; taken < places.size(); ++taken) {
      const Uint128 next = Uint128{product} * places[taken].symbols.size();
      if (next > (Uint128{1} << 63)) break;
      product = static_cast<std::uint64_t>(next);
      permuted_.push_back(places[taken]);
    }
    permutation_.emplace(scope.Key("unique"), product);
    return taken;
  }

  void MakeChunks(const std::vector<TextPlace>& places) {
    std::size_t at = 0;
    while (at < places.size()) {
      Chunk chunk;
      Uint128 product = 1;
      std::size_t end = at;
      while (end < places.size() &&
             product * places[end].symbols.size() <= (Uint128{1} << 48)) {
        product *= places[end++].symbols.size();
      }
      while (at < end) {
        bool pair = at + 1 < end && places[at + 1].offset == places[at].offset + 1;
        chunk.steps.push_back(MakeStep(places[at], pair ? places[at + 1].symbols : ""));
        at += pair ? 2 : 1;
      }
      chunks_.push_back(std::move(chunk));
    }
  }

  /// Multiplying by m and then by n is multiplying by m*n once.
  Step MakeStep(const TextPlace& first, const std::string& second) {
    std::vector<char>& table = tables_[{first.symbols, second}];
    const bool make = table.empty();
    for (std::size_t i = 0; make && i < first.symbols.size(); ++i) {
      if (second.empty()) table.push_back(first.symbols[i]);
      for (char c : second) {
        table.push_back(first.symbols[i]);
        table.push_back(c);
      }
    }
    std::uint32_t width = second.empty() ? 1 : 2;
    return {table.size() / width, first.offset, width, table.data()};
  }

  void SetPlain(const std::vector<TextPlace>& places) {
    std::string sample = text_;
    bool plain = true;
    for (const TextPlace& place : places) {
      sample[place.offset] = '0';
      plain = plain && HasOnlyPlainCharacters(place.symbols);
      const bool edge = place.offset == 0 || place.offset + 1 == text_.size();
      if (edge && place.symbols.find(' ') != std::string::npos) plain = false;
    }
    facts_.plain_text = plain && IsPlainText(sample);
  }

  std::string text_;
  CellDraws draws_;
  std::optional<Permutation> permutation_;
  std::vector<TextPlace> permuted_;
  std::map<std::pair<std::string, std::string>, std::vector<char>> tables_;
  std::vector<Chunk> chunks_;
};

}  // namespace

std::unique_ptr<Generator> MakeFixedTextGenerator(const DrawScope& draws,
                                                  std::string text,
                                                  std::vector<TextPlace> places,
                                                  bool unique) {
  return std::make_unique<FixedTextGenerator>(draws, std::move(text), std::move(places),
                                              unique);
}

}  // namespace rowmill
