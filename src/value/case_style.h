/// Upper, lower and title case of texts in any script. Thread-safe (no state).
///
/// Source: the Unicode Character Database's simple mappings, by utf8proc; beside them the
/// capital of `ß` is `SS`. Independent of locales: `i` and `I` are one letter.
#pragma once

#include <optional>
#include <string_view>

#include "column/column.h"

namespace rowmill {

enum class CaseStyle : std::uint8_t { kLower, kUpper, kTitle };

/// `lower`, `upper` or `title`.
std::optional<CaseStyle> FindCaseStyle(std::string_view name);

/// One text per text of `in`. In titles a letter behind anything but a letter or a mark
/// upon one is a capital, any other small. Bytes that are no UTF-8 stay as they are.
void ApplyCase(CaseStyle style, const Column& in, Column* out);

/// What is known of such texts.
ColumnFacts CasedFacts(const ColumnFacts& inner);

}  // namespace rowmill
