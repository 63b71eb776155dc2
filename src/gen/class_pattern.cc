#include "gen/class_pattern.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"

namespace rowmill {

namespace {

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
  ClassPattern pattern;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string characters(1, text[i]);
    if (text[i] == 'x') {
      characters = "0123456789";
    } else if (text[i] == '[') {
      std::size_t end = text.find(']', i);
      characters =
          end == std::string_view::npos ? "" : Expand(text.substr(i + 1, end - i - 1));
      if (characters.empty()) {
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
    pattern.positions_.push_back(std::move(characters));
  }
  return pattern;
}

void ClassPattern::Put(std::uint64_t index, TextWriter* out) const {
  char text[64];
  RM_DCHECK(positions_.size() <= sizeof text);
  for (std::size_t i = positions_.size(); i-- > 0;) {
    const std::string& characters = positions_[i];
    text[i] = characters[index % characters.size()];
    index /= characters.size();
  }
  out->Put({text, positions_.size()});
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
    RM_CHECK(pattern.has_value() && pattern->bytes() <= 64);
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
