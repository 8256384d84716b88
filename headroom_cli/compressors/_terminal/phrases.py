"""The phrases in which package managers tell, package by package, that all goes well.

Law: a line is chatter only if it is one of these phrases from beginning to end. Warnings, errors and
conflicts are none, nor is the result that a manager tells at its end.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_PHRASES = """
already satisfied = Requirement already satisfied: {name}{any} ({version})
= Collecting {word}
= Collecting {word} (from {any})
processed = Processing {file}
processed = Processing {file} (from {any})
downloaded = Downloading {file}
downloaded = Downloading {file} ({any})
taken from cache = Using cached {file}
taken from cache = Using cached {file} ({any})
= {bar} {number}/{number} {any}
= Installing build dependencies{done}
= Checking if build backend supports build_editable{done}
= Getting requirements to build {word}{done}
= Preparing metadata ({any}){done}
= Preparing editable metadata ({any}){done}
= Building wheel for {any}{done}
= Building editable for {any}{done}
= Running command pip subprocess to install build dependencies
= Running command Getting requirements to build {word}
= Running command Preparing metadata ({word})
= Running command Building wheel for {any}
= Created wheel for {name}: filename={word} size={number} sha256={word}
= Stored in directory: {word}
= Attempting uninstall: {word}
= Found existing installation: {word} {word}
= Uninstalling {word}:
= changing mode of {word} to {number}
= Reading package lists...{any}
= Building dependency tree...{any}
= Reading state information...{any}
fetched = Get:{number} {word} {word} {word} {name} {word} {version} [{any}]
= Get:{number} {word} {any}
= Hit:{number} {word} {any}
= Ign:{number} {word} {any}
= Selecting previously unselected package {word}
= (Reading database ...{any}
= Preparing to unpack {word} ...
unpacked = Unpacking {name} ({version}) ...
unpacked = Unpacking {name} ({version}) over ({word}) ...
set up = Setting up {name} ({version}) ...
= Processing triggers for {name} ({word}) ...
= Progress: resolved {number}, reused {number}, downloaded {number}, added {number}
= {plus}
fetched = ➤ YN0013: │ {name}@npm:{version} can't be found in the cache and will be fetched from {any}
downloaded = Downloaded {name} {version}
downloaded = go: downloading {name} {version}
used = Using {name} {version}
fetched = Fetching {name} {version}
installed = Installing {name} {version}
installed = Installing {name} {version} with native extensions
installed = - Installing {name} ({version}): Extracting archive
downloaded = - Downloading {name} ({version})
locked = - Locking {name} ({version})
= Downloading from {word}: {word}
downloaded = Downloaded from {word}: {jar} ({any})
poured = ==> Pouring {name}--{version}.bottle.tar.gz
= ==> Downloading {word}
= ==> Fetching {word}
= {bar} {number}%
layers pulled = {layer}: Pull complete
layers already there = {layer}: Already exists
= {layer}: Pulling fs layer
= {layer}: Waiting
= {layer}: Verifying Checksum
= {layer}: Download complete
= {layer}: Downloading {any}
= {layer}: Extracting {any}
= {number}K {dots} {number}% {any}
"""
_SLOTS = {
    "name": r"(?P<name>[\w.+@/-]*[\w+])(?::(?:amd64|i386|arm64|armhf|all))?",
    "version": r"v?(?P<version>\d[^\s()\[\]]*)",
    "file": r"(?:\S*/)?(?P<name>[A-Za-z0-9][\w.]*)-(?P<version>\d[^\s-]*?)(?:-\S+)?\.(?:whl|tar\.gz|zip)(?:\.\w+)?",
    "jar": r"\S+/(?P<name>[\w.-]+?)-(?P<version>\d[\w.-]*)\.(?:jar|pom)",
    "done": r"(?: \.\.\. |: )(?:started|finished with status 'done'|[-\\|/ ]*done)",
    "bar": "[━╸╺█▉▊▋▌▍▎▏#]{3,}",
    "layer": "[0-9a-f]{12}",
    "dots": r"[. ]+",
    "plus": r"\+{3,}",
    "number": r"[\d.,]+",
    "word": r"\S+",
    "any": r".*",
}
_FIRST = re.compile(r"[ \t]*(?:\[INFO\] )?([^\s:]+)")
_LONGEST = 400


class Told(NamedTuple):
    """What a phrase tells: what was done, to which package; nothing where only time passes."""

    verb: str
    package: str


class _Phrase(NamedTuple):
    verb: str
    pattern: re.Pattern[str]


def told(line: str) -> Told | None:
    """What the line tells if it is chatter."""
    first = _FIRST.match(line) if len(line) < _LONGEST else None
    if first is None:
        return None
    for phrase in _BY_WORD.get(first[1], _ANY):
        if found := phrase.pattern.fullmatch(line.rstrip(), first.start(1)):
            packages = [found[group] for group in ("name", "version") if group in phrase.pattern.groupindex]
            return Told(phrase.verb, " ".join(packages))
    return None


def _phrase(line: str) -> _Phrase:
    verb, _, words = line.partition("= ")
    pieces = re.split(r"\{(\w+)\}", words)
    pattern = "".join(_SLOTS[p] if i % 2 else re.escape(p) for i, p in enumerate(pieces))
    return _Phrase(verb.strip(), re.compile(pattern))


def _by_word() -> dict[str, list[_Phrase]]:
    """The phrases by the word they begin with; those that begin with a slot under an empty word."""
    found: dict[str, list[_Phrase]] = {}
    for line in _PHRASES.strip().splitlines():
        word = _FIRST.match(line.partition("= ")[2])
        key = word[1] if word and "{" not in word[1] else ""
        found.setdefault(key, []).append(_phrase(line))
    return found


_BY_WORD = _by_word()
_ANY = _BY_WORD.pop("")
