/// Check digits of numbers that states and registers give out, as rules in tables: which
/// characters count how much, and what the remainder writes. Immutable, thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace rowmill {

/// How the characters of a number become one or two check characters.
struct CheckRule {
  enum class Kind : std::uint8_t {
    kNone,
    kWeighted,  ///< sum of weight x value
    kNumber,    ///< `count` digits read as one number
    kItalian,   ///< odd places by the table of the codice fiscale, even ones as they are
    kMod11_10,  ///< ISO 7064 MOD 11,10; writes its digit itself
    kVerhoeff,  ///< Verhoeff's dihedral check; writes its digit itself
    kTurkishTax,  ///< sum of (digit + place) x 2^place mod 9
    kIsin,        ///< Luhn over digits, letters written as 10 .. 35
    kKoreanTax,   ///< weights 1 3 7 1 3 7 1 3, and tens and ones of 5 x the last digit
  };
  Kind kind = Kind::kNone;
  std::uint8_t at = 0;  ///< where the check is written; not among what it counts, unless
                        ///< with weight 0
  std::uint8_t from = 0;   ///< first character that counts
  std::uint8_t count = 0;  ///< characters that count; 0: as many as weights
  /// One base-36 digit per character: `1A` is 1 and 10.
  std::string_view weights = {};
  /// Weights to begin again with when the remainder is 10; empty: there are none.
  std::string_view second = {};
  std::uint32_t modulus = 10;
  /// Products count by the sum of their digits in this base (Luhn); 0: as they are.
  std::uint32_t fold = 0;
  /// remainder = (sum x times + plus) mod modulus.
  std::uint32_t times = 1;
  std::uint32_t plus = 0;
  std::uint32_t plus_since_2000 = 0;  ///< more for people born then
  /// Values of characters are their places here; empty: 0-9, A = 10 .. Z = 35. A
  /// character that is not here counts 0.
  std::string_view alphabet = {};
  /// One character per remainder, `!` where the number has to be drawn again. Empty: two
  /// digits, `base` + remainder or `base` - remainder.
  std::string_view digits = {};
  std::uint32_t base = 0;
  bool minus = false;
  /// Odd digits are men's: other results are drawn again.
  bool digit_of_sex = false;
};

/// Whom a number is for, as far as checks care.
struct CheckPerson {
  bool female = false;
  bool since_2000 = false;
};

/// A rule made ready to use.
class CheckDigit {
 public:
  explicit CheckDigit(const CheckRule& rule);
  /// Writes the check into `text`; false when these digits have none.
  bool Put(const CheckPerson& person, char* text) const;

 private:
  std::uint32_t Weighted(const std::array<std::uint8_t, 32>& weights,
                         const char* text) const;
  std::uint32_t Sum(const char* text) const;
  std::uint32_t Remainder(const CheckPerson& person, const char* text) const;

  CheckRule rule_;
  std::uint32_t count_;
  std::array<std::uint8_t, 32> weights_{};
  std::array<std::uint8_t, 32> second_{};
  std::array<std::uint8_t, 128> values_{};
};

}  // namespace rowmill
