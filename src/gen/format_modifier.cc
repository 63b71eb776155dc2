#include "gen/format_modifier.h"

#include <fmt/format.h>

#include <type_traits>

#include "base/check.h"
#include "gen/transform.h"
#include "value/number_format.h"
#include "value/time_format.h"

namespace rowmill {

namespace {

/// Calls put(row, out) for every row that is not null; it answers the end of the text.
template <typename Put>
void FillTexts(const Column& in, std::size_t bytes_max, Column* out, const Put& put) {
  std::int32_t* offsets = out->ResizeOffsets(in.length());
  // One more byte, so that empty columns have a buffer too.
  out->bytes().Reserve(in.length() * bytes_max + 1);
  char* begin = out->bytes().as<char>();
  char* end = begin;
  for (std::size_t i = 0; i < in.length(); ++i) {
    if (in.IsValid(i)) end = put(i, end);
    offsets[i + 1] = static_cast<std::int32_t>(end - begin);
  }
  out->bytes().SetSize(static_cast<std::size_t>(end - begin));
}

template <typename T>
ColumnFunction NumberFunction(std::shared_ptr<const NumberFormat> format,
                              [[maybe_unused]] bool decimal) {
  return [=](const Column& in, Column* out) {
    const T* values = in.values<T>();
    FillTexts(in, format->bytes_max(), out, [&](std::size_t i, char* end) {
      const T value = values[i];
      if constexpr (std::is_floating_point_v<T>) {
        return format->Real(value, end);
      } else if constexpr (std::is_signed_v<T>) {
        if (decimal) return format->Decimal(static_cast<std::int64_t>(value), end);
        const std::uint64_t bits =
            static_cast<std::uint64_t>(static_cast<std::int64_t>(value));
        return format->Whole(value < 0 ? 0 - bits : bits, value < 0, end);
      } else {
        return format->Whole(value, false, end);
      }
    });
  };
}

ColumnFunction NumbersFunction(const DataType& type,
                               std::shared_ptr<const NumberFormat> format) {
  switch (type.id) {
    case TypeId::kInt8:
      return NumberFunction<std::int8_t>(std::move(format), false);
    case TypeId::kInt16:
      return NumberFunction<std::int16_t>(std::move(format), false);
    case TypeId::kInt32:
      return NumberFunction<std::int32_t>(std::move(format), false);
    case TypeId::kInt64:
      return NumberFunction<std::int64_t>(std::move(format), false);
    case TypeId::kUInt8:
      return NumberFunction<std::uint8_t>(std::move(format), false);
    case TypeId::kUInt16:
      return NumberFunction<std::uint16_t>(std::move(format), false);
    case TypeId::kUInt32:
      return NumberFunction<std::uint32_t>(std::move(format), false);
    case TypeId::kUInt64:
      return NumberFunction<std::uint64_t>(std::move(format), false);
    case TypeId::kFloat:
      return NumberFunction<float>(std::move(format), false);
    case TypeId::kDouble:
      return NumberFunction<double>(std::move(format), false);
    default:
      RM_CHECK(type.id == TypeId::kDecimal);
      return NumberFunction<std::int64_t>(std::move(format), true);
  }
}

template <typename T>
ColumnFunction TimeFunction(std::shared_ptr<const TimeFormat> format) {
  return [format = std::move(format)](const Column& in, Column* out) {
    const T* values = in.values<T>();
    FillTexts(in, format->bytes_max(), out,
              [&](std::size_t i, char* end) { return format->Format(values[i], end); });
  };
}

bool IsNumber(const DataType& type) {
  return type.is_integer() || type.id == TypeId::kDecimal || type.id == TypeId::kFloat ||
         type.id == TypeId::kDouble;
}

bool IsTemporal(const DataType& type) {
  return type.id == TypeId::kDate || type.id == TypeId::kTime ||
         type.id == TypeId::kTimestamp;
}

template <typename Format>
Result<Formatted> Make(std::unique_ptr<Generator> inner,
                       std::shared_ptr<const Format> format, ColumnFunction function,
                       bool unique) {
  if (unique && !format->injective()) {
    return Fail(ErrorCode::kInvalidModel, "it could make unique values alike");
  }
  ColumnFacts facts;
  facts.bytes_min = 1;
  facts.bytes_max = static_cast<std::uint32_t>(format->bytes_max());
  facts.plain_text = format->plain();
  return Formatted{MakeTransform(std::move(inner), DataType::Of(TypeId::kString), facts,
                                 std::move(function)),
                   format->uses_locale()};
}

}  // namespace

Result<Formatted> ApplyFormat(std::unique_ptr<Generator> inner, std::string_view format,
                              const LocaleForms& locale, bool unique) {
  const DataType type = inner->type();
  if (IsNumber(type)) {
    RM_ASSIGN_OR_RETURN(NumberFormat parsed, NumberFormat::Parse(format, type, locale));
    auto shared = std::make_shared<const NumberFormat>(std::move(parsed));
    return Make(std::move(inner), shared, NumbersFunction(type, shared), unique);
  }
  if (IsTemporal(type)) {
    RM_ASSIGN_OR_RETURN(TimeFormat parsed, TimeFormat::Parse(format, type, locale));
    auto shared = std::make_shared<const TimeFormat>(std::move(parsed));
    return Make(std::move(inner), shared,
                type.id == TypeId::kDate ? TimeFunction<std::int32_t>(shared)
                                         : TimeFunction<std::int64_t>(shared),
                unique);
  }
  return Fail(ErrorCode::kInvalidModel,
              fmt::format("it is for numbers, dates and times, the values are {}",
                          type.ToString()));
}

}  // namespace rowmill
