"""Objects, a line each: what is broken is counted, and no line is held that is too long."""

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.transcripts import _lines
from headroom_cli.transcripts._lines import BROKEN, TOO_LONG, records, seconds
from tests.transcripts.making import transcript


def read(path, **more):
    skipped = Counter()
    found = list(records(transcript(path, **more), skipped))
    return found, skipped


def test_every_object_is_told_in_order(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text('{"a": 1}\n\n  \n{"b": 2}\n')
    assert read(path) == ([{"a": 1}, {"b": 2}], Counter())


@pytest.mark.parametrize("line", ["{", '"text"', "[]", "\x00\x00", '{"a": NaN', "[" * 100_000])
def test_a_line_that_is_no_object_is_counted_and_the_others_are_told(tmp_path, line):
    path = tmp_path / "x.jsonl"
    path.write_text(f'{{"a": 1}}\n{line}\n{{"b": 2}}\n')
    assert read(path) == ([{"a": 1}, {"b": 2}], Counter({BROKEN: 1}))


def test_bytes_that_are_no_text_are_a_broken_line(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_bytes(b'{"a": "\xff\xfe"}\n{"b": 2}\n')
    assert read(path) == ([{"b": 2}], Counter({BROKEN: 1}))


def test_a_last_line_that_is_still_being_written_is_no_broken_line(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text('{"a": 1}\n{"b": ')
    assert read(path) == ([{"a": 1}], Counter())


def test_only_the_span_is_read(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text('{"a": 1}\n{"b": 2}\n{"c": 3}\n')
    assert read(path, span=(9, 18))[0] == [{"b": 2}]


def test_a_line_that_is_too_long_is_counted_once_and_the_next_one_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(_lines, "LONGEST", 64)
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps({"a": "x" * 1000}) + '\n{"b": 2}\n')
    assert read(path) == ([{"b": 2}], Counter({TOO_LONG: 1}))


def test_what_is_dull_is_not_read(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text('{"a": \n{"b": 2}\n')
    skipped = Counter()
    assert list(records(transcript(path), skipped, lambda line: line.startswith(b'{"a"'))) == [{"b": 2}]
    assert skipped == Counter()


@given(st.lists(st.dictionaries(st.text(), st.text() | st.integers())))
def test_whatever_was_written_is_read(tmp_path_factory, objects):
    path = tmp_path_factory.mktemp("x") / "x.jsonl"
    path.write_text("".join(json.dumps(o) + "\n" for o in objects))
    assert read(path) == (objects, Counter())


def test_a_time_is_seconds_and_what_is_no_time_is_none():
    assert seconds("1970-01-01T00:01:00.500Z") == seconds("1970-01-01T00:01:00.5") == 60.5
    assert seconds("soon") == seconds(None) == seconds(7) == 0
