/// Cell writers for every column type: how values become text in CSV and JSON.
///
/// Text rules, native layout: integers and decimals in plain digits (`-12.50`), doubles
/// in the shortest form that reads back (`0.1`, `1e+21`), booleans `true` and `false`,
/// dates `2024-02-29`, timestamps `2024-02-29 13:05:09` (JSON: `T` between) with the
/// fraction of their unit when it is not zero, in UTC with `Z` behind, in other zones
/// local with the offset (`+02:00`), bytes as lower-case hex, texts as they are with the
/// escapes of the format. Datagen layout: Java's float text, upper-case hex, dates and
/// times as its files spell them (CSV `29/02/2024`, `2024-02-29T13:05:09Z`; JSON
/// `2024-02-29`, `2024-02-29T13:05:09`, seconds left out when zero). Nested values are
/// JSON text everywhere (column/json_text.h), in CSV as a cell. Thread-safe once made.
#pragma once

#include <memory>

#include "column/json_text.h"
#include "format/text_tile.h"

namespace rowmill {

/// The writer for columns like `field`. The frame's `before` and `after` hold the quotes
/// when all cells of the column are quoted; a CSV text that has to be quoted alone
/// quotes itself.
std::shared_ptr<const CellWriter> MakeCellWriter(const FieldSchema& field,
                                                 const TextStyle& style,
                                                 const CellFrame& frame);

/// True when texts of this type are characters (dates, texts, bytes) that JSON puts in
/// quotes; false for numbers and booleans.
bool IsQuotedInJson(const DataType& type);

/// `text` with the escapes of a JSON string, without quotes.
std::string EscapedJson(std::string_view text);

/// A CSV cell by the minimal rule: in quotes when it is empty or has the delimiter, a
/// quote or a line break.
std::string MinimalCsv(std::string_view text, char delimiter);

}  // namespace rowmill
