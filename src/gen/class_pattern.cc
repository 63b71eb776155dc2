#include "gen/class_pattern.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/check.h"
#include "value/digit_pairs.h"

namespace rowmill {

namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kAnything = " ";
constexpr std::size_t kVector = 16;  ///< bytes copied at once

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
  std::vector<std::string> positions;
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
    positions.push_back(std::move(characters));
  }
  pattern.AddGroups(positions);
  return pattern;
}

void ClassPattern::AddGroups(const std::vector<std::string>& positions) {
  bytes_ = positions.size();
  literals_.resize((bytes_ + kVector - 1) / kVector * kVector);
  std::vector<std::size_t> starts;  // pairs_ moves while it grows
  for (std::size_t at = 0; at < bytes_; ++at) {
    literals_[at] = positions[at][0];
    if (positions[at].size() == 1) continue;
    // What the last group writes behind the text is overwritten by what comes there.
    const std::string_view seconds =
        at + 1 < bytes_ ? std::string_view(positions[at + 1]) : kAnything;
    const std::size_t count = positions[at].size() * seconds.size();
    const bool digits = positions[at] == kDigits && seconds == kDigits;
    groups_.push_back({UINT64_MAX / count + 1, digits ? kDigitPairs.data() : nullptr,
                       static_cast<std::uint16_t>(count),
                       static_cast<std::uint16_t>(at++)});
    starts.push_back(pairs_.size());
    if (digits) continue;
    for (char first : positions[at - 1]) {
      for (char second : seconds) pairs_.insert(pairs_.end(), {first, second});
    }
  }
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    if (groups_[i].pairs == nullptr) groups_[i].pairs = pairs_.data() + starts[i];
  }
}

void ClassPattern::Put(std::uint64_t index, TextWriter* out) const {
  char* const text = out->Room(bytes_);
  out->SetEnd(text + bytes_);
  for (std::size_t done = 0; done < literals_.size(); done += kVector) {
    std::memcpy(text + done, literals_.data() + done, kVector);
  }
  const Group* const groups = groups_.data();
  if (count_ > (std::uint64_t{1} << 32)) {
    for (std::size_t i = groups_.size(); i-- > 0;) {
      const Group& group = groups[i];
      std::memcpy(text + group.at, group.pairs + index % group.count * 2, 2);
      index /= group.count;
    }
    return;
  }
  // Products instead of divisions: exact for 32 bits.
  // Source: Lemire, Kaser, Kurz, "Faster remainder by direct computation" (2019).
  for (std::size_t i = groups_.size(); i-- > 0;) {
    const Group& group = groups[i];
    const auto product = static_cast<unsigned __int128>(group.inverse) * index;
    const auto quotient = static_cast<std::uint64_t>(product >> 64);
    std::memcpy(text + group.at, group.pairs + (index - quotient * group.count) * 2, 2);
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
