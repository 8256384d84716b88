"""What a million tokens of a model cost, from the table beside this file and a user's own.

Law: a price is known or it is not: a name that no entry stands for has none, and nothing is guessed
from a relative. Every price is in USD per million tokens. `prices.json` says its source and date.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from headroom_cli.errors import ConfigError
from headroom_cli.usage.tally import CONTEXT_STEPS

OWN_FILE_NAME = "prices.json"
_TABLE = Path(__file__).with_name("prices.json")
_REGION = re.compile(r"(?:(?P<scope>[a-z-]+)\.)?anthropic\.")
# What may follow a model's name and still mean the model: a date, a release, a variant of the context.
_SUFFIX = re.compile(r"(?:[-@](?:0|\d{3,}|\d{4}-\d\d-\d\d|\d\d-\d{2,4}|latest|preview|exp|default|v\d+)|:\d+|\[\w+\])*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """USD per million tokens, by the fields of Usage; `above` holds dearer ones by context step."""

    input: float
    output: float
    cache_read: float
    cache_write_5m: float
    cache_write_1h: float
    above: tuple[tuple[int, Price], ...] = ()

    def at(self, context: int) -> Price:
        """The price of a request whose whole input was above the step `context`."""
        return max(((step, price) for step, price in self.above if step <= context), default=(0, self), key=_step)[1]


class Prices:
    """A table of prices by model name; `source` says where it is from and of which day."""

    def __init__(self, table: Mapping[str, Mapping[str, Any]], source: str) -> None:
        self._table = table
        self._found: dict[str, Price | None] = {}
        self.source = source

    def find(self, model: str) -> Price | None:
        """The price of the longest name that `model` begins with, when what follows names no other."""
        if model not in self._found:
            self._found[model] = self._search(model)
        return self._found[model]

    def _search(self, model: str) -> Price | None:
        name, regional = _plain(model)
        for known in sorted(self._table, key=len, reverse=True):
            if name.startswith(known) and _SUFFIX.fullmatch(name, len(known)):
                entry = self._table[known]
                return _price(entry, entry.get("regional", 1.0) if regional else 1.0)
        return None


def load(own: Path | None = None) -> Prices:
    """The shipped table with the user's file laid over it; ConfigError when that cannot be used.

    The user's file has the form of the shipped one: `{"models": {"name": {"input": 3.0, …}}}`.
    """
    shipped = json.loads(_TABLE.read_text("utf-8"))
    source = f"{shipped['source']}, {shipped['date']}"
    if own is None or not own.exists():
        return Prices(shipped["models"], source)
    return Prices(shipped["models"] | _own(own), f"{source}; {own.name}")


def _own(path: Path) -> dict[str, dict[str, Any]]:
    try:
        models: dict[str, dict[str, Any]] = json.loads(path.read_text("utf-8"))["models"]
        for entry in models.values():
            _price(entry, 1.0)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        hint = 'It holds {"models": {"name": {"input": 3.0, "output": 15.0}}}, in USD per million tokens.'
        raise ConfigError(f"{path} cannot be read as prices: {error}", hint) from error
    return models


def _plain(model: str) -> tuple[str, bool]:
    """The model's own name without provider, region and route, and whether a region was named."""
    name = model.lower().rsplit("/", 1)[-1]
    region = _REGION.match(name)
    name = name[region.end() :] if region else name
    name = name.replace(".", "-") if name.startswith("claude") else name
    return name, region is not None and region["scope"] != "global"


def _price(entry: Mapping[str, Any], times: float) -> Price:
    given = {name: float(entry[name]) * times for name in _names() if name in entry}
    spare = dict.fromkeys(("cache_read", "cache_write_5m"), given["input"])
    spare["cache_write_1h"] = given.get("cache_write_5m", given["input"])
    above = {int(step): _price({**entry, **dearer, "above": {}}, times) for step, dearer in _above(entry).items()}
    if not set(above) <= set(CONTEXT_STEPS):
        raise ValueError(f"steps of context are {CONTEXT_STEPS}")
    return Price(**spare | given, above=tuple(above.items()))


def _above(entry: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    above: Mapping[str, Mapping[str, Any]] = entry.get("above", {})
    return above


def _names() -> tuple[str, ...]:
    return tuple(f.name for f in fields(Price) if f.name != "above")


def _step(pair: tuple[int, Price]) -> int:
    return pair[0]
