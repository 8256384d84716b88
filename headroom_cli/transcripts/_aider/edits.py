"""Aider's edits: there are no tools, the model writes SEARCH/REPLACE blocks, and Aider says how they went."""

from __future__ import annotations

import re
from collections.abc import Iterable

from headroom_cli.transcripts import Call, Result

_BLOCK = re.compile(r"^<{5,9} SEARCH>?[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"^(?:```|~~~|<source>)")
_FAILED_IN = re.compile(r"failed to exactly match lines in (.+)")


def calls(text: str, reply: str, folder: str) -> tuple[Call, ...]:
    """The edits that a reply asks for, one a file."""
    paths = dict.fromkeys(filter(None, (_path(text[: found.start()]) for found in _BLOCK.finditer(text))))
    return tuple(
        Call(id=f"{reply}/{path}", tool="SEARCH/REPLACE", arguments={"text": text}, does="edit", what=path,
             folder=folder)
        for path in paths
    )  # fmt: skip


def failures(text: str) -> tuple[str, ...]:
    """The files in which an edit failed, by what Aider says of it."""
    return tuple(dict.fromkeys(path.strip() for path in _FAILED_IN.findall(text)))


def results(asked: Iterable[Call], failed: Iterable[str], text: str, at: float) -> list[Result]:
    """How the edits that were asked for went: all well, but for those in `failed`, of which `text` tells."""
    wrong = set(failed)
    return [
        Result(call=call.id, text=text if call.what in wrong else "", at=at, error=call.what in wrong) for call in asked
    ]


def _path(before: str) -> str:
    """The file's name: the last line before the block that is no fence."""
    lines = [line.strip() for line in before.rstrip().splitlines()[-2:]]
    return next((line.strip("*`:# ") for line in reversed(lines) if line and not _FENCE.match(line)), "")
