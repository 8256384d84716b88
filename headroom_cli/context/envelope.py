"""The envelope that an agent puts around a tool's output: notices before and after it, which stay as they are.

Law: head, core and tail together are the text, byte for byte; a head ends and a tail begins at a line's
end. What stands in them is the agent's, not the tool's, so it says nothing of what kind the core is.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_MOST = 40  # lines of a notice
_TAG = re.compile(
    r"</?(bash-std(?:out|err)|command|description|error|exit_code|output(?:_head|_tail)?|result|returncode|std(?:out|err)"
    r"|system-reminder|untrusted_context|warning)>"
)
_LONG = ("<warning>", "<system-reminder>", "<description>")  # a notice of several lines goes on to its end tag
_NOTICE = re.compile(
    r"Exit code -?\d+$|Chunk ID: \w+$|Wall time:? [\d.]+ \w+$|Process (?:exited with code|running with session ID) \S+$"
    r"|Original token count: \d+$|Total output lines: \d+$|Script (?:completed|failed)$|Output:$"
    r"|Warning: truncated output|\(Open file: .*\)$|\(Current directory: .*\)$|bash-\$$"
    r"|\[The command completed with exit code -?\d+\.?\]$"
)
_REPORT = re.compile(r"I ran this command:\n\n.+?\n\nAnd got this output:\n\n", re.DOTALL)


class Opened(NamedTuple):
    """A text in three; a head is empty or ends with a line end, a tail is empty or begins with one."""

    head: str
    core: str
    tail: str


def opened(text: str) -> Opened:
    """The text taken out of its envelope; all of it is core where there is none."""
    report = _REPORT.match(text)
    if report and report.end() < len(text):
        return Opened(report[0], text[report.end() :], "")
    lines = text.split("\n")
    start = _head(lines)
    end = _tail(lines, start)
    head = "".join(f"{line}\n" for line in lines[:start])
    tail = "".join(f"\n{line}" for line in lines[end:])
    return Opened(head, "\n".join(lines[start:end]), tail)


def _head(lines: list[str]) -> int:
    """How many lines at the beginning are the agent's own; one line at least is left."""
    at = 0
    while at < len(lines) - 1 and (_TAG.match(lines[at]) or _NOTICE.match(lines[at])):
        at = _ended(lines, at) + 1
    return min(at, len(lines) - 1)


def _ended(lines: list[str], at: int) -> int:
    """The last line of the notice that begins at a line; that line itself where no end is near."""
    tag = next((tag for tag in _LONG if lines[at].startswith(tag)), "")
    ends = tag.replace("<", "</")
    near = range(at, min(at + _MOST, len(lines)))
    return next((n for n in near if ends in lines[n]), at) if tag else at


def _tail(lines: list[str], start: int) -> int:
    """Where the agent's own lines at the end begin."""
    end = len(lines)
    while end > start + 1 and (_TAG.fullmatch(lines[end - 1]) or _NOTICE.match(lines[end - 1])):
        end -= 1
    return end
