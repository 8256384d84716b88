"""Signals while the agent runs: the keyboard's are its own, those that end a program are passed on.

Law: the agent starts with the dispositions that this process was started with, so `nohup` and a
shell's `&` mean for the agent what they mean without us.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Collection, Iterator
from types import FrameType


def _those(*names: str) -> tuple[signal.Signals, ...]:
    """The signals of these names that this system has."""
    return tuple(s for s in signal.Signals if s.name in names)


_KEYBOARD = _those("SIGINT", "SIGQUIT")
_ENDING = _those("SIGTERM", "SIGHUP")
_WAKING = _those("SIGCHLD")
_ENOUGH = 4096


class Relay:
    """Passes signals on to the agent, also those that came before it was there."""

    def __init__(self, signals: Collection[signal.Signals], woken: int) -> None:
        self._signals = signals
        self._woken = woken
        self._received: list[int] = []
        self._agent: subprocess.Popen[bytes] | None = None

    def __call__(self, number: int, _frame: FrameType | None) -> None:
        """As a signal handler."""
        self._received.append(number)
        self._send(number)

    def connect(self, agent: subprocess.Popen[bytes]) -> None:
        """From now on signals go to `agent`."""
        self._agent = agent
        for number in tuple(self._received):
            self._send(number)

    def pause(self) -> None:
        """Wait for a signal, be it that a child has ended; one since the last pause counts.

        No other way of waiting does it: a signal just before a blocking call does not interrupt it,
        and its handler would run when the call is over.
        """
        os.read(self._woken, _ENOUGH)

    def received(self, number: int) -> bool:
        """Whether such a signal has come."""
        return number in self._received

    def release(self) -> None:
        """In the agent, between fork and exec: what is handled here has its default action there."""
        for number in self._signals:
            signal.signal(number, signal.SIG_DFL)

    def _send(self, number: int) -> None:
        if self._agent is not None:
            with contextlib.suppress(OSError):
                self._agent.send_signal(number)


@contextlib.contextmanager
def yielded() -> Iterator[Relay]:
    """Ignore the keyboard's signals and relay the ending ones; afterwards all is as it was.

    But one that was relayed stays ignored: our own end is under way, and a terminal that closes may
    say so twice. What was ignored before stays ignored throughout, in the agent too.
    """
    ours = [s for s in (*_KEYBOARD, *_ENDING) if signal.getsignal(s) is not signal.SIG_IGN]
    with _wakeups() as woken:
        relay = Relay(ours, woken)
        actions = {s: relay if s in _ENDING else signal.SIG_IGN for s in ours} | dict.fromkeys(_WAKING, _noop)
        before = {s: signal.signal(s, action) for s, action in actions.items()}
        try:
            yield relay
        finally:
            for number, action in before.items():
                signal.signal(number, signal.SIG_IGN if relay.received(number) else action)


@contextlib.contextmanager
def _wakeups() -> Iterator[int]:
    """A file descriptor from which a byte can be read for every signal that is handled here."""
    woken, waker = os.pipe()
    os.set_blocking(waker, False)
    before = signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
    try:
        yield woken
    finally:
        signal.set_wakeup_fd(before)
        os.close(waker)
        os.close(woken)


def _noop(_number: int, _frame: FrameType | None) -> None:
    """Being handled at all is what makes a signal wake us."""
