"""JSON as it is spelled: values that keep the digits of a number, the order of keys, and identity.

Law: nothing is interpreted. A number is its spelling, as bytes; a string is a str; two objects (or
arrays) of one reading that are spelled the same are the same Python object, so that equality is
identity and a column of nested values can be counted like a column of words.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

_BEGINS = ("{", "[")


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

    @property
    def values(self) -> tuple[Value, ...]:
        """Its items, by the name that an object has for what it holds."""
        return self.items


class Packed:
    """A string that holds a JSON document, in the one layout in which strings of its text hold JSON, and its `end`."""

    __slots__ = ("end", "value")

    def __init__(self, value: Object | Array, end: str = "") -> None:
        self.value = value
        self.end = end


Row: TypeAlias = "Object | Array"
Value: TypeAlias = "str | bytes | bool | Object | Array | Packed | None"


def nested(values: Iterable[Value]) -> list[Object | Array]:
    """The containers among values, also those that stand in strings."""
    found = [v for v in values if type(v) is Object or type(v) is Array or type(v) is Packed]
    return [v.value if isinstance(v, Packed) else v for v in found]


def containers(root: Value) -> Iterator[tuple[Object | Array, list[Object | Array]]]:
    """Each distinct container of a document once, with those directly in it."""
    todo, seen = [root], set[Value]()
    while todo:
        value = todo.pop()
        if value not in seen and isinstance(value, Object | Array):
            seen.add(value)
            children = nested(value.values)
            todo += children
            yield value, children


class Reader:
    """Reads the documents of one text; what is spelled the same in any of them is one object.

    `unpack` is asked for the value of each string that begins like JSON.
    """

    def __init__(self, unpack: Callable[[str], Value] | None = None) -> None:
        self._unpack = unpack
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
        values = self._each([v for _, v in pairs])
        return self._objects.setdefault((keys, values), Object(keys, values))

    def _new_keys(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(keys)) != len(keys):
            raise ValueError("a key stands twice in one object")
        return self._keys.setdefault(keys, keys)

    def _kept(self, value: Any) -> Value:
        if type(value) is not list:
            kept: Value = value
            return kept
        items = self._each(value)
        return self._arrays.setdefault(items, Array(items))

    def _each(self, values: list[Any]) -> tuple[Value, ...]:
        if unpack := self._unpack:
            values = [unpack(v) if type(v) is str and v.startswith(_BEGINS) else v for v in values]
        return tuple([self._kept(v) if type(v) is list else v for v in values])
