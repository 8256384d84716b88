"""The one line at the end of a wrapped session: whether there is something to learn.

Law: nobody waits for it. It looks at this week's sessions of this project, the last ones first, as far as they can
be read in a moment; when that is over it says what it has, or nothing. A session that went well is not bothered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from headroom_cli.errors import HeadroomError
from headroom_cli.learn.miner import Miner
from headroom_cli.learn.mining import wished
from headroom_cli.learn.proposal import Wish, news
from headroom_cli.transcripts.finding import History, Wanted, find

WEEK = 7 * 86_400
_MOST_BYTES = 8 * 2**20


@dataclass(frozen=True, slots=True)
class Hint:
    """So many failures repeated this week, and cost about so many tokens."""

    failures: int
    tokens: int


def hint(histories: Mapping[str, History], wanted: Wanted, since: float, in_time: Callable[[], bool]) -> Hint | None:
    """What could be learned, if something of it happened again after `since`; nothing when `in_time` says no."""
    project = wanted.project or Path()
    miner = Miner(histories)
    near, size = [], 0
    for transcript in find(histories, wanted):
        size += transcript.span[1] - transcript.span[0]
        if size <= _MOST_BYTES:
            near.append(transcript)
    for transcript in reversed(near):
        for _ in miner.watch(transcript):
            if not in_time():
                return None
    found = miner.projects[str(project)]
    try:
        lines = news(project, found, wished(Wish(), histories, found))
    except HeadroomError:
        return None
    lessons = [lesson for line in lines for lesson in line.lessons]
    if not any(episode.at >= since for lesson in lessons for episode in lesson.episodes):
        return None
    return Hint(len(lessons), sum(lesson.tokens for lesson in lessons))
