"""A day or a time span, as a person types it."""

from datetime import datetime

import pytest

from headroom_cli.cli._since import seconds
from headroom_cli.errors import ConfigError

NOW = 1_790_000_000.0


@pytest.mark.parametrize(
    ("text", "back"), [("12h", 43_200), ("30d", 30 * 86_400), ("2W", 14 * 86_400), (" 1y ", 365 * 86_400)]
)
def test_a_span_is_counted_back_from_now(text, back):
    assert seconds(text, NOW) == NOW - back


def test_a_day_is_its_beginning_here():
    assert seconds("2026-03-01", NOW) == datetime(2026, 3, 1).timestamp()  # noqa: DTZ001
    assert seconds("9999y", NOW) == 0


@pytest.mark.parametrize("text", ["", "soon", "30", "d", "2026-13-01"])
def test_anything_else_is_answered_with_what_may_be_said(text):
    with pytest.raises(ConfigError) as caught:
        seconds(text, NOW)
    assert "30d" in caught.value.hint
