// Statistical tests of the draw stream, in the orders in which cells are asked for.
//
//   draw_quality test ORDER GIB     counts over GIB gibibytes of draws, z-scores
//   draw_quality avalanche          one bit of row, seed or name flipped
//   draw_quality raw ORDER          endless bytes, for dieharder -a -g 200
//
// Orders: columns (key by key), rows (sixteen keys side by side), interleaved (two keys
// in turn), far (rows 2^40 apart), reversed (rows with their bytes reversed).
//
// Keys come from the poorest seeds and names there are: 0, 1, 2 and single letters.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "draw/stream.h"

namespace {

using rowmill::Draw;
using rowmill::DrawKey;
using rowmill::FillDraws;

constexpr std::size_t kBlock = 4'096;
constexpr std::uint64_t kRowMask = (std::uint64_t{1} << 56) - 1;

DrawKey PoorKey(std::uint64_t number) {
  std::string name(1, static_cast<char>('a' + number % 26));
  return rowmill::MakeDrawKey(number / 26, "column", "e", name, "value");
}

/// Blocks of draws in one of the orders.
class Source {
 public:
  explicit Source(std::string order) : order_(std::move(order)) {}

  void Fill(std::uint64_t* out) {
    std::uint64_t rows[kBlock];
    if (order_ == "rows") {
      constexpr std::size_t kKeys = 16;
      std::uint64_t column[kBlock];
      for (std::size_t i = 0; i < kBlock / kKeys; ++i) rows[i] = next_++;
      for (std::size_t key = 0; key < kKeys; ++key) {
        FillDraws(PoorKeys()[key], {rows, kBlock / kKeys}, column);
        for (std::size_t i = 0; i < kBlock / kKeys; ++i) out[i * kKeys + key] = column[i];
      }
      return;
    }
    if (order_ == "interleaved") {
      std::uint64_t other[kBlock / 2], own[kBlock / 2];
      for (std::size_t i = 0; i < kBlock / 2; ++i) rows[i] = next_++;
      FillDraws(PoorKeys()[0], {rows, kBlock / 2}, own);
      FillDraws(PoorKeys()[1], {rows, kBlock / 2}, other);
      for (std::size_t i = 0; i < kBlock / 2; ++i) {
        out[2 * i] = own[i];
        out[2 * i + 1] = other[i];
      }
      return;
    }
    for (std::size_t i = 0; i < kBlock; ++i) {
      std::uint64_t row = next_++;
      if (order_ == "far") row = (row << 40 | row >> 16) & kRowMask;
      if (order_ == "reversed") row = __builtin_bswap64(row) >> 8;
      rows[i] = row & kRowMask;
    }
    // A new key every million rows: columns of a table behind each other.
    FillDraws(order_ == "columns" ? PoorKey(next_ >> 20) : PoorKeys()[0], {rows, kBlock},
              out);
  }

 private:
  static const std::array<DrawKey, 16>& PoorKeys() {
    static const std::array<DrawKey, 16> kKeys = [] {
      std::array<DrawKey, 16> keys;
      for (std::size_t i = 0; i < keys.size(); ++i) keys[i] = PoorKey(i);
      return keys;
    }();
    return kKeys;
  }
  std::string order_;
  std::uint64_t next_ = 0;
};

/// How far a chi-square sum is from its mean, in standard deviations (Wilson-Hilferty).
double ChiSquareZ(double sum, double degrees) {
  double scaled = std::cbrt(sum / degrees);
  double variance = 2.0 / (9.0 * degrees);
  return (scaled - (1 - variance)) / std::sqrt(variance);
}

class Report {
 public:
  void Add(const std::string& name, double z) {
    ++tests_;
    worst_ = std::max(worst_, std::abs(z));
    if (std::abs(z) > 3.5) fmt::print("  {:32} z = {:+.2f}\n", name, z);
    bad_ = bad_ || std::abs(z) > 6;
  }
  template <typename Count>
  void AddChiSquare(const std::string& name, const std::vector<Count>& seen,
                    const std::vector<double>& expected) {
    double sum = 0;
    std::size_t used = 0;
    for (std::size_t i = 0; i < seen.size(); ++i) {
      if (expected[i] < 25) continue;
      double off = static_cast<double>(seen[i]) - expected[i];
      sum += off * off / expected[i];
      ++used;
    }
    Add(name, ChiSquareZ(sum, static_cast<double>(used - 1)));
  }
  int Finish(const std::string& what) const {
    fmt::print("{}: {} tests, worst |z| {:.2f}: {}\n", what, tests_, worst_,
               bad_ ? "BAD" : "good");
    return bad_ ? 1 : 0;
  }

 private:
  int tests_ = 0;
  double worst_ = 0;
  bool bad_ = false;
};

/// Probabilities of k ones among 64 fair bits.
std::vector<double> Binomial64() {
  std::vector<double> p(65);
  double value = std::ldexp(1.0, -64);
  for (int k = 0; k <= 64; ++k) {
    p[static_cast<std::size_t>(k)] = value;
    value = value * (64 - k) / (k + 1);
  }
  return p;
}

int Test(const std::string& order, double gibibytes) {
  Source source(order);
  const auto blocks = static_cast<std::uint64_t>(gibibytes * 0x1.0p30 / (8 * kBlock));
  std::array<std::uint64_t, 64> ones{};
  std::vector<std::uint64_t> bytes(8 * 256), pairs(1 << 16), gaps(2'048);
  std::array<std::vector<std::uint64_t>, 4> weights, neighbours;
  for (auto& counts : weights) counts.assign(65, 0);
  for (auto& counts : neighbours) counts.assign(65, 0);
  constexpr std::array<std::size_t, 4> kLags = {1, 2, 16, 256};
  std::vector<std::uint64_t> x(kBlock);
  std::uint64_t gap = 0;
  for (std::uint64_t block = 0; block < blocks; ++block) {
    source.Fill(x.data());
    for (std::size_t i = 0; i < kBlock; ++i) {
      const std::uint64_t v = x[i];
      for (std::size_t b = 0; b < 64; ++b) ones[b] += v >> b & 1;
      for (std::size_t b = 0; b < 8; ++b) ++bytes[b * 256 + (v >> (8 * b) & 255)];
      ++weights[i & 3][static_cast<std::size_t>(std::popcount(v))];
      if ((v >> 32 & 255) == 0) {
        ++gaps[std::min<std::uint64_t>(gap, gaps.size() - 1)];
        gap = 0;
      } else {
        ++gap;
      }
    }
    for (std::size_t lag = 0; lag < kLags.size(); ++lag) {
      for (std::size_t i = kLags[lag]; i < kBlock; ++i) {
        auto distance = std::popcount(x[i] ^ x[i - kLags[lag]]);
        ++neighbours[lag][static_cast<std::size_t>(distance)];
      }
    }
    for (std::size_t i = 1; i < kBlock; i += 2) {
      ++pairs[(x[i - 1] >> 56) << 8 | x[i] >> 56];
    }
  }
  const double n = static_cast<double>(blocks * kBlock);
  Report report;
  for (std::size_t b = 0; b < 64; ++b) {
    report.Add(fmt::format("bit {}", b),
               (static_cast<double>(ones[b]) - n / 2) / std::sqrt(n / 4));
  }
  for (std::size_t b = 0; b < 8; ++b) {
    std::vector<std::uint64_t> one(
        bytes.begin() + static_cast<std::ptrdiff_t>(b * 256),
        bytes.begin() + static_cast<std::ptrdiff_t>(b * 256 + 256));
    report.AddChiSquare(fmt::format("byte {}", b), one,
                        std::vector<double>(256, n / 256));
  }
  const std::vector<double> binomial = Binomial64();
  auto scaled = [&](double count) {
    std::vector<double> expected = binomial;
    for (double& value : expected) value *= count;
    return expected;
  };
  for (std::size_t i = 0; i < 4; ++i) {
    report.AddChiSquare(fmt::format("ones, every 4th from {}", i), weights[i],
                        scaled(n / 4));
    const double count = static_cast<double>(blocks * (kBlock - kLags[i]));
    report.AddChiSquare(fmt::format("distance to draw -{}", kLags[i]), neighbours[i],
                        scaled(count));
  }
  report.AddChiSquare("pairs of top bytes", pairs,
                      std::vector<double>(pairs.size(), n / 2 / 65'536));
  std::vector<double> expected;
  double hits = 0;
  for (std::uint64_t count : gaps) hits += static_cast<double>(count);
  for (std::size_t g = 0; g < gaps.size(); ++g) {
    double reaching = std::pow(255.0 / 256, static_cast<double>(g));
    expected.push_back(hits * (g + 1 == gaps.size() ? reaching : reaching / 256));
  }
  report.AddChiSquare("gaps between zero bytes", gaps, expected);
  return report.Finish(fmt::format("{} {} GiB", order, gibibytes));
}

/// The distance of two draws is binomial, whatever single thing is different.
void AddDistances(const std::string& name, const std::vector<std::uint64_t>& counts,
                  Report* report) {
  double n = 0;
  for (std::uint64_t count : counts) n += static_cast<double>(count);
  std::vector<double> expected = Binomial64();
  for (double& value : expected) value *= n;
  report->AddChiSquare(name, counts, expected);
}

int Avalanche() {
  constexpr std::uint64_t kRows = 1 << 26;
  Report report;
  const DrawKey key = PoorKey(0);
  for (int bit = 0; bit < 56; ++bit) {
    std::vector<std::uint64_t> counts(65);
    for (std::uint64_t row = 0; row < 2 * kRows; ++row) {
      std::uint64_t other = row ^ std::uint64_t{1} << bit;
      if (other < row) continue;  // each pair once, or the counts are not independent
      ++counts[static_cast<std::size_t>(
          std::popcount(Draw(key, row) ^ Draw(key, other)))];
    }
    AddDistances(fmt::format("row bit {}", bit), counts, &report);
  }
  for (std::uint64_t a = 0; a < 12; ++a) {
    for (std::uint64_t b = 0; b < a; ++b) {
      // The same letter with seeds a and b, and letters a and b with the same seed.
      for (std::uint64_t step : {std::uint64_t{26}, std::uint64_t{1}}) {
        std::vector<std::uint64_t> counts(65);
        const DrawKey left = PoorKey(a * step), right = PoorKey(b * step);
        for (std::uint64_t row = 0; row < kRows; ++row) {
          ++counts[static_cast<std::size_t>(
              std::popcount(Draw(left, row) ^ Draw(right, row)))];
        }
        AddDistances(
            fmt::format("keys {} and {}, {}", a, b, step == 26 ? "seed" : "name"), counts,
            &report);
      }
    }
  }
  return report.Finish("avalanche");
}

int Raw(const std::string& order) {
  Source source(order);
  std::vector<std::uint64_t> block(kBlock);
  do {
    source.Fill(block.data());
  } while (std::fwrite(block.data(), 8, kBlock, stdout) == kBlock);
  return 0;
}

bool IsOrder(std::string_view order) {
  for (std::string_view known : {"columns", "rows", "interleaved", "far", "reversed"}) {
    if (order == known) return true;
  }
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string command = argc > 1 ? argv[1] : "";
  const std::string order = argc > 2 ? argv[2] : "";
  if (command == "avalanche") return Avalanche();
  if (command == "raw" && IsOrder(order)) return Raw(order);
  if (command == "test" && IsOrder(order) && argc > 3) {
    return Test(order, std::atof(argv[3]));
  }
  fmt::print(stderr, "usage: draw_quality test ORDER GIB | avalanche | raw ORDER\n");
  return 2;
}
