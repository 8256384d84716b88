"""What became of a case, text by text: before and after.

Law: only what changed is told, as it was and as the model sees it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from headroom_cli.context.refer import label
from headroom_cli.context.shorten import Short
from headroom_cli.errors import ConfigError
from headroom_cli.model import Edit, Level
from headroom_cli.registry import nearest
from headroom_cli.replay.bench import Measured
from headroom_cli.replay.cases import Case


@dataclass(frozen=True, slots=True)
class Pair:
    """One changed text: where it is from, the call that it answers, what it was, and what it became."""

    place: str
    label: str
    before: str
    edit: Edit | Short

    @property
    def saved(self) -> int:
        """Tokens (o200k) that it is fewer."""
        return self.edit.before - self.edit.after


def pairs(one: Measured, level: Level) -> Iterator[Pair]:
    """The texts of a case that changed at a level, in order."""
    for said in one.session.texts:
        if edit := one.shots[level].edits.get(said.block.span):
            yield Pair(one.case.title, label(said.block), said.block.text, edit)


def of_file(cases: Sequence[Case], wanted: Path) -> list[Case]:
    """The cases that come from a file, named as it is or as it stands in its folder; ConfigError for none."""
    found = [case for case in cases if f"/{case.path.as_posix()}".endswith(f"/{wanted.as_posix().lstrip('/')}")]
    if not found:
        known = tuple(dict.fromkeys(case.path.name for case in cases))
        hint = nearest(wanted.name, known) if known else "Name folders or files that hold text."
        raise ConfigError(f"{wanted} is not among the files to measure", hint)
    return found
