#include "draw/quantile_table.h"

#include <algorithm>

#include "base/check.h"
#include "draw/math.h"
#include "draw/smooth_law.h"

namespace rowmill {

namespace {

constexpr int kOctaves = 53;  ///< w = 2^-1 .. 2^52
constexpr int kDensityBitsMin = 5;
constexpr int kDensityBitsMax = 10;
constexpr double kTolerance = 1e-7;

/// A slope that keeps the cubic rising: between 0 and three times the secant's.
double Limited(double slope, double rise) {
  const double most = 3 * rise;
  if (!(rise > 0)) return rise < 0 ? std::clamp(slope, most, 0.0) : 0;
  return slope > 0 ? std::min(slope, most) : 0;
}

}  // namespace

double RoundTo32Bits(double value) {
  if (!math::IsFinite(value) || value == 0) return value;
  std::uint64_t bits = std::bit_cast<std::uint64_t>(value);
  constexpr std::uint64_t kLow = (std::uint64_t{1} << 21) - 1;
  const std::uint64_t half = (kLow >> 1) + ((bits >> 21) & 1);
  return std::bit_cast<double>((bits + half) & ~kLow);
}

QuantileTable::QuantileTable(const Source& source, double offset, double factor) {
  RM_CHECK(factor > 0);
  for (int density_bits = kDensityBitsMin; density_bits <= kDensityBitsMax;
       ++density_bits) {
    shift_ = 52 - density_bits;
    first_ = std::uint64_t{1022} << density_bits;
    cells_per_side_ = static_cast<std::size_t>(kOctaves) << density_bits;
    if (Build(source, offset, factor)) return;
  }
}

bool QuantileTable::Build(const Source& source, double offset, double factor) {
  const std::size_t density = std::size_t{1} << (52 - shift_);
  auto node_at = [&](bool upper, double w) { return source(upper, w * 0x1p-53); };
  auto w_of = [&](std::size_t i) {
    return std::bit_cast<double>((static_cast<std::uint64_t>(i) + first_) << shift_);
  };
  cells_.assign(2 * cells_per_side_, {});
  for (int side = 0; side < 2; ++side) {
    const bool upper = side == 1;
    QuantileNode from = node_at(upper, w_of(0));
    for (std::size_t i = 0; i < cells_per_side_; ++i) {
      const QuantileNode to = node_at(upper, w_of(i + 1));
      const double width = (w_of(i + 1) - w_of(i)) * 0x1p-53;
      const double rise = to.value - from.value;
      const double m0 = Limited(from.slope * width, rise);
      const double m1 = Limited(to.slope * width, rise);
      const double c2 = 3 * rise - 2 * m0 - m1, c3 = m0 + m1 - 2 * rise;
      cells_[static_cast<std::size_t>(side) * cells_per_side_ + i] = {
          offset + factor * from.value, factor * m0, factor * c2, factor * c3};
      // A slope of 0 is a flat end, not to be resolved.
      if ((i % density == 0 || i % density == density / 2) && from.slope != 0) {
        // As a probability: the error over the slope.
        const double w = 0.5 * (w_of(i) + w_of(i + 1)), p = w * 0x1p-53;
        const QuantileNode exact = source(upper, p);
        const double cubic = from.value + 0.5 * (m0 + 0.5 * (c2 + 0.5 * c3));
        const double bound =
            kTolerance * p * math::Abs(exact.slope) + 0x1p-31 * math::Abs(exact.value);
        const bool fine = !(math::Abs(cubic - exact.value) > bound);
        if (!fine && shift_ > 52 - kDensityBitsMax) return false;
      }
      from = to;
    }
  }
  return true;
}

QuantileTable QuantileTable::Scaled(double offset, double factor) const {
  QuantileTable scaled = *this;
  for (Cell& cell : scaled.cells_) {
    cell = {offset + factor * cell.c0, factor * cell.c1, factor * cell.c2,
            factor * cell.c3};
  }
  return scaled;
}

void QuantileTable::Fill(const std::uint64_t* draws, std::size_t count,
                         double* out) const {
  for (std::size_t i = 0; i < count; ++i) out[i] = At(draws[i]);
}

const QuantileTable& StandardNormalTable() {
  static const auto* const table = [] {
    const std::unique_ptr<SmoothLaw> law = MakeNormalLaw();
    auto source = [&](bool upper, double p) {
      const double x = law->Quantile(upper, math::Log(p));
      const double slope = math::Exp(-law->LogDensity(x));
      return RoundTo32Bits(QuantileNode{x, upper ? -slope : slope});
    };
    return new QuantileTable(source, 0, 1);
  }();
  return *table;
}

}  // namespace rowmill
