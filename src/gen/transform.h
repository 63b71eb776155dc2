/// Row-by-row functions of a column, as generators around generators. Thread-safe.
#pragma once

#include <memory>

#include "gen/generator.h"
#include "value/column_function.h"

namespace rowmill {

/// The function over the inner generator's values. When those are dictionary-coded, or
/// whole numbers of at most kSmallDomain different values that become texts, the
/// function runs once over the entries and the result is dictionary-coded.
/// `facts` need bounds, lengths, plain_text and the like; the rest is filled in.
std::unique_ptr<Generator> MakeTransform(std::unique_ptr<Generator> inner, DataType type,
                                         ColumnFacts facts, ColumnFunction function);

/// Largest domain of whole numbers that is made into a dictionary of texts: it must stay
/// in L2.
inline constexpr std::uint64_t kSmallDomain = 1u << 16;

}  // namespace rowmill
