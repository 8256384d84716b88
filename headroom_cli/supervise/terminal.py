"""The terminal as it was before the agent, and how to give it back when the agent could not.

Law: a terminal that the agent left in order is not touched, and neither is one that the shell has
taken back; what cannot be done to a terminal that is gone is not an error.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from typing import Any

if sys.platform != "win32":
    import termios

# Leaves the alternate screen; shows the cursor; ends bracketed paste, mouse and focus reports; takes
# back the keyboard protocols of kitty and xterm; ends colours.
_RESET = b"\x1b[?1049l\x1b[?25h\x1b[?2004l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1004l\x1b[<u\x1b[>4m\x1b[0m"


class Terminal:
    """The terminal of this process with its present modes; none is a terminal too, and costs nothing."""

    def __init__(self) -> None:
        self._fd = _first_tty(0, 1, 2)
        self._modes = _modes(self._fd)

    def give_back(self, *, abnormal: bool) -> None:
        """Restore the modes if they changed, and then, or after an `abnormal` end, the screen too."""
        if self._modes is None or _is_the_shells(self._fd):
            return
        changed = _modes(self._fd) != self._modes
        if changed:
            _set_modes(self._fd, self._modes)
        if changed or abnormal:
            _reset_screen()


def _first_tty(*fds: int) -> int:
    return next((fd for fd in fds if os.isatty(fd)), -1)


def _modes(fd: int) -> list[Any] | None:
    if sys.platform != "win32":
        with contextlib.suppress(termios.error):
            return termios.tcgetattr(fd) if fd >= 0 else None
    return None


def _set_modes(fd: int, modes: list[Any]) -> None:
    if sys.platform != "win32":
        with _allowed_in_background(), contextlib.suppress(termios.error):
            termios.tcsetattr(fd, termios.TCSANOW, modes)


def _reset_screen() -> None:
    fd = _first_tty(1, 2)
    if fd >= 0:
        with _allowed_in_background(), contextlib.suppress(OSError):
            os.write(fd, _RESET)


def _is_the_shells(fd: int) -> bool:
    """Whether another group's session leader reads from it: after Ctrl-Z and `kill %1`, say."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            return os.tcgetpgrp(fd) == os.getsid(0) != os.getpgrp()
    return False


@contextlib.contextmanager
def _allowed_in_background() -> Iterator[None]:
    """An agent that died may have left the foreground to a group that is no more; then SIGTTOU is due."""
    if sys.platform == "win32":
        yield
        return
    before = signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGTTOU, before)
