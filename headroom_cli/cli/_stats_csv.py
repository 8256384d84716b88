"""What was spent and saved, a line for each day, agent, project and model, for spreadsheets.

Law: plain numbers, none rounded but money, to a millionth of a dollar; where no price is known it is empty.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headroom_cli.usage.summary import Summary

_TOKENS = (
    "sent", "went_on", "saved", "saved_new", "input", "cache_read", "cache_write", "output",
)  # fmt: skip
_MONEY = ("billed", "without", "retrievals", "net", "error")
_NAMES = ("day", "agent", "project", "model")


def text(found: Mapping[tuple[str, str, str, str], Summary]) -> str:
    """The whole file, its header first."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([*_NAMES, "requests", *_TOKENS, *(f"{name}_usd" for name in _MONEY)])
    for names, summary in found.items():
        tokens = [getattr(summary.tokens, name) for name in _TOKENS]
        writer.writerow([*names, summary.requests, *tokens, *_money(summary)])
    return file.getvalue()


def _money(summary: Summary) -> list[str]:
    return [f"{getattr(summary.money, name):.6f}" if summary.money else "" for name in _MONEY]
