"""Bare names go in a row, folders under headings go into one another, and all come back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._listing import forest
from headroom_cli.compressors._listing.names import folders, in_a_row, is_heading, is_name
from tests.compressors._listing import test_forest
from tests.compressors._listing.test_forest import dictionary
from tests.compressors._listing.test_words import opened

HEAD = re.compile(r"\[(\d+) names(?: in (byte|dictionary) order)?(?:; \{a b\}\.c = a\.c b\.c)?\]")

PARTS = ("accounts", "bookings", "closings", "ledger", "journal", "budget", "report")
NESTED = (
    ".:\nREADME.md\nsrc\n\n./src:\n"
    + "".join(f"{part}\n" for part in sorted(PARTS))
    + "".join(f"\n./src/{part}:\n" + "".join(f"{part}_{m}.py\n" for m in range(5)) for part in sorted(PARTS))
)
PLAIN = "".join(f"test_{part}.py\n" for part in sorted(PARTS))
TEXTS = (NESTED, PLAIN)


def said(rows):
    made = folders(rows)
    return made and forest.write(made, "ls -R")


def decode(text):
    if match := HEAD.match(text):
        _, first, *others = text.split("\n")
        names = [*opened(first), *others]
        assert len(names) == int(match[1])
        return "\n".join(sorted(names, key=dictionary if match[2] == "dictionary" else str) if match[2] else names)
    what, told = test_forest.decode(text)
    assert what == "ls -R"
    return "\n\n".join("\n".join(chunk) for chunk in chunks(told))


def chunks(told):
    """What stands between empty rows: bare rows, or the heading of a folder and its names."""
    path, made = [], []
    for depth, label, folder in told:
        del path[depth:]
        if depth:
            path[-1][1].append(label)
        elif not folder:
            made += [] if made and made[-1][0] is None else [(None, [])]
            made[-1][1].append(label)
        if folder:
            way = f"{path[-1][0]}/{label}" if depth else label
            made.append((way, [f"{way}:"]))
        path.append(made[-1] if folder else (None, []))
    return [rows for _, rows in made]


def test_the_names_of_a_folder_go_in_a_row():
    assert in_a_row(["a.py", "b", "test_a.py", "test_b.py", "test_c.py"]) == (
        "[5 names in byte order; {a b}.c = a.c b.c]\nb a.py test_{a b c}.py"
    )
    assert in_a_row(["z", "b", "test_b.py", "test_a.py", "test_c.py"]) == (
        "[5 names; {a b}.c = a.c b.c]\nz b test_{b a c}.py"
    )
    assert in_a_row(["a b", "c", "D", "e", "f"]) == "[5 names in dictionary order]\nc D e f\na b"


@pytest.mark.parametrize("rows", [["a", "b"], ["a", "b", "", "c", "d"], ["d", "c", "b b", "a", "e"]])
def test_what_has_no_order_and_is_no_word_forbids_the_row(rows):
    assert in_a_row(rows) is None


def test_a_folder_goes_where_its_parent_names_it():
    assert said([".:", "a.py", "src", "", "./src:", "b.py", "x", "", "./src/x:", "", "./y:", "c"]).split("\n")[1:] == [
        "./ a.py",
        " src/ b.py",
        "  x/",
        "./y/ c",
    ]


def test_rows_under_no_heading_stand_as_they_came():
    assert said(["total 4", "", "src:", "a", "b", "c"]).split("\n")[1:] == ["total 4", "src/ a b c"]


@pytest.mark.parametrize(
    "rows", [["a", "b"], ["", "./a:", "b"], ["./a:", "b", "", "", "./b:"], ["a", "", "b", "", "c:"]]
)
def test_without_headings_and_just_one_empty_row_between_them_there_is_no_form(rows):
    assert folders(rows) is None


def test_names_and_headings_are_known():
    assert all(map(is_heading, (".:", "./a:", "/usr/lib:", "src:")))
    assert not any(map(is_heading, (":", "", "./a", "see /usr for: x", "see this:")))
    assert all(map(is_name, ("a.py", "src/", ".git", "a-b_c+d@2", "run*")))
    assert not any(map(is_name, ("", "12", "two words", "a/b", "http://x", "'x'", '"x",')))


ROWS = st.sampled_from(
    [".:", "./a:", "a:", "a", "./a/b:", "b", "x", "y.py", "", "two words", "z/", "./a: b", "é", " x", "|", "{}"]
)


@given(st.lists(ROWS, max_size=20))
def test_whatever_the_rows_are_the_text_comes_back(rows):
    for form in (said(rows), in_a_row(rows) if rows else None):
        assert form is None or decode(form) == "\n".join(rows)


@given(st.lists(st.sampled_from(["a", "B", "b", "a_x.py", "b_x.py", "c_x.py", "d_x.py", "A b", "_", "é"]), max_size=12))
def test_sorted_names_come_back(names):
    for rows in (sorted(names), sorted(names, key=dictionary)):
        form = in_a_row(rows) if rows else None
        assert form is None or decode(form) == "\n".join(rows)
