/// Texts of a regular expression, all of them equally likely however they are spelled.
/// Definition: docs/draws.md, "Choices of a cell". Thread-safe.
#pragma once

#include <memory>
#include <vector>

#include "gen/generator.h"
#include "gen/regex_automaton.h"

namespace rowmill {

/// `facts` are those of the column (RegexColumnFacts), `longest` its most characters.
/// With `unique` every row has another text.
/// Errors: kInvalidArgument: unique where texts cannot be numbered.
Result<std::unique_ptr<Generator>> MakeRegexUniformGenerator(
    const DrawScope& draws, std::vector<RegexState> states, const ColumnFacts& facts,
    std::uint64_t longest, bool unique);

}  // namespace rowmill
