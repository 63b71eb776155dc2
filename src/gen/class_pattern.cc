#include "gen/class_pattern.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"

namespace rowmill {

namespace {

constexpr std::string_view kDigits = "0123456789";
/// Of the text of a pattern: the classes' characters are numbered by 16 bits.
constexpr std::size_t kPatternBytesMax = 4'096;

/// The characters of a class such as `0-35A-C`; empty when it is malformed.
std::string Expand(std::string_view inside) {
  std::string characters;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (i + 2 < inside.size() && inside[i + 1] == '-') {
      if (inside[i] > inside[i + 2]) return "";
      for (char c = inside[i]; c <= inside[i + 2]; ++c) characters += c;
      i += 2;
    } else {
      characters += inside[i];
    }
  }
  return characters;
}

}  // namespace

Result<ClassPattern> ClassPattern::Parse(std::string_view text) {
  if (text.size() > kPatternBytesMax) {
    return Fail(ErrorCode::kInvalidModel,
                fmt::format("a pattern has {} bytes, more than {}", text.size(),
                            kPatternBytesMax));
  }
  ClassPattern pattern;
  pattern.positions_.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string characters(1, text[i]);
    if (text[i] == 'x') {
      characters = kDigits;
    } else if (text[i] == '[') {
      std::size_t end = text.find(']', i);
      characters =
          end == std::string_view::npos ? "" : Expand(text.substr(i + 1, end - i - 1));
      if (characters.empty() || characters.size() > 255) {
        return Fail(
            ErrorCode::kInvalidModel,
            fmt::format("pattern '{}' has a bad class at position {}", text, i + 1));
      }
      i = end;
    }
    if (pattern.count_ > (std::uint64_t{1} << 63) / characters.size()) {
      return Fail(ErrorCode::kInvalidModel,
                  fmt::format("pattern '{}' has more than 2^63 texts", text));
    }
    pattern.count_ *= characters.size();
    pattern.AddPosition(characters);
  }
  return pattern;
}

void ClassPattern::AddPosition(const std::string& characters) {
  const std::size_t count = characters.size();
  std::size_t first = characters_.find(characters);  // most are digits
  if (first == std::string::npos) {
    first = characters_.size();
    characters_ += characters;
  }
  positions_.push_back({count == 1 ? 0 : UINT64_MAX / count + 1,
                        static_cast<std::uint16_t>(first),
                        static_cast<std::uint8_t>(count)});
}

void ClassPattern::Put(std::uint64_t index, TextWriter* out) const {
  char* const text = out->Room(positions_.size());
  const char* const characters = characters_.data();
  out->SetEnd(text + positions_.size());
  if (count_ > (std::uint64_t{1} << 32)) {
    for (std::size_t i = positions_.size(); i-- > 0;) {
      const Position& position = positions_[i];
      text[i] = characters[position.first + index % position.count];
      index /= position.count;
    }
    return;
  }
  // Nothing to branch on, and products instead of divisions: exact for 32 bits.
  // Source: Lemire, Kaser, Kurz, "Faster remainder by direct computation" (2019).
  for (std::size_t i = positions_.size(); i-- > 0;) {
    const Position& position = positions_[i];
    const auto product = static_cast<unsigned __int128>(position.inverse) * index;
    const std::uint64_t quotient =
        position.count == 1 ? index : static_cast<std::uint64_t>(product >> 64);
    text[i] = characters[position.first + (index - quotient * position.count)];
    index = quotient;
  }
}

std::shared_ptr<const RecordPatterns> RecordPatterns::Of(const RecordContext& record,
                                                         std::string_view table,
                                                         std::string_view column,
                                                         std::string_view step) {
  const std::string key = fmt::format("{}/{}/{}", table, column, step);
  return record.parts().Get<RecordPatterns>(key, [&] {
    return std::make_shared<RecordPatterns>(record, record.dictionaries().Get(table),
                                            column, step);
  });
}

RecordPatterns::RecordPatterns(const RecordContext& record, const DictTable& table,
                               std::string_view column, std::string_view step)
    : table_(record, table) {
  DictTexts texts = table.Texts(column);
  for (std::uint32_t number = 0; number < table_.rows(); ++number) {
    Result<ClassPattern> pattern = ClassPattern::Parse(texts[table_.row(number)]);
    RM_CHECK(pattern.has_value());
    bytes_max_ = std::max(bytes_max_, pattern->bytes());
    patterns_.push_back(std::move(*pattern));
  }
  if (!step.empty()) slices_ = table_.Steps(step);
  for (std::uint32_t place = 0; place < record.possible().size(); ++place) {
    if (step.empty()) {
      slices_.push_back(table_.of(place));
    } else if (slices_[place].count == 0) {
      slices_[place] = table_.of(place);
    }
  }
}

}  // namespace rowmill
