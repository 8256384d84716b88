"""`headroom stats` as a page to look at: one file that needs nothing else and asks nothing of a network.

Law: the figures of the tables, no script, no font, no picture from elsewhere; readable in light and dark,
on a narrow screen and on paper; what is estimated carries a `~`, and a cost is shown like a saving.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import accumulate
from typing import TYPE_CHECKING

from headroom_cli.cli import _draw
from headroom_cli.cli import _figures as figures
from headroom_cli.cli import _report_charts as charts

if TYPE_CHECKING:
    from headroom_cli.session.overview import Overview
    from headroom_cli.usage.summary import Kind, Summary

_STYLE = """
:root{color-scheme:light dark;--ground:#fff;--ink:#1a2024;--soft:#5c6870;--edge:#dfe4e7;--gain:#0b7285;--cost:#c2410c}
@media(prefers-color-scheme:dark){
:root{--ground:#14181b;--ink:#e6eaec;--soft:#98a4ab;--edge:#2c3439;--gain:#4fb8c9;--cost:#f08c5a}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:1.5rem 1rem 3rem;background:var(--ground);color:var(--ink);
font:16px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;font-variant-numeric:tabular-nums}
h1{font-size:1.5rem;margin:0}h2{font-size:1.05rem;margin:2.2rem 0 .4rem}p{margin:.2rem 0}
.soft,.top,.ends,th,footer{color:var(--soft);font-size:.85rem}
.tiles{display:grid;grid-template-columns:repeat(3,1fr);gap:.8rem;margin:1.2rem 0 0;padding:0}
.tiles div{border:1px solid var(--edge);border-radius:.5rem;padding:.6rem .8rem}
.tiles dt{color:var(--soft);font-size:.85rem}.tiles dd{margin:0;font-size:1.35rem}.tiles small{color:var(--soft);
display:block;font-size:.8rem}
svg{display:block;width:100%;height:11rem;border-bottom:1px solid var(--edge)}
.gain{fill:var(--gain);background:var(--gain)}.cost{fill:var(--cost);background:var(--cost)}
.hit{fill:transparent}.hit:hover,g:hover .hit{fill:var(--soft);fill-opacity:.12}
.zero{stroke:var(--soft);stroke-width:1;vector-effect:non-scaling-stroke}
.line{fill:none;stroke:var(--gain);stroke-width:2;vector-effect:non-scaling-stroke}
.band{fill:var(--gain);fill-opacity:.22}
.ends{display:flex;justify-content:space-between}.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;white-space:nowrap}
th,td{text-align:right;padding:.25rem .9rem .25rem 0;border-bottom:1px solid var(--edge);font-weight:400}
th:first-child,td:first-child{text-align:left}td:last-child,th:last-child{width:30%;min-width:6rem;padding-right:0}
.bar{height:.8rem;border-radius:.15rem;min-width:2px}footer{margin-top:2.5rem;border-top:1px solid var(--edge)}
@media(max-width:40rem){.tiles{grid-template-columns:1fr 1fr}th:nth-child(2),td:nth-child(2),th:nth-child(3),
td:nth-child(3){display:none}table{white-space:normal;font-size:.9rem}th,td{padding-right:.6rem}
td:first-child{overflow-wrap:anywhere;min-width:6.3rem}
td:last-child,th:last-child{width:16%;min-width:2.5rem}}
""".strip()
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_WHAT = """\
Without Headroom means: what the provider would have billed for the unshortened requests under its own cache rules,
with the same hits and misses that it reported. What fetching originals costs is taken off. New input is what the
provider did not read from its cache. Bars and lines that hang below the line are costs."""


def page(found: Overview) -> str:
    """The whole file."""
    parts = "\n".join((_head(found), _tiles(found.whole), *_sections(found), _foot(found.whole)))
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>Headroom</title><style>{_STYLE}</style></head>\n<body>\n{parts}\n</body></html>\n"
    )


def _head(found: Overview) -> str:
    days = sorted(found.days)
    span = f"{days[0]} to {days[-1]}, " if days else ""
    return f'<h1>Headroom</h1><p class="soft">{span}{found.whole.requests:,} requests</p>'


def _tiles(whole: Summary) -> str:
    tokens, asked = whole.tokens, whole.retrievals
    share = tokens.cache_read / tokens.went_on if tokens.went_on else 0.0
    told = [
        ("~ new input saved", figures.amount(tokens.saved_new), f"of {figures.amount(_new(whole))} without Headroom"),
        ("~ tokens kept off the wire", figures.amount(tokens.saved), f"of {figures.amount(tokens.sent)}"),
        ("read from the cache", f"{100 * share:.0f} %", f"~{100 * tokens.cache_read_without:.0f} % without Headroom"),
        ("originals fetched again", f"{asked.hits:,}", f"{asked.misses:,} missed"),
        ("time it took", f"{whole.added_ms[0]:.1f} ms", f"a request; {whole.added_ms[1]:.1f} ms at p95"),
    ]
    if money := whole.money:
        band = f"± {figures.dollars(money.error)}; billed {figures.dollars(money.billed)}"
        told.insert(0, ("~ money saved, net", figures.dollars(money.net), band))
    tiles = (f"<div><dt>{a}</dt><dd>{b}<small>{c}</small></dd></div>" for a, b, c in told)
    return f'<dl class="tiles">{"".join(tiles)}</dl>'


def _sections(found: Overview) -> Iterator[str]:
    days = _draw.every_day(found.days)
    if days:
        yield f"<h2>~ New input saved, day by day</h2>{_daily(found.days, days)}"
        yield f"<h2>~ Money saved, added up, with its margin</h2>{_added_up(found, days)}"
    if kinds := [kind for kind in found.whole.kinds if kind.blocks]:
        yield f"<h2>By kind of content</h2>{_by_kind(kinds)}"
    for name, parts in (("model", found.models), ("agent", found.agents), ("project", found.projects)):
        if parts:
            yield f"<h2>By {name}</h2>{_parts(name, parts)}"


def _daily(told: Mapping[str, Summary], days: Sequence[str]) -> str:
    saved = [told[day].tokens.saved_new if day in told else 0 for day in days]
    titles = [f"{day}: {count:,} tokens" for day, count in zip(days, saved, strict=True)]
    chart = charts.columns(saved, titles, "New input saved, day by day")
    return charts.framed(chart, f"most: {figures.amount(max(saved))} tokens", days[0], days[-1])


def _added_up(found: Overview, days: Sequence[str]) -> str:
    net, margin = (list(accumulate(_money(found.days.get(day), of) for day in days)) for of in ("net", "error"))
    if found.whole.money is None:
        return '<p class="soft">No price is known for these models: tokens only.</p>'
    titles = [
        f"until {day}: {figures.dollars(one)} ± {figures.dollars(error)}"
        for day, one, error in zip(days, net, margin, strict=True)
    ]
    chart = charts.line(net, margin, titles, "Money saved, added up")
    return charts.framed(
        chart, f"in all: {figures.dollars(net[-1])} ± {figures.dollars(margin[-1])}", days[0], days[-1]
    )


def _by_kind(kinds: Sequence[Kind]) -> str:
    rows = [
        (
            kind.kind,
            f"{kind.blocks:,}",
            f"{100 * kind.lossless:.0f} %",
            _percent(kind.before - kind.after, kind.before),
            figures.amount(kind.saved_new),
        )
        for kind in kinds
    ]
    heads = ("content", "texts", "lossless", "change", "~ new input saved")
    return charts.table(heads, rows, _shares([kind.saved_new for kind in kinds]))


def _parts(name: str, parts: Mapping[str, Summary]) -> str:
    rows = [(part or "(not named)", *_row(one)) for part, one in parts.items()]
    heads = (name, "requests", "~ tokens", "change", "~ new input saved", "~ money saved")
    return charts.table(heads, rows, _shares([one.tokens.saved_new for one in parts.values()]))


def _row(one: Summary) -> tuple[str, ...]:
    tokens = one.tokens
    net = figures.dollars(one.money.net) if one.money else ""
    counts = figures.amount(tokens.sent), _percent(tokens.saved, tokens.sent), figures.amount(tokens.saved_new)
    return f"{one.requests:,}", *counts, net


def _foot(whole: Summary) -> str:
    notes = "".join(f"<p>{escape(note)}</p>" for note in figures.footnotes(whole))
    return f"<footer>{notes}<p>{_WHAT}</p></footer>"


def _new(whole: Summary) -> int:
    return whole.tokens.input + whole.tokens.cache_write + whole.tokens.saved_new


def _money(day: Summary | None, name: str) -> float:
    return float(getattr(day.money, name)) if day and day.money else 0.0


def _percent(saved: float, whole: float) -> str:
    return f"{-100 * saved / whole:+.0f} %" if whole else ""


def _shares(values: Sequence[float]) -> list[float]:
    most = max(map(abs, values), default=0) or 1
    return [value / most for value in values]
