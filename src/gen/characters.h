/// Random characters: alphabets, and the draws of cells that need more than one.
/// Definition for re-implementation: docs/draws.md, "Types". Thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "draw/stream.h"
#include "gen/generator.h"

namespace rowmill {

/// An ordered set of characters (code points).
struct Alphabet {
  std::vector<std::string> symbols;  ///< each its UTF-8 form, all different, never empty
  std::size_t widest = 1;            ///< bytes
  std::size_t narrowest = 1;
  bool plain = true;  ///< every symbol may stand anywhere in a plain text, not a blank
};

/// `alnum` (0-9 A-Z a-z), `alpha` (A-Z a-z), `hex` (0-9 a-f), `digits`, `lower`,
/// `upper`; any other text is its own characters.
/// Errors: kInvalidArgument (empty, not UTF-8, a character twice, control characters).
Result<Alphabet> ParseAlphabet(std::string_view text);

/// The numbered draws of a cell: number d is attempt d mod 256 of the slot's key, and
/// further keys `<slot>.1`, `<slot>.2`, … serve d >= 256.
class CellDraws {
 public:
  CellDraws(const DrawScope& scope, std::string_view slot, std::uint64_t count);
  std::uint64_t Get(std::uint64_t row, std::uint64_t number) const {
    return Draw(KeyOf(number), row);
  }
  /// The key with the attempt folded in: Draw(KeyOf(d), row) is draw number d.
  DrawKey KeyOf(std::uint64_t number) const {
    DrawKey key = keys_[number >> 8];
    key.a ^= (number & 0xFF) << limits::kRowIdBits;
    return key;
  }

 private:
  std::vector<DrawKey> keys_;
};

/// Writes characters of an alphabet, several per draw: a draw's bits are multiplied by
/// the alphabet's size, the high word chooses, the low word goes on.
class CharacterSource {
 public:
  /// `longest`: most characters of one cell.
  CharacterSource(Alphabet alphabet, const DrawScope& scope, std::string_view slot,
                  std::uint64_t longest);

  const Alphabet& alphabet() const { return alphabet_; }

  /// Writes `count` characters of the row; answers the end. May write 4 bytes more.
  /// REQUIRES: count <= longest.
  char* Write(std::uint64_t row, std::uint64_t count, char* out) const;

  /// Writes exactly `count` characters per row, `count` bytes apart.
  /// REQUIRES: alphabet().widest == 1.
  void FillFixed(RowIds rows, std::uint64_t count, Scratch* scratch, char* out) const;

 private:
  char* Emit(std::uint64_t draw, std::uint64_t count, char* out) const;

  Alphabet alphabet_;
  std::uint64_t per_draw_;  ///< characters a draw serves
  std::uint64_t pair_radix_;
  std::vector<char> pairs_;    ///< one-byte symbols: the two characters of every pair
  std::vector<char> singles_;  ///< four bytes per symbol
  CellDraws draws_;
};

/// Characters a draw serves for an alphabet of n: the largest k with n^k <= 2^48, at
/// most 48.
std::uint64_t CharactersPerDraw(std::uint64_t n);

/// Sets the offsets of texts of equal length and makes room for the bytes.
/// Errors: kTooLarge when the batch passes 2^31-1 bytes.
Status ResizeEqualTexts(std::size_t rows, std::uint64_t bytes, Column* out);

}  // namespace rowmill
