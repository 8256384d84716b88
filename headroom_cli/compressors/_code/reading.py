"""A text read as code: the parts that may be left out of it, its functions, its errors.

Law: what is not this language, or is too damaged to be sure of anything, is not read at all.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tree_sitter import Node, QueryCursor, Tree

from headroom_cli.compressors._code import parts
from headroom_cli.compressors._code.grammars import Grammar, loaded
from headroom_cli.compressors._code.parts import Comment, Function, Part
from headroom_cli.compressors._code.tree import errors, parsed

_MOST_DAMAGED = 0.3


@dataclass(frozen=True, slots=True)
class Code:
    """What the tree of a text tells.

    `parts` are in order, those inside another after it; `functions` are the row and the name of every
    function, also of those whose bodies are not certain; `errors` counts what is not understood.
    """

    parts: tuple[Part, ...]
    functions: tuple[tuple[int, str], ...]
    errors: int

    @property
    def starts(self) -> list[int]:
        """The rows at which the parts begin that are in no other."""
        return list(_starts(self.parts))


def read(rows: Sequence[str], grammar: Grammar) -> Code | None:
    """The code in these rows, or None."""
    try:
        data = "\n".join(rows).encode()
    except UnicodeEncodeError:
        return None
    tree = parsed(data, grammar)
    if tree is None:
        return None
    functions, comments = _found(tree, data, grammar)
    wrong = list(errors(tree.root_node))
    if _damage(wrong, [function.body for function in functions]) > _MOST_DAMAGED * len(data):
        return None
    out = [part for function in functions if (part := parts.body(function, rows, grammar))]
    named = tuple((function.whole.start_point.row, function.name) for function in functions)
    return Code(tuple(sorted((*out, *parts.comments(comments, rows)))), named, len(wrong))


def _starts(parts: Iterable[Part]) -> Iterator[int]:
    past = -1
    for part in parts:
        if part.first > past:
            past = part.last
            yield part.start


def _found(tree: Tree, data: bytes, grammar: Grammar) -> tuple[list[Function], list[Comment]]:
    """Every function once, by its name if it has one, and every comment; both in order."""
    functions: dict[int, Function] = {}
    comments: dict[int, Comment] = {}
    for _, captures in QueryCursor(loaded(grammar)[1]).matches(tree.root_node):
        names, wholes = captures.get("name", []), captures.get("whole", [])
        for node in captures.get("comment", ()):
            comments[node.start_byte] = Comment(node, *wholes)
        for node in captures.get("body", ()):
            if names or node.start_byte not in functions:
                functions[node.start_byte] = Function(wholes[0], node, _name(data, *names))
    return [functions[at] for at in sorted(functions)], [comments[at] for at in sorted(comments)]


def _name(data: bytes, *nodes: Node) -> str:
    """What names a function, without what follows in C."""
    said = next((data[node.start_byte : node.end_byte] for node in nodes), b"")
    return said.decode("utf-8", "replace").partition("(")[0].strip("*& ")


def _damage(wrong: Sequence[Node], bodies: Sequence[Node]) -> int:
    """The bytes that are not understood, without the sound functions among them."""
    spans = sorted((node.start_byte, node.end_byte) for node in wrong)
    damage, past = sum(end - start for start, end in spans), 0
    for body in bodies:
        at = bisect(spans, (body.start_byte, body.end_byte))
        if not body.has_error and body.start_byte >= past and at and spans[at - 1][1] >= body.end_byte:
            past = body.end_byte
            damage -= past - body.start_byte
    return damage
