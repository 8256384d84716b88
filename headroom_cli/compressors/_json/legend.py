"""What a reader must be told of the short notation, in few words.

Law: only marks that are used are explained, so that a small text is not outweighed by its legend.
"""

from __future__ import annotations

import re

_MARKS = {
    re.compile(""): "`x: a|b` names the cells in x[…], x(…), x{…}; an empty or missing cell: no such field",
    re.compile(r"[\w.]=[^|\n]"): "a=v: v in every row",
    re.compile(r"\?="): "a?=v: empty cell is v",
    re.compile(r"[|:] ?\?"): "?a: only rows that have an a say it, as a:v",
    re.compile(r"<[\w.]+>"): "<a>: that row's a",
    re.compile(r"<>"): "<>: the cell",
    re.compile(r" by "): "a by b: found in the list of b",
    re.compile(r"#[|\n]"): "a#: number in the list of a",
    re.compile(r"\^[|=\n]"): "a^: empty cell is as above",
    re.compile(r"\^[+-]\d"): "a^+n: empty cell is n more than above",
    re.compile(r"^\w+\[\]: ", re.MULTILINE): "x[]: its rows are arrays",
    re.compile(r"^\w+@", re.MULTILINE): "x@a: rows said once, then named by a",
    re.compile(r"^\w+#", re.MULTILINE): "x#: rows said once, then named by number",
}
_PACKED = "~x: a string that is x as JSON (~~x: and a line break)"


def legend(declarations: str, *, packed: bool = False) -> list[str]:
    """The words that explain the marks in `declarations`, none where nothing is declared; and of JSON in strings."""
    said = [words for mark, words in _MARKS.items() if declarations and mark.search(declarations)]
    return [*said, _PACKED] if packed else said
