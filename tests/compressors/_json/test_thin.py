"""Thinning: what is left out is counted where it stood, and nothing else changes."""

import json

from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._json.style import Style, write
from headroom_cli.compressors._json.thin import Thinned
from headroom_cli.compressors._json.values import Reader


def thinned(value):
    thin = Thinned()
    return thin.value(Reader().read(json.dumps(value))[0]), thin.omitted()


def plain(value):
    return json.loads(write(value, Style()))


SMALL = st.recursive(
    st.one_of(st.none(), st.integers(), st.text(max_size=9)),
    lambda inner: st.one_of(st.lists(inner, max_size=9), st.dictionaries(st.text(max_size=5), inner, max_size=5)),
    max_leaves=30,
)


@given(SMALL)
def test_a_small_value_stays_as_it_is(value):
    found, omitted = thinned(value)
    assert plain(found) == value
    assert omitted == ""


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=300))
def test_rows_kept_and_rows_counted_are_all_rows_in_their_places(numbers):
    found, _ = thinned([{"n": n, "at": i} for i, n in enumerate(numbers)])
    at = -1
    for gap, row in zip(found.left or [""] * len(numbers), found.items, strict=False):
        at += 1 + (int(gap.split()[1]) if gap else 0)
        assert plain(row) == {"n": numbers[at], "at": at}


def test_what_is_left_out_is_said_with_ranges_and_counts():
    found, omitted = thinned([{"level": "INFO" if i % 3 else "DEBUG", "n": i} for i in range(100)])
    assert omitted == f"{100 - len(found.items)} of 100 rows"
    assert found.left[-1] == "level 61 INFO, 15 DEBUG; n 5..95"


def test_the_middle_of_a_very_long_text_goes_but_for_its_alarms():
    text = "begin " + "word " * 900 + "\nfatal: out of paint\n" + "word " * 900 + " end"
    found, omitted = thinned({"log": text})
    said = plain(found)["log"]
    assert omitted == "1 long text"
    assert said.startswith("begin ")
    assert "\nfatal: out of paint\n" in said
    assert said.endswith(" end")


def test_a_diff_is_never_cut():
    diff = "@@ -1,3 +1,3 @@\n" + "+a line\n-another line\n" * 400
    assert thinned({"patch": diff})[1] == ""


def test_fields_that_only_decorate_go_and_are_named():
    found, omitted = thinned({"login": "ada", "avatar_url": "https://x.org/a.png", "node_id": "MDQ6", "bio": "b"})
    assert plain(found) == {"login": "ada", "bio": "b"}
    assert omitted == "fields avatar_url, node_id"


def test_a_map_of_many_plain_values_is_thinned_and_a_record_is_not():
    assert thinned({f"1.{i}.0": i for i in range(90)})[1] != ""
    assert thinned({f"key{i}": [i] for i in range(90)})[1] == ""


def test_the_same_value_is_thinned_to_the_same_object():
    found, _ = thinned([{"a": {"node_id": "x", "n": 1}}, {"b": {"node_id": "x", "n": 1}}])
    assert found.items[0].values[0] is found.items[1].values[0]
