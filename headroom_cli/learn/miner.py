"""Goes through transcripts, oldest first, and keeps what can be learned of each project.

Law: in memory are a few moments of one session, the episodes, and when what went wrong last went well again;
a call that a resumed session's file repeats is seen once.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from headroom_cli.learn._kinds import calls, corrections, edits, paths, programs, refusals, sizes
from headroom_cli.learn.episode import Episode
from headroom_cli.learn.mask import mask
from headroom_cli.learn.steps import Moment, Request, Step, moments
from headroom_cli.transcripts import Transcript
from headroom_cli.transcripts.finding import History, root

_WINDOW = 8
_KINDS = (programs, paths, calls, edits, sizes, refusals, corrections)
_WORD = re.compile(r"[\w+-]+")


@dataclass
class Found:
    """What was seen of one project."""

    episodes: list[Episode] = field(default_factory=list)
    well: dict[tuple[str, str], float] = field(default_factory=dict)
    agents: set[str] = field(default_factory=set)
    sessions: set[str] = field(default_factory=set)
    requests: int = 0
    first: float = float("inf")
    last: float = 0.0


class Miner:
    """Watches sessions; `projects` is what it found so far, by the project's root."""

    def __init__(self, histories: Mapping[str, History]) -> None:
        self.projects: defaultdict[str, Found] = defaultdict(Found)
        self.skipped: Counter[str] = Counter()
        self._histories = histories
        self._seen: set[tuple[str, str]] = set()
        self._roots: dict[str, str] = {}
        self._watched: defaultdict[str, defaultdict[str, list[Episode]]] = defaultdict(lambda: defaultdict(list))

    def watch(self, transcript: Transcript) -> Iterator[None]:
        """Go through one transcript; a pause at each moment, for whoever has not the time for all."""
        project = self._root(transcript.folder)
        found = self.projects[project]
        found.agents.add(transcript.agent)
        found.sessions.add(transcript.session)
        past: deque[Moment] = deque(maxlen=_WINDOW)
        turns = self._histories[transcript.agent].read(transcript, self.skipped)
        try:
            for moment in moments(transcript, turns):
                self._take(moment, past, project, found)
                yield
        except OSError:
            self.skipped["file that cannot be read"] += 1

    def _take(self, moment: Moment, past: deque[Moment], project: str, found: Found) -> None:
        if moment.at:
            found.first, found.last = min(found.first, moment.at), max(found.last, moment.at)
        if isinstance(moment, Request):
            found.requests += 1
            return
        if isinstance(moment, Step):
            self._went_well(moment, project, found)
        self._learn(moment, tuple(past), project, found)
        past.append(moment)

    def _learn(self, moment: Moment, past: Sequence[Moment], project: str, found: Found) -> None:
        for unmasked in _episodes(moment, past, project):
            key = (unmasked.kind, unmasked.id)
            if key not in self._seen:
                self._seen.add(key)
                episode = replace(unmasked, wrong=mask(unmasked.wrong), right=mask(unmasked.right))
                found.episodes.append(episode)
                if words := _WORD.findall(episode.wrong):
                    self._watched[project][words[-1]].append(episode)

    def _went_well(self, step: Step, project: str, found: Found) -> None:
        """Note what is there after all, of what was missed before."""
        watched = self._watched[project]
        for word in set(_WORD.findall(step.call.what)) & watched.keys() if watched else ():
            for episode in watched[word]:
                if refutes(step, episode, project):
                    found.well[episode.kind, episode.wrong] = step.at

    def _root(self, folder: str) -> str:
        if folder not in self._roots:
            self._roots[folder] = str(root(Path(folder))) if folder else ""
        return self._roots[folder]


def refutes(step: Step, episode: Episode, project: str) -> bool:
    """Whether what went wrong in the episode went well in this step."""
    if episode.kind == "program":
        return programs.refutes(step, episode.wrong)
    if episode.kind == "path":
        return paths.refutes(step, episode.wrong, project)
    if episode.kind == "refused":
        return refusals.refutes(step, episode.wrong)
    return calls.refutes(step, episode.kind, episode.wrong, episode.right, project)


def _episodes(moment: Moment, past: Sequence[Moment], project: str) -> Iterable[Episode]:
    return (episode for kind in _KINDS for episode in kind.find(moment, past, project))
