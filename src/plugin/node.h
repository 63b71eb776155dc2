/// A document tree with places: what every model language is read into first, and what
/// option values are given as. Values; not thread-safe while being built.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace rowmill {

enum class NodeKind : std::uint8_t {
  kNull,
  kBool,
  kInt,
  kUInt,
  kDouble,
  kText,
  kList,
  kMap
};

/// One node of YAML or JSON. Maps keep the order of the text. Numbers keep the text they
/// were written as (`text`), so that decimals stay exact.
struct Node {
  // Defined in node.cc: clang cannot complete the members' pair type in a header.
  Node();
  Node(const Node& other);
  Node(Node&& other) noexcept;
  Node& operator=(const Node& other);
  Node& operator=(Node&& other) noexcept;
  ~Node();

  NodeKind kind = NodeKind::kNull;
  Place place;
  bool boolean = false;
  std::int64_t integer = 0;        ///< kInt
  std::uint64_t unsigned_int = 0;  ///< kUInt: whole numbers above 2^63-1
  double number = 0;               ///< kDouble
  std::string text;                ///< kText; for numbers and booleans as written
  std::vector<Node> items;         ///< kList
  std::vector<std::pair<std::string, Node>> members;  ///< kMap
  std::vector<Place> member_places;                   ///< kMap: of the keys, or empty

  bool is_null() const { return kind == NodeKind::kNull; }
  bool is_map() const { return kind == NodeKind::kMap; }
  bool is_list() const { return kind == NodeKind::kList; }
  bool is_text() const { return kind == NodeKind::kText; }
  bool is_number() const {
    return kind == NodeKind::kInt || kind == NodeKind::kUInt || kind == NodeKind::kDouble;
  }
  bool is_scalar() const { return !is_map() && !is_list(); }
  /// The member of that name; nullptr when there is none. REQUIRES: is_map().
  const Node* Find(std::string_view name) const;
  /// Where the key of member `index` stands, or the value's place.
  Place KeyPlace(std::size_t index) const;
  /// The scalar as text: `true`, `12`, `1.50`, the text itself; empty for null.
  std::string ScalarText() const;
  /// `map`, `list`, `text`, `number`, `boolean`, `null`: for messages.
  std::string_view KindName() const;

  static Node Null() { return {}; }
  static Node Bool(bool value);
  static Node Int(std::int64_t value);
  static Node UInt(std::uint64_t value);
  static Node Number(double value);
  static Node Text(std::string value);
  static Node List();
  static Node Map();
  /// Appends a member; REQUIRES: is_map().
  Node& Add(std::string name, Node value);
};

/// Equal content; places and number spellings do not count.
bool SameContent(const Node& a, const Node& b);

}  // namespace rowmill
