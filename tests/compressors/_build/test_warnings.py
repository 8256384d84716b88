"""Warnings at length: the first of a kind in full, places of the others; errors and the rare stay."""

import pytest

from headroom_cli.compressors._build.warnings import thinned


def warning(n, flag="unused", name="x"):
    return [
        f"a.c: In function ‘f{n}’:",
        f"a.c:{n}:3: warning: {flag} ‘{name}’ [-W{flag}]",
        f"{n:5d} |   int {name};",
        "      |   ^~~",
    ]


def test_the_places_of_further_warnings_stand_at_the_end():
    rows = [row for n in range(10, 17) for row in warning(n)]
    left, gone = thinned([*rows, ""], frozenset())
    assert gone == 4
    assert left == [*rows[:12], "[further warnings, by kind and place:]", "4 -Wunused: a.c:13:3,14:3,15:3,16:3", ""]


def test_few_of_a_kind_all_stay():
    rows = [row for n in range(10, 15) for row in warning(n)]
    assert thinned(rows, frozenset()) == (rows, 0)


def test_a_place_that_comes_again_is_counted():
    rows = [row for _ in range(9) for row in warning(10)]
    assert thinned(rows, frozenset())[0][-1] == "6 -Wunused: a.c:10:3(6x)"


def test_an_error_keeps_what_is_said_before_and_after_it():
    many = [row for n in range(10, 19) for row in warning(n)]
    error = ["a.c:18:9: error: no ‘y’", "   18 |   y;", "      |   ^", "a.c:1:1: note: declared here"]
    left, _ = thinned([*many, *error, "gcc: done"], frozenset())
    assert ["a.c: In function ‘f18’:", *error, "gcc: done"] == left[12:18]


def test_notes_go_with_their_warning_and_indented_errors_do_not():
    rows = [row for n in range(10, 19) for row in [*warning(n), "In file included from b.h:1:", f"b.h:{n}:1: note: here"]]
    left, gone = thinned([*rows, "    error: could not"], frozenset())
    assert gone == 6
    assert sum("note: here" in row for row in left) == 3
    assert "    error: could not" in left


def test_a_warning_that_is_asked_about_stays():
    rows = [row for n in range(10, 19) for row in warning(n, name=f"v{n}")]
    left, gone = thinned(rows, frozenset({"v18"}))
    assert gone == 5
    assert "a.c:18:3: warning: unused ‘v18’ [-Wunused]" in left


@pytest.mark.parametrize(
    ("block", "kind"),
    [
        (["warning: unused variable: `y`", " --> src/lib.rs:9:52", "  |", "9 | let y;", "  |     ^", ""], "unused variable: …"),
        (["A.java:9: warning: [rawtypes] found raw type: List", "class A {", "      ^", "  missing type"], "rawtypes"),
    ],
)
def test_rustc_and_javac_are_read_as_well(block, kind):
    left, gone = thinned(block * 8, frozenset())
    assert gone == 5
    assert all(left.count(row) == 3 for row in block if row)
    assert any(row.startswith(f"5 {kind}: ") for row in left)
