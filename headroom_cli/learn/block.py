"""The marked block of a file of instructions: found, put in, taken out.

Law: outside of the block every byte stays; what was put into a file without one and is taken out again leaves
the file as it was. Markers that do not pair are nobody's to mend but the person's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from headroom_cli.errors import InstructionsError

START, END = "<!-- headroom:learn:start -->", "<!-- headroom:learn:end -->"
HEADING = "## Learned from earlier sessions"
_CONFLICT = re.compile(rb"^(?:<{7}|>{7}) ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parts:
    """A file around its block: `inside` are the block's lines, None where there is no block yet."""

    before: bytes
    inside: tuple[str, ...] | None
    after: bytes
    newline: str

    @property
    def outside(self) -> str:
        """What the file says besides the block."""
        return (self.before + b"\n" + self.after).decode("utf-8", "replace")


def parse(content: bytes) -> Parts:
    """A file's parts; InstructionsError where it is not certain where the block is, or what the file says."""
    if _CONFLICT.search(content):
        raise InstructionsError("it holds a merge conflict", "Resolve the conflict first.")
    starts, ends = content.count(START.encode()), content.count(END.encode())
    if (starts, ends) == (0, 0):
        return Parts(content, None, b"", "\r\n" if b"\r\n" in content else "\n")
    before, _, rest = content.partition(START.encode())
    inside, _, after = rest.partition(END.encode())
    if (starts, ends) != (1, 1) or END.encode() not in rest:
        raise InstructionsError("its learn markers do not pair", f"Leave one {START} and one {END} after it, or none.")
    newline = "\r\n" if inside.startswith(b"\r\n") else "\n"
    lines = [line.removesuffix("\r") for line in inside.decode("utf-8", "surrogateescape").split("\n")]
    first, last = not lines[0].strip(), len(lines) - (not lines[-1].strip())
    return Parts(before, tuple(lines[first:last]), after, newline)


def put(parts: Parts, lines: tuple[str, ...]) -> bytes:
    """The file with these lines in its block; a new block comes last, one line below the rest."""
    inside = parts.newline.join((START, *lines, END)).encode("utf-8", "surrogateescape")
    if parts.inside is not None:
        return parts.before + inside + parts.after
    gap = parts.newline.encode() if parts.before else b""
    return parts.before + gap + inside + parts.newline.encode()


def take_out(parts: Parts) -> bytes:
    """The file without its block, as it was before the block was put in."""
    newline = parts.newline.encode()
    return parts.before.removesuffix(newline) + parts.after.removeprefix(newline)
