// A price that walks on a grid of ticks; rows are the time axis, and any row is made by
// itself.

#include <fmt/format.h>

#include "draw/distribution.h"
#include "draw/math.h"
#include "gen/decimal_option.h"
#include "gen/type_plugin.h"
#include "value/numbers.h"

namespace rowmill {

namespace {

constexpr int kPrecision = 15;
/// How far the price may go from its start, both ways, where no bound says so.
constexpr std::int64_t kDefaultFactor = 100;

/// Prices in units of the decimal type.
struct PriceGrid {
  std::int64_t tick = 1;
  std::int64_t start = 1;
  std::int64_t min = 1;
  std::int64_t max = 1;
};

/// The logarithm of the price is a walk; where it reaches a bound it is turned back, so
/// that no price is out of them and none is cut.
class PriceGenerator final : public Generator {
 public:
  PriceGenerator(DataType type, const PriceGrid& grid, std::unique_ptr<Sampler> walk)
      : walk_(std::move(walk)),
        grid_(grid),
        low_(math::Log(static_cast<double>(grid.min))),
        width_(math::Log(static_cast<double>(grid.max)) - low_) {
    type_ = std::move(type);
    facts_.min = grid.min;
    facts_.max = grid.max;
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    out->Reset(type_);
    const std::size_t count = call.rows.size();
    call.scratch->draws_2.Resize(count * sizeof(double));
    double* logs = call.scratch->draws_2.as<double>();
    walk_->Fill(call.rows, nullptr, logs);
    std::int64_t* cells = out->ResizeValues<std::int64_t>(count);
    for (std::size_t i = 0; i < count; ++i) cells[i] = OnGrid(Turned(logs[i]));
    return {};
  }

 private:
  /// Mirrored at both bounds, as often as needed.
  double Turned(double log) const {
    if (width_ <= 0) return low_;
    const double turns = (log - low_) / (2 * width_);
    const double part = (turns - math::Floor(turns)) * 2;
    return low_ + (part > 1 ? 2 - part : part) * width_;
  }
  std::int64_t OnGrid(double log) const {
    const double ticks = math::Exp(log) / static_cast<double>(grid_.tick);
    const std::int64_t price =
        static_cast<std::int64_t>(math::Floor(ticks + 0.5)) * grid_.tick;
    return std::clamp(price, grid_.min, grid_.max);  // rounding of exp and log only
  }

  std::unique_ptr<Sampler> walk_;
  PriceGrid grid_;
  double low_;
  double width_;
};

/// Digits behind the point of the tick as it is written; nothing when it is no number
/// above 0 with at most `most` of them.
std::optional<int> ScaleOf(const std::string& tick, int most) {
  Result<__int128> units = ParseUnits(tick, most);
  if (!units || *units <= 0) return std::nullopt;
  const std::size_t point = tick.find('.');
  if (point == std::string::npos) return 0;
  return std::min(most, static_cast<int>(tick.size() - point) - 1);
}

class PriceMaker {
 public:
  PriceMaker(const TypeContext& context, const Options& options, Faults* faults)
      : context_(context), options_(options), faults_(faults) {}

  std::unique_ptr<Generator> Make() {
    constexpr int kScaleMax = 9;
    const std::string tick = options_.Text("tick", "0.01");
    const std::optional<int> scale = ScaleOf(tick, kScaleMax);
    if (!scale) {
      Fault("tick", fmt::format("tick is a number above 0 with at most {} digits behind "
                                "the point, not {}",
                                kScaleMax, tick));
      return nullptr;
    }
    const DataType type = DataType::Decimal(kPrecision, *scale);
    std::optional<std::int64_t> units = ReadUnits(options_, "tick", type, 1, faults_);
    if (!units) return nullptr;
    grid_.tick = *units;
    if (!ReadBounds(type)) return nullptr;
    return MakeWalk(type);
  }

 private:
  void Fault(std::string_view option, std::string message) {
    faults_->Add(options_.Fault(option, std::move(message)));
  }

  /// Prices of the options, on the grid. False after a fault.
  bool ReadBounds(const DataType& type) {
    const std::int64_t limit = (PowerOfTen(type.precision) - 1) / grid_.tick * grid_.tick;
    const std::int64_t hundred = 100 * PowerOfTen(type.scale);
    const std::size_t before = faults_->errors().size();
    grid_.start = Price("start", type,
                        std::max(hundred / grid_.tick, std::int64_t{1}) * grid_.tick);
    const std::int64_t start_ticks = grid_.start / grid_.tick;
    grid_.min =
        Price("min", type,
              std::max<std::int64_t>(start_ticks / kDefaultFactor, 1) * grid_.tick);
    grid_.max = Price(
        "max", type,
        grid_.start > limit / kDefaultFactor ? limit : grid_.start * kDefaultFactor);
    if (faults_->errors().size() != before) return false;
    if (grid_.min <= grid_.start && grid_.start <= grid_.max) return true;
    const bool low = grid_.start < grid_.min;
    const std::string_view wrong = low ? "min" : "max";
    Fault(options_.Has(wrong) ? wrong : "start",
          fmt::format("start {} is {} {} {}", options_.Text("start", "100"),
                      low ? "below" : "above", wrong,
                      options_.Text(wrong, "(the default)")));
    return false;
  }

  std::int64_t Price(std::string_view name, const DataType& type, std::int64_t fallback) {
    std::optional<std::int64_t> price =
        ReadUnits(options_, name, type, fallback, faults_);
    if (!price || !options_.Has(name)) return fallback;
    if (*price > 0 && *price % grid_.tick == 0) return *price;
    Fault(name,
          fmt::format("{} {} is no price: they are multiples of tick {} above 0", name,
                      options_.Text(name, ""), options_.Text("tick", "0.01")));
    return fallback;
  }

  std::unique_ptr<Generator> MakeWalk(const DataType& type) {
    Law law;
    law.kind = LawKind::kWalk;
    law.a = math::Log(static_cast<double>(grid_.start));
    law.b = options_.Number("drift", 0);
    law.c = options_.Number("sd", 0.0005);
    Result<std::unique_ptr<Sampler>> walk = MakeSampler(law, Cut(), context_.draws);
    if (!walk) {
      Fault("", walk.error().message);
      return nullptr;
    }
    return std::make_unique<PriceGenerator>(type, grid_, std::move(*walk));
  }

  const TypeContext& context_;
  const Options& options_;
  Faults* faults_;
  PriceGrid grid_;
};

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  return PriceMaker(context, options, faults).Make();
}

OptionInfo PriceOption(std::string_view name, std::string_view default_text,
                       std::string_view doc, std::string_view example) {
  return {.name = name,
          .kind = OptionKind::kDecimal,
          .default_text = default_text,
          .doc = doc,
          .example = example};
}

}  // namespace

TypePlugin finance_price_type() {
  return MakeTypePlugin(
      "finance.price", {}, "decimal(15,2)",
      "A price that walks from row to row on a grid of ticks (geometric Brownian "
      "motion).",
      {PriceOption("start", "100", "Price of row 0; a multiple of tick.", "250.50"),
       PriceOption("tick", "0.01",
                   "Step of the grid; prices have as many digits behind the point as it "
                   "is written with.",
                   "0.25"),
       {.name = "drift",
        .kind = OptionKind::kNumber,
        .default_text = "0",
        .doc = "Mean of the logarithm's change from row to row.",
        .min = -1,
        .max = 1,
        .example = "0.0001"},
       {.name = "sd",
        .kind = OptionKind::kNumber,
        .default_text = "0.0005",
        .doc = "Standard deviation of the logarithm's change from row to row: 0.01 is "
               "about one per cent.",
        .min = 0,
        .max = 1,
        .aliases = {"volatility"},
        .example = "0.01"},
       PriceOption("min", "start / 100",
                   "Lowest price; a walk that reaches it turns back.", "50"),
       PriceOption("max", "start x 100",
                   "Highest price; a walk that reaches it turns back.", "500")},
      "{ type: finance.price, start: 250, tick: 0.05, sd: 0.002 }", Make);
}

}  // namespace rowmill
