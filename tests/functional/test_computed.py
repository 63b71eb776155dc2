"""Formulas and templates: computed again from the visible columns by Python."""

from __future__ import annotations

import csv
import datetime
import decimal
import io

import pytest
from cli_program import done, run

D = decimal.Decimal
ROWS = 100_000

MODEL = """\
rowmill: 1
seed: 9
vars: {{ vat: 0.2, unit: EUR }}
entities:
  e:
    rows: {rows}
    fields:
      amount: {{ type: decimal, precision: 12, scale: 2, min: -50, max: 500 }}
      qty: {{ type: integer, min: -1, max: 5, null_rate: 0.2 }}
      big: {{ type: integer, bits: 64, min: -4000000000000000000, max: 4000000000000000000 }}
      real: {{ type: double, min: -3, max: 3 }}
      day: {{ type: date, min: 1999-12-01, max: 2024-03-31 }}
      at: {{ type: timestamp, unit: ms, min: 2023-12-25, max: 2024-03-05 }}
      st: {{ values: {{ open: 3, paid: 5, "été": 1 }}, null_rate: 0.1 }}
      name: person.full_name
      flag: {{ type: boolean, null_rate: 0.1 }}
{fields}"""


def shown(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def rows_of(tmp_path, fields: dict[str, str], rows: int = ROWS, *options) -> list[dict]:
    model = tmp_path / "model.yaml"
    lines = "".join(f"      {name}: {{ formula: {formula!r} }}\n" if not formula.startswith("{")
                    else f"      {name}: {formula}\n" for name, formula in fields.items())
    model.write_text(MODEL.format(rows=rows, fields=lines), encoding="utf-8")
    text = done("generate", model, "-f", "csv", "-o", "-", *options)
    return list(csv.DictReader(io.StringIO(text, newline="")))


def rounded(value: D, digits: int) -> D:
    return value.quantize(D(1).scaleb(-digits), decimal.ROUND_HALF_UP)


def months_later(day: datetime.date, months: int) -> datetime.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (31, 30, 29, 28):
        try:
            return datetime.date(year, month + 1, min(day.day, last))
        except ValueError:
            pass
    raise AssertionError


def values(row: dict):
    """The row's own columns as Python's values."""
    return (D(row["amount"]), int(row["qty"]) if row["qty"] else None, int(row["big"]),
            float(row["real"]), datetime.date.fromisoformat(row["day"]),
            datetime.datetime.fromisoformat(row["at"]), row["st"] or None, row["name"],
            {"": None, "true": True, "false": False}[row["flag"]])


# Formula -> what Python makes of the same row.
FORMULAS = {
    "amount * vars.vat": lambda a, q, *_: a * D("0.2"),
    "round(amount * 1.19, 2)": lambda a, *_: rounded(a * D("1.19"), 2),
    "amount - qty": lambda a, q, *_: None if q is None else a - q,
    "amount / 7": lambda a, *_: rounded(a / 7, 6),
    "case when qty > 0 then amount / qty else 0 end":
        lambda a, q, *_: rounded(a / q, 6) if q and q > 0 else D("0.000000"),
    "try(amount / qty)": lambda a, q, *_: rounded(a / q, 6) if q else None,
    "coalesce(qty, -7) * 3 % 4": lambda a, q, *_: int(D((-7 if q is None else q) * 3) % 4),
    "big % 97 + div(big, 1000003)":
        lambda a, q, b, *_: int(D(b) % 97) + int(decimal.Context(60).divide_int(D(b), D(1000003))),
    "abs(big) > 2000000000000000000": lambda a, q, b, *_: abs(b) > 2 * 10**18,
    "real * 2 + 1 > real": lambda a, q, b, r, *_: r * 2 + 1 > r,
    "floor(amount) + ceil(amount)":
        lambda a, *_: int(a.to_integral(decimal.ROUND_FLOOR) + a.to_integral(decimal.ROUND_CEILING)),
    "trunc(amount, 1)": lambda a, *_: a.quantize(D("0.1"), decimal.ROUND_DOWN) + 0,
    "greatest(amount, qty, 10.5)":
        lambda a, q, *_: max(a, D("10.5"), D(q if q is not None else -99)).quantize(D("0.01")),
    "day + interval '1 month'": lambda a, q, b, r, d, *_: months_later(d, 1),
    "day - interval '13 months' + 3":
        lambda a, q, b, r, d, *_: months_later(d, -13) + datetime.timedelta(3),
    "date '2024-03-31' - day": lambda a, q, b, r, d, *_: (datetime.date(2024, 3, 31) - d).days,
    "date_part('week', day) * 100 + date_part('isodow', day)":
        lambda a, q, b, r, d, *_: d.isocalendar()[1] * 100 + d.isocalendar()[2],
    "extract(doy from day)": lambda a, q, b, r, d, *_: d.timetuple().tm_yday,
    "date_trunc('week', day)":
        lambda a, q, b, r, d, *_: d - datetime.timedelta(d.weekday()),
    "age(day, date '2024-02-29')":
        lambda a, q, b, r, d, *_: 2024 - d.year - ((2, 29) < (d.month, d.day)),
    "to_char(day, '%d.%m.%Y')": lambda a, q, b, r, d, *_: d.strftime("%d.%m.%Y"),
    "date_diff('hour', timestamp '2024-01-01 00:00:00', at)":
        lambda a, q, b, r, d, t, *_: (t.replace(minute=0, second=0, microsecond=0)
                                      - datetime.datetime(2024, 1, 1)) // datetime.timedelta(hours=1),
    "date_part('millisecond', at)":
        lambda a, q, b, r, d, t, *_: t.second * 1000 + t.microsecond // 1000,
    "cast(at as date)": lambda a, q, b, r, d, t, *_: t.date(),
    "upper(st) || '-' || length(st)":
        lambda *v: None if v[6] is None else f"{v[6].upper()}-{len(v[6])}",
    "st in ('open', 'x') or qty > 3":
        lambda *v: True if (v[6] == "open" or (v[1] is not None and v[1] > 3))
        else None if (v[6] is None or v[1] is None) else False,
    "flag and qty > 0":
        lambda *v: False if v[8] is False or (v[1] is not None and v[1] <= 0)
        else None if v[8] is None or v[1] is None else True,
    "flag is not true": lambda *v: v[8] is not True,
    "case when amount < 0 then 'none' when amount < 100 then st else 'much' end":
        lambda *v: "none" if v[0] < 0 else v[6] if v[0] < 100 else "much",
    "lookup(st, {'open': 1, 'paid': 2}, 9)": lambda *v: {"open": 1, "paid": 2}.get(v[6], 9),
    "substr(name, 2, 3) || left(name, -2) || right(name, 2)":
        lambda *v: v[7][1:4] + v[7][:-2] + v[7][-2:],
    "reverse(name)": lambda *v: v[7][::-1],
    "split_part(name, ' ', 2)": lambda *v: (v[7].split(" ") + [""])[1],
    "replace(name, ' ', '--')": lambda *v: v[7].replace(" ", "--"),
    "position(' ', name)": lambda *v: v[7].find(" ") + 1,
    "lpad(coalesce(qty, 0)::string, 4, '0')": lambda *v: str(v[1] or 0).rjust(4, "0"),
    "concat_ws('/', st, qty, vars.unit)":
        lambda *v: "/".join(shown(x) for x in (v[6], v[1], "EUR") if x is not None),
    "name like '%a% %'": lambda *v: "a" in v[7] and " " in v[7][v[7].index("a"):],
    "row_number() >= 0": lambda *v: True,
}


def test_formulas_are_what_python_computes(tmp_path):
    names = {f"f{i}": formula for i, formula in enumerate(FORMULAS)}
    rows = rows_of(tmp_path, names)
    assert len(rows) == ROWS
    for row in rows:
        own = values(row)
        for name, formula in names.items():
            assert row[name] == shown(FORMULAS[formula](*own)), (formula, row)


def test_templates_are_what_python_formats(tmp_path):
    rows = rows_of(tmp_path, {
        "plain": '{ template: "{{{st}}} {qty};{name}" }',
        "code": '{ template: "R{day:%Y%m}-{qty:03d}/{amount:,.2f}" }'}, 20_000)
    for row in rows:
        a, q, _, _, d, _, st, name, _ = values(row)
        assert row["plain"] == f"{{{shown(st)}}} {shown(q)};{name}"
        number = "" if q is None else f"{q:03d}"
        assert row["code"] == f"R{d:%Y%m}-{number}/{a:,.2f}"


def test_formulas_of_formulas_in_any_order(tmp_path):
    rows = rows_of(tmp_path, {"c": "b2 + 1", "b2": "a2 * 2", "a2": "qty + 1"}, 1_000)
    for row in rows:
        if row["qty"]:
            assert int(row["c"]) == (int(row["qty"]) + 1) * 2 + 1


@pytest.mark.parametrize("options", [("-j", "2"), ("-j", "1", "--from-row", "0")])
def test_any_split_gives_the_same(tmp_path, options):
    fields = {f"f{i}": formula for i, formula in enumerate(FORMULAS)} | {
        "r": "rand(1, 5) + rand()"}
    whole = rows_of(tmp_path, fields, 20_000, "-j", "1")
    assert rows_of(tmp_path, fields, 20_000, *options) == whole
    some = rows_of(tmp_path, fields, 20_000, "--from-row", "7003", "-n", "11")
    assert some == whole[7003:7014]
    assert len({row["r"] for row in whole}) > 19_000


def test_hidden_columns_that_nobody_reads_are_not_made(tmp_path):
    rows = rows_of(tmp_path, {"h": '{ formula: "1 / qty", hidden: true }',
                              "i": '{ formula: "qty * 2", hidden: true }',
                              "j": "i + 1"}, 1_000)
    assert "h" not in rows[0] and "i" not in rows[0]
    assert all(row["j"] == shown(int(row["qty"]) * 2 + 1 if row["qty"] else None) for row in rows)


def test_a_row_that_cannot_be_made_is_told(tmp_path):
    model = tmp_path / "model.yaml"
    model.write_text(MODEL.format(rows=1000, fields='      f: { formula: "amount / qty" }\n'))
    result = run("generate", model, "-o", tmp_path / "out.csv")
    assert result.returncode == 3
    assert "field 'f': row " in result.stderr and "division by zero, at column 1" in result.stderr
    assert "    amount / qty\n    ^~~~~~~~~~~~\n" in result.stderr
    assert not (tmp_path / "out.csv").exists()


def test_faults_of_formulas_have_a_caret(tmp_path):
    model = tmp_path / "model.yaml"
    model.write_text(MODEL.format(rows=1, fields="""\
      a: { formula: "amoun * 2 + foo(1)" }
      b: { formula: "upper(qty)" }
      c: { template: "{nme}: {amount:%d}" }
      d: { formula: "d + 1" }
      e: { formula: "1 +" }
      f: { formula: "(1" , colour: 1 }
"""))
    told = run("validate", model).stderr
    for wanted in ("no field is called 'amoun', did you mean 'amount'?, at column 1\n"
                   "    amoun * 2 + foo(1)\n    ^~~~~\n",
                   "no function is called 'foo', at column 13",
                   "upper takes a text, this is int64 (cast(x as string)), at column 7",
                   "c/template: field 'c': no field is called 'nme', did you mean 'name'?",
                   "circle: d -> d", "the expression ends where a value should stand",
                   "f/colour: a field has no key 'colour'"):
        assert wanted in told, (wanted, told)
