#include "model/text/document.h"
#include "model/text/writer_internal.h"

namespace rowmill {

namespace {

/// From this level on small maps and lists stand in one line: below it are the dataset,
/// its entities and their keys, above it the fields.
constexpr int kFlowLevel = 4;
constexpr std::size_t kLineWidth = 88;
/// YAML reads a key of one line only up to 1024 characters.
constexpr std::size_t kPlainKeyBytes = 500;

/// Texts that need no quotes: words that no YAML reader takes for anything else.
bool IsPlainSafe(std::string_view text) {
  if (text.empty() || text.size() > 100 || text.back() == ' ') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    bool inner = (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '/' || c == '(' ||
                 c == ')' || c == ' ';
    if (!letter && (i == 0 || !inner)) return false;
  }
  // Booleans of YAML 1.1, which other programs still read.
  for (std::string_view word : {"yes", "no", "on", "off"}) {
    if (text.size() != word.size()) continue;
    bool same = true;
    for (std::size_t i = 0; i < word.size(); ++i)
      same = same && (text[i] | 0x20) == word[i];
    if (same) return false;
  }
  return ResolvePlainScalar(text).is_text();
}

std::string TextForm(std::string_view text) {
  return IsPlainSafe(text) ? std::string(text) : QuotedText(text);
}

std::string ScalarForm(const Node& node) {
  switch (node.kind) {
    case NodeKind::kNull:
      return "null";
    case NodeKind::kBool:
      return node.boolean ? "true" : "false";
    case NodeKind::kText:
      return TextForm(node.text);
    default:
      return NumberText(node);
  }
}

/// One line; empty when it would pass `room` or nests deeper than a field does.
std::string FlowForm(const Node& node, std::size_t room, int depth) {
  if (node.is_scalar()) {
    std::string text = ScalarForm(node);
    return text.size() <= room ? text : "";
  }
  bool map = node.is_map();
  std::size_t count = map ? node.members.size() : node.items.size();
  if (count == 0) return map ? "{}" : "[]";
  if (depth == 0) return "";
  std::string out = map ? "{ " : "[";
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) out += ", ";
    if (map) out += TextForm(node.members[i].first) + ": ";
    if (out.size() > room) return "";
    std::string inner = FlowForm(map ? node.members[i].second : node.items[i],
                                 room - out.size(), depth - 1);
    if (inner.empty()) return "";
    out += inner;
  }
  out += map ? " }" : "]";
  return out.size() <= room ? out : "";
}

class YamlWriter {
 public:
  std::string Write(const Node& root) {
    if (IsInline(root)) {
      out_ += FlowForm(root, SIZE_MAX, 0) + "\n";
    } else {
      WriteBlock(root, 0);
    }
    return std::move(out_);
  }

 private:
  static bool IsInline(const Node& node) {
    return node.is_scalar() || (node.is_map() && node.members.empty()) ||
           (node.is_list() && node.items.empty());
  }

  /// What follows `key:` or `-`: the rest of the line, or a block below.
  void WriteValue(const Node& node, int level, std::size_t used) {
    std::string flow;
    if (IsInline(node)) {
      flow = FlowForm(node, SIZE_MAX, 0);
    } else if (level >= kFlowLevel || node.is_list()) {
      flow = FlowForm(node, kLineWidth - std::min(kLineWidth, used + 1), 2);
    }
    if (!flow.empty()) {
      out_ += " " + flow + "\n";
      return;
    }
    out_ += "\n";
    WriteBlock(node, level);
  }

  void WriteBlock(const Node& node, int level) {
    std::string indent(static_cast<std::size_t>(2 * level), ' ');
    for (const Node& item : node.items) {
      out_ += indent + "-";
      WriteValue(item, level + 1, indent.size() + 1);
    }
    for (const auto& [name, value] : node.members) {
      std::string key = TextForm(name);
      if (key.size() > kPlainKeyBytes) {
        out_ += indent + "? " + key + "\n" + indent + ":";
        WriteValue(value, level + 1, indent.size() + 1);
        continue;
      }
      out_ += indent + key + ":";
      WriteValue(value, level + 1, indent.size() + key.size() + 1);
    }
  }

  std::string out_;
};

}  // namespace

std::string WriteYaml(const Node& node) { return YamlWriter().Write(node); }

}  // namespace rowmill
