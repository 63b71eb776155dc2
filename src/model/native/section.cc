#include "model/native/section.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/limits.h"
#include "base/text.h"

namespace rowmill {

namespace {

/// File names end at 255 bytes on common systems; part number and extensions need room.
constexpr std::size_t kFileNameBytesMax = 200;
constexpr std::size_t kShownBytes = 80;

bool HasControl(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned char c = static_cast<unsigned char>(text[i]);
    if (c < 0x20 || c == 0x7F) return true;
    if (c == 0xC2 && i + 1 < text.size() &&
        static_cast<unsigned char>(text[i + 1]) < 0xA0) {
      return true;  // U+0080..U+009F
    }
  }
  return false;
}

}  // namespace

std::string Shown(const Node& node) {
  if (!node.is_scalar()) return fmt::format("a {}", node.KindName());
  if (node.is_null()) return "null";
  std::string text = node.ScalarText();
  if (text.size() > kShownBytes) {
    std::size_t end = kShownBytes;
    while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text = text.substr(0, end) + "...";
  }
  return fmt::format("'{}'", text);
}

std::optional<double> FiniteNumber(const Node& node) {
  if (node.kind == NodeKind::kInt) return static_cast<double>(node.integer);
  if (node.kind == NodeKind::kUInt) return static_cast<double>(node.unsigned_int);
  double value = node.number;
  if (node.is_text()) {
    std::string text;
    for (char c : Trim(node.text)) {
      if (c != '_') text += c;
    }
    const char* end = text.data() + text.size();
    auto [stop, error] = std::from_chars(text.data(), end, value);
    if (text.empty() || error != std::errc() || stop != end) return std::nullopt;
  } else if (node.kind != NodeKind::kDouble) {
    return std::nullopt;
  }
  if (!std::isfinite(value)) return std::nullopt;
  return value;
}

std::string NameFault(std::string_view name) {
  if (name.empty()) return "a name is empty";
  if (name.size() > limits::kNameBytesMax) {
    return fmt::format("a name has {} bytes, more than {}", name.size(),
                       limits::kNameBytesMax);
  }
  if (HasControl(name)) return "a name holds a control character";
  return "";
}

std::string FileNameFault(std::string_view name) {
  std::string fault = NameFault(name);
  if (!fault.empty()) return fault;
  if (name.size() > kFileNameBytesMax) {
    return fmt::format("a name that becomes a file name has {} bytes, more than {}",
                       name.size(), kFileNameBytesMax);
  }
  if (name.find_first_of("/\\") != std::string_view::npos ||
      name.find_first_not_of('.') == std::string_view::npos) {
    return fmt::format(
        "a name that becomes a file name is dots only or holds a path "
        "separator: '{}'",
        name);
  }
  return "";
}

std::string Section::PointerOf(std::string_view key) const {
  return pointer_ + PointerStep(key);
}

Place Section::KeyPlace(std::string_view key) const {
  for (std::size_t i = 0; i < map_.members.size(); ++i) {
    if (map_.members[i].first == key) return map_.KeyPlace(i);
  }
  return map_.place;
}

void Section::Fault(std::string_view key, std::string message) const {
  const Node* node = Get(key);
  faults_->Add(ErrorCode::kInvalidModel, std::move(message), PointerOf(key),
               node != nullptr && node->place.known() ? node->place : map_.place);
}

void Section::KeyFault(std::string_view key, std::string message) const {
  faults_->Add(ErrorCode::kInvalidModel, std::move(message), PointerOf(key),
               KeyPlace(key));
}

void Section::NotBuilt(std::string_view key) const {
  faults_->Add(ErrorCode::kNotBuilt, fmt::format("'{}' is not built yet", key),
               PointerOf(key), KeyPlace(key));
}

void Section::CheckKeys(std::string_view what, std::span<const std::string_view> known,
                        std::span<const std::string_view> planned) const {
  auto has = [](std::span<const std::string_view> list, std::string_view key) {
    return std::find(list.begin(), list.end(), key) != list.end();
  };
  for (const auto& [key, value] : map_.members) {
    if (full()) return;
    if (has(known, key)) continue;
    if (has(planned, key)) {
      NotBuilt(key);
      continue;
    }
    std::vector<std::string> names(known.begin(), known.end());
    names.insert(names.end(), planned.begin(), planned.end());
    KeyFault(key, fmt::format("{} has no key {}{}", what, Shown(Node::Text(key)),
                              Suggestion(key, names)));
  }
}

void Section::WrongKind(std::string_view key, std::string_view wanted) const {
  Fault(key, fmt::format("{} takes {}, not {}", key, wanted, Shown(*Get(key))));
}

std::optional<bool> Section::Bool(std::string_view key) const {
  const Node* node = Get(key);
  if (node == nullptr) return std::nullopt;
  if (node->kind == NodeKind::kBool) return node->boolean;
  if (node->is_text() && EqualsIgnoreCase(node->text, "true")) return true;
  if (node->is_text() && EqualsIgnoreCase(node->text, "false")) return false;
  WrongKind(key, "true or false");
  return std::nullopt;
}

std::optional<double> Section::Number(std::string_view key) const {
  const Node* node = Get(key);
  if (node == nullptr) return std::nullopt;
  std::optional<double> value = FiniteNumber(*node);
  if (!value) WrongKind(key, "a finite number");
  return value;
}

std::optional<std::string> Section::Text(std::string_view key) const {
  const Node* node = Get(key);
  if (node == nullptr) return std::nullopt;
  if (node->is_scalar() && !node->is_null()) return node->ScalarText();
  WrongKind(key, "a text");
  return std::nullopt;
}

std::vector<std::string> Section::TextList(std::string_view key) const {
  const Node* node = Get(key);
  std::vector<std::string> list;
  if (node == nullptr) return list;
  bool fine = node->is_list() || (node->is_scalar() && !node->is_null());
  if (node->is_scalar() && fine) list.push_back(node->ScalarText());
  for (const Node& item : node->items) {
    fine = fine && item.is_scalar() && !item.is_null();
    if (fine) list.push_back(item.ScalarText());
  }
  if (fine) return list;
  WrongKind(key, "a text or a list of texts");
  return {};
}

const Node* Section::Map(std::string_view key) const {
  const Node* node = Get(key);
  if (node == nullptr || node->is_map()) return node;
  WrongKind(key, "a map");
  return nullptr;
}

}  // namespace rowmill
