"""What is said once: constants, usual values, looked-up columns, shared folders and ends, steps."""

import json

from headroom_cli.compressors._json.columns import ABSENT, columns, path_word, size
from headroom_cli.compressors._json.hoist import hoist
from headroom_cli.compressors._json.shapes import Shape
from headroom_cli.compressors._json.values import Reader


def hoisted(rows, **how):
    items = Reader().read(json.dumps(rows))[0].items
    keys = max((row.keys for row in items), key=len)
    found = columns(Shape("row", keys, list(items)), lambda _: False)
    hoist(found, {0}, size, **how)
    return {path_word(c): c for c in found}


def test_a_value_that_never_changes_is_constant():
    found = hoisted([{"n": n, "state": "open"} for n in range(3)])
    assert found["state"].constant
    assert not found["n"].constant


def test_a_value_that_most_rows_have_is_the_usual_one():
    found = hoisted([{"n": n * n, "state": "open" if n % 5 else "closed", "by": None} for n in range(30)])
    assert found["state"].usual == "open"
    assert found["n"].usual is ABSENT


def test_a_long_value_that_a_short_one_decides_is_looked_up():
    rules = {"E1": "line is too long for a reader", "W2": "name is never used in this module"}
    found = hoisted([{"rule": r, "text": rules[r], "at": n * n} for n, r in enumerate(["E1", "W2"] * 8)])
    assert found["text"].source is found["rule"]


def test_long_values_that_come_again_are_listed():
    words = ["a rather long status that says little", "another one, as long as the first one is"]
    found = hoisted([{"n": n * n, "text": words[(n * n) % 3 % 2]} for n in range(24)])
    assert found["text"].listed == {
        w: i + 1 for i, w in enumerate(dict.fromkeys(words[n * n % 3 % 2] for n in range(24)))
    }


def test_short_words_that_come_again_are_listed_only_in_a_terse_table():
    rows = [{"n": n * n, "zone": ("north", "south", "west")[n * n % 7 % 3]} for n in range(60)]
    assert hoisted(rows)["zone"].listed
    assert not hoisted(rows, terse=False)["zone"].listed


def test_the_folder_that_all_share_is_cut_at_a_slash():
    found = hoisted([{"file": f"/home/me/src/old/house/{name}.py"} for name in ("roof", "room", "door")])
    assert found["file"].parts == ("/home/me/src/old/house/", None)


def test_a_short_folder_stays_where_a_reader_looks_for_it():
    found = hoisted([{"page": f"/items/{n * n % 83}x"} for n in range(9)])
    assert found["page"].parts == ()


def test_the_end_that_all_share_is_cut_where_something_begins():
    found = hoisted(
        [{"url": f"https://code.example.org/{n * n}/contents/auth.py", "day": f"{n}/{n}T00:00:00Z"} for n in range(9)]
    )
    assert found["url"].parts == ("https://code.example.org/", None, "/contents/auth.py")
    assert found["day"].parts == (None, "T00:00:00Z")


def test_a_time_is_never_cut_apart():
    found = hoisted([{"at": f"2031-01-{n * n % 28 + 1:02}T{n * n % 24:02}:00:00Z"} for n in range(9)])
    assert found["at"].parts == ()


def test_a_regular_step_leaves_cells_blank_and_an_irregular_one_does_not():
    found = hoisted([{"at": f"2031-01-01T00:{m:02}:00Z", "n": 10_000 + m**3} for m in range(0, 50, 5)])
    assert found["at"].blank == 300
    assert found["n"].blank is None


def test_a_value_that_stays_for_long_is_blank_below_its_first():
    found = hoisted([{"file": f"src/house_{n // 10}.py", "n": n * n} for n in range(40)])
    assert found["file"].blank == 0


def test_a_column_with_absent_values_has_empty_cells_for_no_other_reason():
    found = hoisted([{"n": n, **({"word": "always"} if n else {})} for n in range(9)])
    assert found["word"].blank is None
    assert found["word"].usual is ABSENT
    assert not found["word"].constant
