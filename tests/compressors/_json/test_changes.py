"""Two JSON texts that differ in a few values."""

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._json.changes import Change, changes
from tests.fakes.growth import grows_evenly

SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=6)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4)
)
STEP = re.compile(r'\.?([A-Za-z_$][\w$-]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]')


def changed(value, path: str, new) -> None:
    """Do what a change says, as a reader would."""
    steps = [m[1] or (int(m[2]) if m[2] else json.loads(m[3])) for m in STEP.finditer(path)]
    for step in steps[:-1]:
        value = value[step]
    value[steps[-1]] = new


@given(st.lists(VALUES, min_size=4, max_size=8), st.data(), st.sampled_from([None, 2]))
def test_doing_the_changes_to_the_first_text_gives_the_second(items, data, indent):
    padded = {"items": items, "padding": list(range(12))}
    before = json.dumps(padded, indent=indent)
    at = data.draw(st.integers(0, 11))
    padded["padding"][at] = data.draw(st.integers(100, 10**30) | st.text(max_size=5))
    after = json.dumps(padded, indent=indent)
    value = json.loads(before)
    for change in changes(before, after):
        changed(value, change.path, json.loads(change.after))
    assert value == json.loads(after)


def test_a_change_says_its_place_and_both_values():
    before = json.dumps({"total": 2, "a b": {"x.y": [1, 2]}, "items": [{"id": n, "state": "open"} for n in range(4)]})
    after = before.replace('"total": 2', '"total": 3').replace('3, "state": "open"', '3, "state": "failed"')
    after = after.replace("[1, 2]", "[1, 2.0]")
    assert changes(before, after) == [
        Change("total", "2", "3"),
        Change('["a b"]["x.y"][1]', "2", "2.0"),
        Change("items[3].state", '"open"', '"failed"', "id 3"),
    ]


def test_another_shape_another_key_other_blanks_and_many_changes_are_no_small_change():
    before = json.dumps([{"id": n, "state": "open"} for n in range(9)])
    assert changes(before, before) == []
    assert changes(before, json.dumps([{"id": n, "state": "open"} for n in range(10)])) == []
    assert changes(before, before.replace('"state"', '"stage"', 1)) == []
    assert changes(before, before.replace(": 3", ":  4")) == []
    assert changes(before, before.replace("open", "shut").replace('"id": ', '"id": 1')) == []
    assert changes("a: 1, b: 2, c: 3, d: 4", "a: 1, b: 2, c: 3, d: 5") == []


def test_large_texts_are_compared_in_linear_time():
    def work(rows):
        before = json.dumps([{"id": n, "text": "x" * 20} for n in range(rows)])
        after = before.replace('"id": 7,', '"id": -7,')
        return lambda: changes(before, after)

    assert len(work(100)()) == 1
    assert grows_evenly(work, 2000)
