#include "column/render.h"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstring>

#include "base/check.h"

namespace rowmill {

namespace {

/// "0000" .. "9999", four characters each.
struct FourDigits {
  std::array<char, 40'000> text{};
  constexpr FourDigits() {
    for (int i = 0; i < 10'000; ++i) {
      text[static_cast<std::size_t>(4 * i)] = static_cast<char>('0' + i / 1000);
      text[static_cast<std::size_t>(4 * i + 1)] = static_cast<char>('0' + i / 100 % 10);
      text[static_cast<std::size_t>(4 * i + 2)] = static_cast<char>('0' + i / 10 % 10);
      text[static_cast<std::size_t>(4 * i + 3)] = static_cast<char>('0' + i % 10);
    }
  }
};
constexpr FourDigits kFourDigits;

const char* Four(std::uint32_t value) { return kFourDigits.text.data() + 4 * value; }

/// Exactly four digits.
char* Put4(std::uint32_t value, char* out) {
  std::memcpy(out, Four(value), 4);
  return out + 4;
}

/// Exactly two digits.
char* Put2(std::uint32_t value, char* out) {
  std::memcpy(out, Four(value) + 2, 2);
  return out + 2;
}

/// One to four digits; writes four.
char* PutUpTo4(std::uint32_t value, char* out) {
  int digits = value >= 100 ? (value >= 1000 ? 4 : 3) : (value >= 10 ? 2 : 1);
  std::uint32_t word;
  std::memcpy(&word, Four(value), 4);
  word >>= 8 * (4 - digits);  // little endian: the leading zeros are the low bytes
  std::memcpy(out, &word, 4);
  return out + digits;
}
static_assert(std::endian::native == std::endian::little,
              "the text kernels are written for little-endian processors");

/// Exactly eight digits.
char* Put8(std::uint32_t value, char* out) {
  Put4(value / 10'000, out);
  return Put4(value % 10'000, out + 4);
}

/// Exactly `digits` digits, for fractions.
char* PutPadded(std::uint64_t value, int digits, char* out) {
  for (int i = digits - 1; i >= 0; --i) {
    out[i] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
  return out + digits;
}

std::int64_t FloorDiv(std::int64_t value, std::int64_t by) {
  std::int64_t quotient = value / by;
  return quotient - ((value % by) < 0 ? 1 : 0);
}

struct Civil {
  std::int64_t year;
  std::uint32_t month;
  std::uint32_t day;
};

/// Proleptic Gregorian date of a day number. Source: Howard Hinnant, "chrono-compatible
/// low-level date algorithms", civil_from_days (public domain).
Civil ToCivil(std::int64_t days) {
  days += 719'468;
  std::int64_t era = FloorDiv(days, 146'097);
  std::uint32_t of_era = static_cast<std::uint32_t>(days - era * 146'097);
  std::uint32_t year_of_era =
      (of_era - of_era / 1'460 + of_era / 36'524 - of_era / 146'096) / 365;
  std::uint32_t of_year =
      of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  std::uint32_t shifted = (5 * of_year + 2) / 153;
  std::uint32_t day = of_year - (153 * shifted + 2) / 5 + 1;
  std::uint32_t month = shifted < 10 ? shifted + 3 : shifted - 9;
  std::int64_t year =
      static_cast<std::int64_t>(year_of_era) + era * 400 + (month <= 2 ? 1 : 0);
  return {year, month, day};
}

char* PutYear(std::int64_t year, char* out) {
  if (year >= 0 && year <= 9'999) return Put4(static_cast<std::uint32_t>(year), out);
  *out++ = year < 0 ? '-' : '+';
  std::uint64_t size = static_cast<std::uint64_t>(year < 0 ? -year : year);
  if (size <= 9'999) return Put4(static_cast<std::uint32_t>(size), out);
  return RenderUnsigned(size, out);
}

/// Splits units since the epoch into days and the rest within the day.
struct DayAndTime {
  std::int64_t days;
  std::int64_t seconds;
  std::int64_t fraction;  ///< in units
};
DayAndTime SplitInstant(std::int64_t value, TimeUnit unit) {
  std::int64_t per_second = UnitsPerSecond(unit);
  std::int64_t seconds = value;
  std::int64_t fraction = 0;
  if (per_second != 1) {
    seconds = FloorDiv(value, per_second);
    fraction = value - seconds * per_second;
  }
  std::int64_t days = FloorDiv(seconds, 86'400);
  return {days, seconds - days * 86'400, fraction};
}

int FractionDigits(TimeUnit unit) {
  return unit == TimeUnit::kSecond  ? 0
         : unit == TimeUnit::kMilli ? 3
         : unit == TimeUnit::kMicro ? 6
                                    : 9;
}

char* PutClock(std::int64_t seconds, char* out) {
  std::uint32_t s = static_cast<std::uint32_t>(seconds);
  Put2(s / 3'600, out);
  out[2] = ':';
  Put2(s / 60 % 60, out + 3);
  out[5] = ':';
  return Put2(s % 60, out + 6);
}

char* PutFraction(std::int64_t fraction, TimeUnit unit, char* out) {
  if (fraction == 0) return out;
  *out++ = '.';
  return PutPadded(static_cast<std::uint64_t>(fraction), FractionDigits(unit), out);
}

/// Digits and exponent of the shortest form: value = digits x 10^exponent.
struct ShortestForm {
  char digits[24];
  int count;
  int exponent;
};

template <typename Real>
ShortestForm Shortest(Real value) {
  auto decimal = fmt::detail::dragonbox::to_decimal(value);
  ShortestForm form;
  form.count = static_cast<int>(
      RenderUnsigned(static_cast<std::uint64_t>(decimal.significand), form.digits) -
      form.digits);
  form.exponent = decimal.exponent;
  return form;
}

/// Plain notation of digits x 10^exponent with at least one digit on both sides.
char* PutPlain(const ShortestForm& form, char* out) {
  int point = form.count + form.exponent;  // digits in front of the point
  if (point <= 0) {
    *out++ = '0';
    *out++ = '.';
    for (int i = point; i < 0; ++i) *out++ = '0';
    std::memcpy(out, form.digits, 24);
    return out + form.count;
  }
  if (form.exponent >= 0) {
    std::memcpy(out, form.digits, 24);
    out += form.count;
    for (int i = 0; i < form.exponent; ++i) *out++ = '0';
    *out++ = '.';
    *out++ = '0';
    return out;
  }
  std::memcpy(out, form.digits, static_cast<std::size_t>(point));
  out[point] = '.';
  std::memcpy(out + point + 1, form.digits + point,
              static_cast<std::size_t>(form.count - point));
  return out + form.count + 1;
}

/// Scientific notation; Java wants a fraction always and no sign or padding.
char* PutScientific(const ShortestForm& form, bool java, char* out) {
  *out++ = form.digits[0];
  if (form.count > 1 || java) {
    *out++ = '.';
    if (form.count == 1) *out++ = '0';
    std::memcpy(out, form.digits + 1, static_cast<std::size_t>(form.count - 1));
    out += form.count - 1;
  }
  int exponent = form.count + form.exponent - 1;
  *out++ = java ? 'E' : 'e';
  if (exponent < 0) {
    *out++ = '-';
  } else if (!java) {
    *out++ = '+';
  }
  std::uint32_t size = static_cast<std::uint32_t>(exponent < 0 ? -exponent : exponent);
  if (!java && size < 10) *out++ = '0';
  return PutUpTo4(size, out);
}

/// Python's repr writes plainly from 1e-4 to below 1e16, Java from 1e-3 to below 1e7.
template <bool kJava, typename Real>
char* RenderReal(Real value, char* out) {
  constexpr int kPlainFrom = kJava ? -3 : -4;
  constexpr int kPlainBelow = kJava ? 7 : 16;
  RM_DCHECK(std::isfinite(value));
  if (std::signbit(value)) {
    *out++ = '-';
    value = -value;
  }
  if (value == 0) {
    std::memcpy(out, "0.0", 3);
    return out + 3;
  }
  ShortestForm form = Shortest(value);
  int exponent = form.count + form.exponent - 1;
  if (exponent < kPlainFrom || exponent >= kPlainBelow) {
    return PutScientific(form, kJava, out);
  }
  return PutPlain(form, out);
}

}  // namespace

char* RenderUnsigned(std::uint64_t value, char* out) {
  if (value < 10'000) return PutUpTo4(static_cast<std::uint32_t>(value), out);
  if (value < 100'000'000) {
    std::uint32_t v = static_cast<std::uint32_t>(value);
    out = PutUpTo4(v / 10'000, out);
    return Put4(v % 10'000, out);
  }
  std::uint64_t high = value / 100'000'000;
  std::uint32_t low = static_cast<std::uint32_t>(value % 100'000'000);
  if (high < 100'000'000) {
    out = RenderUnsigned(high, out);
  } else {
    out = PutUpTo4(static_cast<std::uint32_t>(high / 100'000'000), out);
    out = Put8(static_cast<std::uint32_t>(high % 100'000'000), out);
  }
  return Put8(low, out);
}

char* RenderSigned(std::int64_t value, char* out) {
  std::uint64_t size = static_cast<std::uint64_t>(value);
  if (value < 0) {
    *out++ = '-';
    size = 0 - size;
  }
  return RenderUnsigned(size, out);
}

char* RenderDecimal(std::int64_t units, int scale, char* out) {
  static constexpr std::uint64_t kPowers[] = {1,
                                              10,
                                              100,
                                              1'000,
                                              10'000,
                                              100'000,
                                              1'000'000,
                                              10'000'000,
                                              100'000'000,
                                              1'000'000'000,
                                              10'000'000'000,
                                              100'000'000'000,
                                              1'000'000'000'000,
                                              10'000'000'000'000,
                                              100'000'000'000'000,
                                              1'000'000'000'000'000,
                                              10'000'000'000'000'000,
                                              100'000'000'000'000'000,
                                              1'000'000'000'000'000'000};
  std::uint64_t size = static_cast<std::uint64_t>(units);
  if (units < 0) {
    *out++ = '-';
    size = 0 - size;
  }
  if (scale == 0) return RenderUnsigned(size, out);
  if (scale == 2) {
    out = RenderUnsigned(size / 100, out);
    *out++ = '.';
    return Put2(static_cast<std::uint32_t>(size % 100), out);
  }
  std::uint64_t power = kPowers[scale];
  out = RenderUnsigned(size / power, out);
  *out++ = '.';
  return PutPadded(size % power, scale, out);
}

char* RenderDouble(double value, char* out) { return RenderReal<false>(value, out); }
char* RenderFloat(float value, char* out) { return RenderReal<false>(value, out); }
char* RenderJavaFloat(float value, char* out) { return RenderReal<true>(value, out); }
char* RenderJavaDouble(double value, char* out) { return RenderReal<true>(value, out); }

char* RenderDate(std::int32_t days, char* out) {
  Civil civil = ToCivil(days);
  out = PutYear(civil.year, out);
  *out++ = '-';
  out = Put2(civil.month, out);
  *out++ = '-';
  return Put2(civil.day, out);
}

char* RenderDateDayFirst(std::int32_t days, char* out) {
  Civil civil = ToCivil(days);
  out = Put2(civil.day, out);
  *out++ = '/';
  out = Put2(civil.month, out);
  *out++ = '/';
  return PutYear(civil.year, out);
}

char* RenderTimestamp(std::int64_t value, TimeUnit unit, char separator, char* out) {
  DayAndTime split = SplitInstant(value, unit);
  out = RenderDate(static_cast<std::int32_t>(split.days), out);
  *out++ = separator;
  out = PutClock(split.seconds, out);
  return PutFraction(split.fraction, unit, out);
}

char* RenderZonedTimestamp(std::int64_t value, TimeUnit unit, const TimeZone& zone,
                           char separator, char* out) {
  const std::int64_t per_second = UnitsPerSecond(unit);
  const std::int32_t offset = zone.OffsetAt(FloorDiv(value, per_second));
  out = RenderTimestamp(value + offset * per_second, unit, separator, out);
  return RenderOffset(offset, out);
}

char* RenderTimeOfDay(std::int64_t value, TimeUnit unit, char* out) {
  std::int64_t per_second = UnitsPerSecond(unit);
  out = PutClock(value / per_second, out);
  return PutFraction(value % per_second, unit, out);
}

char* RenderLocalDateTime(std::int64_t value, TimeUnit unit, char* out) {
  DayAndTime split = SplitInstant(value, unit);
  out = RenderDate(static_cast<std::int32_t>(split.days), out);
  *out++ = 'T';
  char* end = PutClock(split.seconds, out);
  if (split.seconds % 60 == 0 && split.fraction == 0) return out + 5;
  if (split.fraction == 0) return end;
  // Java prints three, six or nine digits, the fewest that lose nothing.
  TimeUnit shown = unit;
  std::int64_t fraction = split.fraction;
  while (shown != TimeUnit::kMilli && fraction % 1'000 == 0) {
    fraction /= 1'000;
    shown = shown == TimeUnit::kNano ? TimeUnit::kMicro : TimeUnit::kMilli;
  }
  return PutFraction(fraction, shown, end);
}

char* RenderHex(const std::uint8_t* bytes, std::uint32_t count, bool upper, char* out) {
  const char* digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
  for (std::uint32_t i = 0; i < count; ++i) {
    out[2 * i] = digits[bytes[i] >> 4];
    out[2 * i + 1] = digits[bytes[i] & 15];
  }
  return out + 2 * count;
}

}  // namespace rowmill
