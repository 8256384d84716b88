"""A command that needed something more: another folder, a flag, a variable.

Law: what only silences a check, or forces something, is never the way out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from headroom_cli.learn import places, purpose
from headroom_cli.learn.episode import Episode, Kind
from headroom_cli.learn.shell import Command, commands
from headroom_cli.learn.steps import Moment, Step
from headroom_cli.learn.weigh import cost, quote

_ASKING = re.compile(r"--?h(?:elp)?$|--version$|-[vqsnx]+$|--(?:verbose|quiet|dry-run|list|collect-only)$")
_RISKY = re.compile(r"-f$|-y$|--(?:.*(?:force|ignore|insecure|no-verify|skip|unsafe|yes)|allow-|break-|dangerously)")
_SETTLED = {"cat", "cd", "cp", "curl", "echo", "find", "grep", "head", "ls", "mkdir", "mv", "rm", "sed", "tail"}


def find(moment: Moment, past: Sequence[Moment], project: str) -> Iterator[Episode]:
    """What ran now is what failed before, and one thing more; nothing was changed in between."""
    if not isinstance(moment, Step) or moment.call.does != "run" or moment.failed:
        return
    if not any(isinstance(before, Step) and before.why.called for before in past):
        return
    for before in reversed(past):
        if not isinstance(before, Step):
            continue
        if places.changes(before):
            return
        if before.call.does == "run" and before.why.called:
            yield from _between(before, moment, project)


def _between(before: Step, now: Step, project: str) -> Iterator[Episode]:
    for wrong in commands(before.call.what):
        for right in commands(now.call.what):
            if wrong.deed == right.deed and wrong.words[0] not in _SETTLED:
                for kind, more in _more(wrong, _where(wrong, before), right, _where(right, now)):
                    yield Episode(
                        kind=kind,
                        wrong=wrong.deed,
                        right=places.below(more, project),
                        about="root" if kind == "place" and more == project else "",
                        worked=quote(now),
                        **cost(before),
                    )
                    return


def _more(wrong: Command, here: str, right: Command, there: str) -> Iterator[tuple[Kind, str]]:
    """The one thing that is different, where it is one."""
    flags = [word for word in right.rest if word.startswith("-") and word not in wrong.rest]
    same_words, same_place, same_env = wrong.rest == right.rest, here == there, wrong.env == right.env
    if same_words and same_env and not same_place and purpose.task(wrong) != "script":
        yield "place", there
    elif same_words and same_place and set(wrong.env) < set(right.env):
        yield "env", " ".join(word for word in right.env if word not in wrong.env)
    elif same_place and same_env and len(flags) == 1 and not (_ASKING.match(flags[0]) or _RISKY.match(flags[0])):
        rest = list(right.rest)
        rest.remove(flags[0])
        if tuple(rest) == wrong.rest:
            yield "flag", flags[0]


def refutes(step: Step, kind: str, wrong: str, right: str, project: str) -> bool:
    """Whether the command went well without what it was said to need."""
    if step.failed or step.call.does != "run":
        return False
    return any(
        command.deed == wrong
        and {
            "place": _where(command, step) != places.absolute(right, project),
            "env": right not in command.env,
            "flag": right not in command.rest,
        }.get(kind, False)
        for command in commands(step.call.what)
    )


def _where(command: Command, step: Step) -> str:
    return places.absolute(command.folder or ".", step.call.folder)
