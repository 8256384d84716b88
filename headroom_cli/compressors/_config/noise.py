"""What no one reads in machine-made YAML and XML: bookkeeping of a cluster, encoded bytes, drawn paths.

Law: a key stays where it was, with a count of what is not shown behind it; what a person wrote is
never touched.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_BOOKKEEPING = re.compile(r"( *)(managedFields|kubectl\.kubernetes\.io/last-applied-configuration):(?: [|>][-+]?)?")
_ENCODED = re.compile(r"[A-Za-z0-9+/_-]{160,}={0,2}")
_DRAWN = re.compile(r'(\b(?:d|points)=")([-\s\dA-Za-z.,]{240,})')
_ROW = re.compile(r"\s*[A-Za-z0-9+/]{40,}={0,2}\s*")
_BASE64 = (re.compile(r"[A-Z]"), re.compile(r"[a-z]"), re.compile(r"\d"))
_SLASHES = 16  # base64 has a slash in 64 characters, a path many more
_SHOWN = 24
_FEWEST = 4
_WIDE, _LONG = 40, 160


class Cut:
    """One pass over one text: counts what it leaves out, by what it was."""

    def __init__(self) -> None:
        self._left: Counter[str] = Counter()

    def omitted(self) -> str:
        """What was left out, in a few words; empty when nothing was."""
        return ", ".join(f"{times:,} {what}" for what, times in self._left.items())

    def lines(self, lines: Sequence[str]) -> list[str]:
        """The lines with less in them."""
        back: list[str] = []
        at = 0
        while at < len(lines):
            said, end = self._bookkeeping(lines, at) or self._bytes(lines, at) or ([self._line(lines[at])], at + 1)
            back += said
            at = end
        return back

    def _bookkeeping(self, lines: Sequence[str], at: int) -> tuple[list[str], int] | None:
        """A field that the cluster keeps for itself, and the line after it."""
        match = _BOOKKEEPING.fullmatch(lines[at])
        if match is None:
            return None
        deeper = (f"{match[1]} ", f"{match[1]}- ")
        end = next((n for n in range(at + 1, len(lines)) if not lines[n].startswith(deeper)), len(lines))
        self._left[f"lines of {match[2].rsplit('/', 1)[-1]}"] += end - at - 1
        return [f"{match[1]}{match[2]}: … {end - at - 1} lines left out"], end

    def _bytes(self, lines: Sequence[str], at: int) -> tuple[list[str], int] | None:
        """Lines of encoded bytes of which the first is shown, and the line after them."""
        end = at
        while end < len(lines) and len(lines[end]) >= _WIDE and _ROW.fullmatch(lines[end]):
            end += 1
        if end - at < _FEWEST:
            return None
        self._left["lines of encoded bytes"] += end - at - 1
        return [lines[at], f"… {end - at - 1} lines of bytes left out"], end

    def _line(self, line: str) -> str:
        if len(line) <= _LONG:
            return line
        line = _DRAWN.sub(lambda match: match[1] + self._short(match[2], "characters of drawn paths"), line)
        return _ENCODED.sub(lambda match: self._bytes_on_a_line(match[0]), line)

    def _bytes_on_a_line(self, text: str) -> str:
        encoded = all(sign.search(text) for sign in _BASE64) and text.count("/") * _SLASHES < len(text)
        return self._short(text, "encoded characters") if encoded else text

    def _short(self, text: str, what: str) -> str:
        self._left[what] += len(text) - _SHOWN
        return f"{text[:_SHOWN]}… {len(text) - _SHOWN:,} characters left out"
