"""Facts that a reader must still find: kept in the shortened text, or one call away.

Law: a needle is kept if every answer that counts still stands there, white space collapsed, HTML entities
and JSON escapes decoded on both sides. It is in reach if it is kept, or if the text names a key whose
original holds it. The file has a JSON object a line: `doc`, `answer_strings`, `weak_strings` (indexes of
answers that do not count), `class`.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from headroom_cli.model import Level
from headroom_cli.replay.bench import Measured, Shot

Reads = Callable[[bytes], Iterable[str]]

_ESCAPE = re.compile(r'\\(u[0-9a-fA-F]{4}|["\\/bfnrt])')
_PLAIN = {"b": " ", "f": " ", "n": " ", "r": " ", "t": " "}


@dataclass(frozen=True, slots=True)
class Needle:
    """One fact of one file."""

    doc: str
    kind: str
    answers: tuple[str, ...]


@dataclass(slots=True)
class Found:
    """How many needles of a kind there were, were kept, were in reach."""

    all: int = 0
    kept: int = 0
    in_reach: int = 0


def load(path: Path) -> list[Needle]:
    """The needles of a file; OSError or ValueError when it is not one."""
    return [_needle(json.loads(line)) for line in path.read_text("utf-8").splitlines() if line.strip()]


def look(needles: Iterable[Needle], measured: Iterable[Measured], read: Reads) -> dict[str, dict[Level, Found]]:
    """By class and level; `read` gives the tool results of a request."""
    found: dict[str, dict[Level, Found]] = {}
    by_doc: dict[str, list[Needle]] = {}
    for needle in needles:
        by_doc.setdefault(needle.doc, []).append(needle)
    for one in measured:
        for needle, level, kept, in_reach in _seen(by_doc.get(one.case.name, []), one, read):
            count = found.setdefault(needle.kind, {}).setdefault(level, Found())
            count.all += 1
            count.kept += kept
            count.in_reach += in_reach
    return found


def _seen(needles: Sequence[Needle], one: Measured, read: Reads) -> Iterator[tuple[Needle, Level, bool, bool]]:
    """Each needle of a file at each level: whether it is kept, and whether it is in reach."""
    for level, shot in one.shots.items() if needles else ():
        sent = "\n".join(read(shot.sent))
        shown, behind = decoded(sent), decoded("\n".join(_originals(one.case.body, shot, sent)))
        for needle in needles:
            kept = _stands(needle.answers, shown)
            yield needle, level, kept, kept or _stands(needle.answers, behind)


def _originals(body: bytes, shot: Shot, sent: str) -> Iterator[str]:
    """What the keys named in the sent text give back."""
    return (json.loads(body[slice(*edit.span)]) for edit in shot.edits if edit.key in sent)


def decoded(text: str) -> str:
    """A text as a reader takes it: entities and escapes decoded, white space collapsed."""
    return " ".join(_ESCAPE.sub(_unescape, html.unescape(text)).split())


def _needle(line: Mapping[str, object]) -> Needle:
    answers: Sequence[str] = line["answer_strings"]  # type: ignore[assignment]
    weak: Sequence[int] = line.get("weak_strings", ())  # type: ignore[assignment]
    counted = tuple(decoded(a) for n, a in enumerate(answers) if n not in weak)
    return Needle(str(line["doc"]), str(line.get("class", "needles")), counted)


def _stands(answers: tuple[str, ...], text: str) -> bool:
    return all(answer in text for answer in answers)


def _unescape(found: re.Match[str]) -> str:
    word = found[1]
    return chr(int(word[1:], 16)) if word.startswith("u") else _PLAIN.get(word, word)
