"""How far the provider's counts are from what we take texts to be, measured while it is used.

Law: sums only, so whoever adds them up first gets the same; nothing that is sent depends on them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from headroom_cli import tokens
from headroom_cli.model import Exchange

_ENOUGH = 20_000  # tokens measured, before they are believed more than the factors


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Turns measured by the provider's count: tokens we took them to be, tokens counted, the squares of the
    counted over the estimated, all summed.
    """

    estimated: float = 0.0
    counted: int = 0
    squares: float = 0.0

    @property
    def is_enough(self) -> bool:
        """Whether so much is measured that it is believed."""
        return self.estimated >= _ENOUGH

    @property
    def ratio(self) -> float:
        """Tokens counted for one estimated; 1 until enough is measured."""
        return self.counted / self.estimated if self.is_enough else 1.0

    def error(self, model: str) -> float:
        """How far a turn of `model` is from that, as a share; before enough is measured, what its factors are off."""
        if not self.is_enough:
            return tokens.error(model)
        mean = self.counted / self.estimated
        return math.sqrt(max(0.0, self.squares / self.estimated - mean**2)) / mean


def measured(exchange: Exchange) -> Scale:
    """What one exchange tells."""
    if not exchange.estimated:
        return Scale()
    squares = exchange.counted**2 / exchange.estimated
    return Scale(estimated=exchange.estimated, counted=exchange.counted, squares=squares)
