"""Diffstats: padding goes where the widest cells give it back."""

import pytest

from headroom_cli.compressors._diff.stat import is_short, row, short_sum, unpadded


def test_a_row_has_a_path_an_amount_and_a_graph():
    assert row(" a | b.py |  12 ++-").path == " a | b.py"
    assert row(" logo.png | Bin 0 -> 7 bytes").graph == " 0 -> 7 bytes"


@pytest.mark.parametrize("text", ["a.py | 12 ++", "  a.py | 12 ++", " a.py | twelve", " a.py  12 +", ""])
def test_other_rows_are_none(text):
    assert row(text) is None


def test_padding_goes_where_it_can_be_seen():
    rows = ["x", " a.py     |  2 +-", " b/c/d.py | 12 ++", " 2 files changed"]
    assert unpadded(rows) == ["x", " a.py | 2 +-", " b/c/d.py | 12 ++", " 2 files changed"]


def test_the_first_row_keeps_it_where_the_widest_row_is_not_there():
    assert unpadded([" a.py     |  2 +-", " b.py     |  1 +"]) == [" a.py     |  2 +-", " b.py | 1 +"]


def test_columns_that_differ_within_a_block_cannot_be_undone():
    assert unpadded([" a.py     |  2 +-", " b.py |  1 +"]) is None


@pytest.mark.parametrize(
    ("text", "short"),
    [
        (" 1 file changed, 1 insertion(+)", " 1 file, +1"),
        (" 3 files changed, 12 insertions(+), 1 deletion(-)", " 3 files, +12 -1"),
        (" 3 files changed, 12 deletions(-)", " 3 files, -12"),
        (" 1 files changed, 1 insertion(+)", ""),
        (" 2 files changed", ""),
    ],
)
def test_a_sum_as_git_writes_it_is_short(text, short):
    assert short_sum(text) == short
    assert not short or is_short(short)
