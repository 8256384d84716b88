"""Cells: each row's words, empty where something else says the value."""

import json

from headroom_cli.compressors._json.cells import Cells
from headroom_cli.compressors._json.plan import Plan
from headroom_cli.compressors._json.values import Reader


def told(rows, *, row=True, texts=()):
    """The rows of a table and their cells; what is nested is said as its keys."""
    root = Reader().read(json.dumps(rows))[0]
    plan = Plan(root)
    table = plan.table(plan.shapes.shared(root.items))
    named = {c for c in table.visible if c.path[-1] in texts}
    return root.items, Cells(table, named, lambda _, value: "+".join(value.keys), row=row)


def test_a_row_says_what_is_not_said_once_for_all():
    rows, cells = told([{"id": i * i, "name": f"n, {i}", "kind": "file"} for i in range(6)])
    assert cells.of(rows[2]) == ["4", "n, 2"]


def test_in_brackets_words_are_quoted_that_need_it_there():
    rows, cells = told([{"id": i * i, "name": f"n, {i}"} for i in range(6)], row=False)
    assert cells.of(rows[2]) == ["4", '"n, 2"']


def test_an_absent_field_is_an_empty_cell():
    rows, cells = told([{"number": i * i, **({"label": f"x{i}x"} if i % 2 else {})} for i in range(6)])
    assert [cells.of(row)[1] for row in rows] == ["", "x1x", "", "x3x", "", "x5x"]


def test_a_field_that_most_rows_lack_is_said_last_by_its_name_where_it_is():
    rows, cells = told([{"n": i * i, **({"label": f"x{i}"} if i % 3 == 1 else {}), "to": f"y{i}"} for i in range(9)])
    assert [cells.said(row) for row in rows[:3]] == [["0", "y0"], ["1", "y1", "label:x1"], ["4", "y2"]]


def test_a_value_that_follows_from_the_row_above_is_said_only_without_that_row():
    rows, cells = told([{"at": f"2031-01-01T00:{m:02}:00Z", "n": m * m} for m in range(0, 50, 5)])
    assert cells.of(rows[3], rows[2]) == ["", "225"]
    assert cells.of(rows[3], rows[1]) == cells.of(rows[3]) == ["2031-01-01T00:15:00Z", "225"]


def test_the_usual_value_and_what_is_as_the_template_says_are_empty_cells():
    odd = {"level": "fatal error here", "url": "https://elsewhere.org"}
    rows = [
        {"name": f"n{i * 7}", "level": "information only", "url": f"https://x.org/n{i * 7}", **(odd if i == 9 else {})}
        for i in range(20)
    ]
    rows, cells = told(rows)
    assert cells.of(rows[8]) == ["n56", "", ""]
    assert cells.of(rows[9]) == ["n63", "fatal error here", "https://elsewhere.org"]


def test_only_the_own_part_of_a_text_is_said():
    rows, cells = told(
        [{"file": f"/home/me/src/old/house/{name}.py", "number": 1} for name in ("roof", "room", "door")]
    )
    assert [cells.of(row)[0] for row in rows] == ["roof.py", "room.py", "door.py"]


def test_what_is_nested_is_said_by_whoever_asked():
    rows, cells = told([{"number": i * i, "mixed": [{"a": i}, i][i % 2]} for i in range(4)])
    assert [cells.of(row)[1] for row in rows] == ["a", "1", "a", "3"]


def test_strings_that_look_like_numbers_are_bare_where_all_are_strings():
    rows = [{"number": i * i, "code": str(i * 3)} for i in range(6)]
    read, cells = told(rows, texts=("code",))
    assert cells.of(read[2]) == ["4", "6"]
    read, cells = told(rows)
    assert cells.of(read[2]) == ["4", '"6"']
