"""Checks of what was: how the last sessions went, and why nothing was shortened where nothing was.

Law: only the ledger's words and the log's own warnings are shown; neither ever holds content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from headroom_cli.session import folders
from headroom_cli.session.finding import Finding, Patient, note, ok, problem
from headroom_cli.usage.ledger import FILE_NAME, Ledger, Query
from headroom_cli.usage.prices import Prices
from headroom_cli.usage.summary import Summary, summarise
from headroom_cli.usage.tally import BYPASSED, RESTARTED

_SHOWN = 3
_TAIL_BYTES = 64_000
_UNPRICED = Prices({}, "")
_TROUBLE = re.compile(r"(?:[-0-9]+ [0-9:,]+ )?(?P<said>(?:(?:WARNING|ERROR|CRITICAL) |headroom: ).*)")
# The next step by the beginning of a reason why a request was not rewritten.
_STEPS = {
    "level off": "The level is off: set HEADROOM_LEVEL or `level` in config.toml, as balanced.",
    "nothing to shorten": "What the tools said was short, or new and dense. `headroom compress` shows one text.",
    "a request without tools": "Only requests with tools are shortened; this agent sent none.",
    "not a conversation": "The agent speaks to the provider in a way that Headroom does not read yet.",
    "the store cannot be written": "What cannot be kept is not shortened: see the store above.",
    "an error of ours": "Please report it, with the lines of the log that follow.",
    "not readable": "The requests were of a form that Headroom does not know; please report it.",
}
_NO_REQUEST = "Was it pointed elsewhere? `headroom wrap AGENT --dry-run` shows where it is sent."


def sessions(who: Patient) -> Iterator[Finding]:
    """The last sessions that are still kept, the last one first, with the warnings of its log."""
    kept = folders.recent(who.settings.data_dir)[:_SHOWN]
    path = who.settings.data_dir / FILE_NAME
    if not kept or not path.exists():
        yield ok("none is kept")
        return
    with closing(Ledger(path)) as ledger:
        for folder in kept:
            yield _session(folder.name, summarise(ledger.totals(Query(session=folder.name)), _UNPRICED))
    yield from _warnings(kept[0])


def _session(name: str, summary: Summary) -> Finding:
    said = f"{name}: {_fate(summary)}"
    if summary.events.get(BYPASSED):
        return problem(
            f"{said}; the proxy kept breaking down, from then on nothing was shortened", "See its log below."
        )
    if restarts := summary.events.get(RESTARTED, 0):
        return note(f"{said}; the proxy broke down and was started again ({restarts})", "See its log below.")
    if not summary.requests:
        return note(said, _NO_REQUEST)
    return ok(said) if summary.outcomes.get("rewritten") else note(said, _next_step(summary))


def _fate(summary: Summary) -> str:
    if not summary.requests:
        return "no request came through the proxy"
    rewritten = summary.outcomes.get("rewritten", 0)
    rest = "; ".join(f"{reason} ({n:,})" for reason, n in summary.reasons.items())
    return f"{rewritten:,} of {summary.requests:,} requests rewritten{f', the rest: {rest}' if rest else ''}"


def _next_step(summary: Summary) -> str:
    """The step for the reason that kept most requests as they were."""
    found = (step for reason in summary.reasons for start, step in _STEPS.items() if reason.startswith(start))
    return next(found, "The provider's answers say more than Headroom can.")


def _warnings(folder: Path) -> Iterator[Finding]:
    """The last warnings in a session's log, equal ones once."""
    log = folder / "proxy.log"
    if not log.exists():
        return
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - _TAIL_BYTES))
        lines = file.read().decode("utf-8", "replace").splitlines()
    trouble = dict.fromkeys(found["said"] for line in lines if (found := _TROUBLE.match(line)))
    for said in list(trouble)[-_SHOWN:]:
        yield note(f"its log: {said}", f"The whole log: {log}")
