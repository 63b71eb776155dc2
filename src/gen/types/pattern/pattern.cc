// Texts by a pattern of placeholders: `#` digit, `?` letter, `*` either, `\` literal.

#include <fmt/format.h>

#include <map>
#include <memory>

#include "base/text.h"
#include "gen/characters.h"
#include "gen/text_facts.h"

namespace rowmill {

namespace {

using Uint128 = unsigned __int128;

/// What placeholders choose from; its position is the table's.
constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kLetters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kEither =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

struct Placeholder {
  std::uint32_t offset;
  std::string_view symbols;
};

struct ParsedPattern {
  std::string text;  ///< placeholders as blanks
  std::vector<Placeholder> placeholders;
};

Result<ParsedPattern> ParsePattern(const std::string& pattern) {
  ParsedPattern parsed;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    char c = pattern[i];
    std::string_view symbols = c == '#'   ? kDigits
                               : c == '?' ? kLetters
                               : c == '*' ? kEither
                                          : std::string_view();
    if (!symbols.empty()) {
      parsed.placeholders.push_back(
          {static_cast<std::uint32_t>(parsed.text.size()), symbols});
      c = ' ';
    } else if (c == '\\') {
      if (++i == pattern.size()) {
        return Fail(
            ErrorCode::kInvalidModel,
            fmt::format("pattern ends in a single \\ at position {}: {}", i, pattern));
      }
      c = pattern[i];
    }
    parsed.text += c;
  }
  return parsed;
}

/// One multiplication: writes one character, or two neighbours at once.
struct Step {
  std::uint64_t radix;
  std::uint32_t offset;
  std::uint32_t width;
  const char* table;  ///< radix entries of `width` characters
};

/// Placeholders that one draw serves.
struct Chunk {
  std::vector<Step> steps;
};

class PatternGenerator final : public Generator {
 public:
  PatternGenerator(const DrawScope& scope, ParsedPattern parsed)
      : text_(std::move(parsed.text)),
        draws_(scope, "value", parsed.placeholders.size()) {
    MakeChunks(parsed.placeholders);
    type_ = DataType::Of(TypeId::kString);
    facts_.bytes_min = facts_.bytes_max = static_cast<std::uint32_t>(text_.size());
    std::string sample = text_;
    for (const Placeholder& p : parsed.placeholders) sample[p.offset] = '0';
    facts_.plain_text = IsPlainText(sample);
    facts_.ascending = parsed.placeholders.empty();
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

  void MakeChunks(const std::vector<Placeholder>& placeholders) {
    std::size_t at = 0;
    while (at < placeholders.size()) {
      Chunk chunk;
      Uint128 product = 1;
      std::size_t end = at;
      while (end < placeholders.size() &&
             product * placeholders[end].symbols.size() <= (Uint128{1} << 48)) {
        product *= placeholders[end++].symbols.size();
      }
      while (at < end) {
        bool pair =
            at + 1 < end && placeholders[at + 1].offset == placeholders[at].offset + 1;
        chunk.steps.push_back(
            MakeStep(placeholders[at], pair ? placeholders[at + 1].symbols : ""));
        at += pair ? 2 : 1;
      }
      chunks_.push_back(std::move(chunk));
    }
  }

  /// Multiplying by m and then by n is multiplying by m*n once.
  Step MakeStep(const Placeholder& first, std::string_view second) {
    std::vector<char>& table = tables_[{first.symbols.size(), second.size()}];
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

  std::string text_;
  CellDraws draws_;
  std::map<std::pair<std::size_t, std::size_t>, std::vector<char>> tables_;
  std::vector<Chunk> chunks_;
};

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  constexpr std::size_t kPatternBytesMax = 4'096;
  const std::string pattern = options.Text("pattern", "");
  auto fault = [&](std::string message) {
    faults->Add(options.Fault("pattern", std::move(message)));
    return nullptr;
  };
  if (pattern.empty()) return fault("pattern is empty");
  if (!IsUtf8(pattern)) return fault("pattern is not UTF-8");
  if (pattern.size() > kPatternBytesMax) {
    return fault(fmt::format("pattern has more than {} bytes: {}", kPatternBytesMax,
                             pattern.size()));
  }
  Result<ParsedPattern> parsed = ParsePattern(pattern);
  if (!parsed) return fault(parsed.error().message);
  return std::make_unique<PatternGenerator>(context.draws, std::move(*parsed));
}

}  // namespace

TypePlugin pattern_type() {
  Info info;
  info.name = "text.pattern";
  info.aliases = {"pattern"};
  info.family = "text";
  info.summary = "Texts by a pattern: # digit, ? letter, * either, \\ literal.";
  info.output = "string";
  info.options = {{.name = "pattern",
                   .kind = OptionKind::kText,
                   .doc =
                       "# gives a digit, ? a letter A-Z a-z, * either; \\ takes the next "
                       "character as it is, and so does everything else.",
                   .required = true,
                   .example = "'?#-####-**'"}};
  info.example = "{ type: pattern, pattern: '?#-####-**' }";
  return {std::move(info), Make};
}

}  // namespace rowmill
