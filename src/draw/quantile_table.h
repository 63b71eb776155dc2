/// Smooth distributions as tables of their quantile function: one draw, one look-up and a
/// cubic per value, whatever the distribution. Definition: docs/draws.md, section 8.
/// Immutable once made; thread-safe.
#pragma once

#include <bit>
#include <cstdint>
#include <functional>
#include <vector>

#include "draw/stream.h"

namespace rowmill {

/// Where a draw lies between 0 and 1, told from the nearer end: `w` is odd halves
/// 0.5, 1.5, … below 2^52, and the probability beyond it w * 2^-53.
struct Position {
  double w;
  bool upper;  ///< counted from 1, not from 0
};

inline Position PositionOf(std::uint64_t draw) {
  const std::uint64_t k = draw >> 11;
  const bool upper = (k >> 52) != 0;
  const std::uint64_t near = upper ? (~draw) >> 11 : k;
  // 2^52 + near is exact in the mantissa of a double; the conversion without one.
  const double w =
      std::bit_cast<double>(near | (std::uint64_t{1075} << 52)) - (0x1p52 - 0.5);
  return {w, upper};
}

/// The middle of a draw's interval, in (0, 1).
inline double MiddleOf(std::uint64_t draw) {
  return (static_cast<double>(static_cast<std::int64_t>(draw >> 11)) + 0.5) * 0x1p-53;
}

/// A point of a quantile function: its value, and its derivative by the probability
/// counted from the end (so <= 0 for `upper`).
struct QuantileNode {
  double value;
  double slope;
};

class QuantileTable {
 public:
  /// The node at probability p (2^-54 .. 1/2) from the lower or the upper end.
  using Source = std::function<QuantileNode(bool upper, double p)>;

  /// Takes nodes at 32 places per power of two of p, more (up to 1,024) until the cubic
  /// is within 1e-7 p of the source, as probability, in the middle of the cells it looks
  /// at. Values become offset + factor * value, factor > 0.
  QuantileTable(const Source& source, double offset, double factor);

  double At(std::uint64_t draw) const {
    const Position position = PositionOf(draw);
    const std::uint64_t bits = std::bit_cast<std::uint64_t>(position.w);
    const std::size_t index = static_cast<std::size_t>((bits >> shift_) - first_) +
                              (position.upper ? cells_per_side_ : 0);
    const double t = std::bit_cast<double>(((bits << (52 - shift_)) & kMantissa) |
                                           (std::uint64_t{1023} << 52)) -
                     1.0;
    const Cell& cell = cells_[index];
    return cell.c0 + t * (cell.c1 + t * (cell.c2 + t * cell.c3));
  }
  /// out[i] = At(draws[i]); may be the same memory.
  void Fill(const std::uint64_t* draws, std::size_t count, double* out) const;

  /// The table of offset + factor * value.
  QuantileTable Scaled(double offset, double factor) const;

  /// Cells per power of two.
  int density() const { return 1 << (52 - shift_); }

 private:
  static constexpr std::uint64_t kMantissa = (std::uint64_t{1} << 52) - 1;
  struct Cell {
    double c0, c1, c2, c3;
  };
  /// Fills cells_; false when a check was outside the bound.
  bool Build(const Source& source, double offset, double factor);

  int shift_ = 0;            ///< 52 - log2(density)
  std::uint64_t first_ = 0;  ///< bits of w = 1/2, shifted
  std::size_t cells_per_side_ = 0;
  std::vector<Cell> cells_;
};

/// The standard normal distribution. Made once.
const QuantileTable& StandardNormalTable();

/// The nearest number of 32 significant bits, halves to even. Nodes of whole laws are
/// rounded so that programs with another mathematics agree on them.
double RoundTo32Bits(double value);
inline QuantileNode RoundTo32Bits(const QuantileNode& node) {
  return {RoundTo32Bits(node.value), RoundTo32Bits(node.slope)};
}

}  // namespace rowmill
