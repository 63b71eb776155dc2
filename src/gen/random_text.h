/// Texts of random characters, of fixed or drawn length: what `string` and
/// `datagen.string_az` are made by. Thread-safe.
#pragma once

#include <memory>

#include "gen/characters.h"

namespace rowmill {

/// Texts of length.min .. length.max characters (uniform, slot `length`), each uniform
/// over the alphabet (slot `value`).
/// REQUIRES: 0 <= min <= max, max x alphabet.widest <= limits::kTextBytesMax.
std::unique_ptr<Generator> MakeRandomTextGenerator(const DrawScope& draws,
                                                   Alphabet alphabet, LengthRange length);

/// The same, every row another text (slot `unique`); the capacity says for how many rows.
/// nullptr when texts cannot be numbered: with n^k the largest power up to 2^63, lengths
/// must be at most k, or at least k. REQUIRES: at least 2 symbols.
std::unique_ptr<Generator> MakeUniqueTextGenerator(const DrawScope& draws,
                                                   Alphabet alphabet, LengthRange length);
/// That k.
std::uint64_t NumberedCharacters(std::uint64_t symbols);

/// Lengths of texts per row in `scratch->spare` (uint32), uniform over the range.
const std::uint32_t* DrawLengths(const DrawKey& key, RowIds rows, LengthRange length,
                                 Scratch* scratch);

}  // namespace rowmill
