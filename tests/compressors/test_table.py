"""Tables in plain text: the rows come back as they were drawn; of many rows, those that tell something stay."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headroom_cli.compressors import NotMine
from headroom_cli.compressors.table import PLUGIN
from headroom_cli.model import Block, Level
from headroom_cli.tokens import count
from tests.compressors._table import test_aligned, test_bars, test_delimited, test_shapes
from tests.compressors.table_reader import decode

__all__ = ["FIXTURES", "decode"]


def block(text, question=""):
    return Block(text=text, span=(0, 0), kind="result", tool="Bash", question=question)


TEXTS = (*test_aligned.TEXTS, *test_bars.TEXTS, *test_delimited.TEXTS, *test_shapes.TEXTS)
FIXTURES = tuple(block(text) for text in TEXTS)
ORDERS = "id,region,status,amount,currency\n" + "".join(
    f"{n},{('north', 'south', 'west')[n % 3]},{'refunded' if n == 77 else 'paid'},{n * 37 % 900}.5,EUR\n"
    for n in range(1, 201)
)
WORDS = st.sampled_from(
    ["", "a", "12", "007", "-3", "1.50", "a|b", 'say "so"', "x, y", "> 5", "<none>", "…", "\\", "[]", "a by b", "a: b"]
) | st.sampled_from(
    [" lead", "trail ", "é", "日本", "\ud83d", "\x85", "/srv/a/x", "/srv/a/y"]
    + [f"2031-04-01 10:00:{seconds:02}" for seconds in (5, 10, 15)]
)
NAMES = st.lists(
    st.sampled_from(["id", "NAME", "Local Address", "a by b", "1", "%CPU", "x=y", "a:b"]), min_size=2, max_size=4
)


@st.composite
def tables(draw):
    """A table of few values, drawn in one way or another, with a line changed now and then."""
    names = draw(NAMES)
    pools = [draw(st.lists(WORDS, min_size=1, max_size=3)) for _ in names]
    rows = [[draw(st.sampled_from(pool)) for pool in pools] for _ in range(draw(st.integers(1, 8)))]
    lines = draw(st.sampled_from(DRAWN))([names, *rows])
    for at in draw(st.lists(st.integers(0, len(lines) - 1), max_size=2)):
        lines[at] = draw(st.sampled_from([lines[at] + " ", lines[at][1:], "-----+---", "--- ---", "", "odd line"]))
    return "\n".join(
        [*draw(st.sampled_from([[], ["Listing..."], [""]])), *lines, *draw(st.sampled_from([[], [""], ["(2 rows)"]]))]
    )


def csv(rows):
    return [",".join('"' + c.replace('"', '""') + '"' if "," in c or '"' in c else c for c in row) for row in rows]


def spaced(rows):
    return test_aligned.spaced(rows, 2, rule="-").splitlines()


def barred(rows):
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["| " + " | ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) + " |" for row in rows]
    return [lines[0], "|" + "|".join("-" * (w + 2) for w in widths) + "|", *lines[1:]]


def open_barred(rows):
    return [line[1:-1] for line in barred(rows)]


def plainly_barred(rows):
    return [
        "|" + "|".join(rows[0]) + "|",
        "|" + "---|" * len(rows[0]),
        *("|" + "|".join(row) + "|" for row in rows[1:]),
    ]


DRAWN = [csv, spaced, barred, open_barred, plainly_barred]


def said(text, level=Level.LOSSLESS, question=""):
    return PLUGIN.compress(block(text, question), level)


@given(tables())
@settings(max_examples=300, deadline=None)
def test_whatever_is_drawn_comes_back(text):
    with contextlib.suppress(NotMine):
        assert decode(said(text).text) == text


@pytest.mark.parametrize("fixture", FIXTURES)
def test_a_fixture_comes_back(fixture):
    shorter = PLUGIN.compress(fixture, Level.LOSSLESS)
    assert shorter.lossless
    assert decode(shorter.text) == fixture.text


def test_lines_around_a_table_stay_as_they_are():
    text = f"$ cat orders.csv\n\n{ORDERS}\nDone.\n"
    shorter = said(text).text
    assert shorter.startswith("$ cat orders.csv\n\n[table of 200 rows; it was CSV ")
    assert shorter.endswith("\nDone.\n")


def test_at_balanced_rows_of_a_long_table_are_left_out_and_counted():
    shorter = said(ORDERS, Level.BALANCED)
    left = sum(int(line[1:].split()[0]) for line in shorter.text.splitlines() if line.endswith(" rows"))
    assert shorter.omitted == f"{left} of 200 rows"
    assert "77|west|refunded|149.5" in shorter.text


def test_at_balanced_the_rows_that_a_question_names_stay():
    assert "\n123|" not in said(ORDERS, Level.BALANCED).text
    assert "\n123|" in said(ORDERS, Level.BALANCED, "Was order 123 paid?").text


def test_at_balanced_a_short_table_is_said_exactly():
    for fixture in FIXTURES:
        assert PLUGIN.compress(fixture, Level.BALANCED) == PLUGIN.compress(fixture, Level.LOSSLESS)


def test_a_file_that_was_read_keeps_its_own_text():
    read = Block(text=ORDERS, span=(0, 0), kind="result", tool="Read", arguments={"file_path": "/srv/orders.csv"})
    assert PLUGIN.score(read) == 0


@pytest.mark.parametrize(
    "text",
    [
        "Dear all,\nsome words, as one writes them,\nand a few more, with commas,\nto be sure.\n" * 5,
        "import os\n\n\ndef f(a, b):\n    return a, b\n" * 5,
        "2031-04-01 10:00:00 INFO  gateway  up\n2031-04-01 10:00:01 WARN  gateway  slow\n" * 5,
        "| not | a table |\n\n| nor | this |\n",
        "# Notes\n\n"
        + "Words about it, at some length, and then more words.\n" * 9
        + "\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    ],
)
def test_what_is_not_mostly_a_table_is_not_claimed(text):
    assert PLUGIN.score(block(text)) == 0


def test_text_that_quotes_the_notation_is_left_alone():
    with pytest.raises(NotMine):
        said(said(ORDERS).text)


def test_work_is_linear_in_the_text_though_nothing_is_a_table():
    text = "a,b\n" + "1,2\nodd\n" * 20_000
    with pytest.raises(NotMine):
        said(text)
    assert count(said(ORDERS * 3).text) < count(ORDERS * 3)
