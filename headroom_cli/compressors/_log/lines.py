"""A log, read: each entry with the template that says it and whether it tells of trouble.

Law: as many lines as the text has entries, in their order; nothing is lost by reading.
"""

from __future__ import annotations

from typing import NamedTuple

from headroom_cli.compressors._log.alarms import in_full, troubled
from headroom_cli.compressors._log.cluster import Said, cluster
from headroom_cli.compressors._log.entries import Entry, entries


class Line(NamedTuple):
    """One entry. `said` is None where no template fits; `full`: it stands word for word anyway."""

    entry: Entry
    said: Said | None
    bad: bool = False
    full: bool = False

    @property
    def free(self) -> bool:
        """Whether it says something in words of its own, not only values in a known sentence."""
        return self.said is None or any(" " in value for value in self.said.values)


def read(text: str, toll: int) -> list[Line]:
    """The lines of a text that holds no `STAMP`; for `toll` see `cluster`."""
    found = entries(text)
    texts = [entry.text for entry in found]
    said = cluster(texts, toll)
    bad = troubled(texts, said)
    return list(map(Line, found, said, bad, in_full(texts, said, bad)))
