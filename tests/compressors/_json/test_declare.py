"""Declarations: a line of fields, with all that a reader needs to fill them, and the lists above it."""

import json

import pytest

from headroom_cli.compressors._json.declare import Declarer
from headroom_cli.compressors._json.plan import Plan
from headroom_cli.compressors._json.values import Reader

N = {"number": 0}
HOME = "/home/me/src/house/old/"


def declared(rows):
    root = Reader().read(json.dumps(rows))[0]
    plan = Plan(root)
    declarer = Declarer(plan, lambda _: "{…}", lambda shape: shape)
    return declarer.lines(plan.table(plan.shapes.shared(root.items)))


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (lambda n: {"name": f"n{n}x", "a.b": n * n}, 'row: name|"a.b"'),
        (lambda n: {"name": f"n{n}x", "kind": "file"}, "row: name|kind=file"),
        (lambda n: {"name": f"n{n}x", "mark": "<b>"}, 'row: name|mark="<b>"'),
        (lambda n: {"name": f"n{n}x", "url": f"/n{n}x/y"}, "row: name|url=/<name>/y"),
        (lambda n: {"name": f"n{n}x", "file": HOME + "abcdefghijkl"[n]}, f"row: name|file={HOME}<>"),
        (lambda n: {"name": f"n{n}x", "code": str(n * n)}, "row: name|code:str"),
        (lambda n: {"number": n * n, "text": str(n * n)}, "row: number|text:str=<number>"),
        (lambda n: {"name": f"n{n}x", "at": 10**12 + n}, "row: name|at^+1"),
        (lambda n: {"name": f"n{n}x", "at": f"2031-01-01T{n:02}:00:00Z"}, "row: name|at^+3600s"),
        (lambda n: {"name": f"n{n}x", "file": f"{HOME}house_{n // 6}"}, f"row: name|file^={HOME}<>"),
        (lambda n: {"name": f"n{n}x", "say": "as ever and ever" if n else "x"}, "row: name|say?=as ever and ever"),
        (lambda n: {"name": f"n{n}x", **({} if n % 3 else {"of": n * n})}, "row: name|?of"),
        (lambda n: {"name": f"n{n}x", "of": {"a": n * n, "b": [n]}}, "row: name|of.a|of.b"),
    ],
)  # fmt: skip
def test_a_field_is_named_with_what_its_cells_leave_out(row, line):
    assert declared([row(n) for n in range(12)]) == [line]


def test_what_decides_other_fields_is_listed_above():
    rules = {"E1": "line is too long for a reader", "W2": "name is never used in this module"}
    rows = [{"rule": r, "text": rules[r], "at": n * n} for n, r in enumerate(["E1", "W2"] * 8)]
    assert declared(rows) == [
        "row by rule: text[\nE1|line is too long for a reader\nW2|name is never used in this module\n]",
        "row: rule|text by rule|at",
    ]


def test_values_that_come_again_are_listed_by_number_above():
    words = ["a rather long status that says little", "another one, as long as the first one is"]
    assert declared([{"n": n * n, "text": words[(n * n) % 3 % 2]} for n in range(24)]) == [
        f"row text[\n1|{words[0]}\n2|{words[1]}\n]",
        "row: n|text#",
    ]


def test_rows_that_are_arrays_are_declared_by_the_numbers_of_their_places():
    assert declared([[n * n, f"n{n}", "open"] for n in range(6)]) == ["row[]: 1|2|3=open"]
