/// Numbers as text by a format specification, as in Python and {fmt}:
/// `[[fill]align][sign][#][0][width][, or _][.precision][L][type]`.
///
///   .2f  08d  ,d  +.1e  x  .1%  *>12,.2f     and by the locale:  L  .2L  Ld  .1Lf
///
/// `L` groups the digits and writes the decimal mark as the locale does; `.2L` is `.2Lf`.
/// Whole numbers and decimals are formatted exactly, half to even; doubles are correctly
/// rounded from their exact value. Parsed once, then thread-safe; no allocation per
/// number.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "column/type.h"
#include "value/locale_forms.h"

namespace rowmill {

class NumberFormat {
 public:
  /// For numbers of that type: integers, decimals, float or double. Errors: kInvalidModel
  /// with what is wrong with the specification for it.
  static Result<NumberFormat> Parse(std::string_view spec, const DataType& type,
                                    const LocaleForms& locale);

  /// Each writes at most bytes_max() bytes at `out` and answers the end. A whole number
  /// by magnitude and sign; a decimal in units of the type's scale.
  char* Whole(std::uint64_t magnitude, bool negative, char* out) const;
  char* Decimal(std::int64_t units, char* out) const;
  /// REQUIRES: finite.
  char* Real(double value, char* out) const;
  char* Real(float value, char* out) const;

  std::size_t bytes_max() const { return bytes_max_; }
  bool uses_locale() const { return locale_; }
  /// True when different numbers give different texts.
  bool injective() const;
  /// True when no text it makes has to be quoted (ColumnFacts::plain_text).
  bool plain() const;

 private:
  struct Parts;
  Status Read(std::string_view spec);
  void ReadAlign(std::string_view* spec);
  Status ReadCounts(std::string_view* spec);
  Status Check(std::string_view spec, const DataType& type);
  void SetMarks(const LocaleForms& locale);
  void SetBound(const DataType& type);
  char* Exact(const char* digits, std::size_t count, bool negative, char* out) const;
  char* Scientific(char* digits, std::size_t count, bool negative, char* out) const;
  char* Fixed(char* digits, std::size_t count, bool negative, char* out) const;
  char* Split(const char* begin, const char* end, char* out) const;
  char* Layout(const Parts& parts, char* out) const;
  std::size_t Marks(std::size_t digits) const;
  char* PutGrouped(const Parts& parts, std::size_t zeros, char* out) const;

  std::string fill_ = " ";
  char align_ = '>';
  char sign_ = '-';
  char type_ = 0;  ///< 0 = as the number is by itself
  char grouping_ = 0;
  bool alternate_ = false;
  bool locale_ = false;
  bool zero_pad_ = false;
  int width_ = 0;
  int precision_ = -1;
  int scale_ = 0;
  std::string decimal_ = ".";
  std::string group_;  ///< empty: no groups
  int group_last_ = 3, group_other_ = 3, group_least_ = 1;
  bool real_ = false;
  std::size_t bytes_max_ = 0;
};

}  // namespace rowmill
