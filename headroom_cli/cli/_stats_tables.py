"""What was spent and saved, as a person reads it.

Law: eighty columns, no colour needed to understand it; what is estimated carries a `~`, and a figure that
is against us is shown like any other. Where there is only one of a thing, it has no table.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from headroom_cli.cli import _draw, console
from headroom_cli.cli import _figures as figures

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from headroom_cli.session.overview import Overview
    from headroom_cli.usage.ledger import Session
    from headroom_cli.usage.summary import Summary

_SHOWN = 6
_NAME, _PROJECT = 24, 12
_BAR = 14
_BEGUN = 15  # characters of a session's name that say when it began
_COLUMNS = ("requests", "tokens ~", "change", "new saved ~", "money saved ~")


def render(found: Overview) -> None:
    """Print all tables."""
    console.show(_by_period(found.periods))
    if line := _curve(found.days):
        console.show(line, gap=1)
    for table in _tables(found):
        console.show(table, gap=1)
    console.show("\n".join(figures.footnotes(found.whole)), gap=1)


def live(sessions: Sequence[tuple[Session, Summary]], minutes: int) -> Table:
    """The sessions of the last minutes, and how long ago their last requests were."""
    named = [(f"{session.name[:_BEGUN]}  {_ago(session.last)}", session, summary) for session, summary in sessions]
    title = f"Headroom, last {minutes} min"
    return _sessions(title, named) if sessions else console.table(title, "no request yet")


def _tables(found: Overview) -> Iterator[Table]:
    for by, parts in (("agent", found.agents), ("model", found.models), ("project", found.projects)):
        if len(parts) > 1:
            yield _by(by, parts)
    if kinds := [kind for kind in found.whole.kinds if kind.blocks]:
        table = console.table("new content", "blocks", "change", "lossless", "new input saved ~", "")
        table.columns[-1].justify = "left"
        most = max(kind.saved_new for kind in kinds)
        for kind in kinds[:_SHOWN]:
            lossless, saved = f"{100 * kind.lossless:.0f} %", figures.amount(kind.saved_new)
            less = figures.change(kind.before - kind.after, kind.before)
            table.add_row(kind.kind, f"{kind.blocks:,}", less, lossless, saved, _draw.bar(kind.saved_new, most, _BAR))
        yield _with_rest(table, len(kinds))
    if found.sessions:
        yield _sessions("last sessions", [(session.name, session, summary) for session, summary in found.sessions])


def _by_period(periods: Mapping[str, Summary]) -> Table:
    table = console.table("Headroom", *periods)
    for name, figure in _ROWS.items():
        cells = [figure(summary) for summary in periods.values()]
        if name not in _OPTIONAL or any(map(str, cells)):
            table.add_row(name, *cells)
    return table


def _by(by: str, parts: Mapping[str, Summary]) -> Table:
    table = console.table(f"by {by}", *_COLUMNS)
    for name, s in list(parts.items())[:_SHOWN]:
        sent, new = figures.amount(s.tokens.sent), figures.amount(s.tokens.saved_new)
        table.add_row(_short(name), f"{s.requests:,}", sent, _change(s), new, _net(s))
    return _with_rest(table, len(parts))


def _sessions(title: str, named: Sequence[tuple[str, Session, Summary]]) -> Table:
    table = console.table(title, "agent", "project", "requests", "change", "money saved ~", left=3)
    for name, session, summary in named:
        words = (name, _short(session.agent, _PROJECT), _short(session.project, _PROJECT))
        table.add_row(*words, f"{summary.requests:,}", _change(summary), _net(summary))
    return table


def _with_rest(table: Table, number: int) -> Table:
    if number > _SHOWN:
        table.add_row(f"and {number - _SHOWN} more")
    return table


def _curve(days: Mapping[str, Summary]) -> str:
    """New input saved, day by day; where there is one day only, its figure says it."""
    if len(days) < 2:  # noqa: PLR2004 - one point is no curve
        return ""
    span = _draw.every_day(days)
    saved = [days[day].tokens.saved_new if day in days else 0 for day in span]
    most = max(range(len(span)), key=saved.__getitem__)
    return f"new saved a day ~  {_draw.curve(saved)}  most {figures.amount(saved[most])} ({span[most]})"


def _short(name: str, most: int = _NAME) -> str:
    name = name or "(not named)"
    return name if len(name) <= most else f"{name[: most - 1]}{_draw.drawable('…', '.')}"


def _ago(at: float) -> str:
    seconds = max(0, round(time.time() - at))
    return f"{seconds} s ago" if seconds < 60 else f"{seconds // 60} min ago"  # noqa: PLR2004 - a minute


def _change(summary: Summary) -> Text:
    return figures.change(summary.tokens.saved, summary.tokens.sent)


def _share(part: float, whole: float, digits: int = 0) -> str:
    return f"{100 * part / whole:.{digits}f} %" if whole else ""


def _retrieved(summary: Summary) -> str:
    rate = _share(summary.retrievals.hits, sum(kind.blocks for kind in summary.kinds), 1)
    return f"{summary.retrievals.hits:,}{f' ({rate})' if rate and summary.retrievals.hits else ''}"


def _missed(summary: Summary) -> str:
    return f"{summary.retrievals.misses:,}" if summary.retrievals.misses else ""


def _billed(summary: Summary) -> str:
    return figures.dollars(summary.money.billed) if summary.money else ""


def _net(summary: Summary) -> str:
    return figures.dollars(summary.money.net) if summary.money else ""


def _cost(summary: Summary) -> str:
    money = summary.money
    return figures.dollars(money.retrievals) if money and money.retrievals else ""


def _added(summary: Summary) -> str:
    return f"{summary.added_ms[0]:.1f} ms" if summary.requests else ""


# In the order they are read: how much, at what price in tokens, at what price in money and time.
_ROWS: dict[str, Callable[[Summary], Text | str]] = {
    "requests": lambda s: f"{s.requests:,}",
    "rewritten": lambda s: f"{s.outcomes.get('rewritten', 0):,}",
    "tokens from the agents ~": lambda s: figures.amount(s.tokens.sent),
    "tokens that went on": lambda s: figures.amount(s.tokens.went_on),
    "change": _change,
    "new input saved ~": lambda s: figures.amount(s.tokens.saved_new),
    "read from the cache": lambda s: _share(s.tokens.cache_read, s.tokens.went_on),
    "  without Headroom ~": lambda s: f"{100 * s.tokens.cache_read_without:.0f} %" if s.tokens.went_on else "",
    "output": lambda s: figures.amount(s.tokens.output),
    "retrieved (of shortened)": _retrieved,
    "  missed": _missed,
    "added (median)": _added,
    "money": _billed,
    "  of it for retrieval ~": _cost,
    "money saved ~": _net,
}
_OPTIONAL = {"  missed", "  of it for retrieval ~", "money", "money saved ~"}
