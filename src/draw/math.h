/// Elementary and special functions made of IEEE additions, multiplications, divisions
/// and square roots alone: the same bits on every processor, compiler and C library.
/// No state, thread-safe. Error bounds are those that math_test.cc holds them to, against
/// values computed to 50 digits.
#pragma once

#include <bit>
#include <cstdint>

namespace rowmill::math {

inline constexpr double kInfinity = __builtin_inf();
inline constexpr double kLn2 = 0x1.62e42fefa39efp-1;
inline constexpr double kPi = 0x1.921fb54442d18p+1;
inline constexpr double kLnSqrtTwoPi = 0x1.d67f1c864beb5p-1;  ///< ln sqrt(2 pi)

/// Natural logarithm, 1 ulp. -inf at 0; NaN below.
double Log(double x);
/// ln(1 + x), 2 ulp.
double Log1p(double x);
/// e^x, 1 ulp; 0 and infinity where it passes the range of a double.
double Exp(double x);
/// e^x - 1, 3 ulp.
double Expm1(double x);
/// sin(2 pi turns): absolute error below 2^-51.
double SinTurns(double turns);
/// Largest whole number not above x.
inline double Floor(double x) { return __builtin_floor(x); }
inline double Sqrt(double x) { return __builtin_sqrt(x); }
inline double Abs(double x) { return __builtin_fabs(x); }
inline bool IsFinite(double x) { return Abs(x) < kInfinity; }

/// ln(1 - e^x) for x <= 0.
double Log1mExp(double x);
/// ln(e^x + e^y).
double LogAddExp(double x, double y);
/// x - ln(1 + x), without cancellation near 0. REQUIRES: x > -1.
double XMinusLog1p(double x);

/// ln Gamma(x), x > 0: 4e-15 relative, or absolute below 1.
double LogGamma(double x);
/// ln P(Z <= -x) of a standard normal Z: 2e-14 relative, to any x.
double LogNormalUpper(double x);
/// ln of the lower and upper regularised incomplete gamma functions P(a,x), Q(a,x);
/// a > 0, x >= 0. 1e-12 absolute, or relative where the logarithm is large.
double LogGammaLower(double a, double x);
double LogGammaUpper(double a, double x);
/// ln I_x(a,b) with y = 1 - x given beside; the same error. a, b <= 1e6.
double LogBetaLower(double a, double b, double x, double y);
/// ln of the densities' factors: x^a e^-x / Gamma(a), and x^a y^b / B(a,b).
double LogGammaFactor(double a, double x);
double LogBetaFactor(double a, double b, double x, double y);

}  // namespace rowmill::math
