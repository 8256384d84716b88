"""A syntax tree of a text: parsed in bounded time, and how much of the text it does not understand.

Law: parsing takes a number of steps that is bounded by the size of the text. What needs more, as
texts that are no code can, has no tree; the number is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node, Parser, Tree

from headroom_cli.compressors._code.grammars import Grammar, loaded

_CHUNK = 1 << 16
_STEPS = 32
_BYTES_A_STEP = 40  # code takes 60 to 280


def parsed(data: bytes, grammar: Grammar) -> Tree | None:
    """The tree of a text, or None when it takes too long to make sense of it."""
    steps = 0

    def is_enough(offset: int, has_error: bool) -> bool:
        nonlocal steps
        del has_error
        steps += 1
        return steps > _STEPS + offset // _BYTES_A_STEP

    try:
        return Parser(loaded(grammar)[0]).parse(lambda at, _: data[at : at + _CHUNK], progress_callback=is_enough)
    except ValueError:
        return None


def errors(root: Node) -> Iterator[Node]:
    """The topmost nodes that the parser could not make sense of, or had to make up."""
    left = [root]
    while left:
        node = left.pop()
        if node.is_error or node.is_missing:
            yield node
        elif node.has_error:
            left += node.children


def last_row(node: Node) -> int:
    """The last row of a node; one that ends with a line end does not reach into the next."""
    return node.end_point.row - (node.end_point.column == 0)
