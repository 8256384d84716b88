"""What past sessions would have saved, as a person reads it.

Law: eighty columns, no colour needed to understand it; what is estimated carries a `~`.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from headroom_cli.cli import _figures as figures
from headroom_cli.cli import console

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.table import Table
    from rich.text import Text

    from headroom_cli.replay.account import Account, Session
    from headroom_cli.replay.saving import Saving
    from headroom_cli.replay.sums import Sum

_ROWS = 10
_NAME = 28
_NOTE = """\
~ estimated; tokens: of all requests, as the provider counted them; new: those
it did not read from its cache; texts: tool results, each counted once (o200k)"""


def render(found: Account) -> None:
    """Print all tables, then what was left out."""
    console.show(console.styled(_headline(found), "bold"))
    for table in _tables(found):
        console.show(table, gap=1)
    console.say(f"\n{_NOTE}{_at(found)}")
    for remark in _remarks(found):
        console.note(f"headroom: {remark}")


def _at(found: Account) -> str:
    return f"\nall but the first table at {found.main}" if len(found.levels) > 1 else ""


def _headline(found: Account) -> str:
    sizes = _many(len(found.sessions), "session"), _many(found.total.saving.requests, "request")
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
        yield _groups(found, "project", {_project(name): one for name, one in found.projects.items()})
    yield _texts(found, "tool", found.total.tools)
    shortened = {name: one for name, one in found.total.kinds.items() if ": " not in name}
    yield _texts(found, "content", shortened)
    yield _sessions(found)


def _levels(found: Account) -> Table:
    made = console.table("level", "tokens", "~ saved", "", "new", "~ saved", "")
    one = found.total.saving
    for level in found.levels:
        all_, new = one.saved[level], one.saved_new[level]
        row = (f"{one.sent:,}", f"{all_:,}", figures.change(all_, one.sent), f"{one.new:,}", f"{new:,}")
        made.add_row(str(level), *row, figures.change(new, one.new))
    return made


def _groups(found: Account, title: str, groups: Mapping[str, Saving]) -> Table:
    made = console.table(title, "requests", "tokens", "~ saved", "")
    for name, one in list(groups.items())[:_ROWS]:
        made.add_row(name, *_saved(found, one))
    _more(made, len(groups))
    return made


def _saved(found: Account, one: Saving) -> tuple[Text | str, ...]:
    saved = one.saved[found.main]
    return f"{one.requests:,}", f"{one.sent:,}", f"{saved:,}", figures.change(saved, one.sent)


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
    made = console.table("session", "requests", "tokens", "~ saved", "")
    for one in found.sessions[:_ROWS]:
        made.add_row(_session(one), *_saved(found, one.saving))
    _more(made, len(found.sessions))
    return made


def _session(one: Session) -> str:
    return " ".join(filter(None, (_day(one.first), one.name[:8], _short(_project(one.project), 16))))


def _project(name: str) -> str:
    return Path(name).name or "(not known)"


def _short(name: str, most: int = _NAME) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"


def _more(table: Table, count: int) -> None:
    if count > _ROWS:
        table.add_row(f"and {count - _ROWS:,} more")


def _remarks(found: Account) -> Iterator[str]:
    speed = found.size / 1e6 / found.seconds if found.seconds else 0.0
    yield f"read {found.size / 1e6:,.1f} MB in {found.seconds:,.1f} s ({speed:.1f} MB/s)"
    if unreported := found.total.saving.unreported:
        yield f"not in tokens: requests of which no usage is told ({unreported:,})"
    if found.skipped:
        yield f"left out: {', '.join(f'{reason} ({count:,})' for reason, count in found.skipped.items())}"
