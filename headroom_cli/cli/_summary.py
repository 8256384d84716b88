"""The figures of one run, as a person reads them when the agent has left.

Law: eighty columns, no colour needed to understand it, at most a screen; what is estimated carries
a `~`, and a figure that is against us is shown like any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from headroom_cli.cli import _figures as figures
from headroom_cli.cli import console
from headroom_cli.usage.tally import BYPASSED, RESTARTED

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

    from headroom_cli.usage.summary import Kind, Summary

    Line = tuple[str, str, Text | str]

_HINT = "`headroom doctor` says why."
_IDLE = "nothing to shorten"
_KINDS_SHOWN = 6
_REASONS_SHOWN = 3


def render(summary: Summary) -> None:
    """Print the summary of one run on stderr."""
    console.show(console.styled(_headline(summary), "bold"), gap=1, error=True)
    for part in _parts(summary) if summary.requests else [_HINT]:
        console.show(part, indent=2, gap=1, error=True)


def _parts(summary: Summary) -> list[RenderableType]:
    kinds = [kind for kind in summary.kinds if kind.blocks]
    figures = [_table(_lines(summary))] if _reported(summary) else []
    return [*figures, *([_by_kind(kinds)] if kinds else []), "\n".join(_remarks(summary))]


def _reported(summary: Summary) -> bool:
    """Whether the provider told of any token; without, all figures would be zeros."""
    return bool(summary.tokens.went_on or summary.tokens.output)


def _headline(summary: Summary) -> str:
    if not summary.requests:
        return "Headroom  no request came through the proxy"
    done = ", ".join(f"{n:,} {outcome}" for outcome, n in summary.outcomes.items())
    requests = "1 request" if summary.requests == 1 else f"{summary.requests:,} requests"
    return f"Headroom  {requests}: {done}"


def _table(lines: list[Line]) -> Table:
    grid = console.table("", "", "", left=2, header=False)
    for name, text, aside in lines:
        grid.add_row(name, text, aside)
    return grid


def _lines(summary: Summary) -> list[Line]:
    return [
        *_tokens(summary),
        *_money(summary),
        *_retrieved(summary),
        ("added", "{:.1f} ms a request in the median, {:.1f} ms at p95".format(*summary.added_ms), ""),
    ]


def _tokens(summary: Summary) -> list[Line]:
    t = summary.tokens
    new = t.input + t.cache_write
    return [
        ("tokens", f"~{t.sent:,} from the agent, {t.went_on:,} went on", figures.change(t.saved, t.sent)),
        ("new input", f"{new:,}{_against(t.saved_new, f'{abs(t.saved_new):,}')}", _change_of_new(summary)),
        ("prompt cache", f"{t.cache_read:,} read, {t.cache_write:,} written", ""),
        ("output", f"{t.output:,}", ""),
    ]


def _change_of_new(summary: Summary) -> Text:
    t = summary.tokens
    return figures.change(t.saved_new, t.input + t.cache_write + t.saved_new)


def _against(saved: float, amount: str) -> str:
    return f", ~{amount} {'less' if saved > 0 else 'more'} than without Headroom" if saved else ""


def _money(summary: Summary) -> list[Line]:
    money = summary.money
    if money is None:
        return []
    net = _against(money.net, figures.dollars(abs(money.net)))
    return [("money", f"{figures.dollars(money.billed)}{net}", figures.change(money.net, money.billed + money.net))]


def _retrieved(summary: Summary) -> list[Line]:
    r = summary.retrievals
    missed = f", missed {figures.times(r.misses)}" if r.misses else ""
    return [("retrieved", f"{figures.times(r.hits)}, ~{r.tokens:,} tokens{missed}", "")] if r.hits + r.misses else []


def _by_kind(kinds: list[Kind]) -> Table:
    table = console.table("new content", "blocks", "tokens", "after", "", "lossless")
    for kind in kinds[:_KINDS_SHOWN]:
        table.add_row(kind.kind, *_kind_figures(kind))
    if more := kinds[_KINDS_SHOWN:]:
        table.add_row(f"and {len(more)} more")
    return table


def _kind_figures(kind: Kind) -> tuple[str | Text, ...]:
    sizes = (f"{n:,}" for n in (kind.blocks, kind.before, kind.after))
    return (*sizes, figures.change(kind.before - kind.after, kind.before), f"{100 * kind.lossless:.0f} %")


def _remarks(summary: Summary) -> list[str]:
    said = (_reasons, _incidents, _unreported, *([figures.footnotes] if _reported(summary) else []))
    return [remark for remarks in said for remark in remarks(summary)]


def _reasons(summary: Summary) -> list[str]:
    if summary.outcomes.get("rewritten") or summary.events.get(BYPASSED):
        return []
    if _IDLE in summary.reasons and not summary.outcomes.get("failed"):
        return ["There was nothing to shorten."]
    why = "; ".join(f"{reason} ({n:,})" for reason, n in list(summary.reasons.items())[:_REASONS_SHOWN])
    return [f"Nothing was shortened{': ' + why if why else ''}. {_HINT}"]


def _incidents(summary: Summary) -> list[str]:
    often = figures.times(summary.events.get(RESTARTED, 0))
    if summary.events.get(BYPASSED):
        return [f"The proxy broke down {often}; from then on nothing was shortened. {_HINT}"]
    return [f"The proxy broke down and was started again {often}."] if summary.events.get(RESTARTED) else []


def _unreported(summary: Summary) -> list[str]:
    n, saved = summary.tokens.unreported, summary.tokens.unreported_saved
    fewer = f"; ~{saved:,} tokens fewer went on" if saved > 0 else ""
    beside = "Not in these figures: what" if _reported(summary) else "What"
    return (
        [f"{beside} the provider told no token count of ({n:,}){fewer}."] if n and (fewer or _reported(summary)) else []
    )
