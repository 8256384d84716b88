"""Rows: every name and value can be read back, whatever it looks like."""

import json

from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._lock.rows import Package, Raw, inner, row
from tests.compressors import lock_reader

WORDS = st.text(max_size=12) | st.sampled_from(
    ["true", "1.0", "-3", "null", "*", "a, b", "x; y", "a,b", "[x]", 'say "x"', " ", "NaN"]
)
SCALARS = WORDS | st.booleans() | st.none() | st.integers() | st.floats(allow_nan=False)
VALUES = st.recursive(SCALARS, lambda v: st.lists(v, max_size=3) | st.dictionaries(WORDS, v, max_size=3), max_leaves=8)


def test_a_row_reads_like_a_sentence():
    package = Package(
        ("node_modules/debug",),
        {
            "version": "4.4.3",
            "dev": True,
            "license": "MIT",
            "dependencies": {"ms": "^2.1.3"},
            "os": ["linux", "!win32"],
            "engines": {"node": "^18 || >=20"},
            "x": {},
        },
    )
    assert row(package) == (
        "node_modules/debug 4.4.3; dev; license MIT; dependencies {ms ^2.1.3}; os [linux, !win32]; "
        "engines {node ^18 || >=20}; x {}"
    )


def test_what_could_be_mistaken_is_quoted():
    fields = {"a b": "true", "c": "1.0", "d": "*", "e": "x, y", "f": '"', "version": "", "g": False, "h": Raw("*#1")}
    assert row(Package(("", "x"), fields)) == (
        '"", x; "a b" "true"; c "1.0"; d "*"; e "x, y"; f "\\""; version ""; g false; h *#1'
    )


@given(st.lists(WORDS, min_size=1, max_size=3), st.dictionaries(WORDS | st.just("version"), VALUES, max_size=4))
def test_every_package_comes_back(names, fields):
    said = row(Package(tuple(names), fields))
    assert "\n" not in said
    assert json.dumps(lock_reader.row(said)) == json.dumps((names, fields))


def test_packages_inside_a_package_are_found_only_where_all_are_packages():
    assert inner("dependencies", {"a": {"version": "1"}}) == [Package(("a",), {"version": "1"})]
    assert inner("dependencies", {"a": {"version": "1"}, "b": "^2"}) == []
    assert inner("engines", {"a": {"version": "1"}}) == []
