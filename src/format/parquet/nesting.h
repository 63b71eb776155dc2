/// Nested columns in Parquet: which leaves a schema has, and how the rows of a column
/// become values with definition and repetition levels. Columns that are not nested are
/// leaves of themselves.
///
/// Lists and maps have the three levels of the specification: `list.element` and
/// `key_value.key`, `key_value.value`.
/// Source: parquet-format, README.md ("Nested Encoding") and LogicalTypes.md ("Nested
/// Types").
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "base/result.h"
#include "column/column.h"

namespace rowmill::parquet {

enum class Repetition : std::int32_t { kRequired = 0, kOptional = 1, kRepeated = 2 };

/// A column of the file: what stands at the end of a path of groups.
struct Leaf {
  std::vector<std::string> path;  ///< names from the column down
  DataType type;
  /// Of its values; `nullable` only of columns that are not nested, whose nulls are not
  /// told by levels of this file's.
  ColumnFacts facts;
  bool nested = false;
  std::uint8_t max_definition = 0;
  std::uint8_t max_repetition = 0;
  /// Levels a row has on average, at least 1, by the facts.
  std::uint64_t entries_per_row = 1;
};

/// One element of the schema, in the order of the file: groups before their members.
struct SchemaElement {
  std::string name;
  Repetition repetition = Repetition::kRequired;
  std::size_t children = 0;        ///< 0 = a leaf
  TypeId group = TypeId::kStruct;  ///< of groups: kList, kMap, or no annotation
  std::size_t leaf = 0;            ///< of leaves: index into Nesting::leaves
};

struct Nesting {
  std::vector<SchemaElement> elements;  ///< without the root
  std::vector<Leaf> leaves;
  std::vector<std::size_t> first_leaf;  ///< of each column of the schema, and the end
};

Nesting NestingOf(const Schema& schema);

/// The values of one leaf in some rows. Levels are one byte each; empty when their
/// maximum is 0.
struct LeafTile {
  std::vector<std::uint8_t> definition;
  std::vector<std::uint8_t> repetition;
  std::size_t entries = 0;
  const Column* values = nullptr;  ///< dense: those whose definition is the maximum
  Column own;                      ///< where `values` had to be copied
};

/// Takes the rows of one nested column apart. Not thread-safe; one per encoder.
class Shredder {
 public:
  /// Fills the leaves of `column` from its rows, in the order of Nesting. They point into
  /// the column. Errors: kInternal for nulls that its type excludes.
  Status Shred(const Column& column, bool nullable);
  const std::deque<LeafTile>& leaves() const { return leaves_; }

 private:
  /// Levels so far, and which row of a column each entry is at; -1 = it ended above.
  struct Entries {
    std::vector<std::uint8_t> definition;
    std::vector<std::uint8_t> repetition;
    std::vector<std::int32_t> row;
  };
  Status Walk(const Column& column, bool nullable, std::uint8_t repetition,
              Entries entries);
  Status WalkItems(const Column& column, std::uint8_t repetition, const Entries& entries);
  void AddLeaf(const Column& column, Entries entries);

  std::deque<LeafTile> leaves_;  ///< they point into themselves
  std::size_t used_ = 0;
};

}  // namespace rowmill::parquet
