#include "value/render_text.h"

#include <algorithm>

#include "base/check.h"
#include "base/limits.h"
#include "column/render.h"

namespace rowmill {

namespace {

/// Bytes of room a value of any type but bytes and text may need, without a zone and
/// with.
constexpr std::size_t kRoom = 40;
constexpr std::size_t kZonedRoom = 56;

/// Calls render(row, out) for every row; it answers the end of the text.
template <typename Render>
void RenderRows(std::size_t rows, Column* out, const Render& render) {
  std::int32_t* offsets = out->ResizeOffsets(rows);
  out->bytes().Reserve(rows * kZonedRoom + kRenderSlack);
  char* begin = out->bytes().as<char>();
  char* end = begin;
  for (std::size_t i = 0; i < rows; ++i) {
    end = render(i, end);
    offsets[i + 1] = static_cast<std::int32_t>(end - begin);
  }
  out->bytes().SetSize(static_cast<std::size_t>(end - begin));
}

template <typename T>
void RenderIntegers(const Column& in, Column* out) {
  const T* values = in.values<T>();
  RenderRows(in.length(), out, [&](std::size_t i, char* end) {
    if constexpr (std::is_signed_v<T>) {
      return RenderSigned(values[i], end);
    } else {
      return RenderUnsigned(values[i], end);
    }
  });
}

void RenderBools(const Column& in, Column* out) {
  RenderRows(in.length(), out, [&](std::size_t i, char* end) {
    bool value = in.bit(i);
    std::memcpy(end, value ? "true\0" : "false", 5);
    return end + (value ? 4 : 5);
  });
}

void RenderBytesAsHex(const Column& in, Column* out) {
  const std::int32_t* from = in.offsets();
  std::int32_t* offsets = out->ResizeOffsets(in.length());
  std::size_t total = in.length() == 0 ? 0 : static_cast<std::size_t>(from[in.length()]);
  out->bytes().Resize(2 * total);
  out->bytes().Reserve(2 * total + kRenderSlack);
  for (std::size_t i = 0; i < in.length(); ++i) {
    RenderHex(in.bytes().data() + from[i],
              static_cast<std::uint32_t>(from[i + 1] - from[i]), false,
              out->bytes().as<char>() + 2 * from[i]);
    offsets[i + 1] = 2 * from[i + 1];
  }
}

void CopyTexts(const Column& in, Column* out) {
  std::int32_t* offsets = out->ResizeOffsets(in.length());
  if (in.length() == 0) return;
  std::memcpy(offsets, in.offsets(), (in.length() + 1) * sizeof(std::int32_t));
  out->bytes().Clear();
  out->bytes().Append(in.bytes().data(), static_cast<std::size_t>(offsets[in.length()]));
}

ColumnFunction ZonedFunction(TimeUnit unit, std::shared_ptr<const TimeZone> zone) {
  return [unit, zone = std::move(zone)](const Column& in, Column* out) {
    const std::int64_t* values = in.values<std::int64_t>();
    RenderRows(in.length(), out, [&](std::size_t i, char* end) {
      return RenderZonedTimestamp(values[i], unit, *zone, ' ', end);
    });
  };
}

ColumnFunction TimestampFunction(TimeUnit unit, TimestampText timestamps) {
  return [unit, timestamps](const Column& in, Column* out) {
    const std::int64_t* values = in.values<std::int64_t>();
    RenderRows(in.length(), out, [&](std::size_t i, char* end) {
      return timestamps == TimestampText::kIsoLocal
                 ? RenderLocalDateTime(values[i], unit, end)
                 : RenderTimestamp(values[i], unit, ' ', end);
    });
  };
}

std::uint32_t WidthOf(const ColumnFunction& render, const DataType& type,
                      std::int64_t value) {
  Column one(type);
  switch (type.fixed_width()) {
    case 1:
      *one.ResizeValues<std::uint8_t>(1) = static_cast<std::uint8_t>(value);
      break;
    case 2:
      *one.ResizeValues<std::uint16_t>(1) = static_cast<std::uint16_t>(value);
      break;
    case 4:
      *one.ResizeValues<std::uint32_t>(1) = static_cast<std::uint32_t>(value);
      break;
    default:
      *one.ResizeValues<std::int64_t>(1) = value;
  }
  Column text(DataType::Of(TypeId::kString));
  render(one, &text);
  return static_cast<std::uint32_t>(text.text(0).size());
}

/// Widths of whole numbers and decimals: the further from 0, the longer.
void SetNumberWidths(const DataType& type, const ColumnFacts& inner,
                     const ColumnFunction& render, ColumnFacts* facts) {
  const std::optional<std::int64_t>& min = inner.min;
  const std::optional<std::int64_t>& max = inner.max;
  facts->bytes_min = 1;
  facts->bytes_max = 21;
  if (!min || !max) return;
  std::uint32_t at_min = WidthOf(render, type, *min);
  std::uint32_t at_max = WidthOf(render, type, *max);
  facts->bytes_max = std::max(at_min, at_max);
  facts->bytes_min = *min >= 0 ? at_min : *max <= 0 ? at_max : WidthOf(render, type, 0);
}

}  // namespace

ColumnFunction MakeRenderFunction(const DataType& type, TimestampText timestamps) {
  switch (type.id) {
    case TypeId::kBool:
      return RenderBools;
    case TypeId::kInt8:
      return RenderIntegers<std::int8_t>;
    case TypeId::kInt16:
      return RenderIntegers<std::int16_t>;
    case TypeId::kInt32:
      return RenderIntegers<std::int32_t>;
    case TypeId::kInt64:
      return RenderIntegers<std::int64_t>;
    case TypeId::kUInt8:
      return RenderIntegers<std::uint8_t>;
    case TypeId::kUInt16:
      return RenderIntegers<std::uint16_t>;
    case TypeId::kUInt32:
      return RenderIntegers<std::uint32_t>;
    case TypeId::kUInt64:
      return RenderIntegers<std::uint64_t>;
    case TypeId::kFloat:
      return [](const Column& in, Column* out) {
        RenderRows(in.length(), out, [&](std::size_t i, char* end) {
          return RenderFloat(in.values<float>()[i], end);
        });
      };
    case TypeId::kDouble:
      return [](const Column& in, Column* out) {
        RenderRows(in.length(), out, [&](std::size_t i, char* end) {
          return RenderDouble(in.values<double>()[i], end);
        });
      };
    case TypeId::kDecimal:
      return [scale = type.scale](const Column& in, Column* out) {
        RenderRows(in.length(), out, [&](std::size_t i, char* end) {
          return RenderDecimal(in.values<std::int64_t>()[i], scale, end);
        });
      };
    case TypeId::kDate:
      return [](const Column& in, Column* out) {
        RenderRows(in.length(), out, [&](std::size_t i, char* end) {
          return RenderDate(in.values<std::int32_t>()[i], end);
        });
      };
    case TypeId::kTime:
      return [unit = type.unit](const Column& in, Column* out) {
        RenderRows(in.length(), out, [&](std::size_t i, char* end) {
          return RenderTimeOfDay(in.values<std::int64_t>()[i], unit, end);
        });
      };
    case TypeId::kTimestamp:
      return type.rules != nullptr && timestamps == TimestampText::kBlank
                 ? ZonedFunction(type.unit, type.rules)
                 : TimestampFunction(type.unit, timestamps);
    case TypeId::kBytes:
      return RenderBytesAsHex;
    case TypeId::kString:
      return CopyTexts;
    case TypeId::kList:
    case TypeId::kStruct:
    case TypeId::kMap:
      break;
  }
  RM_CHECK(false && "nested types have no text");
  return {};
}

ColumnFacts RenderedFacts(const DataType& type, const ColumnFacts& inner,
                          TimestampText timestamps) {
  ColumnFacts facts;
  facts.plain_text = true;
  if (type.is_integer() || type.id == TypeId::kDecimal) {
    SetNumberWidths(type, inner, MakeRenderFunction(type, timestamps), &facts);
  } else if (type.id == TypeId::kString) {
    facts = inner;
  } else if (type.id == TypeId::kBytes) {
    facts.bytes_min = 2 * inner.bytes_min;
    if (inner.bytes_max <= limits::kTextBytesMax) {
      facts.bytes_max = 2 * inner.bytes_max;
    }
    facts.plain_text = facts.bytes_min > 0;
  } else {
    facts.bytes_min = 1;
    facts.bytes_max = type.rules != nullptr ? kZonedRoom : kRoom;
  }
  facts.ascending = false;
  facts.min.reset();
  facts.max.reset();
  return facts;
}

}  // namespace rowmill
