"""Stop a process family: ask, wait, make it.

Law: only what was in the family when it was looked at, or was born to it since, is ever signalled;
a pid that now belongs to another process is left alone.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Collection, Iterable

import psutil

_POLL = 0.02
_ROUNDS = 3
_KILL_WAIT = 1.0


def family(pid: int) -> tuple[psutil.Process, ...]:
    """The process and all that descends from it, parents first; empty when there is none.

    `pid` has to be this process or a child of it that is not yet reaped: no other pid is certain to
    still name the process that was meant.
    """
    with contextlib.suppress(psutil.NoSuchProcess):
        return _with_offspring([psutil.Process(pid)])
    return ()


def stop(look: Callable[[], Iterable[psutil.Process]], grace: float = 2.0) -> tuple[int, ...]:
    """End what `look` finds: SIGTERM, up to `grace` seconds, then SIGKILL, also to what was born since.

    `look` is asked again until all is over: a process that is told to end may be forking just then.
    Returns the pids of what lives nevertheless, which is nothing unless the system forbids it.
    """
    found = tuple(look())
    _each(found, psutil.Process.terminate)
    left = _after(found, grace)
    for _ in range(_ROUNDS):
        left = tuple(filter(_lives, _with_offspring((*left, *look()))))
        if not left:
            break
        _each(left, psutil.Process.kill)
        left = _after(left, _KILL_WAIT)
    return tuple(sorted(p.pid for p in left))


def _with_offspring(processes: Iterable[psutil.Process]) -> tuple[psutil.Process, ...]:
    found: dict[psutil.Process, None] = {}
    for process in processes:
        found[process] = None
        with contextlib.suppress(psutil.NoSuchProcess):
            found |= dict.fromkeys(process.children(recursive=True))
    return tuple(found)


def _each(processes: Iterable[psutil.Process], act: Callable[[psutil.Process], None]) -> None:
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            act(process)


def _after(processes: Collection[psutil.Process], seconds: float) -> tuple[psutil.Process, ...]:
    """Those that still live after `seconds`, or nothing as soon as nothing lives."""
    deadline = time.monotonic() + seconds
    while (left := tuple(filter(_lives, processes))) and time.monotonic() < deadline:
        time.sleep(_POLL)
    return left


def _lives(process: psutil.Process) -> bool:
    """A zombie has ended: whether it is reaped is the business of its parent."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
