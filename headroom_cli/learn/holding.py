"""Whether what a claim says still holds: on disk, and by what went well since.

Law: only looked at, and only below the project; a project that is not there tells nothing.
"""

from __future__ import annotations

import posixpath
from pathlib import Path

from headroom_cli.learn.episode import Claim
from headroom_cli.learn.miner import Found
from headroom_cli.learn.shell import commands


def holds(claim: Claim, project: Path, found: Found) -> bool:
    """Whether the claim is not contradicted by the files that there are, or by a later session."""
    if any(_well_since(claim, wrong, found) for wrong in claim.wrong or (claim.right,)):
        return False
    if not project.is_dir():
        return True
    if any((project / path).exists() for path in claim.wrong if claim.kind == "path"):
        return False
    return all((project / path).exists() for path in _needed(claim))


def _needed(claim: Claim) -> list[str]:
    """The paths without which the claim says nothing."""
    if claim.kind in {"path", "folder", "edit"} or (claim.kind == "place" and claim.right):
        return [claim.right]
    if claim.kind == "size" and claim.about == "file":
        return list(claim.wrong)
    if claim.kind == "program":
        found = commands(claim.right)
        return [word for word in found[-1].words[:1] if "/" in word and not posixpath.isabs(word)] if found else []
    return []


def _well_since(claim: Claim, wrong: str, found: Found) -> bool:
    """Whether what was wrong went well, and has not gone wrong since."""
    last = max((e.at for e in found.episodes if (e.kind, e.wrong) == (claim.kind, wrong)), default=0.0)
    return found.well.get((claim.kind, wrong), 0.0) > last
