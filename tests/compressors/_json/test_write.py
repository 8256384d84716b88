"""The notation itself: what a reader sees."""

import json

from headroom_cli.compressors._json.plan import Plan
from headroom_cli.compressors._json.values import Reader
from headroom_cli.compressors._json.write import Notation, noted


def written(value):
    root = Reader().read(json.dumps(value))[0]
    notation = Notation(Plan(root))
    body = notation.value(root)
    return "\n".join([*notation.declarations, body]), notation.declarations


def test_rows_stand_under_one_list_of_names():
    rows = [{"id": i * i, "name": f"n{i}", "kind": "file", "url": f"/n{i}/x"} for i in range(5)]
    text, _ = written({"total": 5, "items": rows})
    assert text == (
        "items: id|name|kind=file|url=/<name>/x\n"
        "{total:5,items:items[\n0|n0\n1|n1\n4|n2\n9|n3\n16|n4\n]}"
    )  # fmt: skip


def test_a_few_rows_stand_in_brackets():
    assert written([{"a": 1, "b": "x"}, {"a": 2, "b": "y"}])[0] == "row: a|b\nrow[(1|x)(2|y)]"


def test_an_absent_field_is_an_empty_cell_and_null_and_empty_are_not():
    rows = [{"a": 1, "b": None, "c": ""}, {"a": 2, "c": "z"}, {"a": 3, "b": 4, "c": ""}]
    assert written(rows)[0] == 'row: a|b|c\nrow[(1|null|"")(2||z)(3|4|"")]'


def test_objects_that_come_again_are_said_once_and_named():
    users = [{"id": 40 + i, "login": w, "bio": w.upper() * 4} for i, w in enumerate(("ada", "bob"))]
    text, _ = written([{"n": n * n, "user": users[n % 2]} for n in range(6)])
    assert text == (
        "user@login: id|login|bio\n[\n40|ada|ADAADAADAADA\n41|bob|BOBBOBBOBBOB\n]\n"
        "row: n|user:user\nrow[\n0|ada\n1|bob\n4|ada\n9|bob\n16|ada\n25|bob\n]"
    )


def test_a_map_of_objects_is_rows_after_their_keys():
    text, _ = written({"a.py": {"loc": 1, "n": 2}, "b.py": {"loc": 3, "n": 4}, "c d": {"loc": 5, "n": 7}})
    assert text == "row: loc|n\nrow{\na.py|1|2\nb.py|3|4\nc d|5|7\n}"


def test_a_single_object_has_no_names_above_and_no_needless_quotes():
    text, declared = written({"name": "x", "tags": ["a", "1", 1], "none": {}, "nil": []})
    assert text == '{name:x,tags:[a,"1",1],none:{},nil:[]}'
    assert declared == []


def test_what_was_left_out_is_noted_where_it_stood():
    assert noted(["a", "b"], ("", "… 2 left out", "", "")) == ["a", "… 2 left out", "b"]
    assert noted(["a"], ("", "… 9 left out", "n 1..9")) == ["a", "… 9 left out", "… left out: n 1..9"]
    assert noted(["a"], ()) == ["a"]


def test_rows_that_follow_by_a_long_step_are_left_blank_but_for_anchors_and_extremes():
    rows = [{"at": f"2031-01-01T{n // 60:02}:{n % 60:02}:00Z", "n": n * n % 7} for n in range(40)]
    text, _ = written(rows)
    assert text.startswith("row: at^+60s|n\nrow[\n2031-01-01T00:00:00Z|0\n|1\n2031-01-01T00:02:00Z|4\n|2\n")
    assert "\n2031-01-01T00:20:00Z|1\n" in text
