"""The agent in the foreground: our terminal, our process group, our file descriptors, its exit status.

Law: whoever starts the agent through us sees what a shell would show without us: Ctrl-C, Ctrl-Z,
resizing and hanging up reach the agent and nobody acts for it. It does not outlive us, and where it
died of a signal, neither do its orphans; what it left running when it ended by itself goes on.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Mapping, Sequence

import psutil

from headroom_cli.errors import AgentNotFoundError
from headroom_cli.supervise import kernel, tree
from headroom_cli.supervise.signals import Relay, yielded
from headroom_cli.supervise.terminal import Terminal

_GRACE = 1.0
_MOMENT = 0.01


def run(
    argv: Sequence[str],
    env: Mapping[str, str],
    *,
    started: Callable[[], object] = lambda: None,
    spare: Callable[[], Collection[int]] = tuple,
) -> int:
    """Run the agent until it ends and return its exit status as a shell says it: 128+n for signal n.

    Call it from the main thread before any other thread exists: forking a threaded process may hang
    it. `started` is called as soon as the agent is there, and may start threads. `spare` names the
    pids of processes of ours that are no orphans of the agent. Raises AgentNotFoundError when the
    command cannot be executed; whatever `started` raises ends the agent.
    """
    terminal = Terminal()
    kernel.adopt_orphans()
    with yielded() as relay:
        agent = _start(argv, env, relay)
        try:
            started()
            _wait(agent, relay)
        finally:
            abnormal = agent.returncode is None or agent.returncode < 0
            if abnormal:
                tree.stop(lambda: _descendants(spare()), _GRACE)
            terminal.give_back(abnormal=abnormal)
    return agent.returncode if agent.returncode >= 0 else 128 - agent.returncode


def _start(argv: Sequence[str], env: Mapping[str, str], relay: Relay) -> subprocess.Popen[bytes]:
    before_exec = None if sys.platform == "win32" else _bond(os.getpid(), relay)
    try:
        agent = subprocess.Popen(argv, env=env, preexec_fn=before_exec)  # noqa: PLW1509 - no thread exists yet
    except OSError as error:
        raise AgentNotFoundError(
            f"{argv[0]} cannot be started: {error.strerror}",
            "Install it or put its folder on the PATH; `headroom agents` lists what is there.",
        ) from error
    relay.connect(agent)
    return agent


def _bond(parent: int, relay: Relay) -> Callable[[], None]:
    """What happens in the agent between fork and exec."""

    def before_exec() -> None:
        relay.release()
        kernel.end_with_parent(parent)

    return before_exec


def _wait(agent: subprocess.Popen[bytes], relay: Relay) -> None:
    """Wait for the end. A stop is none of it: Ctrl-Z stops us together with the agent."""
    if sys.platform == "win32":
        agent.wait()
    while agent.poll() is None:
        relay.pause()
        _reap_orphans(agent.pid)


def _reap_orphans(agent: int) -> None:
    """Reap what ended after it came to us, for it would still look alive to a script's `kill -0`."""
    while (ended := _next_ended()) not in {0, agent}:
        time.sleep(_MOMENT)  # a process of ours has a thread that waits for it, and that reaps it first
        with contextlib.suppress(ChildProcessError):
            os.waitpid(ended, os.WNOHANG)


def _next_ended() -> int:
    """The pid of a child that has ended and is not reaped yet, nor by this; 0 when there is none."""
    if sys.platform == "linux":
        with contextlib.suppress(ChildProcessError):
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT | os.WNOHANG)
            return ended.si_pid if ended else 0
    return 0


def _descendants(spared: Collection[int]) -> tuple[psutil.Process, ...]:
    """All that descends from us, so the agent and its orphans, but for the spared and their families."""
    us, *others = tree.family(os.getpid())
    kept = {us}.union(*map(tree.family, spared))
    return tuple(p for p in others if p not in kept)
