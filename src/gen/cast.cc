#include <fmt/format.h>

#include <limits>

#include "base/check.h"
#include "column/time_zone.h"
#include "gen/json_column.h"
#include "gen/modifiers.h"
#include "gen/transform.h"
#include "value/numbers.h"
#include "value/render_text.h"

namespace rowmill {

namespace {

/// Calls f with a value of the C++ type that stores `type`; false when it is no whole
/// number, date or time.
template <typename F>
bool WithWholeType(const DataType& type, F f) {
  switch (type.id) {
    case TypeId::kInt8:
      return f(std::int8_t{}), true;
    case TypeId::kInt16:
      return f(std::int16_t{}), true;
    case TypeId::kInt32:
    case TypeId::kDate:
      return f(std::int32_t{}), true;
    case TypeId::kInt64:
    case TypeId::kDecimal:
    case TypeId::kTime:
    case TypeId::kTimestamp:
      return f(std::int64_t{}), true;
    case TypeId::kUInt8:
      return f(std::uint8_t{}), true;
    case TypeId::kUInt16:
      return f(std::uint16_t{}), true;
    case TypeId::kUInt32:
      return f(std::uint32_t{}), true;
    case TypeId::kUInt64:
      return f(std::uint64_t{}), true;
    default:
      return false;
  }
}

/// value x multiplier / divisor, rounded down; one of the two is 1. Bounds were checked.
ColumnFunction WholeFunction(const DataType& from, const DataType& to,
                             std::int64_t multiplier, std::int64_t divisor) {
  ColumnFunction function;
  WithWholeType(from, [&](auto from_value) {
    WithWholeType(to, [&](auto to_value) {
      using From = decltype(from_value);
      using To = decltype(to_value);
      function = [multiplier, divisor](const Column& in, Column* out) {
        const From* values = in.values<From>();
        To* results = out->ResizeValues<To>(in.length());
        if (divisor != 1) {
          for (std::size_t i = 0; i < in.length(); ++i) {
            results[i] =
                static_cast<To>(FloorDiv(static_cast<std::int64_t>(values[i]), divisor));
          }
          return;
        }
        // Unsigned arithmetic: rows that are null may hold anything.
        const std::uint64_t factor = static_cast<std::uint64_t>(multiplier);
        for (std::size_t i = 0; i < in.length(); ++i) {
          results[i] = static_cast<To>(static_cast<std::uint64_t>(values[i]) * factor);
        }
      };
    });
  });
  RM_CHECK(function);
  return function;
}

template <typename To>
ColumnFunction FloatingFunction(const DataType& from, double divisor) {
  ColumnFunction function;
  WithWholeType(from, [&](auto from_value) {
    using From = decltype(from_value);
    function = [divisor](const Column& in, Column* out) {
      const From* values = in.values<From>();
      To* results = out->ResizeValues<To>(in.length());
      for (std::size_t i = 0; i < in.length(); ++i) {
        results[i] = static_cast<To>(static_cast<double>(values[i]) / divisor);
      }
    };
  });
  RM_CHECK(function);
  return function;
}

struct Limits {
  __int128 min;
  __int128 max;
};

/// What the type can store, in its units.
Limits LimitsOf(const DataType& type) {
  if (type.id == TypeId::kDecimal) {
    __int128 limit = PowerOfTen(type.precision) - 1;
    return {-limit, limit};
  }
  Limits limits{};
  RM_CHECK(WithWholeType(type, [&](auto value) {
    using T = decltype(value);
    limits = {static_cast<__int128>(std::numeric_limits<T>::min()),
              static_cast<__int128>(std::numeric_limits<T>::max())};
  }));
  return limits;
}

/// The bounds known of the inner values, else those of its type.
Limits KnownBounds(const Generator& inner) {
  Limits limits = LimitsOf(inner.type());
  if (inner.facts().min) limits.min = *inner.facts().min;
  if (inner.facts().max) limits.max = *inner.facts().max;
  return limits;
}

/// Moments of a zone as its local time, in units of 1/divisor seconds of the result.
template <typename To>
ColumnFunction LocalFunction(const DataType& from, std::int64_t multiplier,
                             std::int64_t divisor) {
  const std::int64_t per_second = UnitsPerSecond(from.unit);
  return [zone = from.rules, per_second, multiplier, divisor](const Column& in,
                                                              Column* out) {
    const std::int64_t* values = in.values<std::int64_t>();
    To* results = out->ResizeValues<To>(in.length());
    for (std::size_t i = 0; i < in.length(); ++i) {
      const std::int64_t offset = zone->OffsetAt(FloorDiv(values[i], per_second));
      results[i] = static_cast<To>(FloorDiv(values[i] + offset * per_second, divisor) *
                                   multiplier);
    }
  };
}

class Caster {
 public:
  Caster(std::unique_ptr<Generator> inner, const DataType& to, std::string* reason)
      : inner_(std::move(inner)), from_(inner_->type()), to_(to), reason_(reason) {}

  std::unique_ptr<Generator> Make() {
    if (from_ == to_) return std::move(inner_);
    if (from_.is_nested() && to_.id == TypeId::kString) {
      return MakeJsonColumn(std::move(inner_));
    }
    if (from_.is_nested() || to_.is_nested()) return NotPossible("");
    if (to_.id == TypeId::kString) {
      ColumnFacts facts = RenderedFacts(from_, inner_->facts(), TimestampText::kBlank);
      return MakeTransform(std::move(inner_), to_, facts,
                           MakeRenderFunction(from_, TimestampText::kBlank));
    }
    if (from_.id == TypeId::kString && to_.id == TypeId::kBytes) return TextToBytes();
    const bool number = from_.is_integer() || from_.id == TypeId::kDecimal;
    if (to_.id == TypeId::kDouble || to_.id == TypeId::kFloat) {
      return number ? NumberToFloating() : FloatToDouble();
    }
    if (number && to_.is_integer()) return Scaled(ScaleOf(from_), 0);
    if (number && to_.id == TypeId::kDecimal) return Scaled(ScaleOf(from_), to_.scale);
    return Temporal();
  }

 private:
  static int ScaleOf(const DataType& type) {
    return type.id == TypeId::kDecimal ? type.scale : 0;
  }

  std::unique_ptr<Generator> NotPossible(std::string_view why) {
    *reason_ = fmt::format("{} cannot become {}{}{}", from_.ToString(), to_.ToString(),
                           why.empty() ? "" : ": ", why);
    return nullptr;
  }

  std::unique_ptr<Generator> TextToBytes() {
    ColumnFacts facts = inner_->facts();
    facts.plain_text = false;
    ColumnFunction copy = MakeRenderFunction(from_, TimestampText::kBlank);
    return MakeTransform(std::move(inner_), to_, facts, std::move(copy));
  }

  std::unique_ptr<Generator> FloatToDouble() {
    if (from_.id != TypeId::kFloat || to_.id != TypeId::kDouble) {
      return NotPossible(from_.id == TypeId::kDouble ? "it would lose digits" : "");
    }
    ColumnFacts facts;
    return MakeTransform(std::move(inner_), to_, facts,
                         [](const Column& in, Column* out) {
                           const float* values = in.values<float>();
                           double* results = out->ResizeValues<double>(in.length());
                           for (std::size_t i = 0; i < in.length(); ++i) {
                             results[i] = static_cast<double>(values[i]);
                           }
                         });
  }

  /// Whole numbers of at most 53 (24) bits are exact; decimals are correctly rounded.
  std::unique_ptr<Generator> NumberToFloating() {
    const bool to_double = to_.id == TypeId::kDouble;
    const __int128 limit = static_cast<__int128>(1) << (to_double ? 53 : 24);
    Limits bounds = KnownBounds(*inner_);
    if (bounds.min < -limit || bounds.max > limit) {
      return NotPossible(
          "its values may have more digits than that holds: give it a narrower range");
    }
    if (!to_double && ScaleOf(from_) > 0) return NotPossible("it would lose digits");
    ColumnFacts facts;
    facts.ascending = inner_->facts().ascending;
    double divisor = static_cast<double>(PowerOfTen(ScaleOf(from_)));
    ColumnFunction function = to_double ? FloatingFunction<double>(from_, divisor)
                                        : FloatingFunction<float>(from_, divisor);
    return MakeTransform(std::move(inner_), to_, facts, std::move(function));
  }

  /// Whole numbers and decimals between scales.
  std::unique_ptr<Generator> Scaled(int from_scale, int to_scale) {
    if (from_scale > to_scale) return NotPossible("it would lose digits");
    return Multiplied(PowerOfTen(to_scale - from_scale));
  }

  std::unique_ptr<Generator> Multiplied(std::int64_t factor) {
    Limits bounds = KnownBounds(*inner_);
    Limits room = LimitsOf(to_);
    if (bounds.min * factor < room.min || bounds.max * factor > room.max) {
      return NotPossible("its values do not all fit: give it a narrower range");
    }
    return Whole(bounds.min * factor, bounds.max * factor, factor, 1);
  }

  std::unique_ptr<Generator> Whole(__int128 min, __int128 max, std::int64_t multiplier,
                                   std::int64_t divisor) {
    ColumnFacts facts;
    facts.ascending = inner_->facts().ascending;
    facts.incompressible = inner_->facts().incompressible && from_ == to_;
    if (max <= INT64_MAX && min >= INT64_MIN) {
      facts.min = static_cast<std::int64_t>(min);
      facts.max = static_cast<std::int64_t>(max);
    }
    return MakeTransform(std::move(inner_), to_, facts,
                         WholeFunction(from_, to_, multiplier, divisor));
  }

  /// Moments of a zone become its local days or local times.
  std::unique_ptr<Generator> Local() {
    const std::int64_t units = UnitsPerSecond(from_.unit);
    if (to_.id == TypeId::kDate) {
      return MakeTransform(std::move(inner_), to_, {},
                           LocalFunction<std::int32_t>(from_, 1, kSecondsPerDay * units));
    }
    const std::int64_t finer = UnitsPerSecond(to_.unit) / units;
    if (finer == 0) return NotPossible("it would lose digits");
    const Limits bounds = KnownBounds(*inner_), room = LimitsOf(to_);
    const __int128 most = static_cast<__int128>(TimeZone::kOffsetMax) * units;
    if ((bounds.min - most) * finer < room.min ||
        (bounds.max + most) * finer > room.max) {
      return NotPossible("its values do not all fit: give it a narrower range");
    }
    return MakeTransform(std::move(inner_), to_, {},
                         LocalFunction<std::int64_t>(from_, finer, 1));
  }

  /// Dates and timestamps into one another.
  std::unique_ptr<Generator> Temporal() {
    const bool from_date = from_.id == TypeId::kDate;
    const bool from_stamp = from_.id == TypeId::kTimestamp;
    const bool to_local =
        to_.id == TypeId::kDate || (to_.id == TypeId::kTimestamp && to_.zone.empty());
    if (from_stamp && from_.rules != nullptr && to_local) return Local();
    if (from_date && to_.id == TypeId::kTimestamp) {
      return Multiplied(kSecondsPerDay * UnitsPerSecond(to_.unit));
    }
    if (from_stamp && to_.id == TypeId::kDate) {
      std::int64_t day = kSecondsPerDay * UnitsPerSecond(from_.unit);
      Limits bounds = KnownBounds(*inner_);
      Limits room = LimitsOf(to_);
      std::int64_t min = FloorDiv(static_cast<std::int64_t>(bounds.min), day);
      std::int64_t max = FloorDiv(static_cast<std::int64_t>(bounds.max), day);
      if (min < room.min || max > room.max) {
        return NotPossible("its values do not all fit: give it a narrower range");
      }
      return Whole(min, max, 1, day);
    }
    bool same_kind = from_stamp ? to_.id == TypeId::kTimestamp
                                : from_.id == TypeId::kTime && to_.id == TypeId::kTime;
    if (!same_kind) return NotPossible("");
    std::int64_t from_units = UnitsPerSecond(from_.unit);
    std::int64_t to_units = UnitsPerSecond(to_.unit);
    if (from_units > to_units) return NotPossible("it would lose digits");
    return Multiplied(to_units / from_units);
  }

  std::unique_ptr<Generator> inner_;
  DataType from_;
  DataType to_;
  std::string* reason_;
};

}  // namespace

std::unique_ptr<Generator> CastTo(std::unique_ptr<Generator> inner, const DataType& type,
                                  std::string* reason) {
  return Caster(std::move(inner), type, reason).Make();
}

std::unique_ptr<Generator> TemporalAsText(std::unique_ptr<Generator> inner) {
  const DataType type = inner->type();
  if (type.id != TypeId::kDate && type.id != TypeId::kTimestamp) return inner;
  ColumnFacts facts = RenderedFacts(type, inner->facts(), TimestampText::kIsoLocal);
  return MakeTransform(std::move(inner), DataType::Of(TypeId::kString), facts,
                       MakeRenderFunction(type, TimestampText::kIsoLocal));
}

}  // namespace rowmill
