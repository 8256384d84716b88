"""All that is recorded, as `headroom stats` tells it: by period, agent, model, project, session and day.

Law: every figure is a Summary from the ledger's own sums, so what is told twice is the same twice; nothing
is written, and a ledger that is not there yet is not made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from headroom_cli.settings import Settings
from headroom_cli.usage import prices
from headroom_cli.usage.ledger import FILE_NAME, Ledger, Query, Session
from headroom_cli.usage.prices import Prices
from headroom_cli.usage.summary import Summary, split, summarise
from headroom_cli.usage.tally import Totals

Summaries = Mapping[str, Summary]
PERIODS = {"today": 0, "7 days": 6, "30 days": 29}
_ALL = "all"
_SESSIONS = 5
MONTH, EVER = 29, 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """`periods` are in order, the last one is the whole; of `sessions` the last comes first."""

    periods: Summaries
    agents: Summaries = field(default_factory=dict)
    models: Summaries = field(default_factory=dict)
    projects: Summaries = field(default_factory=dict)
    sessions: tuple[tuple[Session, Summary], ...] = ()
    days: Summaries = field(default_factory=dict)

    @property
    def whole(self) -> Summary:
        """The last of the periods."""
        return list(self.periods.values())[-1]


def overview(settings: Settings, query: Query, today: date, back: int = MONTH) -> Overview:
    """What is recorded of what is asked for, its days so many days back; LedgerError or ConfigError when it cannot be
    read.
    """
    known = _prices(settings)
    with _ledger(settings) as ledger:
        if ledger is None:
            return Overview(periods={_ALL: summarise(Totals(), known)})
        whole = ledger.totals(query)
        recent = max(query.since or date.min, today - timedelta(days=back))
        return Overview(
            periods=_periods(ledger, query, today, whole, known),
            agents=_split(ledger.totals(query, "agent"), "agent", known),
            models=_split(whole, "model", known),
            projects=_split(ledger.totals(query, "project"), "project", known),
            sessions=tuple(_sessions(ledger, query, _SESSIONS, known)),
            days=_days(ledger, replace(query, since=recent), known),
        )


def days(settings: Settings, query: Query) -> dict[tuple[str, str, str, str], Summary]:
    """What is asked for by day, agent, project and model."""
    known, found = _prices(settings), {}
    with _ledger(settings) as ledger:
        for day, totals in (ledger.days(query, "agent", "project") if ledger else {}).items():
            for agent, of_agent in split(totals, "agent").items():
                for project, of_project in split(of_agent, "project").items():
                    for model, one in split(of_project, "model").items():
                        found[day, agent, project, model] = summarise(one, known)
    return found


def running(settings: Settings, query: Query, since: float) -> list[tuple[Session, Summary]]:
    """The sessions of which an exchange was recorded from Unix second `since` on."""
    known = _prices(settings)
    with _ledger(settings) as ledger:
        found = _sessions(ledger, query, -1, known, since) if ledger else iter(())
        return list(found)


def _periods(ledger: Ledger, query: Query, today: date, whole: Totals, known: Prices) -> dict[str, Summary]:
    """Where a beginning is asked for, only what is since then."""
    if query.since:
        return {f"since {query.since.isoformat()}": summarise(whole, known)}
    starts = {name: today - timedelta(days=back) for name, back in PERIODS.items()}
    found = {name: ledger.totals(replace(query, since=start)) for name, start in starts.items()}
    return {name: summarise(some, known) for name, some in (found | {_ALL: whole}).items()}


def _split(whole: Totals, by: str, known: Prices) -> dict[str, Summary]:
    """What was saved most first."""
    found = {name: summarise(part, known) for name, part in split(whole, by).items()}
    return dict(sorted(found.items(), key=lambda item: (-item[1].tokens.saved_new, -item[1].requests, item[0])))


def _sessions(
    ledger: Ledger, query: Query, most: int, known: Prices, since: float = 0.0
) -> Iterator[tuple[Session, Summary]]:
    for session in ledger.sessions(query, most, since):
        summary = summarise(ledger.totals(replace(query, since=None, session=session.name)), known)
        if summary.requests:
            yield session, summary


def _days(ledger: Ledger, query: Query, known: Prices) -> dict[str, Summary]:
    return {day: summarise(totals, known) for day, totals in ledger.days(query).items()}


def _prices(settings: Settings) -> Prices:
    return prices.load(settings.config_dir / prices.OWN_FILE_NAME)


@contextmanager
def _ledger(settings: Settings) -> Iterator[Ledger | None]:
    path = settings.data_dir / FILE_NAME
    if not path.exists():
        yield None
        return
    with closing(Ledger(path)) as ledger:
        yield ledger
