"""Parts of a text: runs of rows that may be left out of it, each with what may stand for it.

Law: a part is named only where its extent is certain: the tree of a function holds no error, and its
rows hold nothing else. Of comments and docstrings the first line is never in a part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tree_sitter import Node

from headroom_cli.compressors._code.grammars import Grammar
from headroom_cli.compressors._code.tree import last_row

_FEWEST = 4
_SAYS = re.compile(r"\w")
_LEADER = re.compile(r"\s*[/#*!]+")
_BEFORE_WORDS = " \t/*#!rRuUbBfF\"'"


@dataclass(frozen=True, slots=True)
class Function:
    """A function in a tree: all of it, its body, its name."""

    whole: Node
    body: Node
    name: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in a tree, or a docstring and what it is of."""

    node: Node
    owner: Node | None = None


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """Rows `first` to `last` (counted from 0, both in it) of what reaches from row `start` to row `end`.

    `mark` is what stands for them, up to the words that say which lines they were. A function's body
    has the function's `name`, if it has one.
    """

    first: int
    last: int
    start: int
    end: int
    mark: str
    name: str = ""

    @property
    def rows(self) -> int:
        """How many rows would be left out."""
        return self.last + 1 - self.first


def body(function: Function, rows: Sequence[str], grammar: Grammar) -> Part | None:
    """The body of a function, without its docstring."""
    whole, node = function.whole, function.body
    inner = _statements(node, rows) if grammar.indented else _between_braces(node)
    if whole.has_error or not inner:
        return None
    first = inner[0].start_point.row if grammar.indented else node.start_point.row + 1
    last = last_row(inner[-1]) if grammar.indented else node.end_point.row - 1
    indent = _indent(rows[inner[0].start_point.row])
    if last + 1 - first < _FEWEST or (grammar.indented and not _ends(rows, last, indent)):
        return None
    mark = indent + grammar.placeholder
    return Part(first, last, whole.start_point.row, node.end_point.row, mark, function.name)


def comments(found: Sequence[Comment], rows: Sequence[str]) -> list[Part]:
    """What follows the first line of comments and docstrings that have rows of their own."""
    blocks: list[list[Comment]] = []
    for comment in found:
        if not _is_alone(comment.node, rows):
            continue
        if blocks and _goes_on(blocks[-1][-1].node, comment.node, rows):
            blocks[-1].append(comment)
        else:
            blocks.append([comment])
    return [part for block in blocks if (part := _comment(block, rows))]


def _between_braces(node: Node) -> list[Node]:
    """What is in the braces, if it shares no row with them."""
    inner = node.children[1:-1]
    apart = inner and inner[0].start_point.row > node.start_point.row and last_row(inner[-1]) < node.end_point.row
    return inner if apart else []


def _statements(node: Node, rows: Sequence[str]) -> list[Node]:
    """The statements after the docstring, if the first one begins a row."""
    told = [child for child in node.children if child.type != "comment"]
    doc = bool(told) and [n.type for n in told[0].children] == ["string"]
    return told[doc:] if told[doc:] and _begins(told[doc], rows) else []


def _ends(rows: Sequence[str], last: int, indent: str) -> bool:
    """Whether the next row stands further out, so that the body cannot go on."""
    after = next((rows[at] for at in range(last + 1, len(rows)) if rows[at].strip()), "")
    return len(_indent(after)) < len(indent)


def _is_alone(node: Node, rows: Sequence[str]) -> bool:
    """Whether a comment shares its rows with nothing; columns are counted in bytes."""
    at = node.end_point.column
    return _begins(node, rows) and (at == 0 or at >= len(rows[last_row(node)].rstrip().encode()))


def _begins(node: Node, rows: Sequence[str]) -> bool:
    """Whether only blanks stand before it in its row."""
    return node.start_point.column == len(_indent(rows[node.start_point.row]))


def _goes_on(before: Node, node: Node, rows: Sequence[str]) -> bool:
    """Whether two comments to the line's end are one."""
    at = before.start_point.row
    return (
        node.start_point == (at + 1, before.start_point.column)
        and last_row(before) == at
        and not _is_closed(before, rows)
        and not _is_closed(node, rows)
    )


def _comment(block: Sequence[Comment], rows: Sequence[str]) -> Part | None:
    """The part of a comment that is one node, or several to the line's end."""
    node, owner = block[0].node, block[0].owner or block[0].node
    begin, end, closed = node.start_point.row, last_row(block[-1].node), _is_closed(node, rows)
    said = begin + (not _SAYS.search(rows[begin].lstrip(_BEFORE_WORDS)))
    last = end - closed
    if last - said < _FEWEST:
        return None
    leader = _LEADER.match(rows[said + 1] if closed else rows[begin])
    mark = f"{leader[0]} " if leader else _indent(rows[begin])
    return Part(said + 1, last, owner.start_point.row, end + 1, f"{mark}... ")


def _is_closed(node: Node, rows: Sequence[str]) -> bool:
    """Whether it ends with a sign of its own, on its last row: a docstring does, and `/* ... */`."""
    return node.type == "string" or rows[node.start_point.row].startswith("/*", node.start_point.column)


def _indent(row: str) -> str:
    return row[: len(row) - len(row.lstrip())]
