"""Answers, read while they go by."""

from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.dialects.reading import DocumentReader, StreamReader, number
from headroom_cli.model import Usage
from tests.dialects.test_sse import chunks

STREAM = b'data: {"n":1}\n\ndata: {"m":9}\n\ndata: {"n":2}\n\ndata: {"n":3,"error":"oh"}\n\ndata: {"n":\n\n'


def told(known: Usage, event) -> tuple[Usage, str]:
    return Usage(input=known.input + number(event, "n") + number(event, "m")), event.get("error", "")


@given(st.lists(st.integers(0, 10_000), max_size=12))
def test_every_byte_goes_by_and_telling_events_are_read_at_any_chunking(cuts):
    reader = StreamReader(told, b'"n"')
    assert b"".join(map(reader.feed, chunks(STREAM, cuts))) + reader.close() == STREAM
    assert (reader.usage.input, reader.error) == (6, "oh")


def test_an_answer_is_done_with_the_event_that_ends_it():
    reader = StreamReader(told, b'"n"', ends=(b'"end"', b"[DONE]"))
    states = [(reader.feed(chunk), reader.done)[1] for chunk in (b'data: {"n":1}\n\nda', b"ta: [DONE]\n", b"\n", b"x")]
    assert states == [False, False, True, True]


def test_an_error_is_not_forgotten_when_more_comes():
    reader = StreamReader(told, b'"n"')
    reader.feed(b'data: {"n":3,"error":"oh"}\n\ndata: {"n":1}\n\n')
    assert reader.error == "oh"


def test_a_document_is_read_at_its_end():
    reader = DocumentReader(told)
    assert reader.feed(b'{"n":') + reader.feed(b"7}") == b'{"n":7}'
    assert reader.usage == Usage()
    assert (reader.close(), reader.usage.input) == (b"", 7)


def test_each_document_of_a_list_tells():
    reader = DocumentReader(told)
    reader.feed(b'[{"n":3},{"n":1,"error":"oh"},7,{"n":2}]')
    assert (reader.close(), reader.usage.input, reader.error) == (b"", 6, "oh")


def test_a_document_too_large_to_be_an_answer_is_not_kept():
    reader = DocumentReader(told)
    for _ in range(12):
        assert len(reader.feed(b"x" * 1_000_000)) == 1_000_000
    assert sum(map(len, reader._parts)) < 5_000_000
    assert (reader.close(), reader.usage) == (b"", Usage())


def test_what_is_no_object_tells_nothing():
    for document in (b"[]", b"7", b"", b"[" * 100_000):
        reader = DocumentReader(told)
        reader.feed(document)
        assert (reader.close(), reader.usage, reader.error) == (b"", Usage(), "")


def test_a_number_is_a_whole_one():
    assert [number({"n": n}, "n", 5) for n in (3, "3", 3.5, None)] == [3, 5, 5, 5]
    assert (number(None, "n", 5), number({}, "n")) == (5, 0)
