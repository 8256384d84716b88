"""Kinds of findings: texts that differ in a name or a number only, said once under the rule's own name.

Law: a kind's text with its `{}` filled by a finding's values, in order, is the finding's text. Only what
comes several times has a kind; the rest stays verbatim.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

_HOLE = re.compile(
    r"\"([^\"\n]*)\"|`([^`\n]*)`|‘([^’\n]*)’|(?<![A-Za-z0-9])'([^'\n]*)'|(?<![\w.])(\d+)(?!\w|\.\d)"
)
_FILL = "{}"
_FEWEST = 3
_LONGEST = 1000
_BARE = re.compile(r"[^\s,\"]+")
_RULE = re.compile(
    r"([A-Z]{1,8}\d{2,6})\b.*|(?:fatal )?(?:error|warning) ([A-Z]{1,8}\d{2,6}):.*"
    r"|.*\[([^\s\[\]]{2,60})\]|.*\(([a-z][\w/.@-]{2,60})\)|(?:error|warning)  .*  (\S+)",
    re.DOTALL,
)

Split = tuple[tuple[str, ...], tuple[str, ...]]
_NO_SPLIT: Split = (), ()


class Kinds:
    """The kinds among some texts: `legend` says each and how often it comes, `said` says a text by its kind."""

    def __init__(self, texts: Iterable[str]) -> None:
        by_pieces: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
        self._splits: dict[str, Split] = {}
        for text in texts:
            pieces, values = self._splits.get(text) or self._splits.setdefault(text, _split(text))
            by_pieces[pieces].append(values)
        self._free: dict[tuple[str, ...], tuple[str, list[int]]] = {}
        self._taken: Counter[str] = Counter()
        self.names: set[str] = set()
        self.legend: list[str] = []
        for pieces, found in by_pieces.items():
            if len(found) >= _FEWEST and pieces:
                self._add(pieces, found)

    def _add(self, pieces: tuple[str, ...], found: Sequence[tuple[str, ...]]) -> None:
        free = [at for at in range(len(pieces) - 1) if len({values[at] for values in found}) > 1]
        filled = [_FILL if at in free else value for at, value in enumerate(found[0])]
        text = "".join(part for pair in zip(pieces, [*filled, ""], strict=True) for part in pair)
        rule = _name(text)
        self._taken[rule] += 1
        name = rule if self._taken[rule] == 1 else f"{rule}#{self._taken[rule]}"
        self.names.add(name)
        self.legend.append(f"{len(found)}x {name} = {text}")
        self._free[pieces] = name, free

    def said(self, text: str) -> tuple[str, str] | None:
        """The name of the text's kind, and its values as they stand behind a place; None without a kind."""
        pieces, values = self._splits.get(text, _NO_SPLIT)
        name, free = self._free.get(pieces, ("", []))
        shown = [_shown(values[at]) for at in free]
        return (name, "".join(f" {value}" for value in shown)) if name and all(shown) else None


def _split(text: str) -> Split:
    """The text around its holes, and what is in them; no pieces for a text that cannot be told from its kind."""
    if _FILL in text or len(text) > _LONGEST:
        return _NO_SPLIT
    pieces, values, at = [], [], 0
    for match in _HOLE.finditer(text):
        start, end = match.span(match.lastindex or 0)
        pieces.append(text[at:start])
        values.append(text[start:end])
        at = end
    return (*pieces, text[at:]), tuple(values)


def _name(text: str) -> str:
    """The name of the rule where the text tells it, else how severe the finding is."""
    match = _RULE.fullmatch(text)
    severity, colon, _ = text.partition(":")
    return next(filter(None, match.groups())) if match else severity if colon and severity.isalpha() else "other"


def _shown(value: str) -> str:
    """A value as it stands in a row, empty where it cannot be told from its neighbours."""
    if _BARE.fullmatch(value):
        return value
    return "" if '"' in value else f'"{value}"'
