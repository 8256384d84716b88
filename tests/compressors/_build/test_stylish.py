"""ESLint's table: taken apart only where its padding comes back."""

import pytest

from headroom_cli.compressors._build.stylish import cells, padded, table

ROWS = [
    "/srv/a.js",
    "   1:10  error    Unexpected var, use let  no-var",
    "  12:3   warning  Missing semicolon        semi",
    "",
]


def test_a_table_stands_below_a_path():
    found = table(ROWS, 0)
    assert [one.rule for one in found] == ["no-var", "semi"]
    assert found[0].text == "error  Unexpected var, use let  no-var"
    assert list(padded(found)) == ROWS[1:3]


def test_a_table_padded_otherwise_is_none():
    assert table([ROWS[0], ROWS[1], ROWS[2].replace("12:3 ", "12:3")], 0) == []
    assert table(ROWS, 1) == []
    assert table(["", *ROWS[1:]], 0) == []


@pytest.mark.parametrize("row", ["  1:2  info  a  b", "1:2  error  a  b", "  1:2  error  a", "  x" * 600])
def test_other_rows_have_no_cells(row):
    assert cells(row) is None
