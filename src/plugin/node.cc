#include "plugin/node.h"

#include <fmt/format.h>

#include "base/check.h"

namespace rowmill {

Node::Node() = default;
Node::Node(const Node& other) = default;
Node::Node(Node&& other) noexcept = default;
Node& Node::operator=(const Node& other) = default;
Node& Node::operator=(Node&& other) noexcept = default;
Node::~Node() = default;

const Node* Node::Find(std::string_view name) const {
  RM_DCHECK(is_map());
  for (const auto& [key, value] : members) {
    if (key == name) return &value;
  }
  return nullptr;
}

Place Node::KeyPlace(std::size_t index) const {
  return index < member_places.size() ? member_places[index]
                                      : members[index].second.place;
}

std::string Node::ScalarText() const {
  if (!text.empty() || kind == NodeKind::kText) return text;
  switch (kind) {
    case NodeKind::kBool:
      return boolean ? "true" : "false";
    case NodeKind::kInt:
      return fmt::format("{}", integer);
    case NodeKind::kUInt:
      return fmt::format("{}", unsigned_int);
    case NodeKind::kDouble:
      return fmt::format("{}", number);
    default:
      return "";
  }
}

std::string_view Node::KindName() const {
  switch (kind) {
    case NodeKind::kNull:
      return "null";
    case NodeKind::kBool:
      return "boolean";
    case NodeKind::kInt:
    case NodeKind::kUInt:
    case NodeKind::kDouble:
      return "number";
    case NodeKind::kText:
      return "text";
    case NodeKind::kList:
      return "list";
    case NodeKind::kMap:
      return "map";
  }
  return "null";
}

namespace {
Node OfKind(NodeKind kind) {
  Node node;
  node.kind = kind;
  return node;
}
}  // namespace

Node Node::Bool(bool value) {
  Node node = OfKind(NodeKind::kBool);
  node.boolean = value;
  return node;
}

Node Node::Int(std::int64_t value) {
  Node node = OfKind(NodeKind::kInt);
  node.integer = value;
  return node;
}

Node Node::UInt(std::uint64_t value) {
  if (value <= INT64_MAX) return Int(static_cast<std::int64_t>(value));
  Node node = OfKind(NodeKind::kUInt);
  node.unsigned_int = value;
  return node;
}

Node Node::Number(double value) {
  Node node = OfKind(NodeKind::kDouble);
  node.number = value;
  return node;
}

Node Node::Text(std::string value) {
  Node node = OfKind(NodeKind::kText);
  node.text = std::move(value);
  return node;
}

Node Node::List() { return OfKind(NodeKind::kList); }
Node Node::Map() { return OfKind(NodeKind::kMap); }

Node& Node::Add(std::string name, Node value) {
  RM_DCHECK(is_map());
  members.emplace_back(std::move(name), std::move(value));
  return members.back().second;
}

bool SameContent(const Node& a, const Node& b) {
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case NodeKind::kNull:
      return true;
    case NodeKind::kBool:
      return a.boolean == b.boolean;
    case NodeKind::kInt:
      return a.integer == b.integer;
    case NodeKind::kUInt:
      return a.unsigned_int == b.unsigned_int;
    case NodeKind::kDouble:
      return a.number == b.number;
    case NodeKind::kText:
      return a.text == b.text;
    case NodeKind::kList: {
      if (a.items.size() != b.items.size()) return false;
      for (std::size_t i = 0; i < a.items.size(); ++i) {
        if (!SameContent(a.items[i], b.items[i])) return false;
      }
      return true;
    }
    case NodeKind::kMap: {
      if (a.members.size() != b.members.size()) return false;
      for (std::size_t i = 0; i < a.members.size(); ++i) {
        if (a.members[i].first != b.members[i].first ||
            !SameContent(a.members[i].second, b.members[i].second)) {
          return false;
        }
      }
      return true;
    }
  }
  return false;
}

}  // namespace rowmill
