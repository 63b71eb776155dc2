#include "column/json_text.h"

#include <algorithm>
#include <cstring>

#include "column/render.h"
#include "column/special_bytes.h"

namespace rowmill {

namespace {

/// Longest text of a value of fixed width, quotes included: a timestamp, rounded up.
constexpr std::size_t kScalarMax = 64;
constexpr std::size_t kEscapeGrowth = 6;

std::size_t ItemsMax(const Column& column, std::size_t first, std::size_t rows) {
  if (rows == 0) return 2;
  auto begin = static_cast<std::size_t>(column.offsets()[first]);
  auto items = static_cast<std::size_t>(column.offsets()[first + rows]) - begin;
  std::size_t item = 2;  // a comma, and a colon between key and value
  for (const Column& child : column.children()) item += JsonTextMax(child, begin, items);
  // Keys of maps may need quotes that their values have not.
  item += column.type().id == TypeId::kMap ? 2 : 0;
  return 2 + LongestSpan(column, first, rows) * item;
}

std::size_t MembersMax(const Column& column, std::size_t first, std::size_t rows) {
  std::size_t bytes = 2;
  for (std::size_t i = 0; i < column.children().size(); ++i) {
    bytes += column.type().children[i].name.size() * kEscapeGrowth + 4;
    bytes += JsonTextMax(column.children()[i], first, rows);
  }
  return bytes;
}

char* Quoted(std::string_view text, char* out) {
  *out++ = '"';
  out = EscapeJson(text, out);
  *out++ = '"';
  return out;
}

/// The same for texts of columns: there is memory behind them.
char* QuotedCell(std::string_view text, char* out) {
  *out++ = '"';
  out = CopyUnlessSpecial(JsonSpecial{}, text, out) ? out + text.size()
                                                    : EscapeJson(text, out);
  *out++ = '"';
  return out;
}

std::size_t TextMax(std::size_t longest) {
  return std::max<std::size_t>(4, 2 + longest * kEscapeGrowth);
}

/// Of the entries that rows have, or of all, whichever are fewer.
std::size_t EntriesMax(const Column& column, std::size_t first, std::size_t rows) {
  const Dictionary& entries = *column.dictionary();
  if (!entries.type().is_text_layout() || entries.length() <= rows) {
    return JsonTextMax(entries, 0, entries.length());
  }
  std::size_t longest = 0;
  for (std::size_t row = first; row < first + rows; ++row) {
    if (!column.IsValid(row)) continue;
    const auto entry = static_cast<std::size_t>(column.index(row));
    longest = std::max(longest, entries.text(entry).size());
  }
  return TextMax(longest);
}

template <typename T>
char* RenderWhole(const Column& column, std::size_t row, char* out) {
  if constexpr (std::is_signed_v<T>) return RenderSigned(column.values<T>()[row], out);
  return RenderUnsigned(column.values<T>()[row], out);
}

char* RenderNumber(const Column& column, std::size_t row, char* out) {
  switch (column.type().id) {
    case TypeId::kBool:
      std::memcpy(out, column.bit(row) ? "true " : "false", 5);
      return out + (column.bit(row) ? 4 : 5);
    case TypeId::kInt8:
      return RenderWhole<std::int8_t>(column, row, out);
    case TypeId::kInt16:
      return RenderWhole<std::int16_t>(column, row, out);
    case TypeId::kInt32:
      return RenderWhole<std::int32_t>(column, row, out);
    case TypeId::kUInt8:
      return RenderWhole<std::uint8_t>(column, row, out);
    case TypeId::kUInt16:
      return RenderWhole<std::uint16_t>(column, row, out);
    case TypeId::kUInt32:
      return RenderWhole<std::uint32_t>(column, row, out);
    case TypeId::kUInt64:
      return RenderWhole<std::uint64_t>(column, row, out);
    case TypeId::kFloat:
      return RenderFloat(column.values<float>()[row], out);
    case TypeId::kDouble:
      return RenderDouble(column.values<double>()[row], out);
    case TypeId::kDecimal:
      return RenderDecimal(column.values<std::int64_t>()[row], column.type().scale, out);
    default:
      return RenderWhole<std::int64_t>(column, row, out);
  }
}

char* RenderTime(const Column& column, std::size_t row, char* out) {
  const DataType& type = column.type();
  *out++ = '"';
  if (type.id == TypeId::kDate) {
    out = RenderDate(column.values<std::int32_t>()[row], out);
  } else if (type.id == TypeId::kTime) {
    out = RenderTimeOfDay(column.values<std::int64_t>()[row], type.unit, out);
  } else if (type.rules != nullptr) {
    out = RenderZonedTimestamp(column.values<std::int64_t>()[row], type.unit, *type.rules,
                               'T', out);
  } else {
    out = RenderTimestamp(column.values<std::int64_t>()[row], type.unit, 'T', out);
    if (!type.zone.empty()) *out++ = 'Z';
  }
  *out++ = '"';
  return out;
}

char* RenderBytes(std::string_view bytes, char* out) {
  *out++ = '"';
  out = RenderHex(reinterpret_cast<const std::uint8_t*>(bytes.data()),
                  static_cast<std::uint32_t>(bytes.size()), false, out);
  *out++ = '"';
  return out;
}

char* RenderItems(const Column& column, std::size_t row, const JsonTextStyle& style,
                  char* out) {
  const Column& items = column.children().front();
  const std::int32_t begin = column.offsets()[row];
  *out++ = '[';
  for (std::int32_t i = begin; i < column.offsets()[row + 1]; ++i) {
    if (i > begin) *out++ = ',';
    out = RenderJsonText(items, static_cast<std::size_t>(i), style, out);
  }
  *out++ = ']';
  return out;
}

char* RenderEntries(const Column& column, std::size_t row, const JsonTextStyle& style,
                    char* out) {
  const Column& keys = column.children()[0];
  const Column& values = column.children()[1];
  const std::int32_t begin = column.offsets()[row];
  *out++ = '{';
  for (std::int32_t i = begin; i < column.offsets()[row + 1]; ++i) {
    if (i > begin) *out++ = ',';
    auto entry = static_cast<std::size_t>(i);
    out = RenderJsonText(keys, entry, {.strings = true}, out);
    *out++ = ':';
    out = RenderJsonText(values, entry, style, out);
  }
  *out++ = '}';
  return out;
}

char* RenderMembers(const Column& column, std::size_t row, const JsonTextStyle& style,
                    char* out) {
  *out++ = '{';
  for (std::size_t i = 0; i < column.children().size(); ++i) {
    if (i > 0) *out++ = ',';
    out = Quoted(column.type().children[i].name, out);
    *out++ = ':';
    out = RenderJsonText(column.children()[i], row, style, out);
  }
  *out++ = '}';
  return out;
}

}  // namespace

std::size_t LongestSpan(const Column& column, std::size_t first, std::size_t rows) {
  const std::int32_t* offsets = column.offsets() + first;
  std::int32_t longest = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    longest = std::max(longest, offsets[i + 1] - offsets[i]);
  }
  return static_cast<std::size_t>(longest);
}

char* EscapeJson(std::string_view text, char* out) {
  static constexpr char kDigits[] = "0123456789abcdef";
  auto pair = [&out](char c) {
    *out++ = '\\';
    *out++ = c;
  };
  for (char c : text) {
    switch (c) {
      case '"':
      case '\\':
        pair(c);
        break;
      case '\n':
        pair('n');
        break;
      case '\r':
        pair('r');
        break;
      case '\t':
        pair('t');
        break;
      case '\b':
        pair('b');
        break;
      case '\f':
        pair('f');
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20) {
          *out++ = c;
        } else {
          std::memcpy(out, "\\u00", 4);
          out[4] = kDigits[c >> 4];
          out[5] = kDigits[c & 15];
          out += 6;
        }
    }
  }
  return out;
}

std::size_t JsonTextMax(const Column& column, std::size_t first, std::size_t rows) {
  if (column.dictionary() != nullptr) return EntriesMax(column, first, rows);
  switch (column.type().id) {
    case TypeId::kString:
    case TypeId::kBytes:
      return TextMax(LongestSpan(column, first, rows));
    case TypeId::kList:
    case TypeId::kMap:
      return std::max<std::size_t>(4, ItemsMax(column, first, rows));
    case TypeId::kStruct:
      return std::max<std::size_t>(4, MembersMax(column, first, rows));
    default:
      return kScalarMax;
  }
}

char* RenderJsonText(const Column& column, std::size_t row, const JsonTextStyle& style,
                     char* out) {
  if (!column.IsValid(row)) {
    std::memcpy(out, "null", 4);
    return out + 4;
  }
  if (column.dictionary() != nullptr) {
    return RenderJsonText(*column.dictionary(),
                          static_cast<std::size_t>(column.index(row)), style, out);
  }
  switch (column.type().id) {
    case TypeId::kDate:
    case TypeId::kTime:
    case TypeId::kTimestamp:
      return RenderTime(column, row, out);
    case TypeId::kString:
      return QuotedCell(column.text(row), out);
    case TypeId::kBytes:
      return RenderBytes(column.text(row), out);
    case TypeId::kList:
      return RenderItems(column, row, style, out);
    case TypeId::kMap:
      return RenderEntries(column, row, style, out);
    case TypeId::kStruct:
      return RenderMembers(column, row, style, out);
    default:
      break;
  }
  if (style.strings) *out++ = '"';
  out = RenderNumber(column, row, out);
  if (style.strings) *out++ = '"';
  return out;
}

}  // namespace rowmill
