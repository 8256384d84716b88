"""`headroom stats`: what was spent and saved, of late and in all, by whatever one asks.

Law: the figures of the summary at exit, from the same arithmetic; nothing is written.
"""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from headroom_cli.cli import _draw, console
from headroom_cli.errors import ConfigError
from headroom_cli.settings import Settings, load

if TYPE_CHECKING:
    from rich.table import Table

    from headroom_cli.session.overview import Overview
    from headroom_cli.usage.ledger import Query

_EMPTY = "Nothing is recorded yet. Start an agent with `headroom wrap claude`, then look again."
_NONE = "Nothing is recorded of that. `headroom stats` alone shows all there is."
_LIVE_MINUTES, _LIVE_SECONDS = 15, 1.0


def stats(  # noqa: PLR0913, PLR0917 - one for each option
    since: Annotated[str, typer.Option(help="Only from that day on: 30d, 2w, 2026-03-01.", show_default=False)] = "",
    agent: Annotated[str, typer.Option(help="Only of this agent.", show_default=False)] = "",
    model: Annotated[str, typer.Option(help="Only of models whose names begin so.", show_default=False)] = "",
    project: Annotated[str, typer.Option(help="Only of this project: its folder's name.", show_default=False)] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures for programs.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a line a day, for spreadsheets.")] = False,
    html: Annotated[
        Path | None, typer.Option(help="Write a page to look at into this file.", show_default=False)
    ] = None,
    live: Annotated[bool, typer.Option("--live", help="Follow running sessions until Ctrl-C.")] = False,
) -> None:
    """Say what was spent and saved.

    Of late and in all, by agent, model, project, kind of content and session.
    """
    settings, now = load(), time.time()
    query = _query(_day(since, now), agent, model, project)
    if live:
        _draw.follow(lambda: _running(settings, query), _LIVE_SECONDS)
    elif html:
        _write(settings, query, _date(now), html)
    elif as_csv:
        console.say(_csv(settings, query), end="")
    else:
        _say(settings, query, _date(now), as_json=as_json)


def _query(since: date | None, agent: str, model: str, project: str) -> Query:
    from headroom_cli.usage.ledger import Query  # noqa: PLC0415

    return Query(since=since, agent=agent, model=model, project=project)


def _day(since: str, now: float) -> date | None:
    """A time is its day: the ledger keeps sums of days."""
    from headroom_cli.cli import _since  # noqa: PLC0415

    return _date(_since.seconds(since, now)) if since else None


def _date(at: float) -> date:
    return datetime.fromtimestamp(at).astimezone().date()


def _say(settings: Settings, query: Query, today: date, *, as_json: bool) -> None:
    from headroom_cli.cli import _stats_tables  # noqa: PLC0415
    from headroom_cli.session.overview import overview  # noqa: PLC0415
    from headroom_cli.usage.ledger import Query  # noqa: PLC0415

    found = overview(settings, query, today)
    if as_json:
        console.say(json.dumps(_told(found), indent=2))
    elif not found.whole.requests:
        console.say(_EMPTY if query == Query() else _NONE)
    else:
        _stats_tables.render(found)


def _told(found: Overview) -> dict[str, Any]:
    """For programs: each part by name, each figure as at the end of a run."""
    from headroom_cli.usage.summary import as_json  # noqa: PLC0415

    parts = ("periods", "agents", "models", "projects", "days")
    told: dict[str, Any] = {p: {name: as_json(one) for name, one in getattr(found, p).items()} for p in parts}
    return told | {"sessions": [asdict(session) | as_json(summary) for session, summary in found.sessions]}


def _write(settings: Settings, query: Query, today: date, file: Path) -> None:
    from headroom_cli.cli import _report  # noqa: PLC0415
    from headroom_cli.session.overview import EVER, overview  # noqa: PLC0415

    page = _report.page(overview(settings, query, today, EVER))
    try:
        file.write_text(page, "utf-8")
    except OSError as error:
        raise ConfigError(f"{file} cannot be written: {error.strerror}", "Name another file.") from error
    console.note(f"{file} is written; open it in a browser.")


def _csv(settings: Settings, query: Query) -> str:
    from headroom_cli.cli import _stats_csv  # noqa: PLC0415
    from headroom_cli.session.overview import days  # noqa: PLC0415

    return _stats_csv.text(days(settings, query))


def _running(settings: Settings, query: Query) -> Table:
    from headroom_cli.cli import _stats_tables  # noqa: PLC0415
    from headroom_cli.session.overview import running  # noqa: PLC0415

    return _stats_tables.live(running(settings, query, time.time() - 60 * _LIVE_MINUTES), _LIVE_MINUTES)


PLUGIN = stats
