"""Compressors: one file per kind of content, text in, shorter text out.

Law: a compressor is a pure function of its block and the level. Its answer is never longer than the
text; where it says lossless, the decoder in its tests gives the text back exactly; what it leaves
out it counts, keeping errors, failures and whatever is rare verbatim. Time is linear in the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from headroom_cli.model import Block, Level


class NotMine(Exception):  # noqa: N818 - a verdict, not an error
    """The block is not of this kind after all, or nothing can be said shorter."""


@dataclass(frozen=True, slots=True)
class Compressed:
    """A shorter text. `omitted` says in a few words what was left out; empty means lossless.

    `again`: what is left is plain output of some other kind, which may be said shorter in turn.
    `ordered`: a reader can tell where in it a line of the original would stand.
    """

    text: str
    omitted: str = ""
    again: bool = False
    ordered: bool = True

    @property
    def lossless(self) -> bool:
        """Whether a decoder gives the original back exactly."""
        return not self.omitted


class Compressor(Protocol):
    """Knows one kind of content; a module of this package exports one as `PLUGIN`."""

    def score(self, block: Block) -> float:
        """0 never … 1 certain; cheap: looks at the tool, its arguments and the first 2 kB."""

    def compress(self, block: Block, level: Level) -> Compressed:
        """The same in fewer tokens, or NotMine. At `lossless` the answer must be lossless."""
