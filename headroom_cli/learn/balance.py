"""What lines save and what they cost, both in tokens that go through the model in a month.

Law: both sides are counted alike. A failed call costs the whole request that made it, all that was read again
with it included; a line costs its tokens in each request. So most of either comes from the prompt cache.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from headroom_cli import tokens
from headroom_cli.learn.episode import Lesson

_PATIENCE = {"refused", "said"}
_CHARACTERS_A_TOKEN = 3.6
_MONTH, _DAY, _LEAST_DAYS = 30, 86_400, 7


@dataclass(frozen=True, slots=True)
class Balance:
    """Tokens a month: `saved` if what failed does not fail again, `cost` of the lines; `each` in one request."""

    saved: int
    cost: int
    each: int


def worth(lesson: Lesson, text: str, requests: int) -> bool:
    """Whether a line saves more than it costs in so many requests; one that spares a person's patience always does,
    and so does one of sessions whose requests are not known.
    """
    if lesson.claim.kind in _PATIENCE or any(not episode.request for episode in lesson.episodes):
        return True
    return lesson.request > len(text) / _CHARACTERS_A_TOKEN * requests


def balance(lessons: Iterable[Lesson], text: str, requests: int, seconds: float) -> Balance:
    """The balance of a text that says these lessons, by what was seen in so many requests over that time."""
    days = max(seconds / _DAY, _LEAST_DAYS)
    each = tokens.count(text)
    wasted = sum(max(lesson.request, lesson.tokens) for lesson in lessons)
    return Balance(round(wasted * _MONTH / days), round(each * requests * _MONTH / days), each)
