"""Transcripts: how each agent writes its history on disk, one file each, and the only code that knows it.

Law: only read. A transcript is told turn by turn, in the order it was written, and no more than one reply
with its results is held at a time. What is broken, foreign or too long is left out and counted by what it
is; it is never an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from headroom_cli.model import Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """One conversation on disk: bytes `span` of the file at `path`, last written at `changed` (Unix seconds).

    `session` is the session's name; a sub-agent's conversation has the same, and its own in `subagent`.
    `folder` is where the session was started, empty when the file does not say so at its beginning.
    """

    agent: str
    path: Path
    span: tuple[int, int]
    changed: float
    session: str
    folder: str = ""
    subagent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """What was said to the model, but for results: by a `person`, by the `harness` (reminders, the environment,
    a summary of what was before), or by another `agent`. `images` are their sizes in bytes, base64.
    """

    text: str
    by: Literal["person", "harness", "agent"]
    at: float
    images: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One tool call. In words of no agent's own, it `does` something with `what`: `run` a command line,
    `read` or `edit` a file, `search` for a pattern, something `other`. `folder` is where it was done.
    """

    id: str
    tool: str
    arguments: Mapping[str, Any]
    does: Literal["run", "read", "edit", "search", "other"] = "other"
    what: str = ""
    folder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer of the model, told once with the usage of its one request, however often the file repeats it.

    `thinking` is the size of what it thought, in characters as it is sent again, signatures included. A command
    that a person ran in the agent is told as a reply of no `model` with that one call; what the agent itself says in
    the model's place, such as that a request failed, is of no `model` either.
    """

    id: str
    at: float
    model: str = ""
    text: str = ""
    thinking: int = 0
    calls: tuple[Call, ...] = ()
    usage: Usage = field(default_factory=Usage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of the call with the id `call`: the text that the model read, and images' sizes in bytes, base64.

    `parts` are the texts that it is joined of, where there are several. `error` is what the agent says
    of it, or the exit `code` where there is one. `refused`: a person did not let it happen, or stopped it.
    """

    call: str
    text: str
    at: float
    error: bool = False
    code: int | None = None
    refused: bool = False
    images: tuple[int, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something that befell the conversation: it was `compacted` (from `before` to `after` tokens, 0 unknown),
    or `interrupted` by a person.
    """

    kind: Literal["compacted", "interrupted"]
    at: float
    before: int = 0
    after: int = 0


Turn = Prompt | Reply | Result | Mark
