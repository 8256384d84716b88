"""A bounded memory of answers already worked out; forgetting one never changes an answer (law 1).

Law: each step on the memory is one of the interpreter's own, so a second thread may look on.
"""

from __future__ import annotations

from collections import OrderedDict
from math import inf
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Memo(Generic[K, V]):
    """The last `size` answers by key, of at most `weight` together; the least recently used one goes first."""

    def __init__(self, size: int, weight: float = inf) -> None:
        self._size = size
        self._most = weight
        self._weight = 0
        self._answers: OrderedDict[K, V] = OrderedDict()
        self._weights: dict[K, int] = {}

    def get(self, key: K) -> V | None:
        """The answer under `key`, now the most recently used, or None."""
        answer = self._answers.get(key)
        if answer is not None:
            try:  # noqa: SIM105 - `suppress` takes longer than all the rest
                self._answers.move_to_end(key)
            except KeyError:  # another thread made room meanwhile
                pass
        return answer

    def put(self, key: K, answer: V, weight: int = 0) -> V:
        """Keep `answer`, and give it back; `weight` is what it takes beside others."""
        self._weight += weight - self._weights.get(key, 0)
        self._weights[key] = weight
        self._answers[key] = answer
        self._answers.move_to_end(key)
        while len(self._answers) > self._size or (self._weight > self._most and len(self._answers) > 1):
            gone, _ = self._answers.popitem(last=False)
            self._weight -= self._weights.pop(gone)
        return answer

    def clear(self) -> None:
        """Forget everything."""
        self._answers.clear()
        self._weights.clear()
        self._weight = 0
