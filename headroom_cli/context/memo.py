"""A bounded memory of answers already worked out; forgetting one never changes an answer (law 1).

Law: each step on the memory is one of the interpreter's own, so a second thread may look on.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Memo(Generic[K, V]):
    """The last `size` answers by key; the least recently used one goes first."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._answers: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K) -> V | None:
        """The answer under `key`, now the most recently used, or None."""
        answer = self._answers.get(key)
        if answer is not None:
            try:  # noqa: SIM105 - `suppress` takes longer than all the rest
                self._answers.move_to_end(key)
            except KeyError:  # another thread made room meanwhile
                pass
        return answer

    def put(self, key: K, answer: V) -> V:
        """Keep `answer`, and give it back."""
        self._answers[key] = answer
        if len(self._answers) > self._size:
            self._answers.popitem(last=False)
        return answer

    def clear(self) -> None:
        """Forget everything."""
        self._answers.clear()
