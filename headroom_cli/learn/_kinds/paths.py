"""A path that is not there, and the one that was meant."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from headroom_cli.learn import places
from headroom_cli.learn.episode import Episode
from headroom_cli.learn.shell import commands
from headroom_cli.learn.steps import Moment, Step
from headroom_cli.learn.weigh import cost, quote

_ALIKE = 0.75
_DIGITS = re.compile(r"\d+")
_COMMON = {
    "__init__.py", "__main__.py", "cargo.toml", "changelog.md", "claude.md", "conftest.py", "dockerfile", "go.mod",
    "index.html", "index.js", "index.jsx", "index.ts", "index.tsx", "license", "main.go", "main.py", "makefile",
    "mod.rs", "package.json", "pyproject.toml", "readme.md", "readme.rst", "setup.cfg", "setup.py", "tsconfig.json",
}  # fmt: skip


def find(moment: Moment, past: Sequence[Moment], project: str) -> Iterator[Episode]:
    """What was found now is what was not found before, somewhere else or under another name."""
    if not isinstance(moment, Step) or not reached(moment):
        return
    tries = [(before, path) for before in past if isinstance(before, Step) and (path := _missing(before))]
    for right in places.touched(moment) if tries else ():
        for before, wrong in tries:
            if meant(wrong, right) and right not in _written(past):
                yield Episode(
                    kind="path",
                    wrong=places.below(wrong, project),
                    right=places.below(right, project),
                    worked=quote(moment),
                    **cost(before),
                )


def refutes(step: Step, wrong: str, project: str) -> bool:
    """Whether the path is there after all."""
    return reached(step) and places.absolute(wrong, project) in {*places.touched(step), *places.written(step)}


def reached(step: Step) -> bool:
    """Whether what the call named was there: also a test that fails was found, and a search without a hit searched."""
    return not step.failed or (step.call.does == "run" and not (step.why.path or step.why.program or step.why.called))


def meant(wrong: str, right: str) -> bool:
    """Whether one path may be the other, mistaken: the same name elsewhere, or another name in the same place."""
    (folder, name), (other_folder, other) = posixpath.split(wrong), posixpath.split(right)
    if wrong == right or not name or not other or name.lower() in _COMMON:
        return False
    if name == other:
        return folder != other_folder
    numbered = _DIGITS.sub("#", name) == _DIGITS.sub("#", other)
    return folder == other_folder and not numbered and SequenceMatcher(None, name, other).ratio() >= _ALIKE


def _missing(step: Step) -> str:
    path = step.why.path
    if not path:
        return ""
    inside = next((c.folder for c in commands(step.call.what) if path in c.words), "")
    return places.absolute(path, step.call.folder, inside if step.call.does == "run" else "")


def _written(past: Sequence[Moment]) -> set[str]:
    return {
        path for before in past if isinstance(before, Step) and not before.failed for path in places.written(before)
    }
