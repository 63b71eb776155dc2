#include "draw/math.h"

#include <cstddef>

namespace rowmill::math {

namespace {

constexpr double kNan = __builtin_nan("");
/// ln 2 in two parts; the high one has 28 trailing zero bits, so that e * high is exact.
constexpr double kLn2High = 0x1.62e42fe000000p-1;
constexpr double kLn2Low = 0x1.f473de6af278fp-30;

template <std::size_t kCount>
double Horner(const double (&coefficients)[kCount], double x) {
  double sum = 0;
  for (std::size_t i = kCount; i-- > 0;) sum = sum * x + coefficients[i];
  return sum;
}

/// 2/3, 2/5, 2/7, …: ln((1+s)/(1-s)) = 2s + s^3 * sum of these over powers of s^2.
constexpr double kAtanh[] = {2.0 / 3,  2.0 / 5,  2.0 / 7,  2.0 / 9,  2.0 / 11, 2.0 / 13,
                             2.0 / 15, 2.0 / 17, 2.0 / 19, 2.0 / 21, 2.0 / 23, 2.0 / 25};

/// ln(1 + f) + exponent * ln 2 for sqrt(1/2) - 1 <= f <= sqrt(2) - 1.
double LogNearOne(double f, double exponent) {
  const double s = f / (2 + f);
  const double square = s * s;
  const double tail = square * Horner(kAtanh, square);
  const double half = 0.5 * f * f;
  // 2s = f - half + s * half: the small terms are added first.
  return exponent * kLn2High - ((half - (s * (half + tail) + exponent * kLn2Low)) - f);
}

/// 1/n!.
constexpr double kFactorials[] = {1.0,
                                  1.0,
                                  1.0 / 2,
                                  1.0 / 6,
                                  1.0 / 24,
                                  1.0 / 120,
                                  1.0 / 720,
                                  1.0 / 5040,
                                  1.0 / 40320,
                                  1.0 / 362880,
                                  1.0 / 3628800,
                                  1.0 / 39916800,
                                  1.0 / 479001600,
                                  1.0 / 6227020800,
                                  1.0 / 87178291200,
                                  1.0 / 1307674368000,
                                  1.0 / 20922789888000,
                                  1.0 / 355687428096000,
                                  1.0 / 6402373705728000,
                                  1.0 / 121645100408832000};

/// Of the series of sine and cosine but their first ones, the smallest first.
constexpr std::size_t kTrigonometricTerms = 9;
constexpr double kSineTerms[kTrigonometricTerms] = {0,
                                                    kFactorials[17],
                                                    -kFactorials[15],
                                                    kFactorials[13],
                                                    -kFactorials[11],
                                                    kFactorials[9],
                                                    -kFactorials[7],
                                                    kFactorials[5],
                                                    -kFactorials[3]};
constexpr double kCosineTerms[kTrigonometricTerms] = {
    -kFactorials[18], kFactorials[16],  -kFactorials[14],
    kFactorials[12],  -kFactorials[10], kFactorials[8],
    -kFactorials[6],  kFactorials[4],   -kFactorials[2]};

/// 2^exponent for a normal result.
double PowerOfTwo(int exponent) {
  return std::bit_cast<double>(static_cast<std::uint64_t>(exponent + 1023) << 52);
}

/// e^r - 1 by its series, |r| <= 1/2; 18 terms.
double Expm1Series(double r) {
  double sum = 0;
  for (std::size_t i = 18; i >= 2; --i) sum = sum * r + kFactorials[i];
  return r + r * r * sum;
}

}  // namespace

double Log(double x) {
  if (!(x > 0)) return x == 0 ? -kInfinity : kNan;
  if (x == kInfinity) return x;
  int exponent = 0;
  if (x < 0x1p-1022) {
    x *= 0x1p54;
    exponent = -54;
  }
  std::uint64_t bits = std::bit_cast<std::uint64_t>(x);
  exponent += static_cast<int>(bits >> 52) - 1023;
  double m = std::bit_cast<double>((bits & ((std::uint64_t{1} << 52) - 1)) |
                                   (std::uint64_t{1023} << 52));
  if (m > 0x1.6a09e667f3bcdp+0) {
    m *= 0.5;
    ++exponent;
  }
  return LogNearOne(m - 1, exponent);
}

double Log1p(double x) {
  if (x > -0.25 && x < 0.375) return LogNearOne(x, 0);
  const double sum = 1 + x;
  if (!(sum > 0) || sum == kInfinity) return Log(sum);
  return Log(sum) + (x - (sum - 1)) / sum;  // what the sum lost
}

double Exp(double x) {
  if (!(x > -746)) return x == x ? 0 : x;
  if (x > 710) return kInfinity;
  const double k = Floor(x * 0x1.71547652b82fep+0 + 0.5);
  const double high = x - k * kLn2High;
  const double low = k * kLn2Low;
  const double r = high - low;
  double sum = 0;
  for (std::size_t i = 14; i >= 2; --i) sum = sum * r + kFactorials[i];
  const double value = 1 + (high - (low - r * r * sum));
  // In two steps, so that neither factor passes the range; the second may round.
  const int whole = static_cast<int>(k);
  const int half = whole / 2;
  return value * PowerOfTwo(half) * PowerOfTwo(whole - half);
}

double Expm1(double x) { return x > -0.5 && x < 0.5 ? Expm1Series(x) : Exp(x) - 1; }

double SinTurns(double turns) {
  double r = turns - Floor(turns + 0.5);  // exact; -1/2 .. 1/2
  const double sign = r < 0 ? -1 : 1;
  r = Abs(r);
  if (r > 0.25) r = 0.5 - r;  // exact
  // Which series a value takes cannot be foreseen, so both are summed alike; the sine's
  // has a term less.
  const bool sine = r <= 0.125;
  const double* const terms = sine ? kSineTerms : kCosineTerms;
  const double x = 2 * kPi * (sine ? r : 0.25 - r), square = x * x;
  double sum = 0;
  for (std::size_t i = 0; i < kTrigonometricTerms; ++i) sum = (sum * square) + terms[i];
  return sign * ((sine ? x : 1) + (sine ? x * square : square) * sum);
}

double Log1mExp(double x) {
  if (x >= 0) return -kInfinity;
  return x > -kLn2 ? Log(-Expm1(x)) : Log1p(-Exp(x));
}

double LogAddExp(double x, double y) {
  const double high = x > y ? x : y, low = x > y ? y : x;
  if (low == -kInfinity || high == kInfinity) return high;
  return high + Log1p(Exp(low - high));
}

double XMinusLog1p(double x) {
  if (x < -0.25 || x > 0.375) return x - Log1p(x);
  const double s = x / (2 + x), square = s * s;
  // x - 2s = s x; the rest of the series of ln(1 + x) behind it.
  return s * (x - square * Horner(kAtanh, square));
}

}  // namespace rowmill::math
