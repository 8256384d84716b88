"""The nouns of learning: an episode, which was seen once, and a lesson, which was seen again and again.

Law: values. What stands in them is masked already, so that they may be shown and written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["program", "path", "folder", "place", "env", "flag", "edit", "size", "refused", "said"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """Something went wrong and was put right: `wrong` is what it went wrong with, `right` what did it, `about`
    says more where the kind needs it (the task, the reason).

    `id` is the failed call's. `tried` and `worked` are the evidence, as it was typed. `tokens` were spent on
    what failed; `request` went through the model for it, all that it had to read again included.
    """

    kind: Kind
    id: str
    session: str
    at: float
    right: str
    wrong: str = ""
    about: str = ""
    tried: str = ""
    worked: str = ""
    tokens: int = 0
    request: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a line says, without its words: of `kind`, do `right`, not one of `wrong`; `about` as in an episode."""

    kind: Kind
    right: str
    wrong: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A claim, and the episodes that it was learned from. `agreed` is the share of them that were put right so."""

    claim: Claim
    episodes: tuple[Episode, ...]
    agreed: float = 1.0

    @property
    def sessions(self) -> int:
        return len({episode.session for episode in self.episodes})

    @property
    def tokens(self) -> int:
        return sum(episode.tokens for episode in self.episodes)

    @property
    def request(self) -> float:
        return sum(episode.request for episode in self.episodes)

    @property
    def confidence(self) -> float:
        """From 0 to 1: more with each session, less with each time that something else put it right."""
        return self.agreed * (1 - 1 / (self.sessions + 1))
