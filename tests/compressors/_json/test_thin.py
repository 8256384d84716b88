"""Thinning: what is left out is counted where it stood, and nothing else changes."""

import json

from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._json.layout import write
from headroom_cli.compressors._json.packed import Packing
from headroom_cli.compressors._json.style import Style
from headroom_cli.compressors._json.thin import Thinned
from headroom_cli.compressors._json.values import Reader


def thinned(value, *asked):
    thin = Thinned(frozenset(asked))
    return thin.document(Reader().read(json.dumps(value))[0]), thin.omitted()


def plain(value):
    return json.loads(write(value, Style()))


SMALL = st.recursive(
    st.one_of(st.none(), st.integers(), st.text(max_size=9)),
    lambda inner: st.one_of(st.lists(inner, max_size=9), st.dictionaries(st.text(max_size=5), inner, max_size=5)),
    max_leaves=30,
)


@given(SMALL)
def test_a_small_document_stays_the_same_object(value):
    read = Reader().read(json.dumps([value]))[0]
    thin = Thinned(frozenset())
    assert thin.document(read) is read
    assert thin.omitted() == ""
    assert not thin.worth


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=300))
def test_rows_kept_and_rows_counted_are_all_rows_in_their_places(numbers):
    found, _ = thinned([{"n": n, "at": i} for i, n in enumerate(numbers)])
    at = -1
    for gap, row in zip(found.left or [""] * len(numbers), found.items, strict=False):
        at += 1 + (int(gap[1:].split()[0]) if gap else 0)
        assert plain(row) == {"n": numbers[at], "at": at}


def test_what_is_left_out_is_said_with_ranges_and_counts():
    found, omitted = thinned([{"level": "INFO" if i % 3 else "DEBUG", "n": i} for i in range(100)])
    assert omitted == f"{100 - len(found.items)} of 100 rows"
    assert found.left[-1].startswith("level ")
    assert "; n 4.." in found.left[-1]


def test_long_texts_of_many_rows_are_cut_and_counted():
    rows = [{"n": n, "body": f"{n}\n" + "\n".join(f"a line {n} {i * i} of many" for i in range(90))} for n in range(20)]
    found, omitted = thinned({"items": rows})
    assert omitted == "parts of 20 texts"
    assert all("…" in row["body"] for row in plain(found)["items"])


def test_a_string_that_holds_json_is_thinned_as_the_document():
    text = json.dumps({"log": json.dumps([{"n": n, "level": "INFO"} for n in range(90)])})
    thin = Thinned(frozenset())
    found = thin.document(Packing().reader(text).read(text)[0])
    assert len(found.values[0].value.items) < 30
    assert thin.omitted().endswith(" of 90 rows")


def test_a_row_that_the_question_names_is_kept():
    rows = [{"n": n, "name": f"svc-{n * 7}", "state": "up"} for n in range(200)]
    found, _ = thinned(rows, "svc-651", "up")
    assert {"n": 93, "name": "svc-651", "state": "up"} in plain(found)


def test_fields_that_only_decorate_go_and_are_named():
    found, omitted = thinned({"login": "ada", "avatar_url": "https://x.org/a.png", "node_id": "MDQ6", "bio": "b"})
    assert plain(found) == {"login": "ada", "bio": "b"}
    assert omitted == "fields avatar_url, node_id"


def test_a_field_that_was_asked_for_is_no_decoration():
    assert thinned({"login": "ada", "avatar_url": "https://x.org/a.png"}, "avatar_url")[1] == ""


def test_what_is_left_out_is_worth_a_marker_only_if_it_weighs_something():
    thin = Thinned(frozenset())
    thin.document(Reader().read(json.dumps({"node_id": "MDQ6", "body": "word " * 40}))[0])
    assert not thin.worth
    thin.document(Reader().read(json.dumps([{"n": n, "word": "steady"} for n in range(90)]))[0])
    assert thin.worth


def test_a_map_of_many_plain_values_is_thinned_and_a_record_is_not():
    assert thinned({f"1.{i}.0": i for i in range(90)})[1] != ""
    assert thinned({f"key{i}": [i] for i in range(90)})[1] == ""


def test_the_same_value_is_thinned_to_the_same_object():
    found, _ = thinned([{"a": {"node_id": "x", "n": 1}}, {"b": {"node_id": "x", "n": 1}}])
    assert found.items[0].values[0] is found.items[1].values[0]
