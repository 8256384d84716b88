"""Which log entries tell of trouble, and which of these a reader must find word for word.

Law: decided from the entries alone. The first of each kind of trouble and each that is the only one
of its kind stand in full, whatever the form of the rest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from headroom_cli.compressors._log.cluster import Said, Template

_WORDS = (
    *(
        "warn",
        "error",
        "fatal",
        "fail",
        "exception",
        "denied",
        "deny",
        "refused",
        "panic",
        "critical",
        "alert",
        "emerg",
    ),
    *(
        "abort",
        "timeout",
        "timed out",
        "unable",
        "cannot",
        "can't",
        "couldn't",
        "invalid",
        "illegal",
        "crash",
        "killed",
    ),
    *("unreachable", "not found", "no such", "unexpected", "break-in", "severe", "halt", "corrupt", "traceback"),
    *("reject", "forbidden", "unauthorized", "violation", "segfault", "lost", "unavailable", "died", "not responding"),
    *("deprecat", "conflict", "out of memory"),
)
_SIGNS = re.compile(r"\b[ewf]/|(?<=\d) +[ewf] |\be!|\bhttp/\d\.\d\" 5\d\d")
_IN_SIGNS = ("e/", "w/", "f/", " e ", " w ", " f ", "e!", '" 5')  # looked for first, as that is much faster
_RANDOM = re.compile(r"\b(?=[a-fA-F]{0,8}\d)[0-9a-fA-F]{6,}\b")
_FIGURES = str.maketrans("", "", "0123456789.:-")


def trouble(text: str) -> bool:
    """Whether a text tells of an error, a warning, a refusal or the like."""
    low = text.lower()
    if any(word in low for word in _WORDS):
        return True
    return any(sign in low for sign in _IN_SIGNS) and _SIGNS.search(low) is not None


def troubled(texts: Sequence[str], found: Sequence[Said | None]) -> list[bool]:
    """For each entry whether it is trouble; a template is looked at once, and values of one look are as well."""
    templates: dict[Template, bool] = {}
    for said in found:
        if said and said.template not in templates:
            templates[said.template] = trouble("0".join(said.template))
    looks: dict[str, bool] = {}
    return [
        trouble(text) if said is None else templates[said.template] or _bad_values(" ".join(said.values), looks)
        for text, said in zip(texts, found, strict=True)
    ]


def _bad_values(values: str, looks: dict[str, bool]) -> bool:
    """Whether the values of a line tell of trouble; only after quotes does it matter which figures they hold."""
    look = values if '"' in values else values.translate(_FIGURES)
    if look not in looks:
        looks[look] = trouble(values)
    return looks[look]


def kind(text: str) -> str:
    """A text without its figures: entries of one kind differ in numbers, addresses and random ids only."""
    return _RANDOM.sub("", text).translate(_FIGURES)


def _kind(text: str, said: Said | None) -> tuple[Template, str]:
    return ((), kind(text)) if said is None else (said.template, kind(" ".join(said.values)))


def in_full(texts: Sequence[str], found: Sequence[Said | None], bad: Sequence[bool]) -> list[bool]:
    """Of each entry whether it is trouble that no template may stand for."""
    kinds = {n: _kind(texts[n], found[n]) for n, is_bad in enumerate(bad) if is_bad}
    tally = Counter(kinds.values())
    firsts = {said.template: n for n in reversed(kinds) if (said := found[n])}
    full = {n for n, k in kinds.items() if tally[k] == 1}.union(firsts.values())
    return [n in full for n in range(len(texts))]
