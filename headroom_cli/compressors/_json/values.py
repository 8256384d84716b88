"""JSON as it is spelled: values that keep the digits of a number, the order of keys, and identity.

Law: nothing is interpreted. A number is its spelling, as bytes; a string is a str; two objects (or
arrays) of one reading that are spelled the same are the same Python object, so that equality is
identity and a column of nested values can be counted like a column of words.
"""

from __future__ import annotations

import json
from typing import Any, TypeAlias


class Object:
    """A JSON object: `keys` in order, `values` beside them. Equal to itself only.

    `left` is set where members were left out: a note before each, one after the last, one on all.
    """

    __slots__ = ("keys", "left", "values")

    def __init__(self, keys: tuple[str, ...], values: tuple[Value, ...]) -> None:
        self.keys = keys
        self.values = values
        self.left: tuple[str, ...] = ()


class Array:
    """A JSON array. Equal to itself only. `left` is as that of an object."""

    __slots__ = ("items", "left")

    def __init__(self, items: tuple[Value, ...]) -> None:
        self.items = items
        self.left: tuple[str, ...] = ()


Value: TypeAlias = "str | bytes | bool | Object | Array | None"


class Reader:
    """Reads the documents of one text; what is spelled the same in any of them is one object."""

    def __init__(self) -> None:
        self._keys: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._objects: dict[tuple[Any, ...], Object] = {}
        self._arrays: dict[tuple[Value, ...], Array] = {}
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._object, parse_int=str.encode, parse_float=str.encode, parse_constant=str.encode
        )

    def read(self, text: str, at: int = 0) -> tuple[Value, int]:
        """The value that begins at `at` and where it ends; ValueError where none can be kept exactly."""
        try:
            value, end = self._decoder.raw_decode(text, at)
            return self._kept(value), end
        except RecursionError as error:
            raise ValueError("nested too deep") from error

    def _object(self, pairs: list[tuple[str, Any]]) -> Object:
        keys = tuple([k for k, _ in pairs])
        keys = self._keys.get(keys) or self._new_keys(keys)
        values = tuple([self._kept(v) if type(v) is list else v for _, v in pairs])
        return self._objects.setdefault((keys, values), Object(keys, values))

    def _new_keys(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(keys)) != len(keys):
            raise ValueError("a key stands twice in one object")
        return self._keys.setdefault(keys, keys)

    def _kept(self, value: Any) -> Value:
        if type(value) is not list:
            kept: Value = value
            return kept
        items = tuple([self._kept(v) if type(v) is list else v for v in value])
        return self._arrays.setdefault(items, Array(items))
