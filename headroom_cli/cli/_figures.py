"""How figures are written for a person.

Law: the same figure looks the same everywhere, and a small amount is not rounded away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from headroom_cli.cli import console

if TYPE_CHECKING:
    from rich.text import Text

    from headroom_cli.usage.summary import Summary

_UNITS = ((1_000_000, "M"), (1000, "k"))

_TEN = 10


def dollars(amount: float) -> str:
    """An amount in cents, or in hundredths of one when it is less than a dollar."""
    sign = "-" if amount < 0 else ""
    return f"{sign}${abs(amount):,.2f}" if abs(amount) >= 1 or not amount else f"{sign}${abs(amount):.4f}"


def amount(number: float) -> str:
    """A count, in millions where it would be long."""
    millions = number / 1e6
    digits = 2 if abs(millions) < _TEN else 1 if abs(millions) < _TEN**2 else 0
    return f"{number:,.0f}" if abs(millions) < 1 else f"{millions:,.{digits}f} M"


def change(saved: float, whole: float) -> Text:
    """What saving `saved` of `whole` means in percent: less is green, more is red, nothing is empty."""
    percent = -100 * saved / whole if whole else 0.0
    return console.styled(f"{percent:+.0f} %" if abs(percent) >= 1 else "", "green" if percent < 0 else "red")


def about(number: int) -> str:
    """An estimate, no more exact than it is: two digits."""
    rounded = float(f"{number:.1e}")
    size, unit = next(((size, unit) for size, unit in _UNITS if rounded >= size), (1, ""))
    return f"~{rounded / size:g}{unit}"


def estimated(error: float) -> str:
    """What `~` means, and how far off it may be."""
    return f"~ estimated{f', within about {max(1, round(100 * error))} %' if error else ''}"


def footnotes(summary: Summary) -> list[str]:
    """What is to be known of the figures: how exact they are, whose prices, who is billed nothing by them."""
    unpriced = [f"No price is known for {', '.join(summary.unpriced)}: tokens only."] if summary.unpriced else []
    if summary.money is None:
        return [*unpriced, f"{estimated(summary.tokens.error)}."]
    plan = ["A subscription bills no tokens: money is what they would cost by the API."] if summary.subscribed else []
    return [*unpriced, *plan, f"{estimated(summary.tokens.error)}. API prices: {summary.prices}."]


def times(number: int) -> str:
    """How often."""
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")
