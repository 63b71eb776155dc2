// Series: rows are the time axis, and any row is made by itself.
#include <algorithm>

#include "draw/quantile_table.h"
#include "draw/sampler_internal.h"

namespace rowmill {

namespace {

constexpr int kLevels = limits::kRowIdBits;

/// A walk of independent normal steps by Levy's construction: the middle of an interval
/// whose ends are known has their mean and a quarter of the interval's length as
/// variance. Row m is the middle of exactly one interval [m - 2^l, m + 2^l), so one draw
/// per row makes it: that of row m itself.
class Bridge {
 public:
  explicit Bridge(DrawKey key) : key_(key), normal_(StandardNormalTable()) {
    ends_[kLevels] = {0, 0, 0x1p28 * normal_.At(DrawAttempt(key_, 0, 1))};
  }

  /// The sum of the first `row` steps. Near rows share most of the way.
  double At(std::uint64_t row) {
    while (level_ < kLevels &&
           (row < ends_[level_].left || (row - ends_[level_].left) >> level_ != 0)) {
      ++level_;
    }
    while (ends_[level_].left != row) {
      const Interval from = ends_[level_--];
      const std::uint64_t middle = from.left + (std::uint64_t{1} << level_);
      // The whole length is 2^(level + 1): a quarter of it is 2^(level - 1).
      const double spread = Spread(level_);
      const double value =
          0.5 * (from.low + from.high) + spread * normal_.At(Draw(key_, middle));
      ends_[level_] = row < middle ? Interval{from.left, from.low, value}
                                   : Interval{middle, value, from.high};
    }
    return ends_[level_].low;
  }

 private:
  struct Interval {
    std::uint64_t left;  ///< of 2^level rows
    double low, high;    ///< values at both ends
  };
  /// 2^((level - 1) / 2).
  static double Spread(int level) {
    const double even =
        std::bit_cast<double>(static_cast<std::uint64_t>(1023 + (level >> 1)) << 52);
    return (level & 1) != 0 ? even : even * 0x1.6a09e667f3bcdp-1;
  }

  DrawKey key_;
  const QuantileTable& normal_;
  int level_ = kLevels;
  Interval ends_[kLevels + 1];
};

class WalkSampler final : public Sampler {
 public:
  WalkSampler(const Law& law, DrawKey key) : law_(law), key_(key) {}
  void Fill(RowIds rows, const std::uint64_t*, double* out) const override {
    Bridge bridge(key_);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const double at = static_cast<double>(static_cast<std::int64_t>(rows[i]));
      const double value = (law_.a + law_.b * at) + law_.c * bridge.At(rows[i]);
      out[i] = law_.offset + law_.factor * value;
    }
  }
  bool one_draw() const override { return false; }

 private:
  Law law_;
  DrawKey key_;
};

class SeasonSampler final : public Sampler {
 public:
  explicit SeasonSampler(const Law& law) : law_(law), normal_(StandardNormalTable()) {}
  void Fill(RowIds rows, const std::uint64_t* draws, double* out) const override {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const double at = static_cast<double>(static_cast<std::int64_t>(rows[i]));
      const double phase = at - math::Floor(at / law_.c) * law_.c;
      const double value =
          ((law_.a + law_.e * at) + law_.b * math::SinTurns(phase / law_.c)) +
          law_.d * normal_.At(draws[i]);
      out[i] = law_.offset + law_.factor * value;
    }
  }

 private:
  Law law_;
  const QuantileTable& normal_;
};

}  // namespace

SamplerResult MakeWalkSampler(const Law& law, const DrawScope& draws) {
  return std::make_unique<WalkSampler>(law, draws.Key("walk"));
}
SamplerResult MakeSeasonSampler(const Law& law) {
  return std::make_unique<SeasonSampler>(law);
}

}  // namespace rowmill
