"""go.sum: the lines of a module as one row; without hashes, a row for each version that is built with.

Law: a row is the module and then its versions, each with the hashes of its lines in their order; what
is no line of go.sum stays as it came.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

_LINE = re.compile(r"(\S+) (v[^\s/]+)(/go\.mod)? (h1:[A-Za-z0-9+/]{43}=)")
_MOD = "/go.mod"

Lines = Sequence[re.Match[str]]


def read(text: str) -> list[str | Lines]:
    """The lines of each module, and between them what is none."""
    found: list[str | list[re.Match[str]]] = []
    for line in text.split("\n"):
        match = _LINE.fullmatch(line)
        before = found[-1] if found else ""
        if match and isinstance(before, list) and before[0][1] == match[1]:
            before.append(match)
        else:
            found.append([match] if match else line)
    return [*found]


def hashed(lines: Lines) -> str:
    """The row of a module: `module version hash /go.mod hash version hash …`."""
    words, said = [lines[0][1]], ""
    for _, version, mod, digest in map(re.Match.groups, lines):
        words += [_MOD if mod and version == said else version + (mod or ""), digest]
        said = version
    return " ".join(words)


def bare(lines: Lines) -> Iterator[str]:
    """`module version` for each with a hash of its own, `module version/go.mod …` for those between them."""
    module, own = lines[0][1], {line[2] for line in lines if not line[3]}
    versions = dict.fromkeys(line[2] for line in lines)
    for used, run in groupby(versions, own.__contains__):
        words = [version if used else f"{version}{_MOD}" for version in run]
        yield from (f"{module} {row}" for row in (words if used else [" ".join(words)]))
