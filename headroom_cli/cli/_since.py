"""A day or a time span, as a person types it: `30d`, `2w`, `12h`, `2026-03-01`."""

from __future__ import annotations

import re
from datetime import datetime

from headroom_cli.errors import ConfigError

_SECONDS = {"h": 3600, "d": 86_400, "w": 7 * 86_400, "m": 30 * 86_400, "y": 365 * 86_400}


def seconds(text: str, now: float) -> float:
    """The time as Unix seconds; ConfigError when it is none."""
    if span := re.fullmatch(r"(\d{1,6})([hdwmy])", text.strip().lower()):
        return max(0.0, now - int(span[1]) * _SECONDS[span[2]])
    try:
        return datetime.fromisoformat(text.strip()).timestamp()
    except ValueError as error:
        raise ConfigError(f"--since cannot be {text!r}", "Say it as 30d, 2w, 12h or 2026-03-01.") from error
