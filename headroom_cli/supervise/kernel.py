"""What Linux adds to supervision: to end with one's parent, to adopt the orphans of one's children.

Law: a net under the portable means, never the only one. On other systems both are refused silently.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_SET_PDEATHSIG = 1
_SET_CHILD_SUBREAPER = 36

_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
if _LIBC is not None:
    _LIBC.prctl.argtypes = (ctypes.c_int, *[ctypes.c_ulong] * 4)


def end_with_parent(parent: int = 0) -> None:
    """Have this process sent SIGTERM when its parent ends; now, if `parent` has gone already.

    The kernel means the thread that started this process, so that thread has to outlive it. The
    wish survives exec. Safe between fork and exec.
    """
    if _prctl(_SET_PDEATHSIG, signal.SIGTERM) and parent and os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)


def adopt_orphans() -> bool:
    """Become the parent of every descendant whose own parent ends; False where that cannot be."""
    return _prctl(_SET_CHILD_SUBREAPER, 1)


def _prctl(option: int, argument: int) -> bool:
    return _LIBC is not None and _LIBC.prctl(option, argument, 0, 0, 0) == 0
