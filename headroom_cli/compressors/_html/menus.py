"""Navigation that is told by its look: list items that are links and nothing else.

Law: links within the page, as tables of contents have, go, since what they lead to stands below. A long
run of links to other pages becomes their number, unless such runs are most of the page.
"""

from __future__ import annotations

import re

_WITHIN = re.compile(r'<li>\s*<a href="#[^"]*">[^<]*</a>\s*(?=</li>|<[uo]l>)')
_ITEM = re.compile(r"<li>\s*<a [^>]*>[^<]*</a>\s*(?=</li>|<[uo]l>)")
_BETWEEN = re.compile(r"(?:\s|</?(?:li|[uo]l)>)*")
_FEWEST = 15
_MOST = 0.5


def without(page: str) -> str:
    """A page in minimal HTML without its menus."""
    text = _WITHIN.sub("", page)
    runs = [run for run in _runs(text) if len(run) >= _FEWEST]
    if sum(item.end() - item.start() for run in runs for item in run) > _MOST * len(text):
        return text
    out, at = [], 0
    for run in runs:
        for item in run:
            out.append(text[at : item.start()])
            at = item.end()
        out.append(f"<li>({len(run)} links)")
    return "".join((*out, text[at:]))


def _runs(text: str) -> list[list[re.Match[str]]]:
    runs: list[list[re.Match[str]]] = []
    for item in _ITEM.finditer(text):
        if runs and _BETWEEN.fullmatch(text, runs[-1][-1].end(), item.start()):
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs
