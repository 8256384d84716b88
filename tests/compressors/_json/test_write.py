"""The notation itself: what a reader sees."""

import json

from headroom_cli.compressors._json.packed import Packing
from headroom_cli.compressors._json.plan import Plan
from headroom_cli.compressors._json.values import Array, Reader
from headroom_cli.compressors._json.write import Notation, noted


def written(value, *, packed=False):
    text = json.dumps(value)
    root = (Packing().reader(text) if packed else Reader()).read(text)[0]
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
    rows = [{"number": 1, "some_word": "x"}, {"number": 2, "some_word": "y"}, {"number": 3, "some_word": "z"}]
    assert written(rows)[0] == "row: number|some_word\nrow[(1|x)(2|y)(3|z)]"


def test_objects_whose_names_are_cheap_to_repeat_keep_them():
    assert written([{"a": 1, "b": "x"}, {"a": 2, "b": "y"}])[0] == "[{a:1,b:x},{a:2,b:y}]"


def test_an_absent_field_is_an_empty_cell_and_null_and_empty_are_not():
    rows = [{"first": 1, "then": None, "last": ""}, {"first": 2, "last": "z"}, {"first": 3, "then": 4, "last": ""}]
    assert written(rows)[0] == 'row: first|then|last\nrow[(1|null|"")(2||z)(3|4|"")]'


def test_what_few_rows_have_is_said_by_name():
    rows = [{"number": n * n, **({"held_by": f"p{n}"} if n % 3 == 1 else {}), "title": f"t{n}"} for n in range(5)]
    assert written(rows)[0] == (
        "row: number|?held_by|title\nrow[\n0|t0\n1|t1|held_by:p1\n4|t2\n9|t3\n16|t4|held_by:p4\n]"
    )
    assert written(rows[1:4])[0] == "row: number|?held_by|title\nrow[(1|t1|held_by:p1)(4|t2)(9|t3)]"


def test_an_object_of_many_fields_names_its_cells_where_some_are_empty():
    rows = [{f"field_{i}": n * i for i in range(12) if i != n} | {"kind": "wide"} for n in range(3)]
    text, _ = written({"rows": rows})
    assert text.endswith("rows{field_0:0\nfield_1:2\nfield_3:6\nfield_4:8\nfield_5:10\nfield_6:12\n"
                         "field_7:14\nfield_8:16\nfield_9:18\nfield_10:20\nfield_11:22}]}")  # fmt: skip


def test_objects_that_come_again_are_said_once_and_named():
    users = [{"id": 40 + i, "login": w, "bio": w.upper() * 4} for i, w in enumerate(("ada", "bob"))]
    text, _ = written([{"number": n * n, "user": users[n % 2]} for n in range(6)])
    assert text == (
        "user@login: id|login|bio\n[\n40|ada|ADAADAADAADA\n41|bob|BOBBOBBOBBOB\n]\n"
        "row: number|user:user\nrow[\n0|ada\n1|bob\n4|ada\n9|bob\n16|ada\n25|bob\n]"
    )


def test_an_object_that_is_always_the_same_is_all_constants():
    same = {"name": "v2 of the house", "due": "2031-03-01"}
    text, _ = written([{"number": n * n, "goal": same if n % 2 else None} for n in range(8)])
    assert text.startswith("goal: name=v2 of the house|due=2031-03-01\nrow: number|goal:goal\nrow[\n0|null\n1|()\n")


def test_a_string_that_holds_json_is_said_as_the_document():
    rows = [{"number": n * n, "said": json.dumps({"word": f"w{n}", "n": n})} for n in range(6)]
    text, _ = written(rows, packed=True)
    assert text == (
        "said: word|n\nrow: number|said:said\n"
        "row[\n0|~(w0|0)\n1|~(w1|1)\n4|~(w2|2)\n9|~(w3|3)\n16|~(w4|4)\n25|~(w5|5)\n]"
    )


def test_rows_that_are_arrays_are_rows():
    assert written({"values": [[n * n, f"w{n}"] for n in range(4)]})[0] == (
        "values[]: 1|2\n{values:values[\n0|w0\n1|w1\n4|w2\n9|w3\n]}"
    )


def test_a_map_of_objects_is_rows_after_their_keys():
    text, _ = written({f: {"lines": n, "branches": n * n} for n, f in enumerate(("a.py", "b.py", "c d", "e"))})
    assert text == "row: lines|branches\nrow{\na.py|0|0\nb.py|1|1\nc d|2|4\ne|3|9\n}"


def test_a_single_object_has_no_names_above_and_no_needless_quotes():
    text, declared = written({"name": "x", "tags": ["a", "1", 1], "none": {}, "nil": []})
    assert text == '{name:x,tags:[a,"1",1],none:{},nil:[]}'
    assert declared == []


def test_what_was_left_out_of_a_few_rows_is_noted_too():
    root = Reader().read(json.dumps({"one": [{"a_long_name": n} for n in range(9)]}))[0]
    rows = root.values[0]
    less = Array(rows.items[2:4])
    less.left = ("…2 rows", "", "…5 rows", "n 0..8")
    notation = Notation(Plan(Array((root, less))))
    assert notation.value(less).endswith("[…2 rows,(2),(3),…5 rows,…those rows: n 0..8]")


def test_what_was_left_out_is_noted_where_it_stood():
    assert noted(["a", "b"], ("", "…2 rows", "", "")) == ["a", "…2 rows", "b"]
    assert noted(["a"], ("", "…9 rows", "n 1..9")) == ["a", "…9 rows", "…those rows: n 1..9"]
    assert noted(["a"], ()) == ["a"]


def test_rows_that_follow_by_a_long_step_are_left_blank_but_for_anchors_and_extremes():
    rows = [{"at": f"2031-01-01T{n // 60:02}:{n % 60:02}:00Z", "n": n * n % 7} for n in range(40)]
    text, _ = written(rows)
    assert text.startswith("row: at^+60s|n\nrow[\n2031-01-01T00:00:00Z|0\n|1\n2031-01-01T00:02:00Z|4\n|2\n")
    assert "\n2031-01-01T00:20:00Z|1\n" in text
