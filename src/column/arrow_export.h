/// Hand-over of columns to other programs (pyarrow, DuckDB, Spark, Polars) by the Arrow C
/// data interface: pointers and a release callback, no library.
/// Source: Apache Arrow, "The Arrow C data interface", structures and format strings.
/// Thread-safe; exported arrays own what they point to and may outlive everything here.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "column/column.h"

extern "C" {
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE
#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};
#endif
}

namespace rowmill {

/// Describes a field. Decimals become decimal128, times of seconds and milliseconds
/// microseconds; everything else keeps its layout. A column with a dictionary in its
/// facts is described as dictionary<int32, type>.
void ExportSchema(const FieldSchema& field, ArrowSchema* out);
/// A struct of all fields: what a record batch is in the interface.
void ExportSchema(const Schema& schema, ArrowSchema* out);

/// Shares the column's buffers (decimals and short times are copied, being widened).
void ExportArray(std::shared_ptr<const Column> column, ArrowArray* out);
/// A struct of all columns, each of `rows` rows.
void ExportBatch(std::vector<std::shared_ptr<const Column>> columns, std::int64_t rows,
                 ArrowArray* out);

}  // namespace rowmill
