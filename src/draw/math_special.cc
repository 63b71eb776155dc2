// Special functions of draw/math.h, for plan time: logarithms of tails, so that nothing
// underflows however far out a cut lies.
#include <cstddef>

#include "draw/math.h"

namespace rowmill::math {

namespace {

constexpr int kStepsMax = 200'000;
constexpr double kTiny = 1e-300;
constexpr double kEpsilon = 0x1p-54;

template <std::size_t kCount>
double Horner(const double (&coefficients)[kCount], double x) {
  double sum = 0;
  for (std::size_t i = kCount; i-- > 0;) sum = sum * x + coefficients[i];
  return sum;
}

/// ln Gamma(x) - ((x - 1/2) ln x - x + ln sqrt(2 pi)), x >= 10.
double StirlingRest(double x) {
  constexpr double kBernoulli[] = {1.0 / 12,   -1.0 / 360,       1.0 / 1260, -1.0 / 1680,
                                   1.0 / 1188, -691.0 / 360'360, 1.0 / 156};
  return Horner(kBernoulli, 1 / (x * x)) / x;
}

/// r - 1 - ln r with mu = r - 1 given beside; each where it is exact.
double RatioRest(double ratio, double mu) {
  return mu < -0.25 ? mu - Log(ratio) : XMinusLog1p(mu);
}

/// Temme's expansion (DLMF 8.12) of Q(a,x) about x = a: powers of eta, rows of 1/a. The
/// coefficients follow from eta^2/2 = mu - ln(1 + mu) by exact series arithmetic.
constexpr double kTemme[4][16] = {
    {-0.3333333333333333, 0.08333333333333333, -0.014814814814814815,
     0.0011574074074074073, 0.0003527336860670194, -0.0001787551440329218,
     3.919263178522438e-05, -2.185448510679992e-06, -1.85406221071516e-06,
     8.296711340953087e-07, -1.7665952736826078e-07, 6.707853543401498e-09,
     1.0261809784240309e-08, -4.382036018453353e-09, 9.14769958223679e-10,
     -2.5514193994946248e-11},
    {-0.001851851851851852, -0.003472222222222222, 0.0026455026455026454,
     -0.0009902263374485596, 0.00020576131687242798, -4.018775720164609e-07,
     -1.8098550334489977e-05, 7.64916091608111e-06, -1.6120900894563446e-06,
     4.647127802807434e-09, 1.378633446915721e-07, -5.752545603517705e-08,
     1.1951628599778148e-08, -1.7543241719747647e-11, -1.0091543710600413e-09,
     4.162792991842583e-10},
    {0.004133597883597883, -0.0026813271604938273, 0.0007716049382716049,
     2.0093878600823047e-06, -0.0001073665322636516, 5.2923448829120125e-05,
     -1.2760635188618728e-05, 3.423578734096138e-08, 1.3721957309062934e-06,
     -6.298992138380055e-07, 1.4280614206064242e-07, -2.0477098421990866e-10,
     -1.409252991086752e-08, 6.228974084922022e-09, -1.3670488396617114e-09,
     9.428356159014678e-13},
    {0.0006494341563786008, 0.00022947209362139917, -0.0004691894943952557,
     0.00026772063206283885, -7.561801671883977e-05, -2.396505113867297e-07,
     1.1082654115347302e-05, -5.6749528269915965e-06, 1.4230900732435883e-06,
     -2.7861080291528143e-11, -1.6958404091930278e-07, 8.099464905388083e-08,
     -1.9111168485973655e-08, 2.3928620439808118e-12, 2.0620131815488797e-09,
     -9.460496661855133e-10}};
constexpr double kTemmeShapeMin = 200;
constexpr double kTemmeEtaMax = 0.6;

/// ln Q(a,x) for sign = 1, ln P(a,x) for -1, on the side where it is the smaller tail.
double TemmeTail(double a, double eta, double half_square, double sign) {
  const double normal = LogNormalUpper(sign * eta * Sqrt(a));
  double sum = 0;
  for (int k = 3; k >= 0; --k) sum = sum / a + Horner(kTemme[k], eta);
  const double rest = -a * half_square - 0.5 * Log(a) - kLnSqrtTwoPi;
  return normal + Log1p(sign * sum * Exp(rest - normal));
}

/// ln of sum x^n / ((a+1)…(a+n)): P(a,x) = factor / a * the sum.
double LowerSeries(double a, double x) {
  double term = 1, sum = 1;
  for (int n = 1; n < kStepsMax && term > sum * kEpsilon; ++n) {
    term *= x / (a + n);
    sum += term;
  }
  return Log(sum);
}

/// ln of the continued fraction with Q(a,x) = factor * fraction (modified Lentz).
double UpperFraction(double a, double x) {
  double b = x + 1 - a;
  double c = 1 / kTiny, d = 1 / b, h = d;
  for (int i = 1; i < kStepsMax; ++i) {
    const double n = -i * (i - a);
    b += 2;
    d = n * d + b;
    if (Abs(d) < kTiny) d = kTiny;
    c = b + n / c;
    if (Abs(c) < kTiny) c = kTiny;
    d = 1 / d;
    h *= d * c;
    if (Abs(d * c - 1) < kEpsilon) break;
  }
  return Log(h);
}

/// ln of the smaller-tail form: `upper` is whether Q was computed.
double GammaTail(double a, double x, bool* upper) {
  *upper = x > a;
  if (a >= kTemmeShapeMin) {
    const double half_square = XMinusLog1p((x - a) / a);
    const double eta = (x < a ? -1 : 1) * Sqrt(2 * half_square);
    if (Abs(eta) < kTemmeEtaMax) {
      return TemmeTail(a, eta, half_square, *upper ? 1 : -1);
    }
  }
  *upper = x >= a + 1;
  const double factor = LogGammaFactor(a, x);
  return *upper ? factor + UpperFraction(a, x) : factor - Log(a) + LowerSeries(a, x);
}

/// The continued fraction of I_x(a,b), converging fast for x < (a+1)/(a+b+2).
double BetaFraction(double a, double b, double x) {
  const double sum = a + b;
  double c = 1, d = 1 - sum * x / (a + 1);
  if (Abs(d) < kTiny) d = kTiny;
  d = 1 / d;
  double h = d;
  for (int m = 1; m < kStepsMax; ++m) {
    const double at = a + 2.0 * m;
    for (int half = 0; half < 2; ++half) {
      const double n = half == 0 ? m * (b - m) * x / ((at - 1) * at)
                                 : -(a + m) * (sum + m) * x / (at * (at + 1));
      d = 1 + n * d;
      if (Abs(d) < kTiny) d = kTiny;
      c = 1 + n / c;
      if (Abs(c) < kTiny) c = kTiny;
      d = 1 / d;
      h *= d * c;
    }
    if (Abs(d * c - 1) < kEpsilon) break;
  }
  return h;
}

}  // namespace

double LogGamma(double x) {
  double product = 1;
  while (x < 10) {
    product *= x;
    x += 1;
  }
  return (x - 0.5) * Log(x) - x + kLnSqrtTwoPi + StirlingRest(x) - Log(product);
}

double LogNormalUpper(double x) {
  if (x < 0) return Log1p(-Exp(LogNormalUpper(-x)));
  if (x < 2) {
    // 1/2 - density * (x + x^3/3 + x^5/(3*5) + …)
    double term = x, sum = x;
    for (int n = 3; term > sum * kEpsilon; n += 2) {
      term *= x * x / n;
      sum += term;
    }
    return Log(0.5 - Exp(-0.5 * x * x - kLnSqrtTwoPi) * sum);
  }
  double fraction = x;
  for (int n = 16 + static_cast<int>(420 / (x * x)); n >= 1; --n) {
    fraction = x + n / fraction;
  }
  return -0.5 * x * x - kLnSqrtTwoPi - Log(fraction);
}

double LogGammaFactor(double a, double x) {
  if (a < 10) return a * Log(x) - x - LogGamma(a);
  return 0.5 * Log(a) - kLnSqrtTwoPi - StirlingRest(a) -
         a * RatioRest(x / a, (x - a) / a);
}

double LogGammaLower(double a, double x) {
  if (!(x > 0)) return -kInfinity;
  if (x == kInfinity) return 0;
  bool upper = false;
  const double tail = GammaTail(a, x, &upper);
  return upper ? Log1mExp(tail) : tail;
}

double LogGammaUpper(double a, double x) {
  if (!(x > 0)) return 0;
  if (x == kInfinity) return -kInfinity;
  bool upper = false;
  const double tail = GammaTail(a, x, &upper);
  return upper ? tail : Log1mExp(tail);
}

double LogBetaFactor(double a, double b, double x, double y) {
  if (a < 10 || b < 10) {
    return LogGamma(a + b) - LogGamma(a) - LogGamma(b) + a * Log(x) + b * Log(y);
  }
  const double sum = a + b;
  const double centre = a / sum, other = b / sum;
  const double off = x < y ? x - centre : other - y;
  return 0.5 * Log(a * other) - kLnSqrtTwoPi + StirlingRest(sum) - StirlingRest(a) -
         StirlingRest(b) - a * RatioRest(x / centre, off / centre) -
         b * RatioRest(y / other, -off / other);
}

double LogBetaLower(double a, double b, double x, double y) {
  if (!(x > 0)) return -kInfinity;
  if (!(y > 0)) return 0;
  const double factor = LogBetaFactor(a, b, x, y);
  if (x < (a + 1) / (a + b + 2)) return factor - Log(a) + Log(BetaFraction(a, b, x));
  return Log1mExp(factor - Log(b) + Log(BetaFraction(b, a, y)));
}

}  // namespace rowmill::math
