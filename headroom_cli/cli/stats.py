"""`headroom stats`: what was spent and saved, today, in seven days and in all, and by agent.

Law: the figures of the summary at exit, from the same arithmetic; nothing is written.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import typer

from headroom_cli.cli import _figures as figures
from headroom_cli.cli import console
from headroom_cli.settings import Settings, load

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from headroom_cli.usage.summary import Summary
    from headroom_cli.usage.tally import Totals

    Summaries = dict[str, Summary]

_EMPTY = "Nothing is recorded yet. Start an agent with `headroom wrap claude`, then look again."
_PERIODS = {"today": "today", "week": "7 days", "all": "all"}


def stats(as_json: bool = typer.Option(False, "--json", help="Print the figures for programs.")) -> None:
    """Say what was spent and saved: of late, in all, by agent."""
    _say(load(), datetime.now().astimezone().date(), as_json=as_json)


def _say(settings: Settings, today: date, *, as_json: bool) -> None:
    periods, agents = _summaries(settings, today)
    if as_json:
        console.say(_json(periods, agents))
    elif not periods["all"].requests:
        console.say(_EMPTY)
    else:
        _show(periods, agents)


def _summaries(settings: Settings, today: date) -> tuple[Summaries, Summaries]:
    from headroom_cli.usage import prices, summary  # noqa: PLC0415

    known = prices.load(settings.config_dir / prices.OWN_FILE_NAME)
    totals = _totals(settings, today)
    agents = summary.split(totals["all"], "agent")
    return (
        {name: summary.summarise(some, known) for name, some in totals.items()},
        {name: summary.summarise(some, known) for name, some in agents.items()},
    )


def _totals(settings: Settings, today: date) -> dict[str, Totals]:
    from headroom_cli.usage import ledger, tally  # noqa: PLC0415

    path = settings.data_dir / ledger.FILE_NAME
    if not path.exists():
        return dict.fromkeys(_PERIODS, tally.Totals())
    record = ledger.Ledger(path)
    starts = (today, today - timedelta(days=6), None)
    totals = {name: record.totals(ledger.Query(since=start)) for name, start in zip(_PERIODS, starts, strict=True)}
    record.close()
    return totals


def _json(periods: Summaries, agents: Summaries) -> str:
    from headroom_cli.usage.summary import as_json  # noqa: PLC0415

    parts = {"periods": periods, "agents": agents}
    return json.dumps({part: {k: as_json(v) for k, v in some.items()} for part, some in parts.items()}, indent=2)


def _show(periods: Summaries, agents: Summaries) -> None:
    whole = periods["all"]
    console.show(_by_period(list(periods.values())))
    console.show(_by_agent(agents), gap=1)
    console.show("\n".join(figures.footnotes(whole)), gap=1)


def _by_period(summaries: list[Summary]) -> Table:
    table = console.table("Headroom", *_PERIODS.values())
    for name, figure in _ROWS.items():
        table.add_row(name, *(figure(summary) for summary in summaries))
    return table


def _by_agent(agents: Summaries) -> Table:
    table = console.table("by agent", "requests", "tokens ~", "change", "new input saved ~", "money saved ~")
    for agent, s in agents.items():
        new = f"{s.tokens.saved_new:,}"
        table.add_row(agent or "(not named)", f"{s.requests:,}", f"{s.tokens.sent:,}", _change(s), new, _net(s))
    return table


def _change(summary: Summary) -> Text:
    return figures.change(summary.tokens.saved, summary.tokens.sent)


def _cache_share(summary: Summary) -> str:
    t = summary.tokens
    return f"{100 * t.cache_read / t.went_on:.0f} %" if t.went_on else ""


def _retrieved(summary: Summary) -> str:
    missed = f" ({summary.retrievals.misses:,} missed)" if summary.retrievals.misses else ""
    return f"{summary.retrievals.hits:,}{missed}"


def _billed(summary: Summary) -> str:
    return figures.dollars(summary.money.billed) if summary.money else ""


def _net(summary: Summary) -> str:
    return figures.dollars(summary.money.net) if summary.money else ""


def _added(summary: Summary) -> str:
    return f"{summary.added_ms[0]:.1f} ms" if summary.requests else ""


# In the order they are read: how much, at what price in tokens, at what price in money and time.
_ROWS: dict[str, Callable[[Summary], Text | str]] = {
    "requests": lambda s: f"{s.requests:,}",
    "rewritten": lambda s: f"{s.outcomes.get('rewritten', 0):,}",
    "tokens from the agents ~": lambda s: f"{s.tokens.sent:,}",
    "tokens that went on": lambda s: f"{s.tokens.went_on:,}",
    "change": _change,
    "new input saved ~": lambda s: f"{s.tokens.saved_new:,}",
    "read from the cache": _cache_share,
    "output": lambda s: f"{s.tokens.output:,}",
    "retrieved": _retrieved,
    "added (median)": _added,
    "money": _billed,
    "money saved ~": _net,
}
PLUGIN = stats
