// Numbers: + - * / % and what PostgreSQL calls its mathematical functions.
#include <fmt/format.h>

#include <cmath>

#include "draw/math.h"
#include "expr/convert.h"
#include "expr/function.h"
#include "expr/kernels.h"
#include "value/numbers.h"

namespace rowmill {

namespace {

constexpr std::int64_t kDecimalMax = 999'999'999'999'999'999;
constexpr std::string_view kTooLarge = "the result passes what a whole number holds";
constexpr std::string_view kTooLargeDecimal = "the result has more than 18 digits";
constexpr std::string_view kTooLargeDouble = "the result passes what a double holds";
constexpr std::string_view kByZero = "division by zero";

using Wide = __int128;

bool IsNumber(const DataType& type) {
  return type.id == TypeId::kInt64 || type.id == TypeId::kDecimal ||
         type.id == TypeId::kDouble;
}
bool IsDouble(const DataType& type) { return type.id == TypeId::kDouble; }
int ScaleOf(const DataType& type) { return type.id == TypeId::kDecimal ? type.scale : 0; }

struct Bounds {
  Wide min;
  Wide max;
};
Bounds BoundsOf(const CallBinder& call, std::size_t arg) {
  const bool decimal = call.type(arg).id == TypeId::kDecimal;
  const ColumnFacts& facts = call.facts(arg);
  return {facts.min.value_or(decimal ? -kDecimalMax : INT64_MIN),
          facts.max.value_or(decimal ? kDecimalMax : INT64_MAX)};
}
/// What a result of the type may be.
Bounds RoomOf(const DataType& type) {
  if (type.id == TypeId::kDecimal) return {-kDecimalMax, kDecimalMax};
  return {INT64_MIN, INT64_MAX};
}
bool Inside(const Bounds& bounds, const Bounds& room) {
  return bounds.min >= room.min && bounds.max <= room.max;
}
ColumnFacts FactsWithin(const Bounds& bounds, const Bounds& room) {
  ColumnFacts facts;
  facts.min = static_cast<std::int64_t>(std::max(bounds.min, room.min));
  facts.max = static_cast<std::int64_t>(std::min(bounds.max, room.max));
  return facts;
}
/// The narrowest decimal of the scale that holds the bounds.
DataType DecimalFor(const Bounds& bounds, int scale) {
  int precision = std::max(1, scale);
  while (precision < 18 && (bounds.max >= PowerOfTen(precision) ||
                            bounds.min <= -static_cast<Wide>(PowerOfTen(precision)))) {
    ++precision;
  }
  return DataType::Decimal(precision, scale);
}

Status CheckNumbers(CallBinder* call) {
  for (std::size_t i = 0; i < call->size(); ++i) {
    if (call->IsNull(i)) {
      call->args[i] =
          call->builder->Null(DataType::Of(TypeId::kInt64), call->arg_spans[i]);
    }
    if (IsNumber(call->type(i))) continue;
    return call->ArgFault(i, fmt::format("{} takes numbers, this is {}", call->name,
                                         call->type(i).ToString()));
  }
  return {};
}

/// Doubles: results that are no numbers are errors.
template <typename F>
Result<int> RealCall(CallBinder* call, F f) {
  for (std::size_t i = 0; i < call->size(); ++i) {
    RM_RETURN_IF_ERROR(call->Convert(i, DataType::Of(TypeId::kDouble)));
  }
  return call->Call(DataType::Of(TypeId::kDouble), {},
                    {.can_fail = true, .key = "double"},
                    [f](const KernelCall& c, Column* out) {
                      double* values = out->ResizeValues<double>(c.rows);
                      double sum = 0;  // of differences that are 0 for numbers
                      ForEach2<double, double>(c, [&](std::size_t i, double a, double b) {
                        values[i] = f(a, b);
                        sum += values[i] - values[i];
                      });
                      if (sum == 0) return;
                      for (std::size_t i = 0; i < c.rows; ++i) {
                        if (std::isfinite(values[i])) continue;
                        c.errors->Add(i, kTooLargeDouble);
                        values[i] = 0;
                      }
                    });
}

/// exact(a, b, &result) with 128 bits, bounded by what the type holds.
template <typename Fast, typename Exact>
Result<int> WholeCall(CallBinder* call, const DataType& type, const Bounds& bounds,
                      Fast fast, Exact exact) {
  const Bounds room = RoomOf(type);
  if (Inside(bounds, room)) {
    return call->Call(type, FactsWithin(bounds, room), {.key = type.ToString()},
                      [fast](const KernelCall& c, Column* out) {
                        Map2<std::uint64_t, std::uint64_t, std::uint64_t>(c, out, fast);
                      });
  }
  const std::string_view message =
      type.id == TypeId::kDecimal ? kTooLargeDecimal : kTooLarge;
  return call->Call(type, FactsWithin(bounds, room),
                    {.can_fail = true, .key = type.ToString()},
                    [exact, room, message](const KernelCall& c, Column* out) {
                      auto* values = out->ResizeValues<std::int64_t>(c.rows);
                      ForEach2<std::int64_t, std::int64_t>(
                          c, [&](std::size_t i, std::int64_t a, std::int64_t b) {
                            const Wide value = exact(a, b);
                            const bool fits = value >= room.min && value <= room.max;
                            values[i] = fits ? static_cast<std::int64_t>(value) : 0;
                            if (!fits) [[unlikely]]
                              c.errors->Add(i, message);
                          });
                    });
}

/// Both as whole numbers, or as decimals of one scale; answers that scale, -1 for whole.
Result<int> ToOneScale(CallBinder* call) {
  const bool decimal =
      call->type(0).id == TypeId::kDecimal || call->type(1).id == TypeId::kDecimal;
  if (!decimal) return -1;
  const int scale = std::max(ScaleOf(call->type(0)), ScaleOf(call->type(1)));
  for (std::size_t i = 0; i < 2; ++i) {
    RM_RETURN_IF_ERROR(call->Convert(i, DataType::Decimal(18, scale)));
  }
  return scale;
}

/// A day and whole days, or the days between two.
template <bool kPlus>
Result<int> BindDays(CallBinder* call) {
  const bool dates =
      call->type(0).id == TypeId::kDate && call->type(1).id == TypeId::kDate;
  if (dates && !kPlus) {
    for (std::size_t i = 0; i < 2; ++i) {
      RM_ASSIGN_OR_RETURN(
          call->args[i],
          call->builder->Call(
              DataType::Of(TypeId::kInt64), {}, {call->args[i]}, {.key = "days"},
              [](const KernelCall& c, Column* out) {
                Map1<std::int64_t, std::int32_t>(
                    c, out, [](std::int32_t day) { return std::int64_t{day}; });
              },
              call->arg_spans[i]));
    }
    return call->Call(DataType::Of(TypeId::kInt64), {}, {.key = "days"},
                      [](const KernelCall& c, Column* out) {
                        Map2<std::int64_t, std::int64_t, std::int64_t>(
                            c, out, [](std::int64_t a, std::int64_t b) { return a - b; });
                      });
  }
  const bool swapped = kPlus && call->type(1).id == TypeId::kDate;
  if (swapped) {
    std::swap(call->args[0], call->args[1]);
    std::swap(call->arg_spans[0], call->arg_spans[1]);
  }
  if (call->type(0).id == TypeId::kDate && call->type(1).id == TypeId::kInt64) {
    int days = call->args[1];
    if (!kPlus) {
      RM_ASSIGN_OR_RETURN(days, call->Other("negate", {days}));
    }
    return call->Other("date_add",
                       {call->args[0], days, call->builder->Text("day", call->span)});
  }
  return call->Fault(fmt::format(
      "{} {} {} has no meaning (a date and whole days, x + interval '2 hours', "
      "date_diff('second', a, b))",
      call->type(0).ToString(), call->name, call->type(1).ToString()));
}

template <bool kPlus>
Result<int> BindSum(CallBinder* call) {
  for (std::size_t i = 0; i < 2; ++i) {
    const TypeId id = call->type(i).id;
    if (id == TypeId::kDate || id == TypeId::kTimestamp) return BindDays<kPlus>(call);
  }
  RM_RETURN_IF_ERROR(CheckNumbers(call));
  if (IsDouble(call->type(0)) || IsDouble(call->type(1))) {
    return RealCall(call, [](double a, double b) { return kPlus ? a + b : a - b; });
  }
  RM_ASSIGN_OR_RETURN(const int scale, ToOneScale(call));
  const Bounds a = BoundsOf(*call, 0), b = BoundsOf(*call, 1);
  const Bounds bounds =
      kPlus ? Bounds{a.min + b.min, a.max + b.max} : Bounds{a.min - b.max, a.max - b.min};
  const DataType type =
      scale < 0 ? DataType::Of(TypeId::kInt64) : DecimalFor(bounds, scale);
  return WholeCall(
      call, type, bounds,
      [](std::uint64_t x, std::uint64_t y) { return kPlus ? x + y : x - y; },
      [](std::int64_t x, std::int64_t y) {
        return kPlus ? static_cast<Wide>(x) + y : static_cast<Wide>(x) - y;
      });
}

Result<int> BindProduct(CallBinder* call) {
  RM_RETURN_IF_ERROR(CheckNumbers(call));
  if (IsDouble(call->type(0)) || IsDouble(call->type(1))) {
    return RealCall(call, [](double a, double b) { return a * b; });
  }
  const bool decimal =
      call->type(0).id == TypeId::kDecimal || call->type(1).id == TypeId::kDecimal;
  const int scale = ScaleOf(call->type(0)) + ScaleOf(call->type(1));
  if (scale > 18) {
    return call->Fault(
        fmt::format("the product has {} digits behind the point, more than "
                    "18: round one of the two",
                    scale));
  }
  const Bounds a = BoundsOf(*call, 0), b = BoundsOf(*call, 1);
  const Wide corners[] = {a.min * b.min, a.min * b.max, a.max * b.min, a.max * b.max};
  Bounds bounds{corners[0], corners[0]};
  for (Wide corner : corners) {
    bounds = {std::min(bounds.min, corner), std::max(bounds.max, corner)};
  }
  const DataType type =
      decimal ? DecimalFor(bounds, scale) : DataType::Of(TypeId::kInt64);
  return WholeCall(
      call, type, bounds, [](std::uint64_t x, std::uint64_t y) { return x * y; },
      [](std::int64_t x, std::int64_t y) { return static_cast<Wide>(x) * y; });
}

/// Half away from zero.
Wide RoundedQuotient(Wide value, Wide divisor) {
  const Wide quotient = value / divisor, rest = value % divisor;
  const Wide twice = (rest < 0 ? -rest : rest) * 2;
  if (twice < (divisor < 0 ? -divisor : divisor)) return quotient;
  return (value < 0) == (divisor < 0) ? quotient + 1 : quotient - 1;
}

/// Two whole numbers divide to a double, decimals to at least six digits.
Result<int> BindQuotient(CallBinder* call) {
  RM_RETURN_IF_ERROR(CheckNumbers(call));
  const bool decimal =
      call->type(0).id == TypeId::kDecimal || call->type(1).id == TypeId::kDecimal;
  if (!decimal || IsDouble(call->type(0)) || IsDouble(call->type(1))) {
    for (std::size_t i = 0; i < 2; ++i) {
      RM_RETURN_IF_ERROR(call->Convert(i, DataType::Of(TypeId::kDouble)));
    }
    return call->Call(
        DataType::Of(TypeId::kDouble), {}, {.can_fail = true, .key = "double"},
        [](const KernelCall& c, Column* out) {
          double* values = out->ResizeValues<double>(c.rows);
          ForEach2<double, double>(c, [&](std::size_t i, double a, double b) {
            values[i] = b == 0 ? 0 : a / b;
            if (b == 0) [[unlikely]]
              c.errors->Add(i, kByZero);
            if (!std::isfinite(values[i])) [[unlikely]] {
              c.errors->Add(i, kTooLargeDouble);
              values[i] = 0;
            }
          });
        });
  }
  const int left = ScaleOf(call->type(0)), right = ScaleOf(call->type(1));
  const int scale = std::max({6, left, right});
  const int shift = scale + right - left;  // 0 to 36
  Wide factor = 1;
  for (int i = 0; i < shift; ++i) factor *= 10;
  const DataType type = DataType::Decimal(18, scale);
  return call->Call(type, {}, {.can_fail = true, .key = type.ToString()},
                    [factor](const KernelCall& c, Column* out) {
                      auto* values = out->ResizeValues<std::int64_t>(c.rows);
                      const Wide most = static_cast<Wide>(INT64_MAX) * INT64_MAX;
                      ForEach2<std::int64_t, std::int64_t>(
                          c, [&](std::size_t i, std::int64_t a, std::int64_t b) {
                            values[i] = 0;
                            if (b == 0) return c.errors->Add(i, kByZero);
                            const Wide magnitude = a < 0 ? -static_cast<Wide>(a) : a;
                            if (magnitude > most / factor)
                              return c.errors->Add(i, kTooLargeDecimal);
                            const Wide value =
                                RoundedQuotient(static_cast<Wide>(a) * factor, b);
                            if (value > kDecimalMax || value < -kDecimalMax) {
                              return c.errors->Add(i, kTooLargeDecimal);
                            }
                            values[i] = static_cast<std::int64_t>(value);
                          });
                    });
}

/// f(a, b) of whole numbers or of the units of decimals, where b is not 0.
template <typename F>
Result<int> BindDivision(CallBinder* call, bool whole_result, F f) {
  RM_RETURN_IF_ERROR(CheckNumbers(call));
  for (std::size_t i = 0; i < 2; ++i) {
    if (IsDouble(call->type(i))) {
      return call->ArgFault(
          i, fmt::format("{} takes whole numbers and decimals", call->name));
    }
  }
  RM_ASSIGN_OR_RETURN(const int scale, ToOneScale(call));
  const DataType type = scale < 0 || whole_result ? DataType::Of(TypeId::kInt64)
                                                  : DataType::Decimal(18, scale);
  return call->Call(type, {}, {.can_fail = true, .key = type.ToString()},
                    [f](const KernelCall& c, Column* out) {
                      auto* values = out->ResizeValues<std::int64_t>(c.rows);
                      ForEach2<std::int64_t, std::int64_t>(
                          c, [&](std::size_t i, std::int64_t a, std::int64_t b) {
                            // The one quotient that does not fit.
                            const bool over = b == -1 && a == INT64_MIN;
                            values[i] = b == 0 || over ? 0 : f(a, b);
                            if (b == 0) [[unlikely]]
                              c.errors->Add(i, kByZero);
                            if (over) [[unlikely]]
                              c.errors->Add(i, kTooLarge);
                          });
                    });
}

Result<int> BindRest(CallBinder* call) {
  return BindDivision(call, false, [](std::int64_t a, std::int64_t b) { return a % b; });
}
Result<int> BindDiv(CallBinder* call) {
  return BindDivision(call, true, [](std::int64_t a, std::int64_t b) { return a / b; });
}

Result<int> BindNegate(CallBinder* call) {
  RM_RETURN_IF_ERROR(CheckNumbers(call));
  const DataType type = call->type(0);
  if (IsDouble(type)) {
    return call->Call(type, {}, {.key = "double"}, [](const KernelCall& c, Column* out) {
      Map1<double, double>(c, out, [](double a) { return -a; });
    });
  }
  const Bounds of = BoundsOf(*call, 0), room = RoomOf(type);
  const Bounds bounds{-of.max, -of.min};
  return call->Call(type, FactsWithin(bounds, room),
                    {.can_fail = !Inside(bounds, room), .key = type.ToString()},
                    [](const KernelCall& c, Column* out) {
                      const auto* in = c.args[0]->values<std::int64_t>();
                      auto* values = out->ResizeValues<std::int64_t>(c.rows);
                      for (std::size_t i = 0; i < c.rows; ++i) {
                        if (__builtin_sub_overflow(std::int64_t{0}, in[i], &values[i]))
                            [[unlikely]]
                          c.errors->Add(i, kTooLarge);
                      }
                    });
}

Result<int> BindAbs(CallBinder* call) {
  RM_RETURN_IF_ERROR(CheckNumbers(call));
  const DataType type = call->type(0);
  if (IsDouble(type)) {
    return call->Call(type, {}, {.key = "double"}, [](const KernelCall& c, Column* out) {
      Map1<double, double>(c, out, [](double a) { return std::fabs(a); });
    });
  }
  const Bounds of = BoundsOf(*call, 0), room = RoomOf(type);
  const Bounds bounds{of.min > 0   ? of.min
                      : of.max < 0 ? -of.max
                                   : 0,
                      std::max(-of.min, of.max)};
  return call->Call(type, FactsWithin(bounds, room),
                    {.can_fail = !Inside(bounds, room), .key = type.ToString()},
                    [](const KernelCall& c, Column* out) {
                      const auto* in = c.args[0]->values<std::int64_t>();
                      auto* values = out->ResizeValues<std::int64_t>(c.rows);
                      for (std::size_t i = 0; i < c.rows; ++i) {
                        values[i] = in[i];
                        if (in[i] >= 0) continue;
                        if (__builtin_sub_overflow(std::int64_t{0}, in[i], &values[i]))
                            [[unlikely]]
                          c.errors->Add(i, kTooLarge);
                      }
                    });
}

Result<int> BindSign(CallBinder* call) {
  RM_RETURN_IF_ERROR(CheckNumbers(call));
  ColumnFacts facts;
  facts.min = -1;
  facts.max = 1;
  const bool real = IsDouble(call->type(0));
  return call->Call(
      DataType::Of(TypeId::kInt64), facts, {.key = real ? "double" : "whole"},
      [real](const KernelCall& c, Column* out) {
        auto sign = [](auto a) {
          return static_cast<std::int64_t>(a > 0) - static_cast<std::int64_t>(a < 0);
        };
        if (real) {
          Map1<std::int64_t, double>(c, out, sign);
        } else {
          Map1<std::int64_t, std::int64_t>(c, out, sign);
        }
      });
}

enum class Rounding : std::uint8_t { kHalfAway, kDown, kUp, kTowardsZero };

/// value rounded to a multiple of unit, in units of it.
Wide RoundedTo(Rounding mode, Wide value, Wide unit) {
  Wide quotient = value / unit;
  const Wide rest = value % unit;
  if (mode == Rounding::kHalfAway) return RoundedQuotient(value, unit);
  if (mode == Rounding::kDown && rest < 0) --quotient;
  if (mode == Rounding::kUp && rest > 0) ++quotient;
  return quotient;
}

double RoundedReal(Rounding mode, double value) {
  switch (mode) {
    case Rounding::kHalfAway:
      return std::round(value);
    case Rounding::kDown:
      return std::floor(value);
    case Rounding::kUp:
      return std::ceil(value);
    case Rounding::kTowardsZero:
      return std::trunc(value);
  }
  return value;
}

/// Decimals keep as many digits as are left; doubles stay doubles.
template <Rounding kMode>
Result<int> BindRound(CallBinder* call) {
  std::int64_t digits = 0;
  if (call->size() == 2) {
    RM_ASSIGN_OR_RETURN(digits, call->ConstantWhole(1, "the number of digits", 0, 18));
    call->args.pop_back();
  }
  RM_RETURN_IF_ERROR(CheckNumbers(call));
  const DataType type = call->type(0);
  if (type.id == TypeId::kInt64) return call->args[0];
  if (IsDouble(type)) {
    const double factor = static_cast<double>(PowerOfTen(static_cast<int>(digits)));
    return call->Call(
        type, {}, {.key = fmt::format("double {}", digits)},
        [factor](const KernelCall& c, Column* out) {
          Map1<double, double>(c, out, [factor](double a) {
            const double scaled = a * factor;
            return std::isfinite(scaled) ? RoundedReal(kMode, scaled) / factor : a;
          });
        });
  }
  if (digits >= type.scale) return call->args[0];
  const std::int64_t unit = PowerOfTen(type.scale - static_cast<int>(digits));
  const Bounds of = BoundsOf(*call, 0);
  const Bounds bounds{RoundedTo(kMode, of.min, unit), RoundedTo(kMode, of.max, unit)};
  const DataType to = digits == 0 ? DataType::Of(TypeId::kInt64)
                                  : DecimalFor(bounds, static_cast<int>(digits));
  return call->Call(to, FactsWithin(bounds, RoomOf(to)),
                    {.key = fmt::format("{} {}", type.ToString(), digits)},
                    [unit](const KernelCall& c, Column* out) {
                      Map1<std::int64_t, std::int64_t>(c, out, [unit](std::int64_t a) {
                        return static_cast<std::int64_t>(RoundedTo(kMode, a, unit));
                      });
                    });
}

Result<int> BindSqrt(CallBinder* call) {
  RM_RETURN_IF_ERROR(CheckNumbers(call));
  RM_RETURN_IF_ERROR(call->Convert(0, DataType::Of(TypeId::kDouble)));
  return call->Call(DataType::Of(TypeId::kDouble), {},
                    {.can_fail = true, .key = "double"},
                    [](const KernelCall& c, Column* out) {
                      const double* in = c.args[0]->values<double>();
                      double* values = out->ResizeValues<double>(c.rows);
                      for (std::size_t i = 0; i < c.rows; ++i) {
                        values[i] = in[i] < 0 ? 0 : std::sqrt(in[i]);
                        if (in[i] < 0) [[unlikely]]
                          c.errors->Add(i, "the square root of a negative number");
                      }
                    });
}

/// Logarithms and powers are those of draw/math.h, the same on every machine.
template <typename F>
Result<int> BindReal(CallBinder* call, std::string_view outside, F f) {
  RM_RETURN_IF_ERROR(CheckNumbers(call));
  for (std::size_t i = 0; i < call->size(); ++i) {
    RM_RETURN_IF_ERROR(call->Convert(i, DataType::Of(TypeId::kDouble)));
  }
  return call->Call(DataType::Of(TypeId::kDouble), {},
                    {.can_fail = true, .key = "double"},
                    [f, outside](const KernelCall& c, Column* out) {
                      double* values = out->ResizeValues<double>(c.rows);
                      for (std::size_t i = 0; i < c.rows; ++i) {
                        values[i] = 0;
                        if (!c.IsActive(i)) continue;
                        const std::optional<double> made = f(c, i);
                        if (!made) {
                          c.errors->Add(i, outside);
                        } else if (!std::isfinite(*made)) {
                          c.errors->Add(i, kTooLargeDouble);
                        } else {
                          values[i] = *made;
                        }
                      }
                    });
}

double RealAt(const KernelCall& call, std::size_t arg, std::size_t row) {
  return call.args[arg]->values<double>()[RowOf(call, arg, row)];
}

Result<int> BindExp(CallBinder* call) {
  return BindReal(call, "",
                  [](const KernelCall& c, std::size_t i) -> std::optional<double> {
                    return math::Exp(RealAt(c, 0, i));
                  });
}

template <bool kDecimal>
Result<int> BindLog(CallBinder* call) {
  return BindReal(call, "the logarithm of a number that is not above 0",
                  [](const KernelCall& c, std::size_t i) -> std::optional<double> {
                    constexpr double kLogOfTen = 2.302585092994045684;
                    const double x = RealAt(c, 0, i);
                    if (!(x > 0)) return std::nullopt;
                    if (!kDecimal) return math::Log(x);
                    // Powers of ten have whole logarithms.
                    const double log = math::Log(x) / kLogOfTen, near = std::round(log);
                    double power = 1;
                    for (int k = 0; k < static_cast<int>(std::fabs(near)); ++k)
                      power *= 10;
                    const bool exact = near >= 0 && near <= 22 && power == x;
                    return exact ? near : log;
                  });
}

/// Whole exponents multiply, others go through logarithms.
std::optional<double> Power(double base, double exponent) {
  constexpr double kWholeMax = 1'024;
  if (exponent == std::trunc(exponent) && std::fabs(exponent) <= kWholeMax) {
    double result = 1, square = base;
    for (auto rest = static_cast<unsigned>(std::fabs(exponent)); rest > 0; rest /= 2) {
      if (rest % 2 == 1) result *= square;
      square *= square;
    }
    if (exponent >= 0) return result;
    return result == 0 ? std::nullopt : std::optional<double>(1 / result);
  }
  if (base == 0) return exponent > 0 ? std::optional<double>(0) : std::nullopt;
  if (base < 0) return std::nullopt;
  return math::Exp(exponent * math::Log(base));
}

Result<int> BindPower(CallBinder* call) {
  return BindReal(call, "there is no such power", [](const KernelCall& c, std::size_t i) {
    return Power(RealAt(c, 0, i), RealAt(c, 1, i));
  });
}

}  // namespace

std::vector<FunctionInfo> ArithmeticFunctions() {
  constexpr std::string_view kFamily = "arithmetic";
  return {
      {"+", kFamily, "a + b", "Sum of numbers; exact for whole numbers and decimals.",
       "1 + 2.50", "3.50", 2, 2, BindSum<true>},
      {"-", kFamily, "a - b", "Difference of numbers.", "1 - 2.5", "-1.5", 2, 2,
       BindSum<false>},
      {"*", kFamily, "a * b", "Product; the scales of decimals add up.", "19.99 * 0.2",
       "3.998", 2, 2, BindProduct},
      {"/", kFamily, "a / b",
       "Quotient: of whole numbers a double, of decimals a decimal with at least six "
       "digits behind the point, rounded half away from zero.",
       "7 / 2", "3.5", 2, 2, BindQuotient},
      {"%", kFamily, "a % b", "Rest of the division; its sign is that of a.", "-7 % 3",
       "-1", 2, 2, BindRest},
      {"mod", kFamily, "mod(a, b)", "The same as a % b.", "mod(7, 3)", "1", 2, 2,
       BindRest},
      {"div", kFamily, "div(a, b)", "Whole quotient, cut towards zero.", "div(-7, 2)",
       "-3", 2, 2, BindDiv},
      {"negate", kFamily, "-x", "The number with the other sign.", "-(2 + 3)", "-5", 1, 1,
       BindNegate},
      {"abs", kFamily, "abs(x)", "The number without its sign.", "abs(-2.5)", "2.5", 1, 1,
       BindAbs},
      {"sign", kFamily, "sign(x)", "-1, 0 or 1.", "sign(-2.5)", "-1", 1, 1, BindSign},
      {"round", kFamily, "round(x, digits)",
       "Rounded half away from zero to digits behind the point (default 0).",
       "round(2.675, 2)", "2.68", 1, 2, BindRound<Rounding::kHalfAway>},
      {"floor", kFamily, "floor(x)", "The largest whole number that is not above x.",
       "floor(-2.5)", "-3", 1, 1, BindRound<Rounding::kDown>},
      {"ceil", kFamily, "ceil(x)", "The smallest whole number that is not below x.",
       "ceil(-2.5)", "-2", 1, 1, BindRound<Rounding::kUp>},
      {"trunc", kFamily, "trunc(x, digits)",
       "Digits behind the point cut off (default: all of them).", "trunc(-2.59, 1)",
       "-2.5", 1, 2, BindRound<Rounding::kTowardsZero>},
      {"power", kFamily, "power(a, b)", "a to the power of b, a double.", "power(2, 10)",
       "1024.0", 2, 2, BindPower},
      {"exp", kFamily, "exp(x)", "e to the power of x.", "exp(0)", "1.0", 1, 1, BindExp},
      {"ln", kFamily, "ln(x)", "Natural logarithm.", "ln(1)", "0.0", 1, 1,
       BindLog<false>},
      {"log", kFamily, "log(x)", "Logarithm to base 10.", "log(1000)", "3.0", 1, 1,
       BindLog<true>},
      {"sqrt", kFamily, "sqrt(x)", "Square root.", "sqrt(6.25)", "2.5", 1, 1, BindSqrt},
  };
}

}  // namespace rowmill
