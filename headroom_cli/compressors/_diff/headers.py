"""The header lines of a file in a git diff, which say its path four times, as one line.

Law: `=== path, …` stands for exactly the lines that git writes for that path and those facts; header
lines that git would have written otherwise are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

BEGINS = ("diff --git ", "diff --cc ")
MARK = "=== "
_FACT = re.compile(
    r"(?:old mode|new mode|deleted file mode|new file mode) \d+|(?:dis)?similarity index \d+%"
    r"|index [0-9a-f,]+\.\.[0-9a-f]+(?: \d+)?"
)
_MOVED = re.compile(r"(rename|copy) (from|to) (.+)", re.DOTALL)
_GOES_ON = (
    *("index ", "old mode ", "new mode ", "deleted file mode ", "new file mode ", "similarity index "),
    *("dissimilarity index ", "rename from ", "rename to ", "copy from ", "copy to ", "Binary files ", "--- ", "+++ "),
)
_TELLING = (", ", " => ", "\n")


def end(rows: Sequence[str], at: int) -> int:
    """Where the header that begins at `at` ends."""
    return next((end for end in range(at + 1, len(rows)) if not rows[end].startswith(_GOES_ON)), len(rows))


def said(rows: Sequence[str], *, changed: bool) -> str:
    """The header as one line, or nothing where that would not give its rows back; `changed`: a hunk follows."""
    old, new = _paths(rows)
    facts = list(_facts(rows))
    telling = not old or any(sign in old + new for sign in _TELLING)
    if telling or list(_written(old, new, facts, changed=changed)) != list(rows):
        return ""
    title = old if old == new else f"{old} => {new}"
    return MARK + ", ".join((title, *facts))


def path(rows: Sequence[str]) -> str:
    """The path of the file after the change, empty where it is not certain."""
    return _paths(rows)[1]


def _paths(rows: Sequence[str]) -> tuple[str, str]:
    if rows[0].startswith("diff --cc "):
        both = rows[0].removeprefix("diff --cc ")
        return both, both
    moved = {match[2]: match[3] for row in rows if (match := _MOVED.fullmatch(row))}
    both = rows[0].removeprefix("diff --git a/")
    both = both[: (len(both) - len(" b/")) // 2]
    return moved.get("from", both), moved.get("to", both)


def _facts(rows: Sequence[str]) -> Iterator[str]:
    if rows[0].startswith("diff --cc "):
        yield "merged"
    for row in rows:
        if _FACT.fullmatch(row):
            yield row
        elif row.startswith("Binary files "):
            yield "binary"
        elif row.startswith(("rename from ", "copy from ")):
            yield row.partition(" ")[0]


def _written(old: str, new: str, facts: Sequence[str], *, changed: bool) -> Iterator[str]:
    """The rows that git writes for these facts."""
    begun = any(fact.startswith("new file mode") for fact in facts)
    ended = any(fact.startswith("deleted file mode") for fact in facts)
    sides = "/dev/null" if begun else f"a/{old}", "/dev/null" if ended else f"b/{new}"
    yield f"diff --cc {old}" if "merged" in facts else f"diff --git a/{old} b/{new}"
    for fact in facts:
        if fact == "binary":
            yield f"Binary files {sides[0]} and {sides[1]} differ"
        elif fact in ("rename", "copy"):
            yield from (f"{fact} from {old}", f"{fact} to {new}")
        elif fact != "merged":
            yield fact
    if changed:
        yield from (f"--- {_named(sides[0])}", f"+++ {_named(sides[1])}")


def _named(side: str) -> str:
    return f"{side}\t" if " " in side else side
