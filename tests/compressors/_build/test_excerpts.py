"""Excerpts: the gutter and the caret's padding go where the place says them."""

import pytest

from headroom_cli.compressors._build.excerpts import trimmed

ROWS = ["a.c:12:9: warning: no [-Wx]", "   12 |     int x = y;", "      |     ~~~~^~~"]


def test_an_excerpt_that_the_place_tells_is_trimmed():
    assert trimmed([*ROWS, "more"]) == [ROWS[0], "|     int x = y;", "~~~~^~~", "more"]


@pytest.mark.parametrize(
    ("at", "row"),
    [
        (0, "a.c:12: warning: no column"),
        (1, "   13 |     int x = y;"),
        (1, "  12 |     int x = y;"),
        (2, "      |      ~~~~^~~"),
        (2, "      |     ~~~~^~~ ~~"),
    ],
)
def test_another_excerpt_stays(at, row):
    rows = [*ROWS[:at], row, *ROWS[at + 1 :]]
    assert trimmed(rows) == rows


def test_a_text_with_rows_like_ours_stays():
    assert trimmed([*ROWS, "| x"]) == [*ROWS, "| x"]
