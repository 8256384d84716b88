"""Builds and linters: compilers' diagnostics, linters' findings, the steps of build tools.

Law: errors stay verbatim, with all that is said around them; a linter's finding may be said by its kind, whose
text stands above. From balanced on, steps that went well become counts, and further warnings of a kind places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from headroom_cli.compressors import Compressed, NotMine
from headroom_cli.compressors import _again as again
from headroom_cli.compressors._asked import words
from headroom_cli.compressors._build import excerpts, runs, steps, stylish, warnings
from headroom_cli.compressors._folds import speaks_of_folds
from headroom_cli.model import Block, Level
from headroom_cli.tokens import count_many

_LOOK = 2048
_FEWEST = 2
_LEAST = 0.1
_ENOUGH = 0.6
_SHORTEST = 100
_HEADS = ('["', "[findings, ", "[a warning ")
_TOLL = 40
_SEVERE = re.compile(r"(?:fatal )?(?:error|warning|note|info|hint)\b|[A-Z]{1,8}\d{2,6}\b")
_RULE = re.compile(r".*(?:\[[\w-]+\]|\([a-z][\w-]+\))", re.DOTALL)
_SURE = re.compile(r" +--> \S+:\d+:\d+$|\S+:\d+:\d+ - (?:error|warning) TS\d|\S+\.go:\d+:\d+: ")
_AROUND = re.compile(
    r"  +\S|\t|\d+ +\||[ ~]*\^|In file included from |[^\s:]+: (?:In |At )|(?:warning|error|note|help)(?:\[\w+\])?: "
    r"|-- [A-Z{]|# [\w./-]+$"
)


class _Build:
    def score(self, block: Block) -> float:
        rows = [row for row in block.text[:_LOOK].split("\n")[:-1] if row.strip()]
        if any(stylish.cells(row) for row in rows[1:3]):
            return 0.97
        sure = sum(_is_sure(row) for row in rows)
        told = sum(_AROUND.match(row) is not None or _is_sure(row) for row in rows)
        return 0.95 if sure >= max(_FEWEST, _LEAST * len(rows)) and told >= _ENOUGH * len(rows) else 0.0

    def compress(self, block: Block, level: Level) -> Compressed:
        if speaks_of_folds(block.text) or again.speaks_of_names(block.text) or block.text.startswith(_HEADS):
            raise NotMine
        rows = block.text.split("\n")
        forms = [Compressed(_exact(rows)), Compressed(runs.written(rows))]
        if level is not Level.LOSSLESS:
            forms.append(_thinned(rows, words(replace(block, arguments={}))))
        forms = [form for form in forms if form.text and len(form.text) < len(block.text)]
        before, *after = count_many((block.text, *(form.text for form in forms)))
        costs = [tokens + _TOLL * (not form.lossless) for tokens, form in zip(after, forms, strict=True)]
        best = costs.index(min(costs)) if costs else 0
        if not forms or after[best] >= before:
            raise NotMine
        return forms[best]


def _is_sure(row: str) -> bool:
    """Whether nothing but a compiler, a linter or a build tool says such a row."""
    found = runs.row(row)
    ruled = ":" in found.place and _RULE.fullmatch(found.text) is not None
    return ruled or bool(_SEVERE.match(found.text) or _SURE.match(row) or steps.step(row))


def _exact(rows: Sequence[str]) -> str:
    """Warnings by kind, excerpts, steps and what repeats."""
    named, legend = runs.named(rows)
    kinds = f"a warning may be a kind and what fills its {{}}; {len(legend)} kinds:" if legend else ""
    return _written(named, legend, kinds)


def _written(rows: Sequence[str], legend: Sequence[str] = (), kinds: str = "") -> str:
    short = excerpts.trimmed(rows)
    folded = steps.folded(short)
    used = (excerpts.SAID if short != rows else "", steps.SAID if folded != short else "", kinds)
    said = "; ".join(filter(None, used))
    return "\n".join((*((f"[{said}]",) if said else ()), *legend, *again.said(folded, _SHORTEST)))


def _thinned(rows: Sequence[str], asked: frozenset[str]) -> Compressed:
    told = any("warning" in row for row in rows)
    left, further = warnings.thinned(rows, asked) if told else (rows, 0)
    left, gone = steps.counted(left)
    said = [
        f"{count:,} {what}" for count, what in ((further, "further warnings"), (gone, "steps that went well")) if count
    ]
    return Compressed(_written(left), ", ".join(said)) if said else Compressed("")


PLUGIN = _Build()
