"""Distributions, series and correlated fields of the program against draws."""

from __future__ import annotations

import math
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import draws  # noqa: E402
from draws_run import RANGES, SEEDS, csv_rows, model_of, rowmill  # noqa: E402, F401

INT = 2**63
INF = math.inf
MATRIX = [[1.0, 0.6, -0.3], [0.6, 1.0, 0.2], [-0.3, 0.2, 1.0]]
GROUP = ["first", "second", "third"]
DAY_2020, DAY_2010 = 18_262, 14_610


def whole(law: dict, table, low: int = -INT, high: int = INT - 1, **options):
    """A whole column with a distribution."""
    return ({"type": "integer", "distribution": law, **options}, lambda c, row: draws.whole(
        draws.distributed(c, row, table), low, high))


def real(law: dict, table, **options):
    return ({"type": "double", "distribution": law, **options},
            lambda c, row: draws.distributed(c, row, table))


def in_group(place: int, table, low: int, high: int):
    def made(c, row):
        columns = [draws.Column(c.seed, c.entity, name) for name in GROUP[:place + 1]]
        bits = draws.correlated(columns, row, draws.cholesky(MATRIX)[place])
        return draws.whole(table.at(bits), low, high)

    return made


NORMAL = draws.QuantileTable(draws.normal_node, 100.0, 15.0)
NORMAL_CUT = draws.QuantileTable(draws.cut_normal(-0.55, 3.05), 100.0, 10.0)
NEAR, FAR = (draws.QuantileTable(draws.normal_node, mean, sd)
             for mean, sd in ((0.0, 1e4), (1e5, 2e3)))
DATES = draws.QuantileTable(draws.normal_node, DAY_2020, 70.0)
TRIANGLE = draws.Triangle(0.0, 20.0, 100.0, -INF, INF)
MIXTURE = draws.AliasTable([1.0, draws.math.exp(math.log(1.0) - math.log(3.0))])

FIELDS = {
    "normal_cut": whole({"normal": [100, 10]}, NORMAL_CUT, 95, 130, min=95, max=130),
    "lognormal": whole({"lognormal": [9.3, 0.8]},
                       draws.lognormal_table(9.3, 0.8, -INF, INF)),
    "weibull": whole({"weibull": [1.7, 30_000]}, draws.weibull_table(1.7, 30_000)),
    "weibull_low": whole({"weibull": [0.6, 500]}, draws.weibull_table(0.6, 500)),
    "pareto": whole({"pareto": [1000, 2.1]}, draws.pareto_table(1000, 2.1)),
    "triangle": real({"triangular": [0, 20, 100]}, TRIANGLE),
    "triangle_cut": whole({"triangular": [0, 2000, 10000]},
                          draws.Triangle(0.0, 2000.0, 1e4, 1499.5, 9000.5), 1500, 9000,
                          min=1500, max=9000),
    "uniform": whole({"uniform": [3, 12]}, draws.edges_table([2.5, 12.5], [1.0], -INF, INF)),
    "uniform_between": whole({"uniform": [2.5, 12.3]},
                             draws.edges_table([2.5, 12.5], [1.0], -INF, INF)),
    "uniform_cut": whole({"uniform": [3, 12]},
                         draws.edges_table([2.5, 12.5], [1.0], 4.5, INF), 5, min=5),
    "quantiles": real({"quantiles": [0, 12, 18, 40, 300]},
                      draws.edges_table([0.0, 12.0, 18.0, 40.0, 300.0], [1.0] * 4, -INF, INF)),
    "quantiles_cut": real({"quantiles": [0, 12, 18, 40, 300]},
                          draws.edges_table([0.0, 12.0, 18.0, 40.0, 300.0], [1.0] * 4, 6.5, 50.0),
                          min=6.5, max=50),
    "choice": whole({"choice": {"1": 5, "2": 0, "9": 0.7}},
                    draws.StepTable([1.0, 2.0, 9.0], [5.0, 0.0, 0.7])),
    "constant": whole({"constant": 7}, draws.StepTable([7.0], [1.0])),
    "binomial": whole({"binomial": [400, 0.3]}, draws.binomial_table(400, 0.3, 0, INT)),
    "binomial_cut": whole({"binomial": [20, 0.3]}, draws.binomial_table(20, 0.3, 9, 15), 9, 15,
                          min=9, max=15),
    "geometric": whole({"geometric": 0.2}, draws.geometric_table(0.2, 0, INT)),
    "geometric_cut": whole({"geometric": 0.0004}, draws.geometric_table(0.0004, 5, 50_000), 5,
                           50_000, min=5, max=50_000),
    "mixture": ({"type": "integer", "distribution": {"mixture": [
                    {"weight": 3, "distribution": {"normal": [0, 10_000]}},
                    {"weight": 1, "distribution": {"normal": [100_000, 2000]}}]}},
                lambda c, row: draws.whole(
                    draws.mixture(c, row, [NEAR, FAR], MIXTURE), -INT, INT - 1)),
    "walk": ({"type": "integer", "distribution": {"walk": [500, 0.25, 1000]}},
             lambda c, row: draws.whole(draws.walk(c, row, 500.0, 0.25, 1000.0), -INT, INT - 1)),
    "season": ({"type": "integer", "distribution": {"season": {
                   "base": 20_000, "amplitude": 5000, "period": 24, "noise": 100,
                   "trend": 0.125}}},
               lambda c, row: draws.whole(
                   draws.season(c, row, 20_000.0, 5000.0, 24.0, 100.0, 0.125), -INT, INT - 1)),
    "date": ({"type": "date", "as": "string", "min": "2010-01-01", "distribution": {
                 "normal": {"mean": "2020-01-01", "sd": "70d"}}},
             lambda c, row: str(draws.datetime.date.fromordinal(
                 draws.times.EPOCH + draws.whole(DATES.at(draws.draw(
                     c.slot("value"), row)), DAY_2010, 10**7)))),
    "first": ({"type": "integer", "distribution": {"normal": [100, 15]}},
              in_group(0, NORMAL, -INT, INT - 1)),
    "second": ({"type": "integer", "distribution": {"normal": [0, 10_000]}},
               in_group(1, NEAR, -INT, INT - 1)),
    "third": ({"type": "integer", "min": 0, "max": 9999},
              in_group(2, draws.edges_table([-0.5, 9999.5], [1.0], -INF, INF), 0, 9999)),
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("first,rows", RANGES)
def test_columns(rowmill, tmp_path, seed, first, rows):  # noqa: F811
    model = model_of(seed, {name: field[0] for name, field in FIELDS.items()},
                     correlate=[{"fields": GROUP, "matrix": MATRIX}])
    written = csv_rows(rowmill, tmp_path, model, first, rows)
    for name, (_, make) in FIELDS.items():
        column = draws.Column(seed, "t", name)
        for offset, cells in enumerate(written):
            expected = make(column, first + offset)
            value = type(expected)(cells[name])
            assert value == expected, (name, first + offset, cells[name], expected)
