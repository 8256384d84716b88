"""A package without what no one reads a lock file for: hashes, the addresses of archives, credits.

Law: names, versions, dependencies, markers, engines, licences and flags stay, and so does an address
that does not follow from the name; all that goes is counted by its field.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from headroom_cli.compressors._lock.rows import Package, Raw, Value, inner

_HASHES = ("integrity", "checksum", "hash", "hashes")
_CREDITS = ("funding", "notification-url", "autoload", "autoload-dev", "authors", "support", "keywords")
_ARCHIVES = ("sdist", "wheels", "files", "dist")
_SELDOM = ("license", "description", "homepage", "engines", "bin", "os", "cpu", "libc", "extra", "time", "type")
_SYSTEM_VERSION = re.compile(r"(?<=[a-z])_?\d+(?:_\d+)?_(?=[a-z])")
_WHEEL = re.compile(r"-([\w.]+)-[\w.]+-([\w.]+)\.whl")
_PLACES = ("resolution", "source")
_DIGESTS = ("integrity", "reference")
_GONE = Raw("")


class Thin:
    """One pass over one lock file: counts what it leaves out, by field.

    `usual`: the fields that say what is usual where they are not said. `bare`: what is seldom asked for goes as well.
    """

    def __init__(self, usual: Iterable[str], *, bare: bool) -> None:
        self._absent = dict.fromkeys(usual, Raw("none"))
        self._goes = {*_HASHES, *_CREDITS, *_ARCHIVES, *(_SELDOM if bare else ())}
        self._left: Counter[str] = Counter()

    def omitted(self) -> str:
        """What was left out, in a few words; empty when nothing was."""
        return ", ".join(f"{times:,} {key}" for key, times in self._left.items())

    def package(self, package: Package) -> Package:
        """The package with less in it."""
        kept = {key: self._value(key, value, package.names[0]) for key, value in package.fields.items()}
        kept |= {key: none for key, none in self._absent.items() if key not in kept}
        return Package(package.names, {key: value for key, value in kept.items() if value is not _GONE})

    def _value(self, key: str, value: Value, name: str) -> Value:
        """A field with less in it."""
        if key in self._goes or (isinstance(value, Raw) and value.startswith("*")):
            self._left[key] += len(value) if isinstance(value, list) else 1
            return _tags(value) if isinstance(value, list) and key in _ARCHIVES else _GONE
        if isinstance(value, dict) and key in _PLACES:
            return self._place(key, value, name)
        if within := inner(key, value):
            return {one.names[0]: dict(self.package(one).fields) for one in within}
        return value

    def _place(self, key: str, place: dict[str, Value], name: str) -> Value:
        """Where a package comes from, less hashes; nothing where its address follows from its name."""
        if str(place.get("url", "")).lower().endswith(f"/{name}.git".lower()):
            self._left[key] += 1
            return _GONE
        kept = {part: value for part, value in place.items() if part not in _DIGESTS}
        self._left.update(part for part in place if part in _DIGESTS)
        return kept or _GONE


def _tags(archives: list[Value]) -> Value:
    """What the wheels among the archives are for, in short."""
    wheels = [match.groups() for one in archives if (match := _WHEEL.search(str(one)))]
    pythons = dict.fromkeys(tag for python, _ in wheels for tag in python.split("."))
    systems = dict.fromkeys(_SYSTEM_VERSION.sub("_", tag) for _, system in wheels for tag in system.split("."))
    return Raw(f"({len(archives)}: {' '.join(pythons)}; {' '.join(systems)})") if wheels else _GONE
