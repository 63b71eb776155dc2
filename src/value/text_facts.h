/// What encoders may know of texts. Thread-safe (no state).
#pragma once

#include <string_view>

#include "column/column.h"

namespace rowmill {

/// True when every byte may stand in a plain text (ColumnFacts::plain_text); blanks too.
bool HasOnlyPlainCharacters(std::string_view text);
/// True when the text itself is plain: not empty and no blank at either end either.
bool IsPlainText(std::string_view text);

/// Facts of a column that holds exactly these entries: bounds, lengths, plain_text. The
/// dictionary itself is set too.
ColumnFacts FactsOfEntries(std::shared_ptr<const Dictionary> entries);

}  // namespace rowmill
