#include "cli/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/check.h"

namespace rowmill::cli {

namespace {

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

constexpr std::array<Range, 14> kZero = {{
    {0x0300, 0x036F},
    {0x0483, 0x0489},
    {0x0591, 0x05BD},
    {0x0610, 0x061A},
    {0x064B, 0x065F},
    {0x0E34, 0x0E3A},
    {0x0E47, 0x0E4E},
    {0x1AB0, 0x1AFF},
    {0x1DC0, 0x1DFF},
    {0x200B, 0x200F},
    {0x20D0, 0x20FF},
    {0xFE00, 0xFE0F},
    {0xFE20, 0xFE2F},
    {0xFEFF, 0xFEFF},
}};

constexpr std::array<Range, 11> kWide = {{
    {0x1100, 0x115F},
    {0x2E80, 0x303E},
    {0x3041, 0x33FF},
    {0x3400, 0x4DBF},
    {0x4E00, 0xA4CF},
    {0xA960, 0xA97F},
    {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60},
    {0x1F300, 0x1FAFF},
}};

template <std::size_t N>
bool In(const std::array<Range, N>& ranges, std::uint32_t code) {
  return std::any_of(ranges.begin(), ranges.end(), [code](const Range& range) {
    return code >= range.first && code <= range.last;
  });
}

std::size_t WidthOf(std::uint32_t code) {
  if (In(kZero, code)) return 0;
  bool wide = In(kWide, code) || (code >= 0xFFE0 && code <= 0xFFE6) ||
              (code >= 0x20000 && code <= 0x3FFFD);
  return wide ? 2 : 1;
}

struct Character {
  std::size_t bytes = 1;
  std::uint32_t code = 0;
};

/// The character at the front; a malformed byte stands for itself.
Character FirstCharacter(std::string_view text) {
  auto lead = static_cast<unsigned char>(text[0]);
  std::size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0x80 || lead < 0xC2 || length > text.size()) return {1, lead};
  std::uint32_t code = lead & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0) != 0x80) return {1, lead};
    code = (code << 6) | (next & 0x3F);
  }
  return {length, code};
}

std::string Escape(std::string_view text) {
  std::string escaped;
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '\n':
        escaped += "\\n";
        break;
      case '\r':
        escaped += "\\r";
        break;
      case '\t':
        escaped += "\\t";
        break;
      default:
        if (byte < 0x20 || byte == 0x7F) {
          escaped += fmt::format("\\x{:02x}", byte);
        } else {
          escaped += c;
        }
    }
  }
  return escaped;
}

}  // namespace

std::size_t DisplayWidth(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    Character character = FirstCharacter(text);
    width += WidthOf(character.code);
    text.remove_prefix(character.bytes);
  }
  return width;
}

std::string OneLine(std::string_view text, std::size_t width) {
  // A cell may be megabytes; only its beginning can be seen.
  std::string line = Escape(text.substr(0, 8 * width + 8));
  if (DisplayWidth(line) <= width) return line;
  std::string cut;
  std::size_t used = 0;
  std::string_view rest = line;
  while (!rest.empty()) {
    Character character = FirstCharacter(rest);
    used += WidthOf(character.code);
    if (used + 1 > width) break;
    cut += rest.substr(0, character.bytes);
    rest.remove_prefix(character.bytes);
  }
  return cut + "…";
}

Table::Table(std::vector<std::string> header) : right_(header.size(), false) {
  header_.push_back(std::move(header));
}

void Table::Add(std::vector<std::string> cells) {
  RM_CHECK(cells.size() == right_.size());
  rows_.push_back(std::move(cells));
}

void Table::AddHeader(std::vector<std::string> cells) {
  RM_CHECK(cells.size() == right_.size());
  header_.push_back(std::move(cells));
}

std::string Table::ToString() const {
  std::vector<std::vector<std::string>> lines = header_;
  lines.insert(lines.end(), rows_.begin(), rows_.end());
  std::vector<std::size_t> widths(right_.size(), 0);
  for (auto& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      line[i] = OneLine(line[i], cell_width_max_);
      widths[i] = std::max(widths[i], DisplayWidth(line[i]));
    }
  }
  std::vector<std::string> rule;
  for (std::size_t width : widths) rule.emplace_back(width, '-');
  lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(header_.size()), rule);

  std::string text;
  for (const auto& line : lines) {
    std::string out;
    for (std::size_t i = 0; i < line.size(); ++i) {
      std::string blanks(widths[i] - DisplayWidth(line[i]), ' ');
      if (i > 0) out += "  ";
      out += right_[i] ? blanks + line[i] : line[i] + blanks;
    }
    out.erase(out.find_last_not_of(' ') + 1);
    text += out + "\n";
  }
  return text;
}

}  // namespace rowmill::cli
