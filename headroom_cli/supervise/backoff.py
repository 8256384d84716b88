"""When to start a crashed process again, and when to stop believing in it.

Law: it is always started again; only the wait grows, and it shrinks when crashes become rare.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence


class Backoff:
    """Crashes of the last `window` seconds (by `clock`), the wait they call for, and the last straw.

    The wait after the n-th recent crash is `delays[n - 1]`, the last one from then on. As many
    crashes as there are delays wear the patience out, for good.
    """

    def __init__(
        self,
        delays: Sequence[float] = (0.0, 0.2, 0.5, 1.0, 2.0),
        window: float = 60.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._delays = delays
        self._window = window
        self._clock = clock
        self._crashes: deque[float] = deque(maxlen=len(delays))
        self.worn_out = False

    def crashed(self) -> float:
        """Note a crash; the seconds to wait before the next start."""
        now = self._clock()
        self._crashes.append(now)
        recent = sum(now - crash < self._window for crash in self._crashes)
        self.worn_out = self.worn_out or recent == len(self._delays)
        return self._delays[recent - 1]
