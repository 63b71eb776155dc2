/// Numbers that states and registers give out: a pattern with check digits per country,
/// declared as a row of a table. Immutable, thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "draw/key.h"
#include "gen/check_digits.h"

namespace rowmill {

/// One country's numbers. A pattern is written from left to right:
///
///   #           a digit; `@` a capital; `=` room for a check character
///   [1-9AX]     one of these characters
///   <001-665>   a number of the range, with leading zeros
///   (AB|CD)     one of these texts, all of one length
///   {yyyy} {yyy} {yy} {mm} {dd}   the birth date, with month_add and day_add_female
///   {days}      days since 1899-12-31, 5 digits
///   {c}         the character of `centuries`
///   {2468|1357} one of the left characters for women, of the right ones for men
///   {it.month} {it.family} {it.given} {mx.start} {mx.inner} {de.ten}   see the source
///   anything else stands for itself
struct NumberScheme {
  std::string_view country;  ///< ISO 3166-1 alpha-2
  std::string_view pattern;
  CheckRule checks[2] = {};  ///< in the order they are made
  /// Man and woman of the 1800s, the 1900s and the 2000s.
  std::string_view centuries = {};
  std::uint8_t month_add[6] = {};  ///< by the same order
  std::uint8_t day_add_female = 0;
  /// The row is for people born before this year; 0: for all that are left.
  int born_before = 0;
};

/// Whom a number is for. Numbers of companies need none of it.
struct NumberPerson {
  int year = 2000;
  unsigned month = 1;
  unsigned day = 1;
  std::int32_t days = 0;  ///< of the birth date since 1970-01-01
  bool female = false;
  std::string_view given = {};   ///< ASCII; only for schemes that need names
  std::string_view family = {};  ///< the same
};

inline constexpr std::size_t kNumberBytesMax = 40;

/// A scheme made ready to write numbers.
class NumberWriter {
 public:
  explicit NumberWriter(const NumberScheme& scheme);

  /// Writes the number of a row; returns its length, bytes(). Draws again, by attempts
  /// of the key, while the digits have no check digit.
  std::size_t Put(const DrawKey& key, std::uint64_t row, const NumberPerson& person,
                  char* text) const;

  std::size_t bytes() const { return bytes_; }
  bool needs_names() const { return needs_names_; }
  int born_before() const { return born_before_; }

 private:
  enum class PartKind : std::uint8_t {
    kLiteral,
    kNumber,  ///< first + [0, count), `width` digits
    kChoice,  ///< one of `count` texts of `width` bytes
    kBySex,   ///< `count` characters for women, the others for men
    kCentury,
    kYear,
    kMonth,
    kDay,
    kDays,
    kMonthLetter,
    kItalianFamily,
    kItalianGiven,
    kMexicanStart,
    kMexicanInner,
    kGermanTen,
  };
  struct Part {
    PartKind kind = PartKind::kLiteral;
    bool fresh = false;  ///< begins a new draw
    bool drawn = false;  ///< takes of a draw
    std::uint32_t at = 0;
    std::uint32_t width = 0;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    std::string text = {};
  };
  struct Digits;

  std::size_t Parse(std::string_view pattern, std::size_t at);
  void ParseRange(std::string_view range);
  void ParseChoice(std::string_view inner, bool texts);
  void ParseBraces(std::string_view name);
  void Add(Part part, double choices);
  static void PutDrawn(const Part& part, bool female, Digits* digits, char* to);
  void PutFixed(const Part& part, const NumberPerson& person, char* to) const;
  std::size_t Era(const NumberPerson& person) const;

  std::vector<Part> fixed_;  ///< parts that say something of the person, and literals
  std::vector<Part> drawn_;  ///< in the order of the text, which is that of the draws
  std::vector<CheckDigit> checks_;
  std::string literals_;  ///< the text with `0` in place of the parts
  std::string centuries_;
  std::uint8_t month_add_[6];
  std::uint8_t day_add_female_;
  int born_before_;
  std::size_t bytes_ = 0;
  std::uint32_t draws_ = 0;  ///< of one try
  double choices_ = 0;       ///< of the current draw, while parsing
  bool needs_names_ = false;
};

}  // namespace rowmill
