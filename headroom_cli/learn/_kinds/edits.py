"""An edit that failed, and the one that went well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from headroom_cli.learn import places
from headroom_cli.learn.episode import Episode
from headroom_cli.learn.steps import Moment, Step
from headroom_cli.learn.weigh import cost, quote, short


def find(moment: Moment, past: Sequence[Moment], project: str) -> Iterator[Episode]:
    """The file that was edited now is the one in which an edit failed before."""
    if not isinstance(moment, Step) or moment.call.does != "edit" or moment.failed:
        return
    file = _file(moment)
    for before in past:
        if isinstance(before, Step) and (reason := before.why.edit) and _file(before) == file:
            told = cost(before) | {"tried": short(f"{quote(before)}: {_complaint(before)}")}
            yield Episode(
                kind="edit",
                wrong=reason,
                right=places.below(file, project),
                about="blank" if reason == "absent" and _blank(before, moment) else reason,
                worked=quote(moment),
                **told,
            )


def _file(step: Step) -> str:
    return places.absolute(step.call.what, step.call.folder)


def _blank(before: Step, now: Step) -> bool:
    """Whether the text was there, but for its white space."""
    old, new = (step.call.arguments.get("old_string") for step in (before, now))
    return isinstance(old, str) and isinstance(new, str) and old != new and old.split() == new.split()


def _complaint(step: Step) -> str:
    return step.text.removeprefix("<tool_use_error>").partition("\n")[0]
