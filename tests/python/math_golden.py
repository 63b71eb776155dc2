"""Rows of src/draw/math_golden.inc, by mpmath (60 digits; not needed by any test):
`python math_golden.py > ../../src/draw/math_golden.inc`."""

from __future__ import annotations

import random

import mpmath
from mpmath import mp, mpf

mp.dps = 60
ROWS: list[tuple[str, tuple[float, ...], mpf]] = []


def add(name: str, function, *arguments: float) -> None:
    ROWS.append((name, arguments, function(*[mpf(a) for a in arguments])))


def elementary() -> None:
    some = random.Random(4)
    for x in [1e-320, 2.2e-308, 1e-300, 1e-10, 0.1, 0.5, 0.7, 0.7071, 0.70712, 0.9, 0.999999,
              1.0000001, 1.1, 1.41, 1.42, 2, 3, 10, 1e10, 1e300,
              *(some.uniform(0.5, 2) for _ in range(30)),
              *(10 ** some.uniform(-300, 300) for _ in range(20))]:
        add("Log", mp.log, x)
    for x in [-0.999999, -0.5, -0.26, -0.24, -1e-10, 1e-17, 1e-5, 0.3, 0.37, 0.38, 5, 1e10,
              *(some.uniform(-0.9, 2) for _ in range(20))]:
        add("Log1p", mp.log1p, x)
    for x in [-720, -708, -100, -1, -0.3, -1e-9, 0, 1e-20, 0.3466, 0.35, 1, 10, 100, 709.7,
              *(some.uniform(-700, 700) for _ in range(30)),
              *(some.uniform(-2, 2) for _ in range(20))]:
        add("Exp", mp.exp, x)
    for x in [-50, -1, -0.5001, -0.4999, -0.1, -1e-10, 1e-5, 0.1, 0.4999, 0.5001, 3, 100,
              *(some.uniform(-1, 1) for _ in range(20))]:
        add("Expm1", mp.expm1, x)
    for x in [0, 0.125, 0.1251, 0.25, 0.3, 0.75, 0.9, -0.1, -7.3, 123456.789, 1e9 + 0.25,
              *(some.uniform(-3, 3) for _ in range(20))]:
        add("SinTurns", lambda turns: mp.sin(2 * mp.pi * turns), x)


def special() -> None:
    for x in [1e-300, 1e-5, 0.01, 0.5, 0.9999, 1, 1.0001, 1.5, 2, 2.001, 3, 9.99, 10, 10.01, 50,
              1e3, 1e6, 1e15]:
        add("LogGamma", mp.loggamma, x)
    for x in [-40, -9, -3, -1, -1e-5, 0, 1e-10, 0.3, 1, 1.9, 1.999, 2, 2.001, 3, 5, 8, 12, 38,
              40, 100, 1e4, 1e10]:
        add("LogNormalUpper", lambda v: mp.log(mp.erfc(v / mp.sqrt(mpf(2))) / 2), x)
    for a in [0.01, 0.5, 1, 2.5, 9.9, 10, 50, 199, 200, 1000, 1e5]:
        for z in [-8, -5, -2, -0.5, 0, 0.3, 1, 4, 8, 20]:
            x = float(a + z * a**0.5 if a >= 50 else a * mp.exp(mpf(z) / (2 + mp.sqrt(a))))
            if x > 0:
                add("LogGammaLower", lambda s, v: mp.log(
                    mpmath.gammainc(s, 0, v, regularized=True)), a, x)
                add("LogGammaUpper", lambda s, v: mp.log(
                    mpmath.gammainc(s, v, mp.inf, regularized=True)), a, x)
    for a, b in [(0.1, 0.1), (0.5, 3), (2, 5), (1, 1), (9, 11), (50, 20), (1000, 3000)]:
        for x in [1e-10, 1e-3, 0.1, 0.25, 0.2857, 0.5, 0.7, 0.9, 0.999]:
            add("LogBetaLower", lambda s, t, v, _: mp.log(
                mpmath.betainc(s, t, 0, v, regularized=True)), a, b, x, 1 - x)


def main() -> None:
    elementary()
    special()
    print("// Made by tests/python/math_golden.py: function, arguments, value.")
    for name, arguments, value in ROWS:
        value = mp.re(value)
        if mp.isfinite(value) and (value == 0 or abs(value) > mpf("1e-290")):
            numbers = ", ".join(float(a).hex() for a in arguments)
            print(f'{{"{name}", {{{numbers}}}, {float(value).hex()}}},')


if __name__ == "__main__":
    main()
