"""A text is cut into entries and joins again; a trace stays with its head."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._log.entries import STAMP, Entry, continues, entries, stamp_format


@pytest.mark.parametrize(
    "stamp",
    [
        "2024-05-01 10:00:00,123",
        "2024-05-01T10:00:00.123456",
        "17/06/09 20:10:40",
        "03-17 16:13:38.811",
        "10.30 16:49:06",
        "10/Oct/2024:13:55:36",
        "Sun Dec 04 04:47:44",
        "Dec  4 04:47:44",
        "2005-06-03-15.42.50.363779",
        "20171223-22:15:29:606",
        "20171224-0:7:3:58",
        "081109 203615",
        "10:00:01",
    ],
)
def test_a_time_is_lifted_out_of_its_line(stamp):
    assert entries(f"a {stamp} b\nc {stamp} d") == [Entry(f"a {STAMP} b", stamp), Entry(f"c {STAMP} d", stamp)]


def test_lines_without_a_time_have_no_stamp_format():
    assert stamp_format(["one", "two 12", "three"]) is None


def test_a_stack_trace_is_one_entry_with_its_head():
    trace = "10:00:01 ERROR x\nTraceback (most recent call last):\n  File x\n    y\na.b.OddError: z"
    assert [e.full for e in entries(f"10:00:00 a\n{trace}\n10:00:02 b")] == ["10:00:00 a", trace, "10:00:02 b"]


def test_a_line_of_a_trace_continues_the_entry_before_it():
    assert all(map(continues, ("\tat a.B.c(B.java:7)", "Caused by: x", "a.b.OddError: z", "}")))
    assert not any(map(continues, ("10:00:01 a", "", "Error rate is low", "[info] x")))


def test_lines_of_a_text_that_is_mostly_indented_are_entries_of_their_own():
    assert len(entries("head\n  one\n  two\n  three")) == 4


@given(st.lists(st.sampled_from(["10:00:01 a", "  at b", "", "Traceback (most", "x", "\r", "12"]), max_size=20))
def test_entries_join_to_the_text_again(lines):
    text = "\n".join(lines)
    assert "\n".join(entry.full for entry in entries(text)) == text
