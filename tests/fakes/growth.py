"""Whether work grows with its size and no faster: a judgement, not a figure.

Law: one quiet moment is enough to be acquitted. Ten times the size may take four times what is due, since
machines are shared; work that grows with the square takes ten times what is due, at every try.
"""

import time
from collections.abc import Callable

_TRIES, _ALLOWANCE = 6, 4
_NOISE = 0.002  # seconds under which a clock tells little


def seconds(work: Callable[[], object]) -> float:
    """Processor time that the work takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def grows_evenly(work: Callable[[int], Callable[[], object]], size: int, times: int = 10) -> bool:
    """Whether `times` the size takes about that much longer. `work(n)` prepares, what it gives is timed."""
    small, large = work(size), work(size * times)
    few = seconds(small)
    for _ in range(_TRIES):
        few = min(few, seconds(small)) if few > _NOISE else seconds(small)
        if seconds(large) < _ALLOWANCE * times * max(few, _NOISE):
            return True
    return False
