"""Aider's chat history: `#### ` before what a person said, `> ` before what Aider said, the model's words plain.

Law: the output of commands is not in it, and no time but that of the session's start.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from headroom_cli.model import Usage
from headroom_cli.transcripts import Call, Prompt, Reply, Result, Transcript, Turn
from headroom_cli.transcripts._aider import edits
from headroom_cli.transcripts._aider.places import local_seconds
from headroom_cli.transcripts._lines import LONGEST

_STARTED = re.compile(r"# aider chat started at (.+)")
_MODEL = re.compile(r"(?:Main model|Model): (\S+)")
_TOKENS = re.compile(r"Tokens: ([\d.]+k?) sent(?:, ([\d.]+k?) cache write)?(?:, ([\d.]+k?) cache hit)?, ([\d.]+k?) rec")
_COMMAND = re.compile(r"[/!]\w")
_REFUSED_EDIT = re.compile(r"# \d+ SEARCH/REPLACE blocks? failed to match")
_LAST_OF_REFUSAL = "The SEARCH section must exactly match"


def read(transcript: Transcript) -> Iterator[Turn]:
    """The turns of one session of a chat history."""
    reading = _Reading(transcript)
    with transcript.path.open("rb") as file:
        file.seek(transcript.span[0])
        while file.tell() < transcript.span[1] and (line := file.readline(LONGEST)):
            yield from reading.take(line.decode("utf-8", "replace").rstrip())
    yield from reading.rest()


class _Reading:
    """What a person, the model and Aider are saying, until somebody else speaks."""

    def __init__(self, transcript: Transcript) -> None:
        self._session = transcript.session
        self._folder = transcript.folder
        self._at = 0.0
        self._model = ""
        self._count = 0
        self._asked: list[str] = []
        self._said: list[str] = []
        self._refusal: list[str] = []
        self._edits: tuple[Call, ...] = ()

    def take(self, line: str) -> Iterator[Turn]:
        if self._refusal:
            yield from self._refused(line)
        elif line.startswith("#### "):
            yield from self._reply()
            self._asked.append(line.removeprefix("#### "))
        elif line.startswith(">"):
            yield from self._prompt()
            yield from self._remark(line[1:].strip())
        elif started := _STARTED.match(line):
            self._at = local_seconds(started[1])
        elif line or self._said:
            yield from self._prompt()
            self._said.append(line)

    def rest(self) -> Iterator[Turn]:
        yield from self._prompt()
        yield from self._reply()

    def _prompt(self) -> Iterator[Turn]:
        if self._asked:
            text, self._asked = "\n".join(self._asked), []
            yield Prompt(text=text, by="harness" if _COMMAND.match(text) else "person", at=self._at)

    def _reply(self, usage: Usage | None = None) -> Iterator[Turn]:
        text, self._said = "\n".join(self._said).strip(), []
        if text:
            self._count += 1
            name = f"{self._session}#{self._count}"
            self._edits = edits.calls(text, name, self._folder)
            yield Reply(id=name, at=self._at, model=self._model, text=text, calls=self._edits, usage=usage or Usage())

    def _remark(self, text: str) -> Iterator[Turn]:
        if model := _MODEL.match(text):
            self._model = model[1]
        elif tokens := _TOKENS.match(text):
            yield from self._reply(_usage(tokens))
        elif _REFUSED_EDIT.match(text):
            self._refusal = [text]
        elif text.startswith("Applied edit to "):
            path = text.removeprefix("Applied edit to ")
            yield from (Result(call=call.id, text=text, at=self._at) for call in self._edits if call.what == path)

    def _refused(self, line: str) -> Iterator[Turn]:
        self._refusal.append(line)
        if line.startswith((_LAST_OF_REFUSAL, "####")):
            text, self._refusal = "\n".join(self._refusal), []
            failed = edits.failures(text)
            concerned = [call for call in self._edits if call.what in failed]
            yield from edits.results(concerned, failed, text, self._at)


def _usage(tokens: re.Match[str]) -> Usage:
    sent, written, read_again, received = (_number(text) for text in tokens.groups())
    whole = max(0, sent - written - read_again)
    return Usage(input=whole, output=received, cache_read=read_again, cache_write_5m=written, reported=True)


def _number(text: str | None) -> int:
    if not text:
        return 0
    return int(float(text.removesuffix("k")) * (1000 if text.endswith("k") else 1))
