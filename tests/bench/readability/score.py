"""Right or wrong, counted per form, per token and in pairs: the same question over raw and over shortened text.

Law: an answer is right if it names the answer and none of what the question set beside it. Clearly worse is a form
that loses more questions that raw gets right than it wins, by a sign test at 5 %.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import comb

from tests.bench.readability.sheets import Question

CLEARLY = 0.05
_TIME = re.compile(r"(?:(?<=\d)t|\b)(\d\d:\d\d:\d\d)(?:[.,]\d+)?z?")  # to the second: more is no less right


@dataclass(frozen=True)
class Reading:
    """One form of one sheet, read: which of its questions were answered right, and its tokens."""

    sheet: str
    kind: str
    form: str
    tokens: int
    right: tuple[bool, ...]


@dataclass(frozen=True)
class Pairs:
    """A form against raw, over the same questions."""

    kind: str
    form: str
    asked: int
    raw_right: int
    form_right: int
    raw_tokens: int
    form_tokens: int
    only_raw: int
    only_form: int

    @property
    def chance(self) -> float:
        return sign_test(self.only_raw, self.only_form)

    @property
    def verdict(self) -> str:
        if self.chance >= CLEARLY:
            return ""
        return "clearly worse" if self.only_raw > self.only_form else "clearly better"


def is_right(question: Question, answer: str) -> bool:
    said = _plain(answer)
    return any(_names(said, right) for right in question.right) and not any(_names(said, w) for w in question.wrong)


def _names(said: str, value: str) -> bool:
    wanted = re.escape(_plain(value))
    return re.search(rf"(?<![\w.]){wanted}(?![\w]|\.\d)", said) is not None


def _plain(text: str) -> str:
    text = _TIME.sub(r" \1 ", text.casefold())
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)
    return " ".join(re.sub(r"[\"'`*]", "", text).split()).strip(" .")


def sign_test(one: int, other: int) -> float:
    """How likely a split at least as uneven is where both sides are as likely."""
    total, least = one + other, min(one, other)
    return min(1.0, 2 * sum(comb(total, n) for n in range(least + 1)) / 2**total)


def paired(readings: Iterable[Reading]) -> Iterator[Pairs]:
    """Each kind's forms against raw, then each form over all kinds."""
    found = list(readings)
    raw = {reading.sheet: reading for reading in found if reading.form == "raw"}
    rows = [(raw[one.sheet], one) for one in found if one.form != "raw"]
    for kind, form in dict.fromkeys((one.kind, one.form) for _, one in rows):
        yield _pairs(kind, form, [row for row in rows if (row[1].kind, row[1].form) == (kind, form)])
    for form in dict.fromkeys(one.form for _, one in rows):
        yield _pairs("all", form, [row for row in rows if row[1].form == form])


def _pairs(kind: str, form: str, rows: list[tuple[Reading, Reading]]) -> Pairs:
    both = [pair for raw, one in rows for pair in zip(raw.right, one.right, strict=True)]
    return Pairs(
        kind,
        form,
        asked=len(both),
        raw_right=sum(raw for raw, _ in both),
        form_right=sum(one for _, one in both),
        raw_tokens=sum(raw.tokens for raw, _ in rows),
        form_tokens=sum(one.tokens for _, one in rows),
        only_raw=sum(raw and not one for raw, one in both),
        only_form=sum(one and not raw for raw, one in both),
    )


def table(pairs: Iterable[Pairs]) -> Iterator[str]:
    """Right answers of those asked, tokens, right answers per 1,000 tokens, and the pairs that differ."""
    yield f"{'':17} {'':9} {'asked':>5} {'right':>9} {'tokens':>14} {'per 1,000':>11} {'only raw/it':>12} {'p':>6}"
    for one in pairs:
        rate = [1000 * n / size for n, size in ((one.raw_right, one.raw_tokens), (one.form_right, one.form_tokens))]
        right, sizes = f"{one.raw_right} → {one.form_right}", f"{one.raw_tokens:,} → {one.form_tokens:,}"
        rates, apart = f"{rate[0]:.1f} → {rate[1]:.1f}", f"{one.only_raw} / {one.only_form}"
        yield (
            f"{one.kind:17} {one.form:9} {one.asked:>5} {right:>9} {sizes:>14} {rates:>11} {apart:>12} "
            f"{one.chance:>6.2f} {one.verdict}"
        ).rstrip()
