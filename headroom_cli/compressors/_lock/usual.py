"""What a field says in most packages of a lock file: what follows from the name, or always the same.

Law: a field is usual only if its text follows from the package's name and version and from what is
said of it once; `*` stands for that, and what comes after the star is the package's own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from headroom_cli.compressors._lock.rows import Package, Raw, Value, inner, said

_FOLLOWS: dict[str, Callable[[str, str], str]] = {
    "NAME/-/LAST-VERSION.tgz": lambda name, version: f"{name}/-/{name.rsplit('/', 1)[-1]}-{version}.tgz",
    "NAME@npm:VERSION": lambda name, version: f"{name}@npm:{version}",
}
_CONSTANT = ("source", "languageName", "linkType", "notification-url")
_KEYS = ("resolved", "resolution", *_CONSTANT)
_OWN = re.compile(r'[^\s"{}\[\],;*]*')
_SAYABLE = re.compile(r"[^;\n]+")


def usual(packages: Sequence[Package]) -> Mapping[str, str]:
    """What `*` stands for in each field that has something usual, as a row says it.

    NAME, VERSION and LAST, the name's last part, stand for the package's own.
    """
    found: dict[str, str] = {}
    for key in _KEYS:
        signs = Counter(_split(package.fields[key], package)[0] for package in packages if key in package.fields)
        sign, times = max(signs.items(), key=lambda pair: pair[1], default=("", 0))
        if times * 2 >= len(packages) and _SAYABLE.fullmatch(sign):
            found[key] = sign
    return found


def starred(package: Package, common: Mapping[str, str]) -> Package:
    """The package with a star for what is usual."""
    return Package(package.names, {key: _star(key, value, package, common) for key, value in package.fields.items()})


def _star(key: str, value: Value, package: Package, common: Mapping[str, str]) -> Value:
    if within := inner(key, value):
        return {one.names[0]: dict(starred(one, common).fields) for one in within}
    sign, own = _split(value, package) if key in common else ("", "")
    return Raw(f"*{own}") if sign and sign == common[key] else value


def name(package: Package) -> str:
    """The name that the package is published under, as far as its entry tells."""
    path = package.names[0].rsplit("node_modules/", 1)[-1]
    return path[: path.find("@", 1)] if "@" in path[1:] else path


def _split(value: Value, package: Package) -> tuple[str, str]:
    """A value as what others may say as well, and what follows it."""
    for sign, filled in _FOLLOWS.items():
        text = filled(name(package), str(package.fields.get("version")))
        before, found, after = value.partition(text) if isinstance(value, str) else ("", "", "")
        if found and _OWN.fullmatch(after):
            return before + sign, after
    return said(value), ""
