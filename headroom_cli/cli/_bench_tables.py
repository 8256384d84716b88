"""The figures of a bench, as a person reads them.

Law: eighty columns, no colour needed to understand it; every table adds up to the same total.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from headroom_cli.cli import console

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.table import Table

    from headroom_cli.model import Level
    from headroom_cli.replay.needles import Found
    from headroom_cli.replay.report import Report
    from headroom_cli.replay.sums import Sum

_NOTE = """\
tokens: o200k, of tool results; exact: share of the saving that loses nothing;
cold, warm: ms for 100 KB at first and when sent again; own: the compressor's"""
_SHORT = {"aggressive": "aggr."}


def render(found: Report) -> None:
    """Print all tables, then what was left out."""
    console.show(console.styled(_headline(found), "bold"))
    for table in _tables(found):
        console.show(table, gap=1)
    console.say(f"\n{_NOTE}{_at(found)}")
    if found.left_out:
        said = ", ".join(f"{reason} ({count:,})" for reason, count in found.left_out.items())
        console.note(f"headroom: left out: {said}")


def _headline(found: Report) -> str:
    files = "1 file" if found.total.items == 1 else f"{found.total.items:,} files"
    return f"Headroom bench  {files}, {found.total.before:,} tokens of tool results"


def _at(found: Report) -> str:
    return f"\nexact, times and kinds are those at {found.main}" if len(found.levels) > 1 else ""


def _names(found: Report) -> list[str]:
    """The levels as heads of columns."""
    return [_SHORT.get(level, str(level)) for level in found.levels]


def _tables(found: Report) -> Iterator[Table]:
    yield _levels(found)
    yield _groups(found)
    from headroom_cli.replay.bench import AS_IT_CAME  # noqa: PLC0415

    kept = {name: one for name, one in found.kinds.items() if name.startswith(AS_IT_CAME)}
    shortened = {name: one for name, one in found.kinds.items() if name not in kept}
    if shortened:
        yield _kinds(found, shortened)
    if kept:
        yield _reasons(found, {name.partition(": ")[2]: one for name, one in kept.items()})
    if found.sessions:
        yield _sessions(found)
    if found.needles:
        yield _needles(found.needles)


def _levels(found: Report) -> Table:
    made = console.table("level", "tokens", "after", "saved", "exact", "cold ms", "warm ms")
    total = found.total
    for level in found.levels:
        sizes = (f"{total.before:,}", f"{total.after[level]:,}", _saved(total, level), _exact(total, level))
        made.add_row(str(level), *sizes, *_times(total, level))
    return made


def _groups(found: Report) -> Table:
    made = console.table("folder", "files", "tokens", *_names(found), "exact", "cold", "warm")
    for name, one in found.groups.items():
        made.add_row(name, *_sizes(one, found), _exact(one, found.main), *_times(one, found.main))
    return made


def _kinds(found: Report, kinds: Mapping[str, Sum]) -> Table:
    made = console.table("kind", "texts", "tokens", *_names(found), "exact", "own")
    for name, one in kinds.items():
        own = f"{found.own_ms[name]:.1f}" if name in found.own_ms else ""
        made.add_row(name, *_sizes(one, found), _exact(one, found.main), own)
    return made


def _reasons(found: Report, reasons: Mapping[str, Sum]) -> Table:
    made = console.table("as it came", "texts", "tokens", "of all")
    for reason, one in reasons.items():
        made.add_row(reason, f"{one.items:,}", f"{one.before:,}", f"{one.before / max(1, found.total.before):.1%}")
    return made


def _sessions(found: Report) -> Table:
    made = console.table("sessions", "requests", "tokens sent", *_names(found))
    for name, one in found.sessions.items():
        made.add_row(name, *_sizes(one, found))
    return made


def _needles(needles: Mapping[str, Mapping[Level, Found]]) -> Table:
    made = console.table("needles", "level", "all", "kept", "in reach", "lost", left=2)
    for kind, by_level in needles.items():
        for level, one in by_level.items():
            shares = (f"{one.kept / one.all:.1%}", f"{one.in_reach / one.all:.1%}")
            made.add_row(kind, str(level), f"{one.all:,}", *shares, f"{one.lost:,}")
    return made


def _sizes(one: Sum, found: Report) -> tuple[str, ...]:
    return (f"{one.items:,}", f"{one.before:,}", *(_saved(one, level) for level in found.levels))


def _saved(one: Sum, level: Level) -> str:
    share = f"{one.saved(level):.1%}"
    return "0" if share == "0.0%" else f"-{share}"


def _exact(one: Sum, level: Level) -> str:
    return f"{one.lossless(level):.0%}" if one.before > one.after.get(level, 0) else ""


def _times(one: Sum, level: Level) -> tuple[str, ...]:
    return tuple(f"{one.per_100kb(seconds.get(level, 0.0)):.1f}" for seconds in (one.cold, one.warm))
