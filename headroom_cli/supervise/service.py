"""The proxy process: started on a socket that is held here, and started again whenever it dies.

Law: the socket outlives the process, so a client waits in its backlog and is served by the next
one; the process does not outlive us (see lifeline), and the terminal's signals never reach it.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from headroom_cli.errors import ServiceError
from headroom_cli.supervise import tree
from headroom_cli.supervise.backoff import Backoff

_ASK = 1.0


class Service:
    """One process that serves `listener`, kept alive.

    It is started as `argv` and the number of the socket's file descriptor. `config_for(bare)` is
    the line, without its end and at most 60 kB, that it reads first; `bare` once it has crashed so
    often that only its simplest form is to be tried. What it writes goes to the file `log`, which
    only its owner can read. `env` is its environment, ours when it is not given. `restarts` counts
    the starts after the first.
    """

    def __init__(
        self,
        argv: Sequence[str],
        listener: socket.socket,
        config_for: Callable[[bool], bytes],
        *,
        log: Path,
        env: Mapping[str, str] | None = None,
        backoff: Backoff | None = None,
    ) -> None:
        self.restarts = 0
        self._argv = (*argv, str(listener.fileno()))
        self._listener = listener
        self._config_for = config_for
        self._log = log
        self._env = env
        self._backoff = backoff or Backoff()
        self._process: subprocess.Popen[bytes] | None = None
        self._starting = threading.Lock()
        self._over = threading.Event()

    @property
    def bare(self) -> bool:
        """Whether its simplest form is all that is tried since it crashed too often."""
        return self._backoff.worn_out

    def start(self) -> None:
        """Start the process; ServiceError when that cannot be done. Returns before it is ready."""
        try:
            self._start()
        except OSError as error:
            raise ServiceError(f"the proxy cannot be started: {error}", f"See {self._log}.") from error

    def watch(self) -> None:
        """Keep it alive from now on, in a thread; without this it dies once."""
        threading.Thread(target=self._keep_alive, name="service", daemon=True).start()

    def pids(self) -> tuple[int, ...]:
        """The process that serves now, as a pid; waits while one is being started."""
        with self._starting:
            return (self._process.pid,) if self._process else ()

    def stop(self, grace: float = 5.0) -> tuple[int, ...]:
        """End it for good: hang up, wait up to `grace` seconds, then make it and its family end.

        Returns the pids of what lives nevertheless.
        """
        with self._starting:
            self._over.set()
            process = self._process
        if process is None:
            return ()
        family = tree.family(process.pid) if process.poll() is None else ()
        _hang_up(process)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(grace)
        left = tree.stop(lambda: family, _ASK)
        process.poll()
        return left

    def _keep_alive(self) -> None:
        # PDEATHSIG follows the thread that started the process, so this one ends only after it.
        while process := self._process:
            status = process.wait()
            if self._over.is_set() or self._over.wait(self._backoff.crashed()):
                return
            with contextlib.suppress(OSError):
                self._start(f"headroom: it ended with status {status} and is started again\n")

    def _start(self, note: str = "") -> None:
        with self._starting:
            if self._over.is_set():
                return
            process = self._open(note)
            if self._process is not None:
                _hang_up(self._process)
                self.restarts += 1
            self._process = process
            _tell(process, self._config_for(self.bare))

    def _open(self, note: str) -> subprocess.Popen[bytes]:
        log = os.open(self._log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(log, note.encode())
            return subprocess.Popen(
                self._argv,
                bufsize=0,
                env=self._env,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                pass_fds=[self._listener.fileno()],
                start_new_session=True,
            )
        finally:
            os.close(log)


def _tell(process: subprocess.Popen[bytes], config: bytes) -> None:
    """A process that is dead already is not told; that it died is noticed elsewhere."""
    if process.stdin is not None:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(config + b"\n")


def _hang_up(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        process.stdin.close()
