#include "gen/code_points.h"

#include <algorithm>

#include "base/check.h"

namespace rowmill {

namespace {

constexpr std::uint32_t kSurrogateFirst = 0xD800;
constexpr std::uint32_t kSurrogateLast = 0xDFFF;

char* PutUtf8(std::uint32_t c, char* out) {
  if (c < 0x80) {
    *out++ = static_cast<char>(c);
    return out;
  }
  if (c < 0x800) {
    *out++ = static_cast<char>(0xC0 | (c >> 6));
  } else {
    if (c < 0x10000) {
      *out++ = static_cast<char>(0xE0 | (c >> 12));
    } else {
      *out++ = static_cast<char>(0xF0 | (c >> 18));
      *out++ = static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    }
    *out++ = static_cast<char>(0x80 | ((c >> 6) & 0x3F));
  }
  *out++ = static_cast<char>(0x80 | (c & 0x3F));
  return out;
}

}  // namespace

std::size_t Utf8Bytes(std::uint32_t code_point) {
  if (code_point < 0x80) return 1;
  if (code_point < 0x800) return 2;
  return code_point < 0x10000 ? 3 : 4;
}

void CodePoints::Add(std::uint32_t first, std::uint32_t last) {
  if (first < kSurrogateFirst && last >= kSurrogateFirst) {
    Insert(first, kSurrogateFirst - 1);
    if (last <= kSurrogateLast) return;
    first = kSurrogateLast + 1;
  }
  if (first >= kSurrogateFirst && first <= kSurrogateLast) first = kSurrogateLast + 1;
  if (first <= last) Insert(first, last);
}

void CodePoints::Insert(std::uint32_t first, std::uint32_t last) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> merged;
  for (const auto& [low, high] : ranges_) {
    const bool apart = high + 1 < first || last + 1 < low;
    if (apart) {
      merged.emplace_back(low, high);
    } else {
      first = std::min(first, low);
      last = std::max(last, high);
    }
  }
  merged.emplace_back(first, last);
  std::sort(merged.begin(), merged.end());
  ranges_ = std::move(merged);
}

void CodePoints::Add(const CodePoints& other) {
  for (const auto& [first, last] : other.ranges_) Add(first, last);
}

CodePoints CodePoints::Without(const CodePoints& universe) const {
  CodePoints rest;
  for (auto [first, last] : universe.ranges_) {
    for (const auto& [low, high] : ranges_) {
      if (high < first || low > last) continue;
      if (low > first) rest.Insert(first, low - 1);
      first = high + 1;
      if (first > last) break;
    }
    if (first <= last) rest.Insert(first, last);
  }
  return rest;
}

std::uint64_t CodePoints::count() const {
  std::uint64_t count = 0;
  for (const auto& [first, last] : ranges_) count += last - first + 1;
  return count;
}

std::uint32_t CodePoints::At(std::uint64_t place) const {
  for (const auto& [first, last] : ranges_) {
    if (place <= last - first) return first + static_cast<std::uint32_t>(place);
    place -= last - first + 1;
  }
  RM_CHECK(false);
  return 0;
}

bool CodePoints::Contains(std::uint32_t code_point) const {
  return std::any_of(ranges_.begin(), ranges_.end(), [&](const auto& range) {
    return range.first <= code_point && code_point <= range.second;
  });
}

SymbolTable::SymbolTable(CodePoints set) : set_(std::move(set)), count_(set_.count()) {
  RM_CHECK(count_ > 0);
  narrowest_ = Utf8Bytes(set_.ranges().front().first);
  widest_ = Utf8Bytes(set_.ranges().back().second);
  std::uint64_t behind = 0;
  for (const auto& [first, last] : set_.ranges()) {
    behind += last - first + 1;
    behind_.push_back(behind);
    if (widest_ > 1) continue;
    for (std::uint32_t c = first; c <= last; ++c) bytes_ += static_cast<char>(c);
  }
}

char* SymbolTable::WriteWide(std::uint64_t place, char* out) const {
  const auto found = std::upper_bound(behind_.begin(), behind_.end(), place);
  const std::size_t range = static_cast<std::size_t>(found - behind_.begin());
  const std::uint64_t before = range == 0 ? 0 : behind_[range - 1];
  return PutUtf8(set_.ranges()[range].first + static_cast<std::uint32_t>(place - before),
                 out);
}

}  // namespace rowmill
