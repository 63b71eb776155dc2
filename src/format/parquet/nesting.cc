#include "format/parquet/nesting.h"

#include <algorithm>

#include "base/check.h"
#include "column/copy.h"

namespace rowmill::parquet {

namespace {

/// Items a list is taken to have when its facts say nothing.
constexpr std::uint64_t kItemsGuess = 8;

std::uint64_t ItemsOf(const ColumnFacts& facts) {
  if (facts.bytes_max == UINT32_MAX) return kItemsGuess;
  return (std::uint64_t{facts.bytes_min} + facts.bytes_max + 1) / 2;
}

/// Walks a schema depth first; holds the state of the path it is at.
class NestingMaker {
 public:
  explicit NestingMaker(const Schema& schema) {
    for (const FieldSchema& field : schema.fields) {
      made_.first_leaf.push_back(made_.leaves.size());
      Add(field.name, field.type, field.facts.nullable, field.facts);
    }
    made_.first_leaf.push_back(made_.leaves.size());
  }
  Nesting Take() { return std::move(made_); }

 private:
  void Add(const std::string& name, const DataType& type, bool nullable,
           const ColumnFacts& facts) {
    at_.path.push_back(name);
    const Leaf outer = at_;
    SchemaElement element;
    element.name = name;
    element.repetition = nullable ? Repetition::kOptional : Repetition::kRequired;
    at_.max_definition = static_cast<std::uint8_t>(at_.max_definition + nullable);
    if (!type.is_nested()) {
      AddLeaf(std::move(element), type, facts);
    } else {
      element.group = type.id;
      at_.nested = true;
      if (type.id == TypeId::kStruct) {
        element.children = type.children.size();
        made_.elements.push_back(std::move(element));
        AddChildren(type, facts, {});
      } else {
        element.children = 1;
        made_.elements.push_back(std::move(element));
        AddItems(type, facts);
      }
    }
    at_ = outer;
    at_.path.pop_back();
  }

  void AddLeaf(SchemaElement element, const DataType& type, const ColumnFacts& facts) {
    element.leaf = made_.leaves.size();
    made_.elements.push_back(std::move(element));
    Leaf leaf = at_;
    leaf.type = type;
    leaf.facts = facts;
    if (leaf.nested) leaf.facts.nullable = leaf.facts.ascending = false;
    made_.leaves.push_back(std::move(leaf));
  }

  void AddItems(const DataType& type, const ColumnFacts& facts) {
    const bool map = type.id == TypeId::kMap;
    SchemaElement repeated;
    repeated.name = map ? "key_value" : "list";
    repeated.repetition = Repetition::kRepeated;
    repeated.children = type.children.size();
    made_.elements.push_back(repeated);
    at_.path.push_back(repeated.name);
    ++at_.max_definition;
    ++at_.max_repetition;
    at_.entries_per_row *= std::max<std::uint64_t>(1, ItemsOf(facts));
    if (map) {
      AddChildren(type, facts, {"key", "value"});
    } else {
      AddChildren(type, facts, {"element"});
    }
  }

  /// With other names than the type's, where the format fixes them.
  void AddChildren(const DataType& type, const ColumnFacts& facts,
                   std::vector<std::string> names) {
    for (std::size_t i = 0; i < type.children.size(); ++i) {
      const NamedType& child = type.children[i];
      Add(names.empty() ? child.name : names[i], child.type, child.nullable,
          facts.children.empty() ? ColumnFacts() : facts.children[i]);
    }
  }

  Nesting made_;
  Leaf at_;
};

}  // namespace

Nesting NestingOf(const Schema& schema) { return NestingMaker(schema).Take(); }

Status Shredder::Shred(const Column& column, bool nullable) {
  used_ = 0;
  Entries entries;
  entries.definition.assign(column.length(), 0);
  entries.repetition.assign(column.length(), 0);
  for (std::size_t i = 0; i < column.length(); ++i) {
    entries.row.push_back(static_cast<std::int32_t>(i));
  }
  return Walk(column, nullable, 0, std::move(entries));
}

Status Shredder::Walk(const Column& column, bool nullable, std::uint8_t repetition,
                      Entries entries) {
  if (!nullable && column.null_count() > 0) {
    return Fail(ErrorCode::kInternal, "a nested column has nulls its type excludes");
  }
  for (std::size_t i = 0; nullable && i < entries.row.size(); ++i) {
    if (entries.row[i] < 0) continue;
    if (column.IsValid(static_cast<std::size_t>(entries.row[i]))) {
      ++entries.definition[i];
    } else {
      entries.row[i] = -1;
    }
  }
  switch (column.type().id) {
    case TypeId::kStruct:
      for (std::size_t i = 0; i < column.children().size(); ++i) {
        RM_RETURN_IF_ERROR(Walk(column.children()[i], column.type().children[i].nullable,
                                repetition, entries));
      }
      return {};
    case TypeId::kList:
    case TypeId::kMap:
      return WalkItems(column, static_cast<std::uint8_t>(repetition + 1), entries);
    default:
      AddLeaf(column, std::move(entries));
      return {};
  }
}

Status Shredder::WalkItems(const Column& column, std::uint8_t repetition,
                           const Entries& entries) {
  Entries items;
  auto add = [&items](std::uint8_t definition, std::uint8_t level, std::int32_t row) {
    items.definition.push_back(definition);
    items.repetition.push_back(level);
    items.row.push_back(row);
  };
  for (std::size_t i = 0; i < entries.row.size(); ++i) {
    const std::int32_t row = entries.row[i];
    const std::int32_t begin = row < 0 ? 0 : column.offsets()[row];
    const std::int32_t end = row < 0 ? 0 : column.offsets()[row + 1];
    if (begin == end) add(entries.definition[i], entries.repetition[i], -1);
    for (std::int32_t item = begin; item < end; ++item) {
      add(static_cast<std::uint8_t>(entries.definition[i] + 1),
          item == begin ? entries.repetition[i] : repetition, item);
    }
  }
  for (std::size_t i = 0; i < column.children().size(); ++i) {
    RM_RETURN_IF_ERROR(Walk(column.children()[i], column.type().children[i].nullable,
                            repetition, items));
  }
  return {};
}

void Shredder::AddLeaf(const Column& column, Entries entries) {
  if (used_ == leaves_.size()) leaves_.emplace_back();
  LeafTile& leaf = leaves_[used_++];
  leaf.entries = entries.row.size();
  leaf.definition = std::move(entries.definition);
  leaf.repetition = std::move(entries.repetition);
  std::vector<std::uint32_t> rows;
  for (std::int32_t row : entries.row) {
    if (row >= 0) rows.push_back(static_cast<std::uint32_t>(row));
  }
  // Rows ascend, so that all of them are all.
  leaf.values = &column;
  if (rows.size() == column.length()) return;
  TakeRows(column, rows, &leaf.own);
  leaf.values = &leaf.own;
}

}  // namespace rowmill::parquet
