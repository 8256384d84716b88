"""What an Anthropic answer says about itself."""

import json

from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.dialects._anthropic.reader import reader as reader_of
from headroom_cli.model import Usage
from tests.dialects.test_sse import chunks

START = {
    "type": "message_start",
    "message": {
        "id": "msg_1",
        "usage": {
            "input_tokens": 12,
            "cache_read_input_tokens": 3000,
            "cache_creation_input_tokens": 500,
            "cache_creation": {"ephemeral_5m_input_tokens": 400, "ephemeral_1h_input_tokens": 100},
            "output_tokens": 1,
        },
    },
}
DELTA = {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "usage \u00e9"}}
END = {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 77}}
USAGE = Usage(input=12, output=77, cache_read=3000, cache_write_5m=400, cache_write_1h=100, reported=True)


def stream(*events: dict) -> bytes:
    return b"".join(f"event: {e['type']}\ndata: {json.dumps(e, ensure_ascii=False)}\n\n".encode() for e in events)


@given(st.lists(st.integers(0, 10_000), max_size=12))
def test_the_agent_sees_every_byte_and_the_usage_is_read_at_any_chunking(cuts):
    reader, whole = reader_of(streaming=True), stream(START, DELTA, END)
    seen = b"".join(reader.feed(chunk) for chunk in chunks(whole, cuts)) + reader.close()
    assert (seen, reader.usage, reader.error) == (whole, USAGE, "")


def test_an_error_event_is_noticed():
    reader = reader_of(streaming=True)
    reader.feed(stream(START, {"type": "error", "error": {"type": "overloaded_error", "message": "x"}}))
    assert reader.error == "overloaded_error"


def test_a_stream_of_nonsense_costs_only_its_figures():
    reader = reader_of(streaming=True)
    nonsense = b'data: {"type":"message_start","message":7}\n\ndata: {"type":"message_delta"\n\n'
    assert reader.feed(nonsense) == nonsense
    assert reader.usage == Usage()


def test_a_document_is_read_at_its_end():
    reader = reader_of(streaming=False)
    document = json.dumps({"type": "message", "usage": START["message"]["usage"] | {"output_tokens": 77}}).encode()
    assert reader.feed(document[:9]) + reader.feed(document[9:]) == document
    assert reader.close() == b""
    assert reader.usage == USAGE


def test_an_error_document_is_an_error():
    reader = reader_of(streaming=False)
    reader.feed(b'{"type":"error","error":{"type":"rate_limit_error"}}')
    reader.close()
    assert (reader.error, reader.usage.reported) == ("rate_limit_error", False)
