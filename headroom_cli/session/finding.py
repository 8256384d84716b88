"""What a checkup looks at, and what it says: the nouns of `headroom doctor`.

Law: a finding is one line, and whatever is not well has a next step; no secret, no content and no
credentials of a URL are in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from headroom_cli.errors import HeadroomError
from headroom_cli.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """Who is looked at: the settings, the environment and the folder of a person who would wrap an agent.

    `refusal` is the error that the settings were refused with; `settings` then holds the defaults.
    `online` allows to open connections that leave the machine.
    """

    settings: Settings
    refusal: HeadroomError | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path = field(default_factory=Path)
    online: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a checkup. A `note` may be as wanted, a `problem` keeps something from working."""

    verdict: Literal["ok", "note", "problem"]
    text: str
    hint: str = ""


Check = Callable[[Patient], Iterable[Finding]]


def ok(text: str) -> Finding:
    """All is well."""
    return Finding("ok", text)


def note(text: str, hint: str) -> Finding:
    """Worth knowing: it may be what the person wants, or cost what Headroom could save."""
    return Finding("note", text, hint)


def problem(text: str, hint: str) -> Finding:
    """Something does not work."""
    return Finding("problem", text, hint)
