"""Which language a block is code of, by the file that was read, else by the look of its first lines.

Law: cheap, and in doubt none: what was searched, compared, written or run is no reading of a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from headroom_cli.compressors._code.grammars import GRAMMARS, Grammar
from headroom_cli.model import Block

_BY_ENDING = {ending: grammar for grammar in GRAMMARS for ending in grammar.endings}
FILE = re.compile(rf"(?<![^\s'\"])[^\s'\"]*\.({'|'.join(_BY_ENDING)})(?![\w./-])")
_ENDING = re.compile(r"\.\w+$")
_SHELL = ("command", "cmd")
_NO_READING = {
    *("pattern", "query", "regex"),
    *("old_string", "new_string", "old_str", "new_str", "insert_line", "content", "file_text", "patch"),
}
_READS = re.compile(r"\b(?:cat|sed -n|head|tail|nl|bat|awk|less|git show|Get-Content)\b")
_DOES_MORE = re.compile(r"\b(?:grep|rg|ag|find|diff|blame|wc|sort|pytest|sed -i)\b|<<")
_DIFF = re.compile(r"^(?:diff --git |--- \S|@@ -\d|commit [0-9a-f]{7})", re.MULTILINE)
_LOOK = 2048
_MOST = 4000
_FEWEST_SIGNS = 4
_SHARE_OF_SIGNS = 0.15


def language(block: Block) -> Grammar | None:
    """The language, or None where the block is not certainly code of one that is known."""
    if _NO_READING & block.arguments.keys() or _DIFF.search(block.text[:_LOOK]):
        return None
    for path in _places(block):
        return _named(path) if _ENDING.search(path) else _shown(block.text[:_LOOK])
    shell = next((v for v in map(block.arguments.get, _SHELL) if isinstance(v, str)), None)
    if shell is None:
        return _shown(block.text[:_LOOK])
    return _named(shell[:_MOST]) if _READS.search(shell) and not _DOES_MORE.search(shell) else None


def is_place(argument: str) -> bool:
    """Whether an argument of this name says where something is."""
    return "path" in argument.lower() or "file" in argument.lower()


def _places(block: Block) -> Iterator[str]:
    return (value for name, value in block.arguments.items() if is_place(name) and isinstance(value, str))


def _named(words: str) -> Grammar | None:
    """The language of the last file that is named."""
    endings = FILE.findall(words)
    return _BY_ENDING[endings[-1]] if endings else None


def _shown(text: str) -> Grammar | None:
    """The language that has by far the most signs among the first lines."""
    rows = [row.strip() for row in re.sub(r"^ *\d+(?:\t|→| ?\| ?)", "", text, flags=re.MULTILINE).split("\n")]
    counts = [sum(re.match(grammar.signs, row) is not None for row in rows) for grammar in GRAMMARS]
    best = counts.index(max(counts))
    sure = counts[best] >= max(_FEWEST_SIGNS, _SHARE_OF_SIGNS * sum(map(bool, rows)))
    return GRAMMARS[best] if sure else None
