"""Episodes become lessons: what went wrong the same way, was put right the same way, in more than one session.

Law: what went well after it last went wrong is no lesson. Of several ways that put it right the most frequent
one counts, if it did so at least half of the times.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from headroom_cli.learn import wording
from headroom_cli.learn.episode import Claim, Episode, Lesson
from headroom_cli.learn.shell import commands
from headroom_cli.learn.similar import clusters

_HALF = 0.5
_NEVER = float("-inf")
_SIMPLE = ("path", "place", "env", "flag", "refused")
Well = Mapping[tuple[str, str], float]


def lessons(episodes: Iterable[Episode], well: Well, sessions: int) -> list[Lesson]:
    """What was learned in at least so many sessions; `well` is when what was wrong last went well."""
    standing = [e for e in episodes if e.at > well.get((e.kind, e.wrong), _NEVER)]
    by_kind: defaultdict[str, list[Episode]] = defaultdict(list)
    for episode in standing:
        by_kind[episode.kind].append(episode)
    paths = _agreed(by_kind["path"], lambda e: e.wrong, lambda e: e.right)
    found = [
        *_programs(by_kind["program"], sessions),
        *paths,
        *_folders(by_kind["path"], {e.id for lesson in paths if lesson.sessions >= sessions for e in lesson.episodes}),
        *(lesson for kind in _SIMPLE[1:] for lesson in _agreed(by_kind[kind], lambda e: e.wrong, lambda e: e.right)),
        *_edits(by_kind["edit"], sessions),
        *_agreed(by_kind["size"], lambda e: e.wrong, lambda e: e.about),
        *(_said(cluster) for cluster in clusters(by_kind["said"])),
    ]
    return [lesson for lesson in found if lesson.sessions >= sessions and wording.sayable(lesson.claim)]


def _agreed(
    episodes: Iterable[Episode], wrong: Callable[[Episode], str], right: Callable[[Episode], str]
) -> list[Lesson]:
    """A lesson for each thing that went wrong, with what put it right most often."""
    groups: defaultdict[tuple[str, str], list[Episode]] = defaultdict(list)
    for episode in episodes:
        groups[episode.kind, wrong(episode)].append(episode)
    found = []
    for group in groups.values():
        ways: defaultdict[str, list[Episode]] = defaultdict(list)
        for episode in group:
            ways[right(episode)].append(episode)
        best = max(ways.values(), key=lambda way: (len({e.session for e in way}), len(way), way[-1].at))
        if len(best) >= _HALF * len(group):
            found.append(Lesson(claim=_claim(best[-1]), episodes=tuple(best), agreed=len(best) / len(group)))
    return found


def _claim(episode: Episode) -> Claim:
    """What an episode claims, without what its kind has no use for."""
    wrong = () if episode.kind in {"edit", "refused"} else (episode.wrong,)
    unnamed = (episode.kind, episode.about) in {("place", "root"), ("size", "file")}
    return Claim(kind=episode.kind, right="" if unnamed else episode.right, wrong=wrong, about=episode.about)


def _programs(episodes: Iterable[Episode], sessions: int) -> list[Lesson]:
    """What was missing again and again, in one line with what else was missing where the same did it."""
    each = [lesson for lesson in _agreed(episodes, lambda e: e.wrong, _program) if lesson.sessions >= sessions]
    groups: defaultdict[tuple[str, str], list[Lesson]] = defaultdict(list)
    for lesson in each:
        groups[lesson.claim.about, _program(lesson.episodes[-1])].append(lesson)
    return [_together(group) for group in groups.values()]


def _program(episode: Episode) -> str:
    found = commands(episode.right)
    return posixpath.normpath(found[-1].program) if found else episode.right


def _together(group: list[Lesson]) -> Lesson:
    episodes = tuple(episode for lesson in group for episode in lesson.episodes)
    group = sorted(group, key=lambda lesson: (-lesson.sessions, -len(lesson.episodes), lesson.claim.wrong))
    wrong = [name for lesson in group for name in lesson.claim.wrong]
    shown = tuple(name for name in wrong if not any(name.endswith(f" {other}") for other in wrong))
    claim = replace(group[0].claim, right=_common(e.right for e in episodes), wrong=shown)
    return Lesson(claim=claim, episodes=episodes, agreed=min(lesson.agreed for lesson in group))


def _common(texts: Iterable[str]) -> str:
    """The words that all of the commands begin with."""
    first, *others = (text.removeprefix("./").split(" ") for text in texts)
    for words in others:
        same = (n for n, pair in enumerate(zip(first, words, strict=False)) if pair[0] != pair[1])
        first = first[: next(same, min(len(first), len(words)))]
    return " ".join(first)


def _folders(episodes: Iterable[Episode], taken: set[str]) -> list[Lesson]:
    """Folders in which several files were looked for that are in another one."""
    moved = [
        replace(episode, kind="folder", wrong=pair[0], right=pair[1], about=episode.wrong)
        for episode in episodes
        if episode.id not in taken and (pair := _ends(episode.wrong, episode.right))
    ]
    found = _agreed(moved, lambda e: e.wrong, lambda e: e.right)
    return [
        replace(lesson, claim=replace(lesson.claim, about=""))
        for lesson in found
        if len({episode.about for episode in lesson.episodes}) > 1
    ]


def _ends(wrong: str, right: str) -> tuple[str, str] | None:
    """The two folders, without the way that is the same below them."""
    one, other = wrong.split("/"), right.split("/")
    while len(one) > 1 and len(other) > 1 and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    same_name = posixpath.basename(wrong) == posixpath.basename(right)
    return ("/".join(one), "/".join(other)) if same_name and one and other else None


def _edits(episodes: list[Episode], sessions: int) -> list[Lesson]:
    """Why edits failed: in a file where they did so again and again, else in any."""
    each = [lesson for lesson in _by_file(episodes) if lesson.sessions >= sessions]
    taken = {episode.id for lesson in each for episode in lesson.episodes}
    anywhere = [replace(e, right="", about=e.wrong) for e in episodes if e.id not in taken]
    return each + _agreed(anywhere, lambda e: e.wrong, lambda _: "")


def _by_file(episodes: list[Episode]) -> list[Lesson]:
    groups: defaultdict[tuple[str, str], list[Episode]] = defaultdict(list)
    for episode in episodes:
        groups[episode.right, episode.about].append(episode)
    return [
        Lesson(claim=Claim(kind="edit", right=file, about=reason), episodes=tuple(group))
        for (file, reason), group in groups.items()
    ]


def _said(cluster: list[Episode]) -> Lesson:
    """What a person said again and again, in the words in which they last said it shortly."""
    shortest = min(reversed(cluster), key=lambda episode: len(episode.right))
    return Lesson(claim=Claim(kind="said", right=re.sub(r"\s+", " ", shortest.right)), episodes=tuple(cluster))
