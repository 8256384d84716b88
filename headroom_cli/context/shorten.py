"""One block to fewer tokens: named if in view, else compressed, else left alone.

Law: the shortest of the candidates wins, counted in tokens; a candidate that fails, or saves too
little to be worth a reader's second look, leaves the block as it is (law 6).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from headroom_cli import tokens
from headroom_cli.ccr import marker
from headroom_cli.compressors import Compressed, Compressor
from headroom_cli.context.eligible import Rules, why_not
from headroom_cli.context.refer import Reading, label, read, refer, repeated
from headroom_cli.context.seen import View, show
from headroom_cli.model import Block

_SURE = 0.5
_TRIED = 2  # compressors that may say a block; the second is asked as well where both are sure
_LEAST_GAIN = 12
_LEAST_SHARE = 0.03
_WHOLE = 200  # characters from which a text is remembered as a whole

Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Short:
    """A shorter text for a block, and which of the block's lines it shows verbatim."""

    text: str
    kind: str
    lossless: bool
    shown: Ranges
    key: str = ""
    before: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True)
class Means:
    """What blocks are shortened with; the same for a whole conversation."""

    rules: Rules
    compressors: Mapping[str, Compressor]


@dataclass(frozen=True, slots=True)
class _Case:
    """One block and what is known of it."""

    block: Block
    reading: Reading
    key: str
    view: View


def shorten(block: Block, view: View, means: Means) -> tuple[Short | None, View]:
    """What the block becomes (None: stays), and the view after it was shown."""
    case = _Case(block, read(block.text), marker.key(block.text), view)
    short = None if why_not(block, means.rules) else _best(case, means)
    shown = ((0, len(case.reading.lines)),) if short is None else short.shown
    whole = case.key if len(block.text) >= _WHOLE else ""
    return short, show(view, case.reading.source(label(block)), shown, whole)


def _best(case: _Case, means: Means) -> Short | None:
    """The candidate with the fewest tokens, if it saves enough."""
    candidates = [*_in_view(case, means.rules), *_compressed(case, means)]
    before, *after = tokens.count_many([case.block.text, *(c.text for c in candidates)])
    counted = zip(after, candidates, strict=True)
    count, short = min(counted, key=lambda found: found[0], default=(before, None))
    if short is None or before - count < max(_LEAST_GAIN, before * _LEAST_SHARE):
        return None
    return replace(short, key=case.key, before=before, after=count)


def _in_view(case: _Case, rules: Rules) -> Iterator[Short]:
    if rules.clears:
        return
    if source := case.view.wholes.get(case.key):
        yield Short(repeated(case.view, source, case.key, in_reach=rules.in_reach), "seen", True, ())
    elif found := refer(case.view, case.reading, case.key, in_reach=rules.in_reach):
        text, cut = found
        yield Short(text, "seen", True, tuple((p.start, p.end) for p in cut if p.source is None))


def _compressed(case: _Case, means: Means) -> Iterator[Short]:
    for name in _chosen(case.block, means.compressors):
        if made := _compress(name, case.block, means):
            text = made.text if made.lossless else f"{made.text}\n{marker.marker(case.key, made.omitted)}"
            shown = ((0, len(case.reading.lines)),) if name == "file_read" else ()
            yield Short(text, name, made.lossless, shown)


def _chosen(block: Block, compressors: Mapping[str, Compressor]) -> list[str]:
    """The compressors that are surest of the block; ties go by name, so that the choice is settled."""
    scores = {name: _score(plugin, block) for name, plugin in compressors.items()}
    sure = sorted((name for name, score in scores.items() if score >= _SURE), key=lambda n: (-scores[n], n))
    return sure[:_TRIED]


def _score(plugin: Compressor, block: Block) -> float:
    try:
        return plugin.score(block)
    except Exception:  # noqa: BLE001 - whatever a compressor does wrong costs that block only
        return 0.0


def _compress(name: str, block: Block, means: Means) -> Compressed | None:
    try:
        made = means.compressors[name].compress(block, means.rules.effective)
    except Exception:  # noqa: BLE001 - NotMine, or as above
        return None
    if not made.text or not (made.lossless or means.rules.in_reach):
        return None
    return _further(made, name, block, means) if made.again else made


def _further(made: Compressed, name: str, block: Block, means: Means) -> Compressed:
    """What one compressor left as plain output, said shorter by another that knows it."""
    rest = replace(block, text=made.text)
    others = {n: c for n, c in means.compressors.items() if n != name}
    for other in _chosen(rest, others):
        if (found := _compress(other, rest, replace(means, compressors=others))) and len(found.text) < len(made.text):
            return Compressed(found.text, "; ".join(filter(None, (made.omitted, found.omitted))))
    return made
