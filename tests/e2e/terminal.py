"""A terminal as a person has one: a shell in tmux, keys typed, the screen read.

Law: nothing waits for a time, only for what is on the screen.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

_PATIENCE = 40.0


@dataclass(frozen=True, slots=True)
class Terminal:
    """One tmux server of our own with one shell in it."""

    socket: str

    def type(self, text: str) -> None:
        """Type a line and press Enter."""
        self._tmux("send-keys", "-l", text)
        self.press("Enter")

    def say(self, text: str) -> None:
        """Type a line to a program that takes what comes too fast for a paste: Enter only when it is there."""
        self._tmux("send-keys", "-l", text)
        self.wait(text)
        self.press("Enter")

    def press(self, *keys: str) -> None:
        """Press keys, by tmux's names, one right after the other."""
        self._tmux("send-keys", *keys)

    def screen(self) -> str:
        """All that is on the screen and above it."""
        return self._tmux("capture-pane", "-p", "-S", "-500")

    def modes(self) -> str:
        """Whether the cursor is shown, the other screen is on, the mouse is caught, the keypad is in another mode."""
        flags = "#{cursor_flag} #{alternate_on} #{mouse_any_flag} #{keypad_flag} #{keypad_cursor_flag}"
        return self._tmux("display-message", "-p", flags).strip()

    def wait(self, text: str) -> str:
        """The screen, as soon as it shows `text`; AssertionError with the screen if it never does."""
        deadline = time.monotonic() + _PATIENCE
        while text not in (screen := self.screen()):
            assert time.monotonic() < deadline, f"never saw {text!r} in:\n{screen}"
            time.sleep(0.05)
        return screen

    def _tmux(self, *arguments: str) -> str:
        argv = ["tmux", "-L", self.socket, *arguments]
        return subprocess.run(argv, check=True, capture_output=True, text=True, timeout=20).stdout


@contextmanager
def terminal(folder: Path, env: Mapping[str, str]) -> Iterator[Terminal]:
    """A shell in `folder` with this environment and no start-up files."""
    socket = f"headroom-test-{uuid4().hex[:8]}"
    argv = ["tmux", "-L", socket, "-f", "/dev/null", "new-session", "-d", "-x", "140", "-y", "50", "sh"]
    subprocess.run(argv, check=True, cwd=folder, env={**env, "PS1": "$ "}, timeout=20)
    try:
        yield Terminal(socket)
    finally:
        subprocess.run(["tmux", "-L", socket, "kill-server"], check=False, capture_output=True, timeout=20)
