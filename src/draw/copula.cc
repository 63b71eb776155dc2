#include "draw/copula.h"

#include <algorithm>

#include "base/check.h"
#include "draw/math.h"
#include "draw/quantile_table.h"

namespace rowmill {

namespace {

/// The upper tail of the standard normal distribution as cubics, 64 per unit.
class NormalTail {
 public:
  NormalTail() {
    auto tail = [](double x) { return math::Exp(math::LogNormalUpper(x)); };
    auto slope = [](double x) {
      return -math::Exp(-0.5 * x * x - math::kLnSqrtTwoPi) / kPerUnit;
    };
    for (int i = 0; i < kCells; ++i) {
      const double from = i / kPerUnit, to = (i + 1) / kPerUnit;
      const double rise = tail(to) - tail(from), m0 = slope(from), m1 = slope(to);
      cells_[i] = {tail(from), m0, 3 * rise - 2 * m0 - m1, m0 + m1 - 2 * rise};
    }
  }
  /// The draw whose position is that of z: 53 bits, the others 0.
  std::uint64_t DrawOf(double z) const {
    const double x = math::Abs(z) * kPerUnit;
    const double whole = math::Floor(x), t = x - whole;
    const auto i = static_cast<std::size_t>(std::min(whole, kCells - 1.0));
    const Cell& cell = cells_[i];
    double p = cell.c0 + t * (cell.c1 + t * (cell.c2 + t * cell.c3));
    p = whole >= kCells ? 0 : p;
    const double near = std::clamp(math::Floor(p * 0x1p53), 0.0, 0x1p52 - 1);
    const auto k = static_cast<std::uint64_t>(static_cast<std::int64_t>(near));
    return (z < 0 ? k : (std::uint64_t{1} << 53) - 1 - k) << 11;
  }

 private:
  static constexpr double kPerUnit = 64;
  static constexpr int kCells = 9 * 64;
  struct Cell {
    double c0, c1, c2, c3;
  };
  Cell cells_[kCells];
};

const NormalTail& Tail() {
  static const auto* const tail = new NormalTail();
  return *tail;
}

}  // namespace

std::optional<std::vector<std::vector<double>>> CholeskyOf(
    const std::vector<std::vector<double>>& matrix) {
  std::vector<std::vector<double>> lower(matrix.size());
  for (std::size_t i = 0; i < matrix.size(); ++i) {
    lower[i].resize(i + 1);
    for (std::size_t j = 0; j <= i; ++j) {
      double rest = matrix[i][j];
      for (std::size_t k = 0; k < j; ++k) rest -= lower[i][k] * lower[j][k];
      if (j < i) {
        lower[i][j] = rest / lower[j][j];
      } else if (rest > 1e-12) {
        lower[i][i] = math::Sqrt(rest);
      } else {
        return std::nullopt;
      }
    }
  }
  return lower;
}

void CopulaPart::Fill(RowIds rows, std::uint64_t* draws) const {
  RM_DCHECK(keys_.size() == row_.size() && !keys_.empty());
  if (keys_.size() == 1) return FillDraws(keys_[0], rows, draws);
  const QuantileTable& normal = StandardNormalTable();
  const NormalTail& tail = Tail();
  constexpr std::size_t kBlock = 512;
  std::uint64_t block[kBlock];
  double sums[kBlock];
  for (std::size_t start = 0; start < rows.size(); start += kBlock) {
    const std::size_t count = std::min(kBlock, rows.size() - start);
    std::fill_n(sums, count, 0.0);
    for (std::size_t j = 0; j < keys_.size(); ++j) {
      if (row_[j] == 0) continue;
      FillDraws(keys_[j], rows.subspan(start, count), block);
      for (std::size_t i = 0; i < count; ++i) sums[i] += row_[j] * normal.At(block[i]);
    }
    for (std::size_t i = 0; i < count; ++i) draws[start + i] = tail.DrawOf(sums[i]);
  }
}

}  // namespace rowmill
