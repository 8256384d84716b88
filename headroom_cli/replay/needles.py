"""Facts that a reader must still find: kept in the shortened text, or one call away.

Law: a needle is kept if every answer that counts still stands there, white space collapsed, HTML entities
and JSON escapes decoded on both sides. It is in reach if it is kept, or if the text names a key whose
original holds it. It is lost if it is neither, nor in a text that is said otherwise without loss. In a file
that a tool printed it is looked for in what was printed, in a request in all its messages. The file has a
JSON object a line: `doc`, `answer_strings`, `weak_strings` (indexes of answers that do not count), `class`.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from headroom_cli.errors import ConfigError
from headroom_cli.model import Level
from headroom_cli.replay.bench import Measured, Shot
from headroom_cli.replay.cases import Case

_ESCAPE = re.compile(r'\\(u[0-9a-fA-F]{4}|["\\/bfnrt])')
_PLAIN = {"b": " ", "f": " ", "n": " ", "r": " ", "t": " "}
_GUTTER = re.compile(r"^ *\d+\t", re.MULTILINE)
_HINT = "It must hold a JSON object a line, with doc and answer_strings."


@dataclass(frozen=True, slots=True)
class Needle:
    """One fact of one file; `doc` is the end of the file's path."""

    doc: str
    kind: str
    answers: tuple[str, ...]

    def is_of(self, case: Case) -> bool:
        """Whether it is to be found in this case."""
        return f"/{case.path.as_posix()}".endswith(f"/{self.doc}")


@dataclass(slots=True)
class Found:
    """How many needles of a kind there were, were kept, were in reach, were lost."""

    all: int = 0
    kept: int = 0
    in_reach: int = 0
    lost: int = 0


def load(path: Path) -> list[Needle]:
    """The needles of a file; ConfigError when it is not one."""
    try:
        return [_needle(json.loads(line)) for line in path.read_text("utf-8").splitlines() if line.strip()]
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}", _HINT) from error
    except (KeyError, TypeError, ValueError) as error:
        raise ConfigError(f"{path} is no file of needles", _HINT) from error


def look(needles: Iterable[Needle], measured: Iterable[Measured]) -> dict[str, dict[Level, Found]]:
    """By class and level."""
    found: dict[str, dict[Level, Found]] = {}
    wanted = list(needles)
    for one in measured:
        own = [needle for needle in wanted if needle.is_of(one.case)]
        for level, shot in one.shots.items() if own else ():
            _count(found, own, level, _Sight.of(one, shot))
    return found


@dataclass(frozen=True, slots=True)
class _Sight:
    """What a reader of a shortened case sees, can fetch, and is told in other words."""

    shown: str
    behind: str
    restated: str

    @classmethod
    def of(cls, one: Measured, shot: Shot) -> _Sight:
        texts = [said.block for said in one.session.texts if said.block.kind == "result" or not one.case.is_payload]
        pairs = [(text.text, shot.edits.get(text.span)) for text in texts]
        sent = "\n".join(edit.text if edit else text for text, edit in pairs)
        plain = _GUTTER.sub("", sent) if one.case.is_numbered else ""
        behind = (text for text, edit in pairs if edit and edit.key in sent)
        restated = (text for text, edit in pairs if edit and edit.lossless)
        return cls(decoded(f"{sent}\n{plain}"), decoded("\n".join(behind)), decoded("\n".join(restated)))


def _count(found: dict[str, dict[Level, Found]], needles: Sequence[Needle], level: Level, sight: _Sight) -> None:
    for needle in needles:
        count = found.setdefault(needle.kind, {}).setdefault(level, Found())
        kept = _stands(needle.answers, sight.shown)
        in_reach = kept or _stands(needle.answers, sight.behind)
        count.all += 1
        count.kept += kept
        count.in_reach += in_reach
        count.lost += not in_reach and not _stands(needle.answers, sight.restated)


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
