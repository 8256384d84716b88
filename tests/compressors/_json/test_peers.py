"""What tells an object of a list from the others."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._json.peers import Peers
from tests.fakes.growth import grows_evenly

ROWS = [{"service": s, "zone": z, "up": True, "load": 2} for s in ("mail", "search") for z in ("a", "b")]


def name(document, *places, changed=()):
    return Peers(json.dumps(document), changed).name(places)


def test_an_object_is_named_by_its_first_member_if_no_other_has_it():
    assert name([{"id": n, "state": "open"} for n in range(3)], 1, "state") == "id 1"


def test_what_comes_beside_the_first_member_is_what_has_few_values():
    rows = [row | {"version": f"2.{n}"} for n, row in enumerate(ROWS)]
    assert name(rows, 3, "load") == 'service "search" zone "b"'


def test_two_members_are_said_where_one_does_not_tell():
    assert name({"rows": ROWS}, "rows", 2, "load") == 'service "search" zone "a"'


def test_a_member_that_changed_or_is_long_or_no_text_or_whole_number_names_nothing():
    rows = [{"text": "x" * 50 + str(n), "rate": n / 2, "id": n} for n in range(3)]
    assert name(rows, 0, "rate") == "id 0"
    assert name(rows, 0, "id", changed=[(0, "id")]) == ""


def test_the_innermost_listed_object_is_named():
    rows = [{"id": n, "tags": ["a", "b"], "parts": [{"part": p} for p in "xy"], "at": {"deep": n}} for n in range(3)]
    assert name(rows, 1, "tags", 0) == "id 1"
    assert name(rows, 1, "at", "deep") == "id 1"
    assert name(rows, 2, "parts", 1, "part") == 'part "y"'


@pytest.mark.parametrize("document", [{"a": {"b": 1}}, [1, 2], [{"a": 1}, {"a": 1}]])
def test_what_stands_in_no_list_or_is_like_another_has_no_name(document):
    places = {dict: ("a", "b"), list: (0,)}[type(document)]
    assert name(document, *places) == ""
    assert name([{"a": 1}, {"a": 1}], 0, "a") == ""


def test_a_name_is_one_line_that_can_be_sent():
    assert name([{"a\nb": n, "t": f"\ud800{n}", "x": 1} for n in range(2)], 0, "x") == 't "\\ud8000"'


def test_a_text_that_is_no_json_names_nothing():
    assert Peers("[{a: 1}, {a: 2}]", ()).name((0, "a")) == ""


@given(st.lists(st.fixed_dictionaries({"a": st.integers(0, 3), "b": st.sampled_from("xyz")}), min_size=1), st.data())
def test_a_name_fits_one_object_only(rows, data):
    at = data.draw(st.integers(0, len(rows) - 1))
    said = name([row | {"c": 1.5} for row in rows], at, "c")
    fits = [i for i, row in enumerate(rows) if said in _spellings(row)]
    assert fits == [at] if said else rows.count(rows[at]) > 1


def _spellings(row):
    one = [f"{key} {json.dumps(value)}" for key, value in row.items()]
    return [*one, " ".join(one)]


def test_many_names_in_a_long_list_take_time_as_it_grows():
    def work(rows):
        text = json.dumps([{"kind": "k", "shard": n % 7, "slot": n // 7, "load": 1.5} for n in range(rows)])
        return lambda: [Peers(text, ()).name((n, "load")) for n in (1, 2, 3)]

    assert grows_evenly(work, 2000)
