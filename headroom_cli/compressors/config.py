"""YAML and XML: what is alike is said once and as rows, and closing tags follow from the indent.

Law: at `lossless` the text can be put back. From `balanced` on, rows of many alike, bookkeeping and
encoded bytes are counted instead; whatever differs in shape, as a failed test does, stays verbatim.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from headroom_cli.compressors import Compressed, NotMine, _asked
from headroom_cli.compressors._config.alike import BETWEEN, Form, Run, Text
from headroom_cli.compressors._config.choose import chosen, with_gaps
from headroom_cli.compressors._config.markup import opened
from headroom_cli.compressors._config.noise import Cut
from headroom_cli.model import Block, Level
from headroom_cli.tokens import count_many

_LOOK = 2048
_XML = re.compile(r"\s*<(?:\?xml |(?:svg|urlset|testsuites?|plist|project|Project|coverage|rss|feed|sitemapindex)\b)")
_HTML = re.compile(r"<(?:!doctype html|html|head|body|div|span|script)\b", re.IGNORECASE)
_KUBERNETES = re.compile(r"^(?:- )?apiVersion: \S+\n", re.MULTILINE)
_FIELD = re.compile(r"""\s*(?:- )*["']?[\w./$*-]+["']?:(?: .*)?""")
_PARENT = re.compile(r"""^\s*(?:- )*["']?[\w./$*-]+["']?:\n\s*["'\w-]""", re.MULTILINE)
_OTHER = re.compile(r"\s*(?:- .+|#.*|---)")
_CERTAIN, _LIKELY = 0.9, 0.6
_FEWEST, _ENOUGH, _NESTED = 8, 0.95, 0.25
_MINE = re.compile(r"^\[(?:\d+ times |XML|YAML)", re.MULTILINE)
# A small file, or one with comments, is likelier to be edited from what is seen of it.
_SMALL = 4000
_COMMENTED = 0.02
_COMMENT = re.compile(r"\s*(?:#|<!--)")
_TAGS_IN_A_ROW = 20
_LEAST_GAIN = 0.1
_ALIKE = "of blocks alike one is said, with gaps in braces, and a row for each"
_CLOSED = (
    "closing tags left out: at the end of a line with content, else where the indent ends; a line after \\ is as it is"
)


class _Config:
    def score(self, block: Block) -> float:
        start = block.text[:_LOOK]
        if _HTML.search(start) or start.lstrip()[:1] in {"{", "["}:
            return 0.0
        if _XML.match(start) or _KUBERNETES.search(start):
            return _CERTAIN
        lines = [line for line in start.split("\n")[:-1] if line.strip()]
        fields = sum(_FIELD.fullmatch(line) is not None for line in lines)
        others = sum(_OTHER.fullmatch(line) is not None and not _FIELD.fullmatch(line) for line in lines)
        nested = sum(line[0] in " -" for line in lines) >= _NESTED * len(lines) and _PARENT.search(start)
        known = fields * 2 >= len(lines) and fields + others >= _ENOUGH * len(lines)
        return _LIKELY if len(lines) >= _FEWEST and known and nested else 0.0

    def compress(self, block: Block, level: Level) -> Compressed:
        if _MINE.search(block.text):
            raise NotMine
        said = _said(block, level)
        before, after = count_many((block.text, said.text))
        if after > (1 - _LEAST_GAIN) * before or len(said.text) >= len(block.text):
            raise NotMine
        return said


def _said(block: Block, level: Level) -> Compressed:
    xml = block.text.lstrip().startswith("<")
    text, notes = _in_lines(block.text, xml=xml)
    body = text.removesuffix("\n")
    lines = body.split("\n")
    cut = Cut()
    if level is not Level.LOSSLESS:
        lines = cut.lines(lines)
    large = len(block.text) >= _SMALL and not _is_by_hand(lines)
    if xml and large:
        lines, left = opened(lines)
        notes += [_CLOSED, *([f"the outermost {left} are not closed"] if left else [])]
    rows = _Rows(thin=level is not Level.LOSSLESS, asked=_asked.words(block))
    lines = rows.said(lines) if large else lines
    notes += [_ALIKE] if rows.total else []
    head = [f"[{'; '.join(('XML' if xml else 'YAML', *notes))}]"] if notes else []
    omitted = "; ".join(filter(None, (cut.omitted(), rows.omitted())))
    return Compressed("\n".join((*head, *lines)) + text[len(body) :], omitted)


def _is_by_hand(lines: Sequence[str]) -> bool:
    return sum(_COMMENT.match(line) is not None for line in lines) > _COMMENTED * len(lines)


def _in_lines(text: str, *, xml: bool) -> tuple[str, list[str]]:
    """The text in lines that end alike, and what was done for that."""
    notes: list[str] = []
    if "\r" in text and text.count("\r") == text.count("\r\n") == text.count("\n"):
        text = text.replace("\r\n", "\n")
        notes.append("lines end in CRLF")
    if xml and ">\n<" not in text and text.count("><") >= _TAGS_IN_A_ROW:
        text = text.replace("><", ">\n<")
        notes.append("no line break stood between > and <")
    return text, notes


class _Rows:
    """One pass over one text: says blocks alike as rows, and counts those that it leaves out."""

    def __init__(self, *, thin: bool, asked: frozenset[str]) -> None:
        self._thin = thin
        self._asked = asked
        self.total = self._left = 0

    def omitted(self) -> str:
        """What was left out, in a few words; empty when nothing was."""
        return f"{self._left:,} of {self.total:,} rows" if self._left else ""

    def said(self, lines: Sequence[str]) -> list[str]:
        """The lines, with runs of blocks alike said as one and rows."""
        text = Text(lines)
        back: list[str] = []
        form: Form | None = None
        at = 0
        while at < len(lines):
            run = text.run(at, form)
            if run:
                back += self._run(run, again=run.form is form)
                form, at = run.form, run.end
            else:
                back.append(lines[at])
                at += 1
        return back

    def _run(self, run: Run, *, again: bool) -> list[str]:
        rows = [BETWEEN.join(row) for row in run.rows]
        kept = chosen(run.rows, self._asked) if self._thin else range(len(rows))
        self.total += len(rows)
        self._left += len(rows) - len(kept)
        template = [] if again else run.form.lines()
        size = (
            ("the next line" if len(template) == 1 else f"the next {len(template)} lines") if template else "the same"
        )
        gaps = BETWEEN.join(f"{{{name}}}" for name in run.form.names())
        return [f"[{len(rows)} times {size}, {gaps} from the rows below]", *template, *with_gaps(rows, kept)]


PLUGIN = _Config()
