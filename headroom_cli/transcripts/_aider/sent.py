"""What Aider sent and what was answered: `TO LLM` and `LLM RESPONSE`, each line with the role that says it.

Law: each request holds the conversation so far, in another order each time; what it says for the first time
is told with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from headroom_cli.transcripts import Call, Prompt, Reply, Result, Transcript, Turn
from headroom_cli.transcripts._aider import edits
from headroom_cli.transcripts._aider.places import local_seconds
from headroom_cli.transcripts._lines import LONGEST

REQUEST = b"TO LLM "
_HEAD = re.compile(r"(TO LLM|LLM RESPONSE) (\S+)$")
_BETWEEN = "-------"
_ROLES = ("SYSTEM", "USER", "ASSISTANT")
_RAN = re.compile(r"I ran this command:\n\n(.*?)\n\nAnd got this output:\n\n(.*)", re.DOTALL)
_WRONG = re.compile(r"(?m)(?:command )?not found$|^Traceback \(most recent|No such file or directory|No module named ")
_OF_THE_HARNESS = (
    "I have *added these files", "Here are ", "I committed the changes", "I didn't see any properly formatted edits",
    "*Trust this message", "I am not sharing", "Just tell me how to edit",
)  # fmt: skip
_REFUSED_EDIT = re.compile(r"# \d+ SEARCH/REPLACE blocks? failed to match")


def read(transcript: Transcript) -> Iterator[Turn]:
    """The turns of one session, from what was sent and answered."""
    reading = _Reading(transcript)
    for kind, stamp, lines in _exchanges(transcript):
        at = local_seconds(stamp)
        yield from reading.request(_messages(lines), at) if kind == "TO LLM" else reading.answer(lines, at)


class _Reading:
    """What was said already, and the edits that were asked for last."""

    def __init__(self, transcript: Transcript) -> None:
        self._session = transcript.session
        self._folder = transcript.folder
        self._said: set[int] = set()
        self._count = 0
        self._edits: tuple[Call, ...] = ()

    def request(self, messages: list[tuple[str, str]], at: float) -> Iterator[Turn]:
        new = [(role, text) for role, text in messages if role != "ASSISTANT" and hash(text) not in self._said]
        self._said |= {hash(text) for _, text in new}
        refusal = next((text for _, text in new if _REFUSED_EDIT.match(text)), "")
        yield from edits.results(self._edits, edits.failures(refusal), refusal, at)
        self._edits = ()
        for role, text in new:
            if text != refusal:
                yield from self._told(role, text, at)

    def answer(self, lines: list[str], at: float) -> Iterator[Turn]:
        text = "\n".join(line.removeprefix("ASSISTANT").removeprefix(" ") for line in lines).strip()
        name = self._name()
        self._edits = edits.calls(text, name, self._folder)
        yield Reply(id=name, at=at, model="unknown", text=text, calls=self._edits)

    def _told(self, role: str, text: str, at: float) -> Iterator[Turn]:
        if ran := _RAN.fullmatch(text):
            yield from self._run(ran[1], ran[2], at)
        else:
            person = role == "USER" and not text.startswith(_OF_THE_HARNESS)
            yield Prompt(text=text, by="person" if person else "harness", at=at)

    def _run(self, command: str, output: str, at: float) -> Iterator[Turn]:
        name = self._name()
        run = Call(id=name, tool="/run", arguments={"command": command}, does="run", what=command, folder=self._folder)
        yield Reply(id=name, at=at, calls=(run,))
        yield Result(call=name, text=output, at=at, error=bool(_WRONG.search(output)))

    def _name(self) -> str:
        self._count += 1
        return f"{self._session}#{self._count}"


def _exchanges(transcript: Transcript) -> Iterator[tuple[str, str, list[str]]]:
    """What was sent and what was answered, in turn, with the time and the lines."""
    head: re.Match[str] | None = None
    lines: list[str] = []
    with transcript.path.open("rb") as file:
        file.seek(transcript.span[0])
        while file.tell() < transcript.span[1] and (raw := file.readline(LONGEST)):
            line = raw.decode("utf-8", "replace").rstrip("\r\n")
            if found := _HEAD.match(line):
                if head:
                    yield head[1], head[2], lines
                head, lines = found, []
            else:
                lines.append(line)
    if head:
        yield head[1], head[2], lines


def _messages(lines: list[str]) -> list[tuple[str, str]]:
    """The messages of a request: the role of each and what it says."""
    found = []
    for between, group in groupby(lines, key=lambda line: line == _BETWEEN):
        said = [line.partition(" ") for line in group]
        if not between and said and said[0][0] in _ROLES:
            found.append((said[0][0], "\n".join(text for _, _, text in said).strip()))
    return found
