#include "model/text/tree_limits.h"

#include <fmt/format.h>

#include "base/limits.h"
#include "base/text.h"

namespace rowmill {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
/// Maps up to this size are searched, larger ones are hashed.
constexpr std::size_t kSearchedMembers = 16;

/// Offset of the first byte that is no well-formed UTF-8.
std::size_t FirstBadUtf8(std::string_view text) {
  std::size_t good = 0;
  std::size_t bad = text.size();
  while (good + 1 < bad) {  // a prefix that ends inside a character is bad as well
    std::size_t middle = good + (bad - good) / 2;
    std::size_t whole = middle;
    while (whole > good && (static_cast<unsigned char>(text[whole]) & 0xC0) == 0x80) {
      --whole;
    }
    if (whole == good) break;
    (IsUtf8(text.substr(good, whole - good)) ? good : bad) = whole;
  }
  return good;
}

}  // namespace

Place PlaceFinder::At(std::size_t offset) {
  offset = std::min(offset, text_.size());
  while (offset < offset_) StepBack();
  for (; offset_ < offset; ++offset_) {
    if (text_[offset_] == '\n') {
      ++place_.line;
      place_.column = 1;
    } else if ((static_cast<unsigned char>(text_[offset_]) & 0xC0) != 0x80) {
      ++place_.column;
    }
  }
  return place_;
}

void PlaceFinder::StepBack() {
  --offset_;
  if (text_[offset_] != '\n') {
    if ((static_cast<unsigned char>(text_[offset_]) & 0xC0) != 0x80) --place_.column;
    return;
  }
  --place_.line;
  place_.column = 1;
  for (std::size_t at = offset_; at > 0 && text_[at - 1] != '\n'; --at) {
    if ((static_cast<unsigned char>(text_[at - 1]) & 0xC0) != 0x80) ++place_.column;
  }
}

bool NodeBudget::Take(std::size_t count) {
  used_ += count;
  return used_ <= limits::kModelNodesMax;
}

bool KeySet::Insert(const Node& map, const std::string& key) {
  if (map.members.size() < kSearchedMembers) return map.Find(key) == nullptr;
  if (seen_.empty()) {
    for (const auto& member : map.members) seen_.insert(member.first);
  }
  return seen_.insert(key).second;
}

Result<std::string_view> CheckedText(std::string_view text) {
  if (text.size() > limits::kModelBytesMax) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("the text has {}, more than {}", FormatBytes(text.size()),
                            FormatBytes(limits::kModelBytesMax)));
  }
  if (!IsUtf8(text)) {
    return Fail(Error(ErrorCode::kInvalidModel, "the text is not UTF-8", "",
                      PlaceAt(text, FirstBadUtf8(text))));
  }
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
    text.remove_prefix(kByteOrderMark.size());
  }
  for (std::size_t at = 0; at < text.size(); ++at) {
    unsigned char c = static_cast<unsigned char>(text[at]);
    if ((c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7F) {
      return Fail(Error(ErrorCode::kInvalidModel,
                        fmt::format("control character U+{:04X} in the text", c), "",
                        PlaceAt(text, at)));
    }
  }
  return text;
}

Error TooManyNodes(Place place) {
  return Error(ErrorCode::kTooLarge,
               fmt::format("the document has more than {} nodes (aliases count with "
                           "all they stand for)",
                           limits::kModelNodesMax),
               "", place);
}

Error TooDeep(Place place) {
  return Error(ErrorCode::kTooLarge,
               fmt::format("nested deeper than {} levels", limits::kModelDepthMax), "",
               place);
}

void AddDuplicate(std::string_view key, Place place, Faults* duplicates) {
  constexpr std::size_t kToldMax = 1'000;
  if (duplicates->errors().size() >= kToldMax) return;
  duplicates->Add(ErrorCode::kInvalidModel,
                  fmt::format("key '{}' is given twice", key.substr(0, 200)), "", place);
}

}  // namespace rowmill
