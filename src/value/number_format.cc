#include "value/number_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <utility>

#include "base/limits.h"
#include "base/text.h"
#include "column/render.h"
#include "value/text_facts.h"

namespace rowmill {

namespace {

/// Digits of the longest double (309), its fraction and an exponent.
constexpr std::size_t kDigitsMax = 320 + limits::kFormatPrecisionMax;

bool IsAlign(char c) { return c == '<' || c == '>' || c == '^' || c == '='; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

/// Bytes of the UTF-8 character at the front. REQUIRES: well-formed, not empty.
std::size_t CharacterBytes(std::string_view text) {
  const unsigned char c = static_cast<unsigned char>(text[0]);
  return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

std::size_t CharactersOf(std::string_view text) {
  std::size_t count = 0;
  for (char c : text) count += (c & 0xC0) != 0x80 ? 1 : 0;
  return count;
}

tl::unexpected<Error> Refuse(std::string message) {
  return Fail(ErrorCode::kInvalidModel, std::move(message));
}

char* Put(std::string_view text, char* out) {
  return std::copy(text.begin(), text.end(), out);  // also of no text at all
}

/// Digits without those behind `keep`, rounded half to even; one more digit in front
/// when a carry runs through. `digits` has room for it. Answers the new count.
std::size_t RoundDigits(char* digits, std::size_t count, std::size_t keep) {
  if (keep >= count) return count;
  const bool above = digits[keep] > '5' || (digits[keep] == '5' &&
                                            std::any_of(digits + keep + 1, digits + count,
                                                        [](char c) { return c != '0'; }));
  const bool odd = keep > 0 && (digits[keep - 1] - '0') % 2 != 0;
  if (!above && !(digits[keep] == '5' && odd)) return keep;
  std::size_t at = keep;
  while (at > 0 && digits[at - 1] == '9') digits[--at] = '0';
  if (at > 0) {
    ++digits[at - 1];
    return keep;
  }
  std::memmove(digits + 1, digits, keep);
  digits[0] = '1';
  return keep + 1;
}

}  // namespace

/// A number taken apart; the pointers reach into the caller's buffers.
struct NumberFormat::Parts {
  bool negative = false;
  std::string_view prefix = {};    ///< 0x
  std::string_view whole = {};     ///< digits before the mark, at least one
  std::string_view fraction = {};  ///< digits behind it
  std::size_t zeros = 0;           ///< more zeros behind the fraction
  std::string_view tail = {};      ///< exponent or %
};

// --- reading -----------------------------------------------------------------------

Result<NumberFormat> NumberFormat::Parse(std::string_view spec, const DataType& type,
                                         const LocaleForms& locale) {
  NumberFormat format;
  format.real_ = type.id == TypeId::kDouble || type.id == TypeId::kFloat;
  format.scale_ = type.id == TypeId::kDecimal ? type.scale : 0;
  RM_RETURN_IF_ERROR(format.Read(spec));
  RM_RETURN_IF_ERROR(format.Check(spec, type));
  format.SetMarks(locale);
  format.SetBound(type);
  return format;
}

void NumberFormat::ReadAlign(std::string_view* spec) {
  const std::size_t fill = spec->empty() ? 0 : CharacterBytes(*spec);
  if (fill > 0 && fill < spec->size() && IsAlign((*spec)[fill])) {
    fill_ = std::string(spec->substr(0, fill));
    align_ = (*spec)[fill];
    spec->remove_prefix(fill + 1);
  } else if (!spec->empty() && IsAlign(spec->front())) {
    align_ = spec->front();
    spec->remove_prefix(1);
  } else {
    zero_pad_ = true;  // unless a width without a leading 0 follows
  }
}

Status NumberFormat::ReadCounts(std::string_view* spec) {
  auto count = [spec](std::string_view name, int most) -> Result<int> {
    int value = 0;
    auto [end, error] = std::from_chars(spec->data(), spec->data() + spec->size(), value);
    if (error != std::errc() || value > most) {
      return Refuse(fmt::format("{} is a number up to {}", name, most));
    }
    spec->remove_prefix(static_cast<std::size_t>(end - spec->data()));
    return value;
  };
  const bool zero = !spec->empty() && spec->front() == '0';
  if (zero && !zero_pad_) fill_ = "0";
  zero_pad_ = zero && zero_pad_;
  if (!spec->empty() && IsDigit(spec->front())) {
    RM_ASSIGN_OR_RETURN(width_, count("the width", limits::kFormatWidthMax));
  }
  if (!spec->empty() && (spec->front() == ',' || spec->front() == '_')) {
    grouping_ = spec->front();
    spec->remove_prefix(1);
  }
  if (!spec->empty() && spec->front() == '.') {
    spec->remove_prefix(1);
    RM_ASSIGN_OR_RETURN(precision_, count("the precision", limits::kFormatPrecisionMax));
  }
  return {};
}

Status NumberFormat::Read(std::string_view spec) {
  if (spec.empty() || !IsUtf8(spec) || spec.size() > limits::kFormatBytesMax) {
    return Refuse("it is empty, too long or not UTF-8");
  }
  const std::string_view whole = spec;
  ReadAlign(&spec);
  if (!spec.empty() && (spec[0] == '+' || spec[0] == '-' || spec[0] == ' ')) {
    sign_ = spec[0];
    spec.remove_prefix(1);
  }
  if (!spec.empty() && spec[0] == '#') {
    alternate_ = true;
    spec.remove_prefix(1);
  }
  RM_RETURN_IF_ERROR(ReadCounts(&spec));
  if (!spec.empty() && spec[0] == 'L') {
    locale_ = true;
    spec.remove_prefix(1);
  }
  constexpr std::string_view kTypes = "dxXobeEfFgG%";
  if (!spec.empty() && kTypes.find(spec[0]) != std::string_view::npos) {
    type_ = spec[0];
    spec.remove_prefix(1);
  }
  if (!spec.empty()) {
    return Refuse(
        fmt::format("'{}' at position {} is not understood (numbers are "
                    "formatted like .2f, 08d, ',d', +.1e, x, .1%, .2L)",
                    Printable(spec), whole.size() - spec.size() + 1));
  }
  if (locale_ && type_ == 0 && precision_ >= 0) type_ = 'f';
  return {};
}

Status NumberFormat::Check(std::string_view spec, const DataType& type) {
  const bool integer = type.is_integer();
  const bool digits =
      type_ == 'd' || type_ == 'x' || type_ == 'X' || type_ == 'o' || type_ == 'b';
  const bool based = digits && type_ != 'd';
  if (digits && !integer) {
    return Refuse(fmt::format("'{}' is for whole numbers, the values are {}", type_,
                              type.ToString()));
  }
  if ((type_ == 'g' || type_ == 'G') && !real_) {
    return Refuse(fmt::format("'{}' is for double and float, the values are {}", type_,
                              type.ToString()));
  }
  if (precision_ >= 0 && (digits || type_ == 0)) {
    return Refuse(type_ == 0
                      ? fmt::format("a precision needs a type: {}f or {}e", spec, spec)
                      : fmt::format("'{}' takes no precision", type_));
  }
  if (alternate_ && !based) return Refuse("'#' is for x, X, o and b");
  if (grouping_ != 0 && locale_) {
    return Refuse(fmt::format("'{}' and L both group the digits", grouping_));
  }
  if (based && (grouping_ == ',' || locale_)) {
    return Refuse(fmt::format("{} does not group the digits of '{}'",
                              locale_ ? "L" : "','", type_));
  }
  return {};
}

void NumberFormat::SetMarks(const LocaleForms& locale) {
  if (locale_) {
    decimal_ = std::string(locale.decimal);
    group_ = std::string(locale.group);
    group_last_ = locale.group_last;
    group_other_ = locale.group_other;
    group_least_ = locale.group_least;
  } else if (grouping_ != 0) {
    group_ = std::string(1, grouping_);
    if (type_ == 'x' || type_ == 'X' || type_ == 'o' || type_ == 'b') {
      group_last_ = group_other_ = 4;
    }
  }
}

void NumberFormat::SetBound(const DataType& type) {
  const std::size_t precision =
      static_cast<std::size_t>(precision_ < 0 ? 20 : precision_);
  std::size_t digits = type.is_integer() ? 20 : 21;
  if (type_ == 'b') digits = 64;
  if (type_ == 'o') digits = 22;
  const bool fixed = type_ == 'f' || type_ == 'F' || type_ == '%';
  if (real_) digits = fixed ? 312 : type_ == 'g' || type_ == 'G' ? precision + 5 : 24;
  digits = std::max(digits, static_cast<std::size_t>(zero_pad_ ? width_ : 0));
  const std::size_t pad = static_cast<std::size_t>(width_) * fill_.size();
  // sign, prefix, digits with marks, mark, fraction, exponent
  bytes_max_ = 3 + digits + digits * group_.size() / 2 + group_.size() + decimal_.size() +
               std::max<std::size_t>(precision, 20) + 6 + pad;
}

bool NumberFormat::injective() const {
  const bool fixed = type_ == 'f' || type_ == 'F';
  return !real_ &&
         (type_ == 0 || type_ == 'd' || type_ == 'x' || type_ == 'X' || type_ == 'o' ||
          type_ == 'b' || (fixed && (precision_ < 0 ? 6 : precision_) >= scale_));
}

bool NumberFormat::plain() const {
  // A blank may stand at an end.
  const bool blank = sign_ == ' ' || (width_ > 0 && !zero_pad_ && fill_ == " ");
  return !blank && HasOnlyPlainCharacters(fill_) && HasOnlyPlainCharacters(decimal_) &&
         HasOnlyPlainCharacters(group_);
}

// --- writing -----------------------------------------------------------------------

std::size_t NumberFormat::Marks(std::size_t digits) const {
  const std::size_t last = static_cast<std::size_t>(group_last_);
  if (group_.empty() || digits < last + static_cast<std::size_t>(group_least_)) return 0;
  const std::size_t other = static_cast<std::size_t>(group_other_);
  return (digits - last + other - 1) / other;
}

char* NumberFormat::PutGrouped(const Parts& parts, std::size_t zeros, char* out) const {
  const std::size_t digits = zeros + parts.whole.size();
  const bool grouped = Marks(digits) > 0;
  const std::size_t last = static_cast<std::size_t>(group_last_);
  const std::size_t other = static_cast<std::size_t>(group_other_);
  for (std::size_t i = 0; i < digits; ++i) {
    const std::size_t left = digits - i;
    if (grouped && i > 0 && left >= last && (left - last) % other == 0) {
      out = Put(group_, out);
    }
    *out++ = i < zeros ? '0' : parts.whole[i - zeros];
  }
  return out;
}

char* NumberFormat::Layout(const Parts& parts, char* out) const {
  const char sign = parts.negative ? '-' : sign_;
  const bool has_fraction = parts.fraction.size() + parts.zeros > 0;
  const std::size_t rest = (parts.negative || sign_ != '-' ? 1 : 0) +
                           parts.prefix.size() +
                           (has_fraction ? CharactersOf(decimal_) : 0) +
                           parts.fraction.size() + parts.zeros + parts.tail.size();
  const std::size_t width = static_cast<std::size_t>(width_);
  const std::size_t mark = CharactersOf(group_);
  auto length = [&](std::size_t digits) { return rest + digits + Marks(digits) * mark; };
  std::size_t zeros = 0;
  while (zero_pad_ && length(parts.whole.size() + zeros) < width) ++zeros;
  const std::size_t used = length(parts.whole.size() + zeros);
  const std::size_t pad = used < width ? width - used : 0;
  const std::size_t before = align_ == '<' ? 0 : align_ == '^' ? pad / 2 : pad;
  auto put_fill = [&](std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) out = Put(fill_, out);
  };
  if (align_ != '=') put_fill(before);
  if (parts.negative || sign_ != '-') *out++ = sign;
  out = Put(parts.prefix, out);
  if (align_ == '=') put_fill(before);
  out = PutGrouped(parts, zeros, out);
  if (has_fraction) {
    out = Put(decimal_, out);
    out = Put(parts.fraction, out);
    std::memset(out, '0', parts.zeros);
    out += parts.zeros;
  }
  out = Put(parts.tail, out);
  put_fill(pad - before);
  return out;
}

/// A number of `count` digits, the last scale_ of them behind the mark.
char* NumberFormat::Exact(const char* digits, std::size_t count, bool negative,
                          char* out) const {
  char buffer[64];
  const std::size_t scale = static_cast<std::size_t>(scale_);
  // At least one digit before the mark.
  const std::size_t zeros = count > scale ? 0 : scale + 1 - count;
  std::memset(buffer, '0', zeros);
  std::memcpy(buffer + zeros, digits, count);
  count += zeros;
  return type_ == 'e' || type_ == 'E' ? Scientific(buffer, count, negative, out)
                                      : Fixed(buffer, count, negative, out);
}

/// Changes `digits`, which has room for a carry.
char* NumberFormat::Scientific(char* digits, std::size_t count, bool negative,
                               char* out) const {
  std::size_t first = 0;
  while (first + 1 < count && digits[first] == '0') ++first;
  const bool zero = digits[first] == '0';
  int exponent = zero ? 0 : static_cast<int>(count - first) - 1 - scale_;
  std::memmove(digits, digits + first, count - first);
  count -= first;
  const std::size_t keep = static_cast<std::size_t>(precision_ < 0 ? 6 : precision_) + 1;
  const std::size_t kept = RoundDigits(digits, count, keep);
  if (kept > std::min(keep, count)) ++exponent;
  const std::size_t behind = std::min(kept, keep) - 1;
  const int size = exponent < 0 ? -exponent : exponent;
  const char tail[4] = {type_, exponent < 0 ? '-' : '+',
                        static_cast<char>('0' + size / 10),
                        static_cast<char>('0' + size % 10)};
  Parts parts;
  parts.negative = negative;
  parts.whole = {digits, 1};
  parts.fraction = {digits + 1, behind};
  parts.zeros = keep - 1 - behind;
  parts.tail = {tail, sizeof(tail)};
  return Layout(parts, out);
}

/// Changes `digits`, which has room for a carry and two more.
char* NumberFormat::Fixed(char* digits, std::size_t count, bool negative,
                          char* out) const {
  std::size_t scale = static_cast<std::size_t>(scale_);
  Parts parts;
  parts.negative = negative;
  if (type_ == '%') {
    for (int i = 0; i < 2; ++i) {
      if (scale > 0) {
        --scale;
      } else {
        digits[count++] = '0';
      }
    }
    std::size_t first = 0;
    while (first + 1 < count - scale && digits[first] == '0') ++first;
    std::memmove(digits, digits + first, count - first);
    count -= first;
    parts.tail = "%";
  }
  const std::size_t precision = precision_ >= 0 ? static_cast<std::size_t>(precision_)
                                : type_ == 0    ? scale
                                                : 6;
  std::size_t whole = count - scale;
  if (precision < scale) {
    const std::size_t kept = RoundDigits(digits, count, whole + precision);
    whole += kept - (whole + precision);
    scale = precision;
  }
  parts.whole = {digits, whole};
  parts.fraction = {digits + whole, scale};
  parts.zeros = precision - scale;
  return Layout(parts, out);
}

char* NumberFormat::Whole(std::uint64_t magnitude, bool negative, char* out) const {
  char digits[72];
  const int base = type_ == 'x' || type_ == 'X' ? 16
                   : type_ == 'o'               ? 8
                   : type_ == 'b'               ? 2
                                                : 10;
  char* end = std::to_chars(digits, digits + sizeof(digits), magnitude, base).ptr;
  const std::size_t count = static_cast<std::size_t>(end - digits);
  if (type_ != 0 && type_ != 'd' && base == 10) {
    return Exact(digits, count, negative, out);
  }
  Parts parts;
  parts.negative = negative;
  if (type_ == 'X') {
    for (std::size_t i = 0; i < count; ++i) {
      if (digits[i] >= 'a') digits[i] = static_cast<char>(digits[i] - 32);
    }
  }
  if (alternate_) {
    parts.prefix = type_ == 'x' ? "0x" : type_ == 'X' ? "0X" : type_ == 'o' ? "0o" : "0b";
  }
  parts.whole = {digits, count};
  return Layout(parts, out);
}

char* NumberFormat::Decimal(std::int64_t units, char* out) const {
  char digits[24];
  const std::uint64_t magnitude = units < 0 ? 0 - static_cast<std::uint64_t>(units)
                                            : static_cast<std::uint64_t>(units);
  char* end = std::to_chars(digits, digits + sizeof(digits), magnitude).ptr;
  return Exact(digits, static_cast<std::size_t>(end - digits), units < 0, out);
}

/// Lays out the text of a real number: `-12.5e+07`.
char* NumberFormat::Split(const char* begin, const char* end, char* out) const {
  Parts parts;
  parts.negative = *begin == '-';
  if (parts.negative) ++begin;
  const char* at = begin;
  while (at < end && IsDigit(*at)) ++at;
  parts.whole = {begin, static_cast<std::size_t>(at - begin)};
  if (at < end && *at == '.') {
    const char* first = ++at;
    while (at < end && IsDigit(*at)) ++at;
    parts.fraction = {first, static_cast<std::size_t>(at - first)};
  }
  parts.tail = {at, static_cast<std::size_t>(end - at)};
  return Layout(parts, out);
}

char* NumberFormat::Real(double value, char* out) const {
  char text[kDigitsMax + kRenderSlack];
  if (type_ == 0) return Split(text, RenderDouble(value, text), out);
  const bool percent = type_ == '%';
  const bool fixed = percent || type_ == 'f' || type_ == 'F';
  const std::chars_format form = fixed ? std::chars_format::fixed
                                 : type_ == 'e' || type_ == 'E'
                                     ? std::chars_format::scientific
                                     : std::chars_format::general;
  const int precision = precision_ < 0 ? 6 : precision_;
  char* end = std::to_chars(text, text + kDigitsMax, percent ? value * 100 : value, form,
                            precision)
                  .ptr;
  if (percent) *end++ = '%';
  if (type_ == 'E' || type_ == 'G') {
    char* exponent = std::find(text, end, 'e');
    if (exponent != end) *exponent = 'E';
  }
  return Split(text, end, out);
}

char* NumberFormat::Real(float value, char* out) const {
  if (type_ != 0) return Real(static_cast<double>(value), out);
  char text[32 + kRenderSlack];
  return Split(text, RenderFloat(value, text), out);
}

}  // namespace rowmill
