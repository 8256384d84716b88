"""What the context promises about a request's bytes, however its JSON is spelled and whatever else is in it."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headroom_cli import registry
from headroom_cli.context.eligible import Rules
from headroom_cli.context.rewrite import Rewriter
from headroom_cli.context.splice import splice
from headroom_cli.dialects import NotReadable
from headroom_cli.dialects.anthropic import PLUGIN as ANTHROPIC
from headroom_cli.model import Edit, Level
from tests.fakes.conversations import texts
from tests.fakes.spellings import requests, requests_with_a_key_twice

COMPRESSORS = registry.load_all("compressors")
RULES = st.builds(Rules, level=st.sampled_from(list(Level)[1:]), in_reach=st.booleans(), clears=st.booleans())
LAWFUL = settings(max_examples=40)


def edits_of(request: bytes, rules: Rules) -> tuple[Edit, ...]:
    return Rewriter(COMPRESSORS).rewrite(ANTHROPIC, request, ANTHROPIC.outline(request), rules).edits


def rewritten(request: bytes, rules: Rules = Rules(in_reach=True)) -> bytes:  # noqa: B008 - a value
    return splice(request, edits_of(request, rules))


def messages_of(request: bytes) -> list[bytes]:
    return [request[start:end] for start, end in ANTHROPIC.outline(request).messages]


def kept(request: bytes, edits: tuple[Edit, ...]) -> list[bytes]:
    """What stands before, between and after the edits."""
    starts, ends = zip(*(edit.span for edit in edits), strict=True) if edits else ((), ())
    return [request[a:b] for a, b in zip((0, *ends), (*starts, len(request)), strict=True)]


@LAWFUL
@given(requests(), RULES)
def test_every_byte_outside_the_edits_stays_in_any_spelling(request, rules):
    edits = edits_of(request.body(), rules)
    rest = splice(request.body(), edits).decode()
    for piece, edit in zip(kept(request.body(), edits), edits, strict=False):
        assert rest.startswith(piece.decode())
        text, end = json.JSONDecoder().raw_decode(rest, len(piece.decode()))
        assert text == edit.text
        rest = rest[end:]
    assert rest == kept(request.body(), edits)[-1].decode()


@LAWFUL
@given(requests(), RULES)
def test_only_texts_of_tool_results_are_edited_whatever_stands_beside_them(request, rules):
    came = json.loads(request.body())
    went = json.loads(rewritten(request.body(), rules))
    originals = texts(request.body())
    assert all(json.loads(request.body()[slice(*e.span)]) in originals for e in edits_of(request.body(), rules))
    for message in (*came["messages"], *went["messages"]):
        for block in message["content"] if isinstance(message["content"], list) else ():
            if block.get("type") == "tool_result" and not block.get("is_error"):
                parts = block["content"] if isinstance(block["content"], list) else [block]
                for part in parts:
                    part.pop("text" if part is not block else "content", None)
    assert went == came


@LAWFUL
@given(requests(), RULES)
def test_the_first_messages_become_the_same_without_the_later_ones_in_any_spelling(request, rules):
    whole = messages_of(rewritten(request.body(), rules))
    for count in range(1, len(request.messages)):
        assert messages_of(rewritten(request.body(count), rules)) == whole[:count]


@LAWFUL
@given(requests_with_a_key_twice(), RULES)
def test_a_message_with_a_key_twice_goes_as_it_came_and_those_before_it_as_without_it(case, rules):
    doubled, plain, at = case
    went = messages_of(rewritten(doubled.body(), rules))
    assert went[at] == messages_of(doubled.body())[at]
    assert went[:at] == messages_of(rewritten(plain.body(), rules))[:at]
    assert went[: at + 1] == messages_of(rewritten(doubled.body(at + 1), rules))


@given(requests(), st.sampled_from(["model", "messages", "m\\u006fdel", "tools", "stream"]), st.booleans())
def test_a_request_with_a_key_twice_is_not_readable(request, key, first):
    raw = request.body().decode().strip()
    doubled = f'{{"{key}":[],{raw[1:]}' if first else f'{raw[:-1]},"{key}":[]}}'
    with pytest.raises(NotReadable):
        ANTHROPIC.outline(doubled.encode())
