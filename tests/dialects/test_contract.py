"""What holds for every dialect, and the laws of the context over those of OpenAI and Gemini, however it is spelled."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headroom_cli import registry, tokens
from headroom_cli.context.eligible import Rules
from headroom_cli.context.rewrite import Rewriter
from headroom_cli.context.splice import splice
from headroom_cli.dialects import NotReadable, recognise
from headroom_cli.model import Level
from tests.fakes import openai
from tests.fakes.conversations import body, conversation, read_result, rows, turns

COMPRESSORS = registry.load_all("compressors")
DIALECTS = registry.load_all("dialects")
RULES = st.builds(Rules, level=st.sampled_from(list(Level)[1:]), in_reach=st.booleans(), clears=st.booleans())
REACH = Rules(in_reach=True)
SHAPES = pytest.mark.parametrize("shape", openai.SHAPES, ids=lambda shape: shape.dialect.name)
REQUESTS = st.sampled_from(openai.SHAPES).flatmap(openai.odd_requests)
LAWFUL = settings(max_examples=60, deadline=None)
READS = [("Read", {"file_path": "/a"}, read_result(1, 90)), ("Read", {"file_path": "/a"}, read_result(1, 90))]


def edits_of(dialect, request: bytes, rules: Rules = REACH, rewriter: Rewriter | None = None):
    return (rewriter or Rewriter(COMPRESSORS)).rewrite(dialect, request, dialect.outline(request), rules).edits


def rewritten(dialect, request: bytes, rules: Rules = REACH, rewriter: Rewriter | None = None) -> bytes:
    return splice(request, edits_of(dialect, request, rules, rewriter))


def messages_of(dialect, request: bytes) -> list[bytes]:
    return [request[start:end] for start, end in dialect.outline(request).messages]


def test_a_dialect_has_the_name_of_its_file():
    assert {name: dialect.name for name, dialect in DIALECTS.items()} == {name: name for name in DIALECTS}
    assert {"anthropic", "openai_chat", "openai_responses", "gemini"} == DIALECTS.keys()


@LAWFUL
@given(REQUESTS, RULES)
def test_the_first_messages_become_the_same_without_the_later_ones(request, rules):
    dialect = request.shape.dialect
    whole = messages_of(dialect, rewritten(dialect, request.body(), rules))
    for count in range(1, len(request.messages)):
        assert messages_of(dialect, rewritten(dialect, request.body(count), rules)) == whole[:count]


@LAWFUL
@given(REQUESTS, RULES)
def test_only_texts_of_results_change_and_every_other_byte_stays(request, rules):
    came, dialect = request.body(), request.shape.dialect
    edits = edits_of(dialect, came, rules)
    went, at, there = splice(came, edits), 0, 0
    for edit in edits:
        start, end = edit.span
        assert went[there : there + start - at] == came[at:start]
        assert json.loads(came[start:end]) in request.shape.texts(came)
        assert edit.after == tokens.count(edit.text) < edit.before
        there += start - at + len(json.dumps(edit.text, ensure_ascii=False).encode())
        at = end
    assert went[there:] == came[at:]
    assert len(request.shape.texts(went)) == len(request.shape.texts(came))


@LAWFUL
@given(REQUESTS)
def test_what_says_that_it_failed_stays(request):
    dialect, shape = request.shape.dialect, request.shape
    failed = [text for text in shape.texts(request.body()) if text.startswith(openai.FAILED)]
    assert [t for t in shape.texts(rewritten(dialect, request.body())) if t.startswith(openai.FAILED)] == failed


@LAWFUL
@given(turns())
def test_all_shapes_of_a_session_say_the_same_texts(session):
    """But for the command of a call, which a custom call has as its input."""
    session = [(tool, arguments, result) for tool, arguments, result, *more in session if tool != "Bash" and not more]
    first, *others = (shape.texts(rewritten(shape.dialect, shape.body(shape.conversation(session))))
                      for shape in openai.SHAPES)  # fmt: skip
    assert all(texts == first for texts in others)


@LAWFUL
@given(turns())
def test_a_memory_that_has_seen_another_dialect_changes_no_byte(session):
    shared = Rewriter(COMPRESSORS)
    requests = [(DIALECTS["anthropic"], body(conversation(session)))]
    requests += [(shape.dialect, shape.body(shape.conversation(session))) for shape in openai.SHAPES]
    for dialect, request in requests * 2:
        assert rewritten(dialect, request, rewriter=shared) == rewritten(dialect, request)
        assert shared.known(dialect, request, dialect.outline(request), REACH) is not None


def test_the_same_bytes_in_two_dialects_are_two_messages():
    """A result as Chat Completions have it says nothing to the Messages API."""
    [*_, message] = openai.chat(READS[:1])
    raw = json.dumps({"model": "m", "tools": [{"name": "Read"}], "messages": [message]}).encode()
    shared = Rewriter(COMPRESSORS)
    assert edits_of(DIALECTS["anthropic"], raw, rewriter=shared) == ()
    assert len(edits_of(DIALECTS["openai_chat"], raw, rewriter=shared)) == 1


@SHAPES
def test_a_session_is_shortened(shape):
    request = shape.body(shape.conversation([*READS, ("curl", {}, rows(60))]))
    first, second, third = shape.texts(rewritten(shape.dialect, request))
    assert "15\t" not in first
    assert "[headroom: the same text as above: Read /a" in second
    assert len(third) < len(rows(60)) / 2


@SHAPES
@pytest.mark.parametrize("where", ["message", "part"])
def test_a_message_with_a_key_twice_goes_as_it_came_and_the_others_are_shortened(shape, where):
    request = shape.body(shape.conversation([READS[0], ("curl", {}, [{"type": "text", "text": rows(60)}])]))
    doubled = b'"call_0001"' if where == "message" else b'"text":"{'
    twice = {"message": b'"call_0001","big":1,"big":1', "part": b'"n":1,"n":1,"text":"{'}[where]
    head, _, tail = request.rpartition(doubled)
    first, second = shape.texts(rewritten(shape.dialect, head + twice + tail))
    assert first != READS[0][2]
    assert second == rows(60)


@SHAPES
@pytest.mark.parametrize(
    "raw",
    [b"", b"[]", b"{}", b'{"model":"m"}', b'{"model":"m","KEY":{}}', b'{"model":"m","KEY":[],"KEY":[]}',
     b'{"model":"m","KEY":[}'],
)  # fmt: skip
def test_a_foreign_body_is_not_readable(shape, raw):
    with pytest.raises(NotReadable):
        shape.dialect.outline(raw.replace(b"KEY", shape.key.encode()))


@SHAPES
@pytest.mark.parametrize("raw", [b"", b"7", b"[]", b'{"role":"user","role":"user"}', b'{"role":'])
def test_a_foreign_message_is_not_readable(shape, raw):
    with pytest.raises(NotReadable):
        shape.dialect.message(raw)


@LAWFUL
@given(REQUESTS)
def test_a_session_of_a_few_turns_is_recognised_by_its_messages(request):
    assert recognise(json.loads(request.body())[request.shape.key], DIALECTS) is request.shape.dialect


@LAWFUL
@given(turns())
def test_a_session_of_the_messages_api_is_recognised(session):
    assert recognise(conversation(session), DIALECTS) is DIALECTS["anthropic"]


@pytest.mark.parametrize("messages", [[], ["text", 7, None], [{"parts": "x"}], [{"role": "user"}]])
def test_what_no_dialect_knows_is_not_recognised(messages):
    assert recognise(messages, {"anthropic": DIALECTS["anthropic"], "gemini": DIALECTS["gemini"]}) is None


@pytest.mark.parametrize(
    ("name", "headers", "subscribed"),
    [
        ("anthropic", {"anthropic-beta": "claude-code-20250219,oauth-2025-04-20", "authorization": "Bearer x"}, True),
        ("anthropic", {"anthropic-beta": "claude-code-20250219", "x-api-key": "x"}, False),
        ("openai_responses", {"chatgpt-account-id": "a", "authorization": "Bearer x"}, True),
        ("openai_responses", {"authorization": "Bearer x"}, False),
        ("openai_chat", {}, False),
        ("gemini", {"x-goog-api-key": "x"}, False),
    ],
)
def test_a_login_with_a_subscription_is_known_by_its_headers(name, headers, subscribed):
    assert DIALECTS[name].subscribed(headers) is subscribed
