"""Server-sent events at any chunking."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.dialects.sse import Events

STREAM = (
    b'event: a\r\ndata: {"x":1}\r\n\r\n: a comment\n\n'
    b"data: two\ndata: lines\n\nid: 3\ndata:caf\xc3\xa9 \n\nevent: nothing\n\n"
)
DATA = [b'{"x":1}', b"two\nlines", b"caf\xc3\xa9 "]


def chunks(stream: bytes, cuts: list[int]) -> list[bytes]:
    at = [0, *sorted(c % (len(stream) + 1) for c in cuts), len(stream)]
    return [stream[a:b] for a, b in pairwise(at)]


@given(st.lists(st.integers(0, 10_000), max_size=12))
def test_the_same_events_come_out_however_the_bytes_are_cut(cuts):
    events = Events()
    assert [data for chunk in chunks(STREAM, cuts) for data in events.feed(chunk)] == DATA


def test_an_event_is_given_only_when_it_is_whole():
    events = Events()
    assert list(events.feed(b"data: half")) == []
    assert list(events.feed(b"\n\n")) == [b"half"]


@given(st.lists(st.sampled_from([b"a", b"\n", b"\r", b"\r\n", b"data:x"])), st.lists(st.integers(0, 99)))
def test_every_end_of_an_event_is_found_however_the_bytes_are_cut(pieces, cuts):
    stream, cut, whole = b"".join(pieces), Events(), Events()
    given_in_cuts = [data for chunk in chunks(stream, cuts) for data in cut.feed(chunk)]
    assert given_in_cuts == list(whole.feed(stream))
    assert cut._rest == whole._rest


@pytest.mark.timeout(30)
def test_an_event_of_megabytes_in_small_pieces_takes_linear_time():
    events = Events()
    for _ in range(30_000):
        assert list(events.feed(b"x" * 500)) == []
    assert list(events.feed(b"\n\ndata: y\n\n")) == [b"y"]


def test_an_event_without_end_does_not_fill_the_memory():
    events = Events()
    for _ in range(20):
        assert list(events.feed(b"x" * 1_000_000)) == []
    assert len(events._rest) <= 16 * 1024 * 1024


@given(st.lists(st.integers(0, 10_000), max_size=12))
def test_no_byte_of_the_events_is_lost_however_they_are_cut(cuts):
    events = Events()
    taken = [event for chunk in chunks(STREAM + b"data: half", cuts) for event in events.take(chunk)]
    assert b"".join(taken) == STREAM
    assert (events.rest(), events.rest()) == (b"data: half", b"")
