"""Which log entries tell of trouble, and which of these a reader must find word for word.

Law: decided from the entries alone. The first of each kind of trouble and each that is the only one
of its kind stand in full, whatever the form of the rest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from headroom_cli.compressors._log.cluster import Said, Template

_TROUBLE = re.compile(
    "warn|error|fatal|fail|exception|denied|deny|refused|panic|critical|alert|emerg|abort|timeout|timed out"
    "|unable|cannot|can't|couldn't|invalid|illegal|crash|killed|unreachable|not found|no such|unexpected|break-in"
    "|severe|halt|corrupt|traceback|reject|forbidden|unauthorized|violation|segfault|lost|unavailable|died"
    r"|\b[ewf]/|(?<=\d) +[ewf] |\be!|\bhttp/\d\.\d\" 5\d\d|not responding|deprecat|conflict|out of memory"
)
_DIGITS = re.compile(r"\d+")


def trouble(text: str) -> bool:
    """Whether a text tells of an error, a warning, a refusal or the like."""
    return _TROUBLE.search(text.lower()) is not None


def troubled(texts: Sequence[str], found: Sequence[Said | None]) -> list[bool]:
    """For each entry whether it is trouble; a template is looked at once."""
    known: dict[Template, bool] = {}
    for said in found:
        if said and said.template not in known:
            known[said.template] = trouble(" ".join(said.template))
    return [
        trouble(text) if said is None else known[said.template] or trouble(" ".join(said.values))
        for text, said in zip(texts, found, strict=True)
    ]


def kind(text: str) -> str:
    """A text with its numbers left out: entries of one kind differ in numbers only."""
    return _DIGITS.sub("0", text)


def in_full(texts: Sequence[str], found: Sequence[Said | None], bad: Sequence[bool]) -> set[int]:
    """The troubled entries that no template may stand for."""
    kinds = {i: kind(texts[i]) for i, is_bad in enumerate(bad) if is_bad}
    tally = Counter(kinds.values())
    firsts = {said.template: i for i in reversed(kinds) if (said := found[i])}
    return {i for i, k in kinds.items() if tally[k] == 1} | set(firsts.values())
