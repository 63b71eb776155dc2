/// Columns and batches: Apache Arrow's memory layout in recycled buffers, without
/// libarrow. Not thread-safe; a batch belongs to one worker, dictionaries are shared and
/// never change.
///
/// Source: Arrow columnar format 1.5 (validity bitmaps LSB first, int32 offsets with
/// rows + 1 entries, dictionary indices int32).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "column/buffer.h"
#include "column/type.h"

namespace rowmill {

class Column;

/// The distinct values of a column with a small domain; rows hold int32 indices. Made
/// once per plan and shared by all batches: encoders compare by address and keep
/// pre-rendered forms of the entries. Never holds nulls.
using Dictionary = Column;

/// One column of a batch: `length()` rows of `type()`.
///
///   Column column(DataType::Of(TypeId::kInt32));
///   std::int32_t* out = column.ResizeValues<std::int32_t>(rows);
///   for (std::size_t i = 0; i < rows; ++i) out[i] = ...;
class Column {
 public:
  Column() = default;
  explicit Column(DataType type) : type_(std::move(type)) {}
  Column(Column&&) = default;
  Column& operator=(Column&&) = default;

  const DataType& type() const { return type_; }
  std::size_t length() const { return length_; }

  /// Starts again with a type and no rows; buffers keep their memory.
  void Reset(const DataType& type);

  // --- validity -----------------------------------------------------------------
  bool has_nulls() const { return has_nulls_; }
  std::size_t null_count() const;
  bool IsValid(std::size_t row) const {
    return !has_nulls_ || ((validity_.data()[row >> 3] >> (row & 7)) & 1) != 0;
  }
  /// Bitmap of (length + 7) / 8 bytes, every row valid at first. Call after the values.
  std::uint8_t* MakeValidity();
  /// Makes the rows null that `valid`, a bitmap of as many bytes, does not have; nulls
  /// that are there stay. Call after the values.
  void AddNulls(const std::uint8_t* valid);
  const std::uint8_t* validity() const { return has_nulls_ ? validity_.data() : nullptr; }
  void ClearValidity() { has_nulls_ = false; }

  // --- fixed width, bool --------------------------------------------------------
  /// Sets the length and gives room for `rows` values of the type's width (for kBool:
  /// use ResizeBits). For a dictionary column: room for int32 indices.
  template <typename T>
  T* ResizeValues(std::size_t rows) {
    length_ = rows;
    values_.Resize(rows * sizeof(T));
    return values_.as<T>();
  }
  template <typename T>
  const T* values() const {
    return values_.as<T>();
  }
  std::uint8_t* ResizeBits(std::size_t rows) {
    length_ = rows;
    values_.Resize((rows + 7) / 8);
    return values_.data();
  }
  bool bit(std::size_t row) const {
    return ((values_.data()[row >> 3] >> (row & 7)) & 1) != 0;
  }

  // --- string, bytes, list ------------------------------------------------------
  /// Offsets of `rows` + 1 entries, the first one set to 0.
  std::int32_t* ResizeOffsets(std::size_t rows) {
    length_ = rows;
    offsets_.Resize((rows + 1) * sizeof(std::int32_t));
    offsets_.as<std::int32_t>()[0] = 0;
    return offsets_.as<std::int32_t>();
  }
  const std::int32_t* offsets() const { return offsets_.as<std::int32_t>(); }
  /// The bytes the offsets point into.
  Buffer& bytes() { return values_; }
  const Buffer& bytes() const { return values_; }
  /// REQUIRES: kString or kBytes, not dictionary-coded.
  std::string_view text(std::size_t row) const {
    const std::int32_t* o = offsets();
    return {reinterpret_cast<const char*>(values_.data()) + o[row],
            static_cast<std::size_t>(o[row + 1] - o[row])};
  }
  /// Appends one text row. Slow; for dictionaries and tests.
  void AppendText(std::string_view text);

  // --- dictionary ---------------------------------------------------------------
  /// When set, values<int32_t>() are indices into it.
  const std::shared_ptr<const Dictionary>& dictionary() const { return dictionary_; }
  void set_dictionary(std::shared_ptr<const Dictionary> dictionary) {
    dictionary_ = std::move(dictionary);
  }
  std::int32_t index(std::size_t row) const { return values<std::int32_t>()[row]; }

  // --- nested -------------------------------------------------------------------
  std::vector<Column>& children() { return children_; }
  const std::vector<Column>& children() const { return children_; }
  void set_length(std::size_t rows) { length_ = rows; }

 private:
  DataType type_;
  std::size_t length_ = 0;
  bool has_nulls_ = false;
  Buffer validity_;
  Buffer values_;
  Buffer offsets_;
  std::shared_ptr<const Dictionary> dictionary_;
  std::vector<Column> children_;
};

/// What is known of a column before its first row; encoders are built on it. A fact that
/// is set holds for every row of the run (tests/conformance checks it).
struct ColumnFacts {
  bool nullable = false;
  /// Every batch's column uses exactly this dictionary.
  std::shared_ptr<const Dictionary> dictionary = {};
  /// Bounds, inclusive, of the stored integers (integers, decimals in units, dates,
  /// timestamps); unset when unknown.
  std::optional<std::int64_t> min = {};
  std::optional<std::int64_t> max = {};
  /// Bounds, inclusive, of the bytes of a text, or the items of a list or map.
  std::uint32_t bytes_min = 0;
  std::uint32_t bytes_max = UINT32_MAX;
  /// Texts are printable ASCII (0x20..0x7E) without `"`, `,`, `\`, `'`, `;`, `|` and
  /// without a blank at either end and never empty: no encoder has to quote or escape
  /// them under its default delimiters.
  bool plain_text = false;
  /// The values are (nearly) random bits: a codec would only cost time.
  bool incompressible = false;
  /// Values never fall from one row to the next.
  bool ascending = false;
  /// Of the children of a nested column, in their order; empty = nothing is known.
  std::vector<ColumnFacts> children = {};
};

/// A column of the output: name, type, facts.
struct FieldSchema {
  std::string name;
  DataType type;
  ColumnFacts facts;
};

/// The columns of an entity as encoders and sinks see them (hidden ones left out).
struct Schema {
  std::string name;  ///< the entity's
  std::vector<FieldSchema> fields;
};

/// Some rows of an entity: one column per field of the schema, all of `rows` rows.
/// Non-owning views into the worker's columns.
struct Batch {
  std::uint64_t first_row = 0;  ///< row id of the first row
  std::size_t rows = 0;
  std::vector<const Column*> columns;
};

}  // namespace rowmill
