"""What a process started by Service is given, and how it notices that nobody needs it any more.

Law: stdin is the life line: its first line is the configuration, its end is the end of the parent,
however the parent ended. The listening socket is named by the last argument; no argument is secret.
"""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Sequence

from headroom_cli.supervise import kernel

_STDIN = 0
_CHUNK = 4096


def take(argv: Sequence[str]) -> tuple[socket.socket, bytes]:
    """In the service: the listening socket that `argv` ends with and the configuration, unparsed."""
    kernel.end_with_parent()
    return socket.socket(fileno=int(argv[-1])), sys.stdin.buffer.readline().rstrip(b"\n")


def hold(parent_gone: Callable[[], object], grace: float = 5.0) -> None:
    """In the service, after `take`: call `parent_gone` from a thread at the end of the life line.

    A service that has not ended `grace` seconds after that is ended.
    """
    threading.Thread(target=_hold, args=(parent_gone, grace), name="lifeline", daemon=True).start()


def _hold(parent_gone: Callable[[], object], grace: float) -> None:
    # Not through sys.stdin: its lock, held by a thread that waits, breaks the interpreter's exit.
    while os.read(_STDIN, _CHUNK):
        pass
    parent_gone()
    time.sleep(grace)
    os._exit(1)
