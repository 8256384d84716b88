"""One block to fewer tokens: named if in view, else compressed, else left alone.

Law: the shortest of the candidates wins, counted in tokens; a candidate that fails, or saves too
little to be worth a reader's second look, leaves the block as it is (law 6).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from headroom_cli import tokens
from headroom_cli.ccr import marker
from headroom_cli.compressors import Compressed, Compressor
from headroom_cli.context.eligible import Rules, why_not
from headroom_cli.context.envelope import opened
from headroom_cli.context.refer import Reading, altered, label, read, refer, repeated
from headroom_cli.context.seen import Form, Source, View, kept, show
from headroom_cli.model import Block, Level

_SURE = 0.5
_TRIED = 2  # compressors that may say a block; the second is asked as well where both are sure
_LEAST_GAIN = 12
_LEAST_SHARE = 0.03
_WHOLE = 200  # characters from which a text is remembered as a whole

Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Short:
    """A shorter text for a block, and in which form it shows the block's lines.

    `shown` are ranges that it shows verbatim, None where that is to be found out. `tells`: it explains
    the words of references, which need not be explained again. `quoted` as in `Block`.
    """

    text: str
    kind: str
    lossless: bool
    form: Form
    shown: Ranges | None = None
    ordered: bool = True
    tells: bool = False
    key: str = ""
    before: int = 0
    after: int = 0
    quoted: bool = False

    def verbatim(self, source: Source) -> Iterable[tuple[int, int]]:
        """The ranges of `source` that stand in the shorter text as they are."""
        return kept(source.lines, self.text.split("\n")) if self.shown is None else self.shown


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
    source: Source
    key: str
    view: View


def shorten(block: Block, view: View, means: Means) -> tuple[Short | None, View]:
    """What the block becomes (None: stays), and the view after it was shown."""
    reading = read(block.text)
    name = label(block)
    source = replace(reading.source(name), time=view.times.get(name, 0) + 1)
    case = _Case(block, reading, source, marker.key(block.text), view)
    short = None if why_not(block, means.rules) else _best(case, means)
    whole = case.key if len(block.text) >= _WHOLE else ""
    if short is None:
        return None, show(view, source, ((0, len(reading.lines)),), whole)
    source = replace(source, form=short.form, ordered=short.ordered)
    view = show(view, source, short.verbatim(source), whole)
    return short, replace(view, told=True) if short.tells else view


def _best(case: _Case, means: Means) -> Short | None:
    """The candidate with the fewest tokens, if it saves enough."""
    candidates = [*_in_view(case, means.rules), *_compressed(case, means)]
    before, *after = tokens.count_many([case.block.text, *(c.text for c in candidates)])
    counted = zip(after, candidates, strict=True)
    count, short = min(counted, key=lambda found: found[0], default=(before, None))
    if short is None or before - count < max(_LEAST_GAIN, before * _LEAST_SHARE):
        return None
    return replace(short, key=case.key, before=before, after=count, quoted=case.block.quoted)


def _in_view(case: _Case, rules: Rules) -> Iterator[Short]:
    if rules.clears:
        return
    if source := case.view.wholes.get(case.key):
        said = repeated(case.view, source, case.key, in_reach=rules.in_reach)
        yield Short(said, "seen", source.form is not Form.PARTIAL, Form.REFERRED, ())
    elif said := altered(case.view, case.source, case.key, in_reach=rules.in_reach):
        exact = case.view.latest[case.source.label].form is not Form.PARTIAL
        yield Short(said, "seen", exact, Form.REFERRED, ())
    elif found := refer(case.view, case.reading, case.source, case.key, in_reach=rules.in_reach):
        text, cut = found
        exact = all(p.source is None or p.source.form is not Form.PARTIAL for p in cut)
        shown = tuple((p.start, p.end) for p in cut if p.source is None)
        yield Short(text, "seen", exact, Form.REFERRED, shown, tells=True)


def _compressed(case: _Case, means: Means) -> Iterator[Short]:
    """What those that know the block make of it; of answers that leave something out only the surest one's."""
    head, core, tail = opened(case.block.text)
    block = replace(case.block, text=core)
    parted = False
    for name in _chosen(block, means.compressors):
        made = _compress(name, block, means)
        if made and (made.lossless or not parted):
            parted |= not made.lossless
            yield _short(case, name, replace(made, text=head + made.text + tail), means.rules)


def _short(case: _Case, name: str, made: Compressed, rules: Rules) -> Short:
    if name == "file_read":  # the gutter aside, every line of it
        return Short(made.text, name, made.lossless, Form.VERBATIM, ((0, len(case.reading.lines)),))
    form = Form.WHOLE if made.lossless else Form.PARTIAL
    shown = None if made.ordered else ()
    return Short(made.text + _mark(case.key, made, rules), name, made.lossless, form, shown, ordered=made.ordered)


def _mark(key: str, made: Compressed, rules: Rules) -> str:
    """How to get the original. At lossless, nothing of ours is worth a second look at it."""
    if made.lossless:
        return "" if rules.effective is Level.LOSSLESS else f"\n{marker.whole(key)}"
    return f"\n{marker.marker(key, made.omitted)}"


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
