#include "gen/law.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace rowmill {

namespace {

constexpr struct {
  std::string_view name;
  LawKind kind;
} kKinds[] = {
    {"uniform", LawKind::kUniform},
    {"normal", LawKind::kNormal},
    {"lognormal", LawKind::kLogNormal},
    {"exponential", LawKind::kExponential},
    {"gamma", LawKind::kGamma},
    {"beta", LawKind::kBeta},
    {"weibull", LawKind::kWeibull},
    {"pareto", LawKind::kPareto},
    {"triangular", LawKind::kTriangular},
    {"zipf", LawKind::kZipf},
    {"poisson", LawKind::kPoisson},
    {"binomial", LawKind::kBinomial},
    {"geometric", LawKind::kGeometric},
    {"histogram", LawKind::kHistogram},
    {"choice", LawKind::kChoice},
    {"quantiles", LawKind::kQuantiles},
    {"mixture", LawKind::kMixture},
    {"constant", LawKind::kConstant},
    {"walk", LawKind::kWalk},
    {"season", LawKind::kSeason},
};

class LawMaker {
 public:
  LawMaker(const Distribution& written, const Axis& axis, const Span& range,
           MicrosUtc now, Faults* faults)
      : written_(written), axis_(axis), range_(range), now_(now), faults_(faults) {}

  std::optional<Law> Make() {
    const std::size_t before = faults_->errors().size();
    for (const auto& [name, kind] : kKinds) {
      if (name == written_.info->name) law_.kind = kind;
    }
    law_.factor = axis_.factor;
    Fill();
    if (faults_->errors().size() != before) return std::nullopt;
    return std::move(law_);
  }

 private:
  void Fault(std::string_view name, std::string message, const Node* node = nullptr) {
    const Place place =
        node != nullptr && node->place.known() ? node->place : written_.place;
    const std::string step = name.empty() ? "" : "/" + std::string(name);
    faults_->Add(ErrorCode::kInvalidModel, std::move(message), written_.pointer + step,
                 place);
  }

  /// A place on the axis, in values (days or seconds since 1970 on temporal ones).
  double PositionOf(const AxisValue& value, std::string_view name) {
    if (value.kind == AxisValue::Kind::kNumber) {
      if (axis_.temporal) {
        Fault(name,
              fmt::format("{} of {} is a date here, not {}", name, written_.info->name,
                          value.node.ScalarText()),
              &value.node);
      }
      return value.number;
    }
    if (!axis_.temporal) {
      Fault(name,
            fmt::format("{} of {} is a number here, not {}", name, written_.info->name,
                        value.node.ScalarText()),
            &value.node);
      return 0;
    }
    const MicrosUtc at = value.kind == AxisValue::Kind::kNow ? now_ : value.instant;
    return static_cast<double>(at) / axis_.micros_per_value;
  }

  double Position(std::string_view name, double fallback) {
    const AxisValue* value = written_.Find(name);
    return value == nullptr ? fallback : PositionOf(*value, name);
  }

  double Spread(std::string_view name, double fallback) {
    const AxisValue* value = written_.Find(name);
    if (value == nullptr) return fallback;
    if (value->kind != AxisValue::Kind::kDuration) return value->number;
    if (!axis_.temporal) {
      Fault(name,
            fmt::format("{} of {} is a number here, not {}", name, written_.info->name,
                        value->node.ScalarText()),
            &value->node);
    }
    return value->number / axis_.micros_per_value;
  }

  double Number(std::string_view name, double fallback) {
    const AxisValue* value = written_.Find(name);
    return value == nullptr ? fallback : value->number;
  }

  /// A place without which the law has no sense on dates.
  double Needed(std::string_view name) {
    if (axis_.temporal && written_.Find(name) == nullptr) {
      Fault(name, fmt::format("{} needs '{}' on dates and timestamps",
                              written_.info->name, name));
    }
    return Position(name, 0);
  }

  double RangeLow() const { return range_.low / axis_.factor; }
  double RangeHigh() const { return range_.high / axis_.factor; }
  /// Half a stored unit, in values: whole numbers of a range are alike at its ends.
  double HalfUnit() const { return axis_.whole ? 0.5 / axis_.factor : 0; }

  /// The nearest unit of the column on the inner side of a bound; a bound that is one,
  /// but for its last bits, stays.
  template <typename Inwards>
  double UnitFrom(double bound, Inwards inwards) const {
    constexpr double kLastBits = 1e-9;
    const double units = bound * axis_.factor, nearest = std::round(units);
    if (std::abs(units - nearest) <= kLastBits * std::max(1.0, std::abs(nearest))) {
      return bound;
    }
    return inwards(units) / axis_.factor;
  }

  /// On dates, laws from 0 on begin at the field's min.
  void BeginAtMin(double before = 0) {
    if (axis_.temporal) law_.offset = range_.low - before;
  }

  void Fill() {
    switch (law_.kind) {
      case LawKind::kUniform:
        return FillUniform();
      case LawKind::kNormal:
        law_.a = Needed("mean");
        law_.b = Spread("sd", 1);
        return;
      case LawKind::kLogNormal:
        law_.a = Number("mu", 0);
        law_.b = Number("sigma", 1);
        return BeginAtMin();
      case LawKind::kExponential:
        law_.a = Number("rate", 1);
        return BeginAtMin();
      case LawKind::kGamma:
      case LawKind::kWeibull:
        law_.a = Number("shape", 1);
        law_.b = Spread("scale", 1);
        return BeginAtMin();
      case LawKind::kPareto:
        law_.a = Spread("scale", 1);
        law_.b = Number("shape", 1);
        return BeginAtMin();
      case LawKind::kBeta:
        law_.a = Number("a", 1);
        law_.b = Number("b", 1);
        law_.c = RangeLow();
        law_.d = RangeHigh();
        if (!(law_.c < law_.d)) Fault("", "beta needs a range: min is not below max");
        return;
      case LawKind::kTriangular:
        return FillTriangular();
      case LawKind::kZipf:
        law_.a = Number("s", 1);
        return BeginAtMin(axis_.factor);
      case LawKind::kPoisson:
        law_.a = Number("mean", 1);
        return BeginAtMin();
      case LawKind::kBinomial:
        law_.a = Number("n", 1);
        law_.b = Number("p", 0.5);
        return BeginAtMin();
      case LawKind::kGeometric:
        law_.a = Number("p", 0.5);
        return BeginAtMin();
      case LawKind::kHistogram:
      case LawKind::kChoice:
      case LawKind::kQuantiles:
        return FillPoints();
      case LawKind::kConstant:
        law_.a = Needed("value");
        return;
      case LawKind::kMixture:
        return FillParts();
      case LawKind::kWalk:
        law_.a = Needed("start");
        law_.b = Spread("drift", 0);
        law_.c = Spread("sd", 1);
        return;
      case LawKind::kSeason:
        law_.a = Needed("base");
        law_.b = Spread("amplitude", 0);
        law_.c = Number("period", 1);
        law_.d = Spread("noise", 0);
        law_.e = Spread("trend", 0);
        return;
    }
  }

  void FillUniform() {
    law_.a = Position("min", RangeLow());
    law_.b = Position("max", RangeHigh());
    const bool wrong = axis_.whole ? law_.a > law_.b : law_.a >= law_.b;
    if (wrong) return Fault("", "min of uniform is not below its max");
    if (axis_.whole) {
      law_.a = UnitFrom(law_.a, [](double units) { return std::ceil(units); });
      law_.b = UnitFrom(law_.b, [](double units) { return std::floor(units); });
      if (law_.a > law_.b) {
        return Fault("", "no value of the column lies between min and max of uniform");
      }
    }
    law_.a -= HalfUnit();
    law_.b += HalfUnit();
  }

  void FillTriangular() {
    law_.a = Position("min", RangeLow());
    law_.b = Position("mode", law_.a);
    law_.c = Position("max", RangeHigh());
    if (!(law_.a <= law_.b && law_.b <= law_.c && law_.a < law_.c)) {
      Fault("", fmt::format("triangular needs min <= mode <= max and min < max, not "
                            "{}, {}, {}",
                            law_.a, law_.b, law_.c));
    }
  }

  void FillPoints() {
    for (std::size_t i = 0; i < written_.points.size(); ++i) {
      law_.points.push_back(PositionOf(written_.points[i], "a value"));
    }
    law_.weights = written_.weights;
    if (law_.kind == LawKind::kHistogram) {
      if (law_.weights.back() > 0) {
        law_.kind = LawKind::kChoice;
        return;
      }
      law_.weights.pop_back();
    }
    if (law_.kind == LawKind::kChoice) return;
    for (std::size_t i = 1; i < law_.points.size(); ++i) {
      const bool rises = law_.kind == LawKind::kQuantiles
                             ? law_.points[i - 1] <= law_.points[i]
                             : law_.points[i - 1] < law_.points[i];
      if (rises) continue;
      Fault("",
            fmt::format(
                "the {} must rise: {} stands behind {}",
                law_.kind == LawKind::kQuantiles ? "quantiles" : "edges of the histogram",
                written_.points[i].node.ScalarText(),
                written_.points[i - 1].node.ScalarText()),
            &written_.points[i].node);
      return;
    }
  }

  void FillParts() {
    law_.factor = 1;  // each part has its own
    for (const Distribution& part : written_.parts) {
      std::optional<Law> made = MakeLaw(part, axis_, range_, now_, faults_);
      if (made) law_.parts.push_back(std::move(*made));
    }
    law_.weights = written_.weights;
  }

  const Distribution& written_;
  const Axis& axis_;
  const Span& range_;
  MicrosUtc now_;
  Faults* faults_;
  Law law_;
};

}  // namespace

std::optional<Law> MakeLaw(const Distribution& distribution, const Axis& axis,
                           const Span& range, MicrosUtc now, Faults* faults) {
  return LawMaker(distribution, axis, range, now, faults).Make();
}

}  // namespace rowmill
