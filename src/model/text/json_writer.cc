#include <fmt/format.h>

#include <cmath>

#include "model/text/document.h"
#include "model/text/scalar.h"
#include "model/text/writer_internal.h"

namespace rowmill {

std::string QuotedText(std::string_view text) {
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned char c = static_cast<unsigned char>(text[i]);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += text[i];
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c < 0x20 || c == 0x7F) {
      out += fmt::format("\\u{:04x}", c);
    } else if (c == 0xC2 && i + 1 < text.size() &&
               static_cast<unsigned char>(text[i + 1]) < 0xA0) {
      // U+0080..U+009F: control characters, U+0085 ends a line in some readers.
      out += fmt::format("\\u{:04x}", static_cast<unsigned char>(text[++i]));
    } else if (text.substr(i, 3) == "\xE2\x80\xA8" ||
               text.substr(i, 3) == "\xE2\x80\xA9") {
      out += text[i + 2] == '\xA8' ? "\\u2028" : "\\u2029";
      i += 2;
    } else if (text.substr(i, 3) == "\xEF\xBB\xBF") {
      out += "\\ufeff";
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out + '"';
}

std::string NumberText(const Node& node) {
  std::string text = node.ScalarText();
  if (node.kind == NodeKind::kDouble && !std::isfinite(node.number)) return text;
  if (node.kind == NodeKind::kDouble && node.text.empty() &&
      text.find_first_of(".eE") == std::string::npos) {
    text += ".0";  // stays a number with a fraction when it is read back
  }
  return text;
}

namespace {

/// The number in JSON's grammar, which knows no `+1`, `.5`, `5.` or `007`.
std::string JsonNumber(const Node& node) {
  std::string text = NumberText(node);
  if (IsJsonNumber(text)) return text;
  if (node.kind == NodeKind::kInt) return fmt::format("{}", node.integer);
  if (node.kind == NodeKind::kUInt) return fmt::format("{}", node.unsigned_int);
  if (!std::isfinite(node.number)) return QuotedText(text);
  std::string sign = text[0] == '-' ? "-" : "";
  text.erase(0, text.find_first_not_of("+-"));
  text.erase(0, std::min(text.find_first_not_of('0'), text.find_first_of(".eE")));
  if (text[0] < '0' || text[0] > '9') text.insert(0, "0");
  std::size_t point = text.find('.');
  if (point != std::string::npos &&
      (point + 1 == text.size() || text[point + 1] < '0' || text[point + 1] > '9')) {
    text.insert(point + 1, "0");
  }
  return sign + text;
}

void Write(const Node& node, int indent, int level, std::string* out) {
  auto line = [&](int at) {
    if (indent > 0)
      out->append(1, '\n').append(static_cast<std::size_t>(indent * at), ' ');
  };
  switch (node.kind) {
    case NodeKind::kNull:
      *out += "null";
      return;
    case NodeKind::kBool:
      *out += node.boolean ? "true" : "false";
      return;
    case NodeKind::kText:
      *out += QuotedText(node.text);
      return;
    case NodeKind::kList:
      *out += '[';
      for (std::size_t i = 0; i < node.items.size(); ++i) {
        if (i > 0) *out += indent > 0 ? "," : ", ";
        line(level + 1);
        Write(node.items[i], indent, level + 1, out);
      }
      if (!node.items.empty()) line(level);
      *out += ']';
      return;
    case NodeKind::kMap:
      *out += '{';
      for (std::size_t i = 0; i < node.members.size(); ++i) {
        if (i > 0) *out += indent > 0 ? "," : ", ";
        line(level + 1);
        *out += QuotedText(node.members[i].first) + ": ";
        Write(node.members[i].second, indent, level + 1, out);
      }
      if (!node.members.empty()) line(level);
      *out += '}';
      return;
    default:
      *out += JsonNumber(node);
      return;
  }
}

}  // namespace

std::string WriteJson(const Node& node, int indent) {
  std::string out;
  Write(node, indent, 0, &out);
  if (indent > 0) out += '\n';
  return out;
}

}  // namespace rowmill
