"""What a person has to say again and again: the sentences in which they tell how it is to be done.

Law: a person's own words, never the model's nor a tool's, and not those that a session begins with: these are
the task. A sentence that tells nothing to do is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from headroom_cli.learn.episode import Episode
from headroom_cli.learn.mask import mask
from headroom_cli.learn.steps import Moment, Said, Step
from headroom_cli.learn.weigh import short, spent

_LONGEST_PROMPT, _LONGEST, _SHORTEST = 800, 180, 12
_ADDRESS = re.compile(
    r"(?i)^(?:(?:no+|nope|wrong|stop|wait|hey|again|please|but|and|so|ok(?:ay)?|i (?:said|told you)|as i said|remember"
    r"|not like that)\b[\s,:;.!—-]*)+"
)
_CORRECTING = re.compile(
    r"(?i)^(?:no\b|nope\b|wrong\b|stop\b|don'?t\b|do not\b|never\b|always\b|again\b|i (?:said|told)\b|not like)"
)
_DIRECTIVE = re.compile(
    r"(?i)^(?:don'?t|do not|never|always|only|use|run|call|put|keep|write|prefer|avoid|stop|remember to|make sure"
    r"|you (?:must|should|have to|need to)|we (?:use|don'?t|never|always)|it(?:'s| is) (?:called|in))\b"
)
_STANDING = re.compile(r"(?i)\b(?:don'?t|do not|never|always|instead|only|not|must|we use|rather than|every time)\b")
_PASSING = re.compile(r"(?i)\b(?:yet|now|today|tomorrow|tonight|this time|until|for the moment|first)\b")
_NAME = re.compile(r"[\w.+-]{3,}")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+|;\s+")


def find(moment: Moment, past: Sequence[Moment], project: str) -> Iterator[Episode]:
    """A person told how it is to be done."""
    del project
    if not isinstance(moment, Said) or moment.opening or len(moment.text) > _LONGEST_PROMPT:
        return
    correcting = moment.stopping or bool(_CORRECTING.match(moment.text.lstrip()))
    for number, sentence in enumerate(sentences(moment.text, correcting=correcting)):
        yield Episode(
            kind="said",
            id=f"{moment.session}/{moment.at}/{number}",
            session=moment.session,
            at=moment.at,
            right=sentence,
            tried=short(moment.text),
            tokens=sum(map(spent, meant := _meant(sentence, past))),
            request=sum(step.request for step in meant),
        )


def _meant(sentence: str, past: Sequence[Moment]) -> list[Step]:
    """The steps before it that a sentence speaks of, by the names in it."""
    names = set(_NAME.findall(sentence))
    return [
        step for step in past if isinstance(step, Step) and step.failed and names & set(_NAME.findall(step.call.what))
    ]


def sentences(text: str, *, correcting: bool) -> Iterator[str]:
    """What the text tells to do, a sentence each; where it corrects nothing, only what is meant to stand."""
    for part in _SENTENCE.split(text):
        said = _ADDRESS.sub("", part.strip()).strip(" .!,:")
        told = _SHORTEST <= len(said) <= _LONGEST and _DIRECTIVE.match(said) and not _PASSING.search(said)
        if told and (correcting or _STANDING.search(said)):
            yield mask(f"{said[0].upper()}{said[1:]}")
