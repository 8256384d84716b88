"""A command that a person does not let the agent run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from headroom_cli.learn.episode import Episode
from headroom_cli.learn.shell import commands
from headroom_cli.learn.steps import Moment, Step
from headroom_cli.learn.weigh import cost


def find(moment: Moment, past: Sequence[Moment], project: str) -> Iterator[Episode]:
    """A person refused this command."""
    del past, project
    if isinstance(moment, Step) and moment.refused and moment.call.does == "run":
        for command in commands(moment.call.what)[-1:]:
            yield Episode(kind="refused", right=command.deed, wrong=command.deed, **cost(moment))


def refutes(step: Step, wrong: str) -> bool:
    """Whether the person let it run."""
    if step.refused or step.call.does != "run":
        return False
    return any(command.deed == wrong for command in commands(step.call.what))
