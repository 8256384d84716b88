"""How far the factors of `headroom_cli.tokens` are from Claude's own counts, by kind of content and model family.

    python -m tests.tools.calibrate FOLDER...      on payloads and recorded requests of one's own
    python -m tests.tools.calibrate                on the fixtures of the compressors

A line for each kind: what was taken off, in tokens (o200k); for each family how many of its tokens one of them
was; how far the shipped factor is from that, and how far single blocks are from the shipped factor in the mean.
Needs ctok, an offline reconstruction of the tokenizers.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from headroom_cli import registry, tokens
from headroom_cli.compressors import NotMine
from headroom_cli.context.eligible import Rules
from headroom_cli.context.rewrite import Rewriter
from headroom_cli.model import Level
from headroom_cli.replay.cases import load

FAMILIES = {"3.0": "claude-sonnet-4-6", "4.7": "claude-opus-4-7"}
MOST = 200_000  # characters: the reconstruction reads a few hundred kilobytes a second
EACH = 40

Pair = tuple[str, str, str]  # kind, before, after


@dataclass(frozen=True)
class Line:
    """One kind in one family: tokens (o200k) taken off, tokens of the family for one of them, two errors."""

    kind: str
    family: str
    blocks: int
    cut: int
    measured: float
    off: float
    spread: float


def measure(pairs: Iterable[Pair]) -> Iterator[Line]:
    """The lines of all pairs, in order of kind."""
    by_kind: dict[str, list[Pair]] = {}
    for pair in pairs:
        if len(of_kind := by_kind.setdefault(pair[0], [])) < EACH:
            of_kind.append(pair)
    for kind, some in sorted(by_kind.items()):
        cuts = [tokens.count(before) - tokens.count(after) for _, before, after in some]
        for family in FAMILIES:
            yield _line(kind, family, cuts, [_cut(pair, family) for pair in some])


def of_fixtures() -> Iterator[Pair]:
    """What the compressors make of their own tests' fixtures."""
    for name, plugin in registry.load_all("compressors").items():
        own = import_module(f"tests.compressors.test_{name}")
        level = max(Level.BALANCED, getattr(own, "FROM", Level.BALANCED), key=list(Level).index)
        for block in own.FIXTURES:
            try:
                yield name, block.text, plugin.compress(block, level).text
            except NotMine:
                continue


def of_folders(folders: Iterable[Path]) -> Iterator[Pair]:
    """What a proxy makes of the files below the folders."""
    compressors, dialects = registry.load_all("compressors"), registry.load_all("dialects")
    for case in load(folders, dialects).cases:
        dialect, body = case.request.dialect, case.request.body
        found = Rewriter(compressors).rewrite(dialect, body, dialect.outline(body), Rules(in_reach=True))
        for edit in found.edits:
            before = json.loads(body[slice(*edit.span)])
            if len(before) <= MOST:
                yield edit.kind, before, edit.text


def _cut(pair: Pair, family: str) -> int:
    from ctok import token_count  # noqa: PLC0415 - only here, and only where it is installed

    return token_count(pair[1], family) - token_count(pair[2], family)


def _line(kind: str, family: str, ours: list[int], theirs: list[int]) -> Line:
    factor = tokens.factor(FAMILIES[family], kind)
    measured = sum(theirs) / max(1, sum(ours))
    spread = sum(abs(b - factor * a) for a, b in zip(ours, theirs, strict=True)) / max(1, sum(theirs))
    return Line(kind, FAMILIES[family], len(ours), sum(ours), measured, factor / measured - 1, spread)


def main() -> None:
    folders = [Path(name) for name in sys.argv[1:]]
    print(f"{'kind':12} {'family':18} {'blocks':>6} {'taken off':>10} {'measured':>8} {'factor':>7} {'block':>7}")
    for line in measure(of_folders(folders) if folders else of_fixtures()):
        numbers = f"{line.blocks:6} {line.cut:10,} {line.measured:8.2f} {line.off:+7.1%} {line.spread:7.1%}"
        print(f"{line.kind:12} {line.family:18} {numbers}", flush=True)


if __name__ == "__main__":
    main()
