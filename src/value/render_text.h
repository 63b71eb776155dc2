/// Columns as text: `as: string` and Datagen's temporal texts. Thread-safe.
#pragma once

#include "value/column_function.h"

namespace rowmill {

/// How timestamps are written.
enum class TimestampText : std::uint8_t {
  kBlank,     ///< `2024-02-29 13:05:09`
  kIsoLocal,  ///< Java's LocalDateTime: `2024-02-29T13:05:09`, seconds left out when 0
};

/// The function that writes a column of a scalar type as text: numbers as in CSV,
/// `true`/`false`, ISO dates, bytes as lower-case hex.
/// REQUIRES: `type` is scalar.
ColumnFunction MakeRenderFunction(const DataType& type, TimestampText timestamps);

/// Lengths and plain_text of the texts of a column with those facts.
ColumnFacts RenderedFacts(const DataType& type, const ColumnFacts& facts,
                          TimestampText timestamps);

}  // namespace rowmill
