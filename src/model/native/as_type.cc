#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "model/native/native.h"

namespace rowmill {

namespace {

struct SimpleType {
  std::string_view name;
  TypeId id;
};

constexpr std::array kSimpleTypes = {
    SimpleType{"int8", TypeId::kInt8},      SimpleType{"int16", TypeId::kInt16},
    SimpleType{"int32", TypeId::kInt32},    SimpleType{"int64", TypeId::kInt64},
    SimpleType{"uint8", TypeId::kUInt8},    SimpleType{"uint16", TypeId::kUInt16},
    SimpleType{"uint32", TypeId::kUInt32},  SimpleType{"uint64", TypeId::kUInt64},
    SimpleType{"float", TypeId::kFloat},    SimpleType{"double", TypeId::kDouble},
    SimpleType{"string", TypeId::kString},  SimpleType{"bytes", TypeId::kBytes},
    SimpleType{"date", TypeId::kDate},      SimpleType{"time", TypeId::kTime},
    SimpleType{"boolean", TypeId::kBool},   SimpleType{"timestamp", TypeId::kTimestamp},
    SimpleType{"decimal", TypeId::kDecimal}};

constexpr int kPrecisionMax = 18;

std::optional<int> SmallNumber(std::string_view text) {
  text = Trim(text);
  int value = 0;
  const char* end = text.data() + text.size();
  auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end || text.empty() || value < 0) {
    return std::nullopt;
  }
  return value;
}

bool ReadUnit(std::string_view text, TimeUnit* unit) {
  for (TimeUnit known :
       {TimeUnit::kSecond, TimeUnit::kMilli, TimeUnit::kMicro, TimeUnit::kNano}) {
    if (Trim(text) == TimeUnitName(known)) {
      *unit = known;
      return true;
    }
  }
  return false;
}

/// Fills in what stands in parentheses; false when it does not fit.
/// Whether the text looks like the name of a time zone; which exist is for the plan.
bool IsZoneName(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '/' || c == '_' || c == '+' || c == '-';
  });
}

bool ReadParameters(const std::vector<std::string_view>& parts, DataType* type) {
  if (type->id == TypeId::kDecimal) {
    if (parts.size() != 2) return false;
    std::optional<int> precision = SmallNumber(parts[0]);
    std::optional<int> scale = SmallNumber(parts[1]);
    if (!precision || !scale || *precision < 1 || *precision > kPrecisionMax ||
        *scale > *precision) {
      return false;
    }
    *type = DataType::Decimal(*precision, *scale);
    return true;
  }
  if (type->id == TypeId::kTime) {
    return parts.size() == 1 && ReadUnit(parts[0], &type->unit);
  }
  if (type->id != TypeId::kTimestamp || parts.size() > 2) return false;
  if (!ReadUnit(parts[0], &type->unit)) return false;
  if (parts.size() == 2) type->zone = std::string(Trim(parts[1]));
  return parts.size() == 1 || IsZoneName(type->zone);
}

}  // namespace

Result<DataType> ReadAsType(std::string_view text) {
  std::string_view whole = Trim(text);
  std::size_t open = whole.find('(');
  std::string_view name = Trim(whole.substr(0, open));
  std::vector<std::string> names;
  for (const SimpleType& simple : kSimpleTypes) {
    names.emplace_back(simple.name);
    if (simple.name != name) continue;
    DataType type = DataType::Of(simple.id);
    if (open == std::string_view::npos && simple.id != TypeId::kDecimal) return type;
    if (open != std::string_view::npos && whole.back() == ')' &&
        ReadParameters(Split(whole.substr(open + 1, whole.size() - open - 2), ','),
                       &type)) {
      return type;
    }
    return Fail(ErrorCode::kInvalidModel,
                fmt::format("not an output type: '{}' (decimal(p,s) with p 1..18 and s "
                            "0..p, time(unit), timestamp(unit) or "
                            "timestamp(unit, zone) with unit s ms us ns)",
                            whole.substr(0, 80)));
  }
  return Fail(ErrorCode::kInvalidModel,
              fmt::format("not an output type: '{}'{}", whole.substr(0, 80),
                          Suggestion(name, names)));
}

}  // namespace rowmill
