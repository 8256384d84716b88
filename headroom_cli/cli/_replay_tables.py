"""What past sessions would have saved, as a person reads it.

Law: eighty columns, no colour needed to understand it; what is estimated carries a `~`.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from headroom_cli.cli import _figures as figures
from headroom_cli.cli import console

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.table import Table
    from rich.text import Text

    from headroom_cli.model import Level
    from headroom_cli.replay.account import Account, Session
    from headroom_cli.replay.figures import Figures
    from headroom_cli.replay.sums import Sum

_ROWS = 10
_NAME = 22
_COLUMNS = ("requests", "tokens", "saved", "", "money ~", "")
_NOTE = """\
tokens: of all requests, as the provider counted them; new: those it did not
read from its cache; texts: tool results, each counted once (o200k). Our tool's
own tokens are taken off, not what a model would have fetched back."""


def render(found: Account) -> None:
    """Print all tables, then what was left out."""
    console.show(console.styled(_headline(found), "bold"))
    console.say(_sent(found))
    for table in _tables(found):
        console.show(table, gap=1)
    console.say(f"\n{_NOTE}\n{_footnote(found)}")
    console.note(f"headroom: {_speed(found)}")
    left_out(found)
    if found.examples:
        console.say("")


def left_out(found: Account) -> None:
    """Say what is in no figure."""
    if unreported := found.total.unreported:
        console.note(f"headroom: not in tokens: requests of which no usage is told ({unreported:,})")
    if found.skipped:
        said = ", ".join(f"{reason} ({count:,})" for reason, count in found.skipped.items())
        console.note(f"headroom: left out: {said}")


def _footnote(found: Account) -> str:
    one = found.total
    at = [f"All but the first table: at {found.main}."] if len(found.levels) > 1 else []
    unpriced = [f"No price is known for {', '.join(one.unpriced)}: tokens only."] if one.unpriced else []
    prices = "" if one.billed is None else f" API prices: {found.prices}."
    return "\n".join((*at, *unpriced, f"{figures.estimated(one.error)}.{prices}"))


def _headline(found: Account) -> str:
    sizes = _many(len(found.sessions), "session"), _many(found.total.requests, "request")
    return f"Headroom replay  {', '.join(filter(None, (*sizes, _days(found))))}"


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' * (count != 1)}"


def _days(found: Account) -> str:
    told = [(one.first, one.last) for one in found.sessions if one.first]
    if not told:
        return ""
    first, last = _day(min(first for first, _ in told)), _day(max(last for _, last in told))
    return first if first == last else f"{first} to {last}"


def _day(at: float) -> str:
    return datetime.fromtimestamp(at).astimezone().date().isoformat() if at else ""


def _tables(found: Account) -> Iterator[Table]:
    yield _levels(found)
    if len(found.agents) > 1:
        yield _groups(found, "agent", found.agents)
    if len(found.projects) > 1:
        yield _groups(found, "project", _named(found.projects))
    shortened = {name: one for name, one in found.kinds.items() if ": " not in name}
    yield from (_texts(found, name, sums) for name, sums in (("tool", found.tools), ("content", shortened)) if sums)
    yield _sessions(found)


def _sent(found: Account) -> str:
    one = found.total
    billed = "" if one.billed is None else f", {figures.dollars(one.billed)}"
    sent, new, output = map(figures.amount, (one.sent, one.new, one.output))
    return f"{sent} tokens sent, {new} of them new; {output} answered{billed}"


def _levels(found: Account) -> Table:
    made = console.table("level", "tokens saved", "", "new saved", "", "money saved ~", "")
    one = found.total
    for level in found.levels:
        all_, new = one.saved[level], one.saved_new[level]
        row = (figures.about(all_), figures.change(all_, one.sent), figures.about(new), figures.change(new, one.new))
        made.add_row(str(level), *row, *_money(one, level))
    return made


def _groups(found: Account, title: str, groups: Mapping[str, Figures]) -> Table:
    made = console.table(title, *_COLUMNS)
    for name, one in list(groups.items())[:_ROWS]:
        made.add_row(_short(name), *_saved(found, one))
    _more(made, len(groups))
    return made


def _saved(found: Account, one: Figures) -> tuple[Text | str, ...]:
    saved = one.saved[found.main]
    change = figures.change(saved, one.sent)
    return f"{one.requests:,}", figures.amount(one.sent), figures.about(saved), change, *_money(one, found.main)


def _money(one: Figures, level: Level) -> tuple[Text | str, ...]:
    if one.billed is None:
        return "", ""
    return figures.dollars(one.money[level]), figures.change(one.money[level], one.billed)


def _texts(found: Account, title: str, sums: Mapping[str, Sum]) -> Table:
    made = console.table(title, "texts", "tokens", "after", "", "lossless")
    ordered = sorted(sums.items(), key=lambda item: (item[1].after[found.main] - item[1].before, -item[1].before))
    for name, one in ordered[:_ROWS]:
        after = one.after[found.main]
        row = (f"{one.items:,}", f"{one.before:,}", f"{after:,}", figures.change(one.before - after, one.before))
        made.add_row(_short(name), *row, f"{one.lossless(found.main):.0%}" if after < one.before else "")
    _more(made, len(sums))
    return made


def _sessions(found: Account) -> Table:
    made = console.table("session", *_COLUMNS)
    for one in found.sessions[:_ROWS]:
        made.add_row(_session(one), *_saved(found, one.figures))
    _more(made, len(found.sessions))
    return made


def _session(one: Session) -> str:
    return _short(" ".join(filter(None, (_day(one.first)[5:], one.name[:5], _project(one.project)))))


def _project(name: str) -> str:
    return Path(name).name or "(not known)"


def _named(projects: Mapping[str, Figures]) -> dict[str, Figures]:
    """By the last part of the path; where two have the same one, by more of it."""
    often = Counter(map(_project, projects))
    return {_project(path) if often[_project(path)] == 1 else path[-_NAME:]: one for path, one in projects.items()}


def _short(name: str, most: int = _NAME) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"


def _more(table: Table, count: int) -> None:
    if count > _ROWS:
        table.add_row(f"and {count - _ROWS:,} more")


def _speed(found: Account) -> str:
    speed = found.size / 1e6 / found.seconds if found.seconds else 0.0
    return f"read {found.size / 1e6:,.1f} MB in {found.seconds:,.1f} s ({speed:.1f} MB/s)"
