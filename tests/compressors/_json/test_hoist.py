"""What is said once: constants, derived and looked-up columns, shared folders, steps."""

import json

from headroom_cli.compressors._json.columns import columns, path_word, size
from headroom_cli.compressors._json.hoist import hoist
from headroom_cli.compressors._json.shapes import Shapes
from headroom_cli.compressors._json.values import Reader


def hoisted(rows):
    root = Reader().read(json.dumps(rows))[0]
    found = columns(Shapes(root).shared(root.items), lambda _: False)
    hoist(found, {0}, size)
    return {path_word(c): c for c in found}


def test_a_value_that_never_changes_is_constant():
    found = hoisted([{"n": n, "state": "open"} for n in range(3)])
    assert found["state"].constant
    assert not found["n"].constant


def test_text_made_of_other_columns_is_derived():
    rows = [{"who": w, "n": n, "url": f"https://x.org/{w}/issues/{n}"} for n, w in enumerate(("ada", "bob", "cy"), 41)]
    found = hoisted(rows)
    assert found["url"].parts == ("https://x.org/", found["who"], "/issues/", found["n"])


def test_an_equal_column_is_said_by_the_other():
    found = hoisted([{"a": n, "b": n} for n in range(4)])
    assert found["b"].parts == (found["a"],)


def test_a_table_of_very_many_columns_is_still_said_by_its_equal_ones():
    found = hoisted([{f"k{j}": f"{j % 200:03}.{n}" for j in range(400)} for n in range(3)])
    assert [len(column.parts) for column in found.values()] == [0] * 200 + [1] * 200


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


def test_the_folder_that_all_share_is_cut_at_a_slash():
    found = hoisted([{"file": f"/home/me/src/house/{name}.py"} for name in ("roof", "room", "door")])
    assert found["file"].parts == ("/home/me/src/house/", None)


def test_a_regular_step_leaves_cells_blank_and_an_irregular_one_does_not():
    found = hoisted([{"at": f"2031-01-01T00:{m:02}:00Z", "n": 10_000 + m**3} for m in range(0, 50, 5)])
    assert found["at"].blank == 300
    assert found["n"].blank is None


def test_a_column_with_absent_values_is_never_blank_for_another_reason():
    found = hoisted([{"n": n, **({"word": "always"} if n else {})} for n in range(9)])
    assert found["word"].blank is None
    assert not found["word"].constant
