"""Requests as real agents sent them: the laws hold on every one, at every level, with and without the tool in reach.

The recordings beside this file are our own (tests/tools/record_*.py). HEADROOM_TEST_WIRE names a folder with
more: `*.jsonl`, one request a line with `method`, `path` and `body`, a string with the body as it came or
the object that is that string in compact JSON.
"""

import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, takewhile
from pathlib import Path
from typing import Any

import pytest

from headroom_cli import registry
from headroom_cli.context.eligible import Rules
from headroom_cli.context.rewrite import Rewriter
from headroom_cli.dialects import Dialect
from headroom_cli.model import Edit, Level
from headroom_cli.proxy.shortener import Shortened, Shortener
from headroom_cli.stores.memory import MemoryStore
from tests.fakes import api
from tests.fakes.prompt_cache import parse, units
from tests.fakes.script import blocks_of

OURS = sorted(Path(__file__).with_name("recorded").glob("*.jsonl"))
CLAUDE = [path for path in OURS if path.stem.startswith("claude")]
INNER = re.compile(r'\\"(?:\\\\(?:\\.|[^\\])|[^\\])*\\"')
REPORT = "I ran this command:"  # Aider's way to tell of an output
VARIABLE = "HEADROOM_TEST_WIRE"
COMPRESSORS, DIALECTS = registry.load_all("compressors"), registry.load_all("dialects")
MANNERS = [Rules(level=level, in_reach=reach) for level in Level for reach in (False, True)]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request of a conversation, its body byte for byte."""

    dialect: Dialect
    path: str
    body: bytes

    def read(self, body: bytes) -> dict[str, Any]:
        """This request with that body, as its API would read it, in the shape of a Messages request."""
        where = self.path.partition("?")[0]
        return api.of(where).read(where, parse(body))

    def violations(self, body: bytes) -> list[str]:
        """The rules that it would break with that body."""
        return api.of(self.path.partition("?")[0]).violations(json.loads(body))

    def shorten(self, shortener: Shortener) -> Shortened:
        return shortener.shorten(self.dialect, self.body, self.path)


def manner(rules: Rules) -> str:
    return f"{rules.level}{'' if rules.in_reach else ', alone'}"


@lru_cache(maxsize=2)
def requests_of(recording: Path) -> tuple[Asked, ...]:
    """The requests of a recording that are part of conversations."""
    return tuple(filter(None, map(asked, recording.read_bytes().splitlines())))


def asked(text: bytes) -> Asked | None:
    line = json.loads(text)
    method, path = line.get("method", ""), line.get("path", "")
    where = path.partition("?")[0]
    spoken = next((dialect for dialect in DIALECTS.values() if dialect.speaks(method, where)), None)
    return Asked(spoken, path, raw_of(line["body"])) if spoken and "body" in line and api.of(where) else None


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
    """Each recording's requests."""
    return requests_of(request.param)


@pytest.fixture(scope="module", params=MANNERS, ids=manner)
def sent(request, recording):
    """Each request of a recording with what went on to the provider, in order through one proxy; and its store."""
    store = MemoryStore()
    shortener = proxy(store, request.param)
    return [(asked, asked.shorten(shortener)) for asked in recording], store


def proxy(store: MemoryStore, rules: Rules) -> Shortener:
    return Shortener(Rewriter(COMPRESSORS), store, lambda _outline: rules)


def text_at(body: str, at: int) -> tuple[str, int]:
    """The text of a JSON string, also of one in a string, and where it ends."""
    if not body.startswith("\\", at):
        return json.JSONDecoder().raw_decode(body, at)
    end = INNER.match(body, at).end()
    return json.loads(json.loads(f'"{body[at:end]}"')), end


def original(asked: Asked, edit: Edit) -> str:
    """What an edit takes the place of."""
    raw = asked.body[slice(*edit.span)].decode()
    text, end = text_at(raw, 0)
    assert end == len(raw)
    return text


def results(asked: Asked) -> set[str]:
    """The texts of a request's tool results that are no errors, and of what a person had run; and texts inside them."""
    blocks = [block for message in asked.read(asked.body)["messages"] for block in blocks_of(message["content"])]
    good = [block for block in blocks if block["type"] == "tool_result" and not block.get("is_error")]
    found = [part.get("text", "") for block in good for part in blocks_of(block.get("content") or [])]
    run = (block["text"] for block in blocks if block.get("text", "").startswith(REPORT))
    return {text for outer in (*found, *run) for text in inside(outer)}


def inside(text: str) -> Iterator[str]:
    """A text, and where it ends in an object of JSON the texts in that."""
    yield text
    with suppress(ValueError):
        yield from (value for value in json.loads(text[text.index("{") :]).values() if isinstance(value, str))


@lru_cache(maxsize=256)
def said(asked: Asked, body: bytes) -> list[str]:
    """A request's blocks as the provider's cache compares them."""
    return [unit.said for unit in units(asked.read(body))]


def shared(one: list[str], other: list[str]) -> int:
    """How many blocks two requests have in common from their start."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))


def test_other_recordings_are_looked_at_where_there_are_some():
    if not os.environ.get(VARIABLE):
        pytest.skip(f"{VARIABLE} names no folder with more recordings")
    assert OTHERS


def test_no_byte_outside_the_edits_changes(sent):
    for asked, short in sent[0]:
        rest, at = short.body.decode(), 0
        for edit in short.edits:
            start, end = edit.span
            kept = asked.body[at:start].decode()
            assert rest.startswith(kept)
            text, after = text_at(rest, len(kept))
            assert text == edit.text
            rest, at = rest[after:], end
        assert rest == asked.body[at:].decode()


def test_nothing_but_the_text_of_good_tool_results_is_edited(sent):
    for asked, short in sent[0]:
        assert {original(asked, edit) for edit in short.edits} <= results(asked)


def test_the_provider_finds_no_more_to_refuse_than_before(sent):
    for asked, short in sent[0]:
        assert asked.violations(short.body) == asked.violations(asked.body)


def test_what_two_requests_have_in_common_they_have_in_common_when_shortened(sent):
    for (one, short_one), (other, short_other) in combinations(sent[0], 2):
        before = shared(said(one, one.body), said(other, other.body))
        assert shared(said(one, short_one.body), said(other, short_other.body)) >= before


def test_every_original_is_in_the_store(sent):
    requests, store = sent
    for asked, short in requests:
        for edit in short.edits:
            assert store.get(edit.key) == original(asked, edit)


@pytest.mark.parametrize("rules", MANNERS, ids=manner)
def test_a_proxy_that_has_seen_nothing_before_says_the_same(recording, rules):
    seasoned = proxy(MemoryStore(), rules)
    for asked in recording:
        assert asked.shorten(proxy(MemoryStore(), rules)).body == asked.shorten(seasoned).body


def test_a_request_is_read_and_only_the_level_off_or_missing_tools_leave_it_alone(sent):
    reasons = {short.reason for _, short in sent[0]}
    assert reasons <= {"", "level off", "nothing to shorten", "a request without tools"}


@pytest.mark.parametrize("recording", OURS, ids=lambda path: path.stem)
def test_in_our_own_recordings_what_comes_again_rows_and_logs_are_shortened(recording):
    assert len(requests_of(recording)) >= 4
    short = requests_of(recording)[-1].shorten(proxy(MemoryStore(), Rules(in_reach=True)))
    assert {"seen", "log", "json"} <= {edit.kind for edit in short.edits}
    assert sum(edit.after for edit in short.edits) < sum(edit.before for edit in short.edits) / 2


def test_our_own_recordings_are_of_every_dialect_and_of_both_ways_that_models_call_codexs_tools():
    last = [requests_of(recording)[-1] for recording in OURS]
    assert {asked.dialect.name for asked in last} == DIALECTS.keys()
    codex = [asked.body for asked in last if asked.dialect.name == "openai_responses"]
    assert [b"function_call_output" in body for body in codex] == [True, False]
    assert [b"custom_tool_call_output" in body for body in codex] == [False, True]


@pytest.mark.parametrize("recording", OURS, ids=lambda path: path.stem)
def test_a_part_that_is_sealed_is_in_every_recording_whose_api_has_one(recording):
    seals = {"anthropic": b"signature", "openai_responses": b"encrypted_content", "gemini": b"thoughtSignature"}
    asked = requests_of(recording)[-1]
    assert seals.get(asked.dialect.name, b"") in asked.body


@pytest.mark.parametrize("recording", CLAUDE, ids=lambda path: path.stem)
def test_recordings_of_claude_hold_every_kind_of_block(recording):
    body = requests_of(recording)[-1].body
    blocks = [b for m in json.loads(body)["messages"] for b in blocks_of(m["content"])]
    results = [b for b in blocks if b["type"] == "tool_result"]
    assert {"text", "thinking", "tool_use", "tool_result"} <= {b["type"] for b in blocks}
    assert {type(b["content"]) for b in results} == {str, list}
    assert {"image", "text"} == {p["type"] for b in results for p in blocks_of(b["content"])}
    assert any(b.get("is_error") for b in results)
    assert b"cache_control" in body


def test_the_newer_recording_of_claude_has_a_system_message_between_the_others():
    roles = [m["role"] for m in json.loads(requests_of(CLAUDE[-1])[-1].body)["messages"]]
    assert "system" in roles[2:]
