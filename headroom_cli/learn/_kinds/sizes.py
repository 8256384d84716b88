"""An output so large that the agent cut it, or the whole of a file of data, and the narrower call after it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from headroom_cli.learn import places, purpose
from headroom_cli.learn.episode import Episode
from headroom_cli.learn.shell import Command, commands
from headroom_cli.learn.steps import Moment, Step
from headroom_cli.learn.weigh import cost, quote, short, spent

_LARGE = 8000
_NARROWER = 3
_NEXT = 3
_SHOWING = {"list", "search", "show"}
_DATA = re.compile(r".*\.(?:csv|har|json|jsonl|lock|log|map|min\.\w+|ndjson|out|sql|svg|tsv|txt|xml)$")


def find(moment: Moment, past: Sequence[Moment], project: str) -> Iterator[Episode]:
    """What was looked at now is a part of what was fetched whole before."""
    if not isinstance(moment, Step) or moment.failed:
        return
    for before in past[-_NEXT:]:
        if not isinstance(before, Step) or before.size < _LARGE and not before.why.cut:  # noqa: RUF021
            continue
        if before.size < _NARROWER * moment.size:
            continue
        for wrong, about in _both(before, moment, project):
            told = cost(before)
            told["tokens"] = max(0, told["tokens"] - spent(moment))
            yield Episode(kind="size", wrong=wrong, right=_how(moment), about=about, worked=quote(moment), **told)


def _both(before: Step, now: Step, project: str) -> Iterator[tuple[str, str]]:
    """What both looked at: a file, or what one and the same command prints, first as a whole and then less of it."""
    whole = set(_shown(before))
    part = next((path for path in _looked_at(now) if path in whole), "")
    if part and (before.why.cut or _DATA.match(part)):
        yield places.below(part, project), "file"
    elif before.why.cut:
        less = commands(now.call.what) if now.call.does == "run" else ()
        for command in commands(before.call.what)[:1] if before.call.does == "run" else ():
            if less and purpose.task(command) not in _SHOWING and _less(command, less):
                yield command.deed, "command"


def _shown(step: Step) -> Iterator[str]:
    """The files that a call showed as they are."""
    if step.call.does == "read":
        yield from places.touched(step)
    elif step.call.does == "run":
        for command in commands(step.call.what)[:1]:
            if purpose.task(command) == "show":
                yield from places.named(command, step)


def _looked_at(step: Step) -> Iterator[str]:
    """The files of which a call showed a part, or in which it searched."""
    if step.call.does != "run":
        yield from places.touched(step)
    for command in commands(step.call.what)[:1] if step.call.does == "run" else ():
        if purpose.task(command) in {"show", "search"} or command.words[0] in {"awk", "jq", "sed"}:
            yield from places.named(command, step)


def _less(whole: Command, now: Sequence[Command]) -> bool:
    """Whether the same command was given more flags now, or its output was filtered."""
    same = whole.deed == now[0].deed and whole.operands == now[0].operands
    filtered = len(now) > 1 and not now[1].first
    return same and (len(now[0].rest) > len(whole.rest) or filtered)


def _how(step: Step) -> str:
    if step.call.does != "run":
        return "a search" if step.call.does == "search" else "a part"
    return short(step.call.what)
