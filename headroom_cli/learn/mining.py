"""From wanted transcripts to proposals: which projects, which of their files.

Law: transcripts are watched in the order in which they ended, so that a later session can contradict an earlier one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from headroom_cli.learn import files
from headroom_cli.learn.miner import Found, Miner
from headroom_cli.learn.proposal import Wish
from headroom_cli.transcripts import Transcript
from headroom_cli.transcripts.finding import History, Wanted, find

Progress = Callable[[Sequence[Transcript]], Iterable[Transcript]]


def mine(histories: Mapping[str, History], wanted: Wanted, progress: Progress) -> Miner:
    """Everything that can be learned from what is wanted."""
    miner = Miner(histories)
    for transcript in progress(find(histories, wanted)[::-1]):
        deque(miner.watch(transcript), maxlen=0)
    return miner


def projects(miner: Miner, wanted: Wanted) -> dict[Path, Found]:
    """What was found, by project that is still there, the busiest first; just the wanted one where one is wanted."""
    if wanted.project is not None:
        return {wanted.project: miner.projects[str(wanted.project)]}
    known = {Path(name): found for name, found in miner.projects.items() if name and Path(name).is_dir()}
    return dict(sorted(known.items(), key=lambda item: (-item[1].requests, item[0])))


def wished(wish: Wish, histories: Mapping[str, History], found: Found) -> Wish:
    """The wish with the files to write to: those that a person named, else that of each agent that was seen."""
    names = wish.targets or tuple(histories[agent].instructions for agent in sorted(found.agents))
    return replace(wish, targets=names)


def places(histories: Mapping[str, History]) -> tuple[str, ...]:
    """The files that may hold a block."""
    return (*(history.instructions for history in histories.values()), files.LOCAL)
