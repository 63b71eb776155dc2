#include "column/cell_text.h"

#include "column/render.h"

namespace rowmill {

namespace {

constexpr std::size_t kScalarCharsMax = 64;

std::string BytesText(std::string_view bytes) {
  std::string text(2 + 2 * bytes.size() + kRenderSlack, '\0');
  text[0] = '0';
  text[1] = 'x';
  char* end = RenderHex(reinterpret_cast<const std::uint8_t*>(bytes.data()),
                        static_cast<std::uint32_t>(bytes.size()), false, text.data() + 2);
  text.resize(static_cast<std::size_t>(end - text.data()));
  return text;
}

char* RenderInteger(const Column& column, std::size_t row, char* out) {
  switch (column.type().id) {
    case TypeId::kInt8:
      return RenderSigned(column.values<std::int8_t>()[row], out);
    case TypeId::kInt16:
      return RenderSigned(column.values<std::int16_t>()[row], out);
    case TypeId::kInt32:
      return RenderSigned(column.values<std::int32_t>()[row], out);
    case TypeId::kUInt8:
      return RenderUnsigned(column.values<std::uint8_t>()[row], out);
    case TypeId::kUInt16:
      return RenderUnsigned(column.values<std::uint16_t>()[row], out);
    case TypeId::kUInt32:
      return RenderUnsigned(column.values<std::uint32_t>()[row], out);
    case TypeId::kUInt64:
      return RenderUnsigned(column.values<std::uint64_t>()[row], out);
    default:
      return RenderSigned(column.values<std::int64_t>()[row], out);
  }
}

/// A value of fixed width other than a boolean.
std::string FixedText(const Column& column, std::size_t row) {
  char text[kScalarCharsMax + kRenderSlack];
  char* end = text;
  const DataType& type = column.type();
  switch (type.id) {
    case TypeId::kFloat:
      end = RenderFloat(column.values<float>()[row], text);
      break;
    case TypeId::kDouble:
      end = RenderDouble(column.values<double>()[row], text);
      break;
    case TypeId::kDecimal:
      end = RenderDecimal(column.values<std::int64_t>()[row], type.scale, text);
      break;
    case TypeId::kDate:
      end = RenderDate(column.values<std::int32_t>()[row], text);
      break;
    case TypeId::kTime:
      end = RenderTimeOfDay(column.values<std::int64_t>()[row], type.unit, text);
      break;
    case TypeId::kTimestamp:
      end =
          type.rules != nullptr
              ? RenderZonedTimestamp(column.values<std::int64_t>()[row], type.unit,
                                     *type.rules, ' ', text)
              : RenderTimestamp(column.values<std::int64_t>()[row], type.unit, ' ', text);
      break;
    default:
      end = RenderInteger(column, row, text);
      break;
  }
  return {text, end};
}

std::string ListText(const Column& column, std::size_t row) {
  bool map = column.type().id == TypeId::kMap;
  std::string text = map ? "{" : "[";
  for (std::int32_t i = column.offsets()[row]; i < column.offsets()[row + 1]; ++i) {
    if (i > column.offsets()[row]) text += ", ";
    auto item = static_cast<std::size_t>(i);
    if (map) {
      text += CellText(column.children()[0], item) + ": " +
              CellText(column.children()[1], item);
    } else {
      text += CellText(column.children()[0], item);
    }
  }
  return text + (map ? "}" : "]");
}

std::string StructText(const Column& column, std::size_t row) {
  std::string text = "{";
  for (std::size_t i = 0; i < column.children().size(); ++i) {
    if (i > 0) text += ", ";
    text += column.type().children[i].name + ": " + CellText(column.children()[i], row);
  }
  return text + "}";
}

}  // namespace

std::string CellText(const Column& column, std::size_t row) {
  if (!column.IsValid(row)) return "null";
  if (column.dictionary()) {
    return CellText(*column.dictionary(), static_cast<std::size_t>(column.index(row)));
  }
  switch (column.type().id) {
    case TypeId::kBool:
      return column.bit(row) ? "true" : "false";
    case TypeId::kString:
      return std::string(column.text(row));
    case TypeId::kBytes:
      return BytesText(column.text(row));
    case TypeId::kList:
    case TypeId::kMap:
      return ListText(column, row);
    case TypeId::kStruct:
      return StructText(column, row);
    default:
      return FixedText(column, row);
  }
}

}  // namespace rowmill
