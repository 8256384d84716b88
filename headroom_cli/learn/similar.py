"""Which sentences say the same: by their telling words.

Law: deterministic, in the order given; two sentences are alike when most of the telling words of the shorter
one, and at least two, stand in the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from headroom_cli.learn.episode import Episode

_WORD = re.compile(r"\w[\w'./+-]*")
_EMPTY = {
    "a", "all", "also", "always", "an", "and", "any", "are", "as", "at", "be", "but", "by", "can", "do", "does",
    "don't", "dont", "ever", "every", "for", "from", "have", "here", "i", "in", "instead", "is", "it", "its", "just",
    "make", "me", "must", "my", "need", "never", "no", "not", "now", "of", "on", "only", "or", "our", "please",
    "rather", "should", "so", "stop", "sure", "than", "that", "the", "them", "then", "there", "these", "they",
    "this", "those", "to", "use", "using", "want", "we", "when", "with", "without", "you", "your",
}  # fmt: skip
_FORBIDDING = re.compile(r"(?i)(?:don'?t|do not|never|avoid|stop|no)\b")
_ALIKE, _HALF = 0.6, 0.5
_LEAST = 2


def telling(text: str) -> frozenset[str]:
    """The words of a sentence that say what it is about."""
    words = (word.lower().strip(".-/+'") for word in _WORD.findall(text.replace("`", " ")))
    return frozenset(word for word in words if word and word not in _EMPTY)


def forbids(text: str) -> bool:
    """Whether a sentence says what not to do."""
    return bool(_FORBIDDING.match(text))


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sentences with these telling words are about the same."""
    both, shorter, longer = len(one & other), *sorted((len(one), len(other)))
    return both >= min(_LEAST, max(1, longer)) and both >= _ALIKE * shorter and both >= _HALF * longer


def clusters(episodes: Iterable[Episode]) -> list[list[Episode]]:
    """The episodes whose sentences say the same, together; where others later said the opposite, only those."""
    found: list[tuple[frozenset[str], bool, list[Episode]]] = []
    for episode in episodes:
        words, no = telling(episode.right), forbids(episode.right)
        opposite = next((group for known, other, group in found if other is not no and alike(words, known)), [])
        opposite.clear()
        group = next((group for known, other, group in found if other is no and group and alike(words, known)), None)
        if group is None:
            found.append((words, no, [episode]))
        else:
            group.append(episode)
    return [group for _, _, group in found if group]
