"""Requests as real agents sent them: the laws hold on every one, at every level, with and without the tool in reach.

The recordings beside this file are our own (tests/tools/record_claude.py). HEADROOM_TEST_WIRE names a folder
with more: `*.jsonl`, one request a line with `method`, `path` and `body`, a string with the body as it came or
the object that is that string in compact JSON.
"""

import json
import os
from functools import lru_cache
from itertools import combinations, takewhile
from pathlib import Path

import pytest

from headroom_cli import registry
from headroom_cli.context.eligible import Rules
from headroom_cli.context.rewrite import Rewriter
from headroom_cli.dialects.anthropic import PLUGIN as ANTHROPIC
from headroom_cli.model import Level
from headroom_cli.proxy.shortener import Shortener
from headroom_cli.stores.memory import MemoryStore
from tests.fakes.prompt_cache import parse, units
from tests.fakes.script import blocks_of

OURS = sorted(Path(__file__).with_name("recorded").glob("*.jsonl"))
VARIABLE = "HEADROOM_TEST_WIRE"
COMPRESSORS = registry.load_all("compressors")
MANNERS = [Rules(level=level, in_reach=reach) for level in Level for reach in (False, True)]


def manner(rules: Rules) -> str:
    return f"{rules.level}{'' if rules.in_reach else ', alone'}"


@lru_cache(maxsize=2)
def requests_of(recording: Path) -> tuple[bytes, ...]:
    """The conversations' bodies in a recording, byte for byte."""
    lines = map(json.loads, recording.read_bytes().splitlines())
    return tuple(raw_of(line["body"]) for line in lines if is_conversation(line))


def is_conversation(line: dict) -> bool:
    path = line.get("path", "").partition("?")[0]
    return "body" in line and ANTHROPIC.speaks(line.get("method", ""), path)


def raw_of(body: object) -> bytes:
    text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8")


def others() -> list[Path]:
    """The recordings that hold conversations, in the folder that the environment names."""
    folder = os.environ.get(VARIABLE, "")
    return [path for path in sorted(Path(folder).glob("*.jsonl")) if requests_of(path)] if folder else []


OTHERS = others()


@pytest.fixture(scope="module", params=[*OURS, *OTHERS], ids=lambda path: path.stem)
def recording(request):
    """Each recording's bodies."""
    return requests_of(request.param)


@pytest.fixture(scope="module", params=MANNERS, ids=manner)
def sent(request, recording):
    """Each request of a recording with what went on to the provider, in order through one proxy; and its store."""
    store = MemoryStore()
    shortener = proxy(store, request.param)
    return [(body, shortener.shorten(ANTHROPIC, body)) for body in recording], store


def proxy(store: MemoryStore, rules: Rules) -> Shortener:
    return Shortener(Rewriter(COMPRESSORS), store, lambda _outline: rules)


def without_results(body: bytes) -> object:
    """The request with the texts of its tool results blanked, all else as it is."""
    request = json.loads(body)
    for message in request["messages"]:
        for block in blocks_of(message["content"]):
            if block["type"] == "tool_result" and not block.get("is_error"):
                block["content"] = [part | {"text": ""} if part["type"] == "text" else part
                                    for part in blocks_of(block.get("content"))]  # fmt: skip
    return request


@lru_cache(maxsize=256)
def said(body: bytes) -> list[str]:
    """A request's blocks as the provider's cache compares them."""
    return [unit.said for unit in units(parse(body))]


def shared(one: bytes, other: bytes) -> int:
    """How many blocks two requests have in common from their start."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(said(one), said(other), strict=False))))


def test_other_recordings_are_looked_at_where_there_are_some():
    if not os.environ.get(VARIABLE):
        pytest.skip(f"{VARIABLE} names no folder with more recordings")
    assert OTHERS


def test_no_byte_outside_the_edits_changes(sent):
    for body, short in sent[0]:
        rest, at = short.body.decode(), 0
        for edit in short.edits:
            start, end = edit.span
            kept = body[at:start].decode()
            assert rest.startswith(kept)
            text, after = json.JSONDecoder().raw_decode(rest, len(kept))
            assert text == edit.text
            rest, at = rest[after:], end
        assert rest == body[at:].decode()


def test_nothing_but_the_text_of_good_tool_results_changes(sent):
    for body, short in sent[0]:
        assert without_results(short.body) == without_results(body)


def test_what_two_requests_have_in_common_they_have_in_common_when_shortened(sent):
    for (one, short_one), (other, short_other) in combinations(sent[0], 2):
        assert shared(short_one.body, short_other.body) >= shared(one, other)


def test_every_original_is_in_the_store(sent):
    bodies, store = sent
    for body, short in bodies:
        for edit in short.edits:
            assert store.get(edit.key) == json.loads(body[slice(*edit.span)])


@pytest.mark.parametrize("rules", MANNERS, ids=manner)
def test_a_proxy_that_has_seen_nothing_before_says_the_same(recording, rules):
    seasoned = proxy(MemoryStore(), rules)
    for body in recording:
        assert proxy(MemoryStore(), rules).shorten(ANTHROPIC, body).body == seasoned.shorten(ANTHROPIC, body).body


def test_a_request_is_read_and_only_the_level_off_or_missing_tools_leave_it_alone(sent):
    reasons = {short.reason for _, short in sent[0]}
    assert reasons <= {"", "level off", "nothing to shorten", "a request without tools"}


@pytest.mark.parametrize("recording", OURS, ids=lambda path: path.stem)
def test_our_own_recordings_hold_every_kind_of_block_and_some_of_it_is_shortened(recording):
    bodies = requests_of(recording)
    messages = json.loads(bodies[-1])["messages"]
    blocks = [b for m in messages for b in blocks_of(m["content"])]
    results = [b for b in blocks if b["type"] == "tool_result"]
    assert {"text", "thinking", "tool_use", "tool_result"} <= {b["type"] for b in blocks}
    assert {type(b["content"]) for b in results} == {str, list}
    assert {"image", "text"} == {p["type"] for b in results for p in blocks_of(b["content"])}
    assert any(b.get("is_error") for b in results)
    assert b"cache_control" in bodies[-1]
    kinds = {e.kind for e in proxy(MemoryStore(), Rules(in_reach=True)).shorten(ANTHROPIC, bodies[-1]).edits}
    assert {"seen", "log", "json"} <= kinds


def test_the_newer_recording_has_a_system_message_between_the_others():
    roles = [m["role"] for m in json.loads(requests_of(OURS[-1])[-1])["messages"]]
    assert "system" in roles[2:]
