#include "expr/convert.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>

#include "base/clock.h"
#include "base/text.h"
#include "column/time_zone.h"
#include "expr/kernels.h"
#include "expr/lexer.h"
#include "value/numbers.h"
#include "value/render_text.h"

namespace rowmill {

namespace {

bool IsWhole(const DataType& type) { return type.is_integer(); }
bool IsNumber(const DataType& type) {
  return type.is_integer() || type.id == TypeId::kDecimal || type.id == TypeId::kDouble ||
         type.id == TypeId::kFloat;
}
int ScaleOf(const DataType& type) { return type.id == TypeId::kDecimal ? type.scale : 0; }
bool Holds(const ColumnFacts& facts, std::int64_t min, std::int64_t max) {
  return facts.min && facts.max && *facts.min >= min && *facts.max <= max;
}

KernelTraits Plain(const DataType& from, const DataType& to) {
  return {.key = fmt::format("cast {} {}", from.ToString(), to.ToString())};
}
KernelTraits Failing(const DataType& from, const DataType& to) {
  KernelTraits traits = Plain(from, to);
  traits.can_fail = true;
  return traits;
}

/// Bounds of the values of a type in units of the working type.
struct Bounds {
  std::int64_t min;
  std::int64_t max;
};
Bounds BoundsOf(const DataType& type) {
  switch (type.id) {
    case TypeId::kInt8:
      return {INT8_MIN, INT8_MAX};
    case TypeId::kInt16:
      return {INT16_MIN, INT16_MAX};
    case TypeId::kInt32:
      return {INT32_MIN, INT32_MAX};
    case TypeId::kUInt8:
      return {0, UINT8_MAX};
    case TypeId::kUInt16:
      return {0, UINT16_MAX};
    case TypeId::kUInt32:
      return {0, UINT32_MAX};
    case TypeId::kUInt64:
      return {0, INT64_MAX};
    case TypeId::kDecimal:
      return {1 - PowerOfTen(type.precision), PowerOfTen(type.precision) - 1};
    default:
      return {INT64_MIN, INT64_MAX};
  }
}

/// How a caster makes one node from another.
class Caster {
 public:
  Caster(ProgramBuilder* builder, int node, const DataType& to, TextSpan span)
      : builder_(builder),
        node_(node),
        from_(builder->TypeOf(node)),
        facts_(builder->node(node).facts),
        to_(to),
        span_(span) {}

  Result<int> Make() {
    if (builder_->IsNull(node_)) return builder_->Null(Working(), span_);
    if (from_ == to_) return node_;
    if (to_.id == TypeId::kString) return ToText();
    if (from_.id == TypeId::kString) return FromText();
    if (IsNumber(from_) && IsNumber(to_)) return Number();
    if (from_.id == TypeId::kBool && IsWhole(to_)) {
      return builder_->Call(
          DataType::Of(TypeId::kInt64), WithBounds(0, 1), {node_}, Plain(from_, to_),
          [](const KernelCall& call, Column* out) {
            const Column& in = *call.args[0];
            auto* values = out->ResizeValues<std::int64_t>(call.rows);
            for (std::size_t i = 0; i < call.rows; ++i) {
              values[i] = in.bit(i) ? 1 : 0;
            }
          },
          span_);
    }
    return Temporal();
  }

 private:
  DataType Working() const {
    return IsWhole(to_) ? DataType::Of(TypeId::kInt64) : WorkingType(to_);
  }

  static ColumnFacts WithBounds(std::int64_t min, std::int64_t max) {
    ColumnFacts facts;
    facts.min = min;
    facts.max = max;
    return facts;
  }

  tl::unexpected<Error> NotPossible() const {
    return Fail(ErrorCode::kInvalidModel,
                fmt::format("{} cannot become {}", from_.ToString(), to_.ToString()));
  }

  Result<int> ToText() {
    if (from_.is_nested()) return NotPossible();
    return builder_->Call(
        to_, RenderedFacts(from_, facts_, TimestampText::kBlank), {node_},
        Plain(from_, to_),
        [render = MakeRenderFunction(from_, TimestampText::kBlank)](
            const KernelCall& call, Column* out) { render(*call.args[0], out); },
        span_);
  }

  /// read(text, value): whether the text is one.
  template <typename T, typename Read>
  Result<int> Reading(ColumnFacts facts, Read read) {
    auto kernel = [read, name = to_.ToString()](const KernelCall& call, Column* out) {
      const Column& in = *call.args[0];
      T* values = out->ResizeValues<T>(call.rows);
      for (std::size_t i = 0; i < call.rows; ++i) {
        values[i] = T{};
        if (!call.IsActive(i) || read(Trim(in.text(i)), &values[i])) continue;
        call.errors->Add(i, fmt::format("'{}' is no {}", Shortened(in.text(i)), name));
      }
    };
    return builder_->Call(Working(), std::move(facts), {node_}, Failing(from_, to_),
                          kernel, span_);
  }

  static std::string Shortened(std::string_view text) {
    constexpr std::size_t kShownMax = 60;
    return Printable(text.substr(0, kShownMax)) + (text.size() > kShownMax ? "..." : "");
  }

  Result<int> FromText() {
    switch (to_.id) {
      case TypeId::kBool:
        return BoolFromText();
      case TypeId::kFloat:
      case TypeId::kDouble:
        return Reading<double>({}, [](std::string_view text, double* value) {
          auto [end, error] =
              std::from_chars(text.data(), text.data() + text.size(), *value);
          return error == std::errc() && end == text.data() + text.size() &&
                 std::isfinite(*value);
        });
      case TypeId::kDecimal: {
        const Bounds bounds = BoundsOf(to_);
        return Reading<std::int64_t>(
            WithBounds(bounds.min, bounds.max),
            [scale = int{to_.scale}, bounds](std::string_view text, std::int64_t* value) {
              Result<std::int64_t> units = ParseUnits64(text, scale);
              if (units) *value = *units;
              return units && *units >= bounds.min && *units <= bounds.max;
            });
      }
      case TypeId::kDate:
        return Reading<std::int32_t>({}, [](std::string_view text, std::int32_t* value) {
          Result<MicrosUtc> at = ParseInstant(text);
          if (!at || *at % kMicrosPerDay != 0) return false;
          *value = static_cast<std::int32_t>(*at / kMicrosPerDay);
          return true;
        });
      case TypeId::kTimestamp:
        return Reading<std::int64_t>({}, [per_second = UnitsPerSecond(to_.unit)](
                                             std::string_view text, std::int64_t* value) {
          Result<MicrosUtc> at = ParseInstant(text);
          if (!at) return false;
          if (per_second <= kMicrosPerSecond) {
            *value = FloorDiv(*at, kMicrosPerSecond / per_second);
            return true;
          }
          return !__builtin_mul_overflow(*at, per_second / kMicrosPerSecond, value);
        });
      default:
        break;
    }
    if (!IsWhole(to_)) return NotPossible();
    const Bounds bounds = BoundsOf(to_);
    return Reading<std::int64_t>(WithBounds(bounds.min, bounds.max),
                                 [bounds](std::string_view text, std::int64_t* value) {
                                   Result<std::int64_t> whole = ParseUnits64(text, 0);
                                   if (whole) *value = *whole;
                                   return whole && *whole >= bounds.min &&
                                          *whole <= bounds.max;
                                 });
  }

  Result<int> BoolFromText() {
    auto kernel = [](const KernelCall& call, Column* out) {
      const Column& in = *call.args[0];
      FillBits(
          call.rows, out, [&](std::size_t at, std::size_t count, std::uint8_t* bytes) {
            for (std::size_t i = 0; i < count; ++i) {
              const std::string_view text = in.text(at + i);
              bytes[i] = EqualsIgnoreCase(text, "true") ? 1 : 0;
              if (bytes[i] != 0 || EqualsIgnoreCase(text, "false")) continue;
              call.errors->Add(
                  at + i, fmt::format("'{}' is neither true nor false", Shortened(text)));
            }
          });
    };
    return builder_->Call(to_, {}, {node_}, Failing(from_, to_), kernel, span_);
  }

  /// Whole numbers, decimals and doubles into each other. A whole number is a decimal of
  /// scale 0; digits that do not fit are rounded, half away from zero.
  Result<int> Number() {
    const bool from_double = from_.id == TypeId::kDouble;
    if (to_.id == TypeId::kDouble || to_.id == TypeId::kFloat) {
      if (from_double) return node_;
      const double divisor = static_cast<double>(PowerOfTen(ScaleOf(from_)));
      return builder_->Call(
          DataType::Of(TypeId::kDouble), {}, {node_}, Plain(from_, to_),
          [divisor](const KernelCall& call, Column* out) {
            Map1<double, std::int64_t>(call, out, [divisor](std::int64_t value) {
              return static_cast<double>(value) / divisor;
            });
          },
          span_);
    }
    const Bounds bounds = BoundsOf(to_);
    return from_double ? FromDouble(bounds) : Rescaled(bounds);
  }

  Result<int> FromDouble(Bounds bounds) {
    const double factor = static_cast<double>(PowerOfTen(ScaleOf(to_)));
    auto kernel = [factor, bounds, name = to_.ToString()](const KernelCall& call,
                                                          Column* out) {
      const double* in = call.args[0]->values<double>();
      auto* values = out->ResizeValues<std::int64_t>(call.rows);
      for (std::size_t i = 0; i < call.rows; ++i) {
        // round() is exact, whatever the machine.
        const double rounded = std::round(in[i] * factor);
        const bool fits = rounded >= -0x1.0p63 && rounded < 0x1.0p63;
        values[i] = fits ? static_cast<std::int64_t>(rounded) : 0;
        if (fits && values[i] >= bounds.min && values[i] <= bounds.max) continue;
        call.errors->Add(i, fmt::format("{} does not fit {}", in[i], name));
      }
    };
    return builder_->Call(Working(), WithBounds(bounds.min, bounds.max), {node_},
                          Failing(from_, to_), kernel, span_);
  }

  Result<int> Rescaled(Bounds bounds) {
    const int from_scale = ScaleOf(from_), to_scale = ScaleOf(to_);
    const Bounds known{facts_.min.value_or(BoundsOf(from_).min),
                       facts_.max.value_or(BoundsOf(from_).max)};
    const bool up = to_scale >= from_scale;
    const std::int64_t factor = PowerOfTen(std::abs(to_scale - from_scale));
    auto scaled = [up, factor](std::int64_t value) -> __int128 {
      if (up) return static_cast<__int128>(value) * factor;
      const std::int64_t half = factor / 2;
      return value >= 0 ? (static_cast<__int128>(value) + half) / factor
                        : (static_cast<__int128>(value) - half) / factor;
    };
    const __int128 low = scaled(known.min), high = scaled(known.max);
    const bool fits = low >= bounds.min && high <= bounds.max;
    ColumnFacts facts =
        WithBounds(static_cast<std::int64_t>(std::max<__int128>(low, bounds.min)),
                   static_cast<std::int64_t>(std::min<__int128>(high, bounds.max)));
    if (from_scale == to_scale && fits && Working() == from_) return node_;
    if (fits) {
      auto kernel = [scaled, up, factor](const KernelCall& call, Column* out) {
        if (up) {
          // Unsigned: rows that are null may hold anything.
          Map1<std::uint64_t, std::uint64_t>(call, out, [factor](std::uint64_t value) {
            return value * static_cast<std::uint64_t>(factor);
          });
        } else {
          Map1<std::int64_t, std::int64_t>(call, out, [scaled](std::int64_t value) {
            return static_cast<std::int64_t>(scaled(value));
          });
        }
      };
      return builder_->Call(Working(), facts, {node_}, Plain(from_, to_), kernel, span_);
    }
    auto kernel = [scaled, bounds, name = to_.ToString()](const KernelCall& call,
                                                          Column* out) {
      const auto* in = call.args[0]->values<std::int64_t>();
      auto* values = out->ResizeValues<std::int64_t>(call.rows);
      for (std::size_t i = 0; i < call.rows; ++i) {
        const __int128 value = scaled(in[i]);
        const bool good = value >= bounds.min && value <= bounds.max;
        values[i] = good ? static_cast<std::int64_t>(value) : 0;
        if (!good) call.errors->Add(i, fmt::format("the number does not fit {}", name));
      }
    };
    return builder_->Call(Working(), facts, {node_}, Failing(from_, to_), kernel, span_);
  }

  template <typename From, typename To, typename F>
  Result<int> Mapped(F f) {
    return builder_->Call(
        to_, {}, {node_}, Plain(from_, to_),
        [f](const KernelCall& call, Column* out) { Map1<To, From>(call, out, f); },
        span_);
  }

  Result<int> Temporal() {
    const bool to_stamp = to_.id == TypeId::kTimestamp;
    if (from_.id == TypeId::kDate && to_stamp) {
      const std::int64_t day = kSecondsPerDay * UnitsPerSecond(to_.unit);
      return Mapped<std::int32_t, std::int64_t>([day](std::int32_t value) {
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(value) *
                                         static_cast<std::uint64_t>(day));
      });
    }
    if (from_.id != TypeId::kTimestamp) return NotPossible();
    const std::int64_t units = UnitsPerSecond(from_.unit);
    // Days and times are those of the zone.
    auto local = [zone = from_.rules, units](std::int64_t value) {
      return zone == nullptr ? value
                             : value + zone->OffsetAt(FloorDiv(value, units)) * units;
    };
    if (to_.id == TypeId::kDate) {
      const std::int64_t day = kSecondsPerDay * units;
      return Mapped<std::int64_t, std::int32_t>([local, day](std::int64_t value) {
        return static_cast<std::int32_t>(FloorDiv(local(value), day));
      });
    }
    if (to_.id == TypeId::kTime && UnitsPerSecond(to_.unit) == units) {
      const std::int64_t day = kSecondsPerDay * units;
      return Mapped<std::int64_t, std::int64_t>([local, day](std::int64_t value) {
        const std::int64_t at = local(value);
        return at - FloorDiv(at, day) * day;
      });
    }
    if (!to_stamp) return NotPossible();
    const std::int64_t to_units = UnitsPerSecond(to_.unit);
    const std::int64_t factor = to_units > units ? to_units / units : units / to_units;
    if (to_units <= units) {
      return Mapped<std::int64_t, std::int64_t>(
          [factor](std::int64_t value) { return FloorDiv(value, factor); });
    }
    auto kernel = [factor](const KernelCall& call, Column* out) {
      const auto* in = call.args[0]->values<std::int64_t>();
      auto* values = out->ResizeValues<std::int64_t>(call.rows);
      for (std::size_t i = 0; i < call.rows; ++i) {
        if (__builtin_mul_overflow(in[i], factor, &values[i])) {
          call.errors->Add(i, "the moment does not fit units as fine as that");
        }
      }
    };
    return builder_->Call(to_, {}, {node_}, Failing(from_, to_), kernel, span_);
  }

  ProgramBuilder* builder_;
  int node_;
  DataType from_;
  ColumnFacts facts_;
  DataType to_;
  TextSpan span_;
};

template <typename From, typename To>
Kernel Widen() {
  return [](const KernelCall& call, Column* out) {
    Map1<To, From>(call, out, [](From value) { return static_cast<To>(value); });
  };
}

}  // namespace

DataType WorkingType(const DataType& type) {
  if (type.is_integer()) return DataType::Of(TypeId::kInt64);
  if (type.id == TypeId::kFloat) return DataType::Of(TypeId::kDouble);
  return type;
}

Result<int> ToWorkingType(ProgramBuilder* builder, int node, TextSpan span) {
  const DataType from = builder->TypeOf(node);
  const DataType to = WorkingType(from);
  if (from == to) return node;
  const ColumnFacts& known = builder->node(node).facts;
  const Bounds bounds = BoundsOf(from);
  ColumnFacts facts;
  facts.min = known.min.value_or(bounds.min);
  facts.max = known.max.value_or(bounds.max);
  Kernel kernel;
  switch (from.id) {
    case TypeId::kInt8:
      kernel = Widen<std::int8_t, std::int64_t>();
      break;
    case TypeId::kInt16:
      kernel = Widen<std::int16_t, std::int64_t>();
      break;
    case TypeId::kInt32:
      kernel = Widen<std::int32_t, std::int64_t>();
      break;
    case TypeId::kUInt8:
      kernel = Widen<std::uint8_t, std::int64_t>();
      break;
    case TypeId::kUInt16:
      kernel = Widen<std::uint16_t, std::int64_t>();
      break;
    case TypeId::kUInt32:
      kernel = Widen<std::uint32_t, std::int64_t>();
      break;
    case TypeId::kUInt64:
      if (!Holds(known, 0, INT64_MAX)) {
        return Fail(ErrorCode::kInvalidModel,
                    "it is uint64 and may pass 2^63-1, which formulas do not hold; give "
                    "it a max");
      }
      kernel = Widen<std::uint64_t, std::int64_t>();
      break;
    default:
      kernel = Widen<float, double>();
      facts = {};
      break;
  }
  return builder->Call(to, std::move(facts), {node}, {.key = "widen " + from.ToString()},
                       std::move(kernel), span);
}

std::optional<DataType> CommonType(const DataType& a, const DataType& b) {
  if (a == b) return a;
  if (IsNumber(a) && IsNumber(b)) {
    if (a.id == TypeId::kDouble || b.id == TypeId::kDouble) {
      return DataType::Of(TypeId::kDouble);
    }
    if (IsWhole(a) && IsWhole(b)) return DataType::Of(TypeId::kInt64);
    const int scale = std::max(ScaleOf(a), ScaleOf(b));
    auto whole_digits = [](const DataType& type) {
      return IsWhole(type) ? 18 : type.precision - type.scale;
    };
    const int digits = std::max(whole_digits(a), whole_digits(b));
    return DataType::Decimal(std::min(18, digits + scale), scale);
  }
  const bool stamps = a.id == TypeId::kTimestamp && b.id == TypeId::kTimestamp;
  if (stamps) {
    DataType common = UnitsPerSecond(a.unit) >= UnitsPerSecond(b.unit) ? a : b;
    if (a.zone != b.zone) common = DataType::Timestamp(common.unit);
    return common;
  }
  if (a.id == TypeId::kDate && b.id == TypeId::kTimestamp) return b;
  if (b.id == TypeId::kDate && a.id == TypeId::kTimestamp) return a;
  return std::nullopt;
}

bool GoesByItself(const DataType& from, const DataType& to) {
  const std::optional<DataType> common = CommonType(from, to);
  return common &&
         (*common == to || (to.id == TypeId::kDecimal && common->id == TypeId::kDecimal &&
                            common->scale == to.scale));
}

Result<int> CastNode(ProgramBuilder* builder, int node, const DataType& to,
                     TextSpan span) {
  return Caster(builder, node, to, span).Make();
}

}  // namespace rowmill
