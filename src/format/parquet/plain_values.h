/// Moves the values of columns into PLAIN form: nulls left out, narrow integers widened,
/// units changed. Not thread-safe; one per column writer.
#pragma once

#include <cstdint>

#include "base/result.h"
#include "column/column.h"
#include "format/parquet/parquet_types.h"

namespace rowmill::parquet {

/// Copies the valid ones of `count` rows from `from` on to `out`, which has room for
/// `count` values and its slack. Answers their number.
template <typename T>
std::size_t CopyValid(const T* values, const std::uint8_t* validity, std::size_t from,
                      std::size_t count, T* out);

/// Valid rows of a slice of `column`, dense, in the column's own width (1, 2, 4 or 8
/// bytes; dictionary indices are 4). Points into the column where nothing is null, else
/// into `scratch`.
const void* DenseValues(const Column& column, std::size_t width, std::size_t from,
                        std::size_t count, std::size_t valid, Buffer* scratch);

/// The `count` dense values of a column of `type` in PLAIN form, aligned for their width:
/// `values` itself, or converted in `scratch`.
/// Errors: kInvalidArgument when a value cannot be stored.
Result<const void*> PlainFixed(const DataType& type, const Storage& storage,
                               const void* values, std::size_t count, Buffer* scratch);

/// Gathers the entries of a dictionary-coded fixed-width column into `out`, one per row
/// (null rows too). Errors: kInternal for an index outside.
Status GatherEntries(const Column& column, Buffer* out);

}  // namespace rowmill::parquet
