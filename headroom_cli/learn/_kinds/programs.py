"""A program that is not there, and the one that did its work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from headroom_cli.learn import purpose
from headroom_cli.learn.episode import Episode
from headroom_cli.learn.shell import Command, commands
from headroom_cli.learn.steps import Moment, Step
from headroom_cli.learn.weigh import cost, quote

_WHOLE = {"build", "format", "lint", "test", "types"}
_ASKING = {"--version", "-V", "--help", "-h"}
_ONE_PLACE = re.compile(r".*[/.]\w|.*::")


def find(moment: Moment, past: Sequence[Moment], project: str) -> Iterator[Episode]:
    """What ran now does what a missing program was to do."""
    del project
    if (
        not isinstance(moment, Step)
        or moment.call.does != "run"
        or moment.why.called
        or moment.why.program
        or moment.refused
    ):
        return
    for before in past:
        missing = before.why.program if isinstance(before, Step) else ""
        if not missing or not isinstance(before, Step):
            continue
        wrong = next(c for c in commands(before.call.what) if c.program == missing or c.words[0] == missing)
        right = next(
            (c for c in commands(moment.call.what) if purpose.same(wrong, c) and not _ASKING & {*c.rest}), None
        )
        if right and "$" not in right.text and missing != right.words[0]:
            yield Episode(
                kind="program",
                wrong=missing,
                right=general(right),
                about=purpose.task(wrong),
                worked=quote(moment),
                **cost(before),
            )


def refutes(step: Step, wrong: str) -> bool:
    """Whether the program is there after all."""
    called = any(c.program == wrong or c.words[0] == wrong for c in commands(step.call.what))
    return called and step.call.does == "run" and not step.refused and not step.why.program


def general(right: Command) -> str:
    """The command as it does its task anywhere: without the one file or the one script that it was given here."""
    kept = [word for word in right.rest if not _ONE_PLACE.match(word)] if purpose.task(right) in _WHOLE else []
    place = f"cd {right.folder} && " if right.folder and not right.folder.startswith("/") else ""
    return place + Command((*right.deed.split(" "), *kept), right.env).text
