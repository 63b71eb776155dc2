#include "gen/distributed.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/check.h"
#include "base/text.h"
#include "draw/copula.h"
#include "gen/range.h"

namespace rowmill {

namespace {

/// Where doubles without bounds end; cubics of larger ones would pass the range.
constexpr double kDoubleWidth = 1e300;

/// A sampler with the draws that go into it.
class Source {
 public:
  Source(const TypeContext& context, std::unique_ptr<Sampler> sampler)
      : sampler_(std::move(sampler)),
        key_(context.draws.Key("value")),
        copula_(context.copula) {}

  /// Values of the rows, in memory of the scratch that the next call takes again.
  const double* Fill(const GenerateCall& call) const {
    const std::size_t count = call.rows.size();
    call.scratch->draws.Resize(count * sizeof(std::uint64_t));
    call.scratch->draws_2.Resize(count * sizeof(double));
    std::uint64_t* draws = call.scratch->draws.as<std::uint64_t>();
    double* values = call.scratch->draws_2.as<double>();
    if (copula_ != nullptr) {
      copula_->Fill(call.rows, draws);
    } else {
      FillDraws(key_, call.rows, draws);
    }
    sampler_->Fill(call.rows, draws, values);
    return values;
  }

 private:
  std::unique_ptr<Sampler> sampler_;
  DrawKey key_;
  std::shared_ptr<const CopulaPart> copula_;
};

/// `Wide` is int64 or uint64.
template <typename Wide>
class WholeGenerator final : public Generator {
 public:
  WholeGenerator(DataType type, Source source, Wide min, Wide max)
      : source_(std::move(source)),
        min_(min),
        max_(max),
        low_(static_cast<double>(min)),
        high_(static_cast<double>(max)),
        width_(type.fixed_width()) {
    type_ = std::move(type);
    if (static_cast<__int128>(max) <= INT64_MAX) {
      facts_.min = static_cast<std::int64_t>(min);
      facts_.max = static_cast<std::int64_t>(max);
    }
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    out->Reset(type_);
    const double* values = source_.Fill(call);
    const std::size_t count = call.rows.size();
    switch (width_) {
      case 1:
        Store(values, count, out->ResizeValues<std::uint8_t>(count));
        break;
      case 2:
        Store(values, count, out->ResizeValues<std::uint16_t>(count));
        break;
      case 4:
        Store(values, count, out->ResizeValues<std::uint32_t>(count));
        break;
      default:
        RM_DCHECK(width_ == 8);
        Store(values, count, out->ResizeValues<std::uint64_t>(count));
    }
    return {};
  }

 private:
  template <typename Out>
  void Store(const double* values, std::size_t count, Out* out) const {
    for (std::size_t i = 0; i < count; ++i) {
      const double value = std::floor(values[i] + 0.5);
      const Wide whole = value >= high_ ? max_
                         : value > low_ ? static_cast<Wide>(value)
                                        : min_;
      out[i] = static_cast<Out>(whole);
    }
  }

  Source source_;
  Wide min_, max_;
  double low_, high_;
  std::size_t width_;
};

template <typename T>
class RealGenerator final : public Generator {
 public:
  RealGenerator(TypeId id, Source source, double min, double max)
      : source_(std::move(source)),
        min_(static_cast<T>(min)),
        max_(static_cast<T>(max)),
        below_(std::nextafter(static_cast<T>(max), static_cast<T>(min))) {
    type_ = DataType::Of(id);
    facts_.incompressible = true;
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    out->Reset(type_);
    const double* values = source_.Fill(call);
    T* cells = out->ResizeValues<T>(call.rows.size());
    for (std::size_t i = 0; i < call.rows.size(); ++i) {
      const T value = static_cast<T>(values[i]);
      cells[i] = value >= max_ ? below_ : (value < min_ ? min_ : value);
    }
    return {};
  }

 private:
  Source source_;
  T min_, max_, below_;
};

bool IsSeries(const Law& law) {
  return law.kind == LawKind::kWalk || law.kind == LawKind::kSeason;
}

/// The law of the field: what is written, else the type's own, else uniform over its
/// range.
std::optional<Law> LawOf(const TypeContext& context, const Axis& axis, const Span& range,
                         const Law* own, Faults* faults) {
  if (context.distribution != nullptr) {
    return MakeLaw(*context.distribution, axis, range, context.now, faults);
  }
  if (own != nullptr) return *own;
  Law law;
  law.kind = LawKind::kUniform;
  const double half = axis.whole ? 0.5 : 0;
  law.a = range.low - half;
  law.b = range.high + half;
  return law;
}

/// nullopt after adding a fault.
std::optional<Source> MakeSource(const TypeContext& context, const Options& options,
                                 const Law& law, const Cut& cut, Faults* faults) {
  auto fault = [&](std::string message) {
    const Distribution* written = context.distribution;
    faults->Add(ErrorCode::kInvalidModel,
                fmt::format("field '{}': {}", Printable(context.field), message),
                written != nullptr ? written->pointer : options.pointer(),
                written != nullptr ? written->place : options.place());
  };
  const bool bounded = options.Has("min") || options.Has("max");
  if (IsSeries(law) && bounded) {
    fault(fmt::format("a {} cannot be cut: leave out min and max", LawName(law.kind)));
    return std::nullopt;
  }
  Result<std::unique_ptr<Sampler>> sampler = MakeSampler(law, cut, context.draws);
  if (!sampler) {
    fault(sampler.error().message);
    return std::nullopt;
  }
  if (context.copula != nullptr && !(*sampler)->one_draw()) {
    fault(fmt::format("a {} cannot be correlated: more than one draw makes a value",
                      LawName(law.kind)));
    return std::nullopt;
  }
  return Source(context, std::move(*sampler));
}

}  // namespace

std::unique_ptr<Generator> MakeDistributedWhole(const TypeContext& context,
                                                const Options& options, DataType type,
                                                Axis axis,
                                                const DistributedBounds& bounds,
                                                Faults* faults, const Law* own) {
  RM_CHECK(context.distributed() || own != nullptr);
  const Span range{static_cast<double>(bounds.min), static_cast<double>(bounds.max)};
  std::optional<Law> law = LawOf(context, axis, range, own, faults);
  if (!law) return nullptr;
  // A field of a group without a distribution keeps its range.
  const bool whole_width = context.distribution != nullptr;
  const __int128 min = options.Has("min") || !whole_width ? bounds.min : bounds.lowest;
  const __int128 max = options.Has("max") || !whole_width ? bounds.max : bounds.highest;
  const Cut cut{static_cast<double>(min) - 0.5, static_cast<double>(max) + 0.5};
  std::optional<Source> source = MakeSource(context, options, *law, cut, faults);
  if (!source) return nullptr;
  if (max > INT64_MAX) {
    return std::make_unique<WholeGenerator<std::uint64_t>>(
        std::move(type), std::move(*source), static_cast<std::uint64_t>(min),
        static_cast<std::uint64_t>(max));
  }
  return std::make_unique<WholeGenerator<std::int64_t>>(
      std::move(type), std::move(*source), static_cast<std::int64_t>(min),
      static_cast<std::int64_t>(max));
}

std::unique_ptr<Generator> MakeDistributedReal(const TypeContext& context,
                                               const Options& options, TypeId type,
                                               double min, double max, Faults* faults) {
  RM_CHECK(context.distributed());
  Axis axis;
  axis.whole = false;
  std::optional<Law> law = LawOf(context, axis, {min, max}, nullptr, faults);
  if (!law) return nullptr;
  const double width = type == TypeId::kFloat
                           ? static_cast<double>(std::numeric_limits<float>::max())
                           : kDoubleWidth;
  const bool whole_width = context.distribution != nullptr;
  const double low = options.Has("min") || !whole_width ? std::max(min, -width) : -width;
  const double high = options.Has("max") || !whole_width ? std::min(max, width) : width;
  std::optional<Source> source = MakeSource(context, options, *law, {low, high}, faults);
  if (!source) return nullptr;
  if (type == TypeId::kFloat) {
    return std::make_unique<RealGenerator<float>>(type, std::move(*source), low, high);
  }
  return std::make_unique<RealGenerator<double>>(type, std::move(*source), low, high);
}

}  // namespace rowmill
