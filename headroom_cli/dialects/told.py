"""Commands that an agent without tools ran for the person, told of in the person's own text, as Aider tells them.

Law: only a text that is all of it such a report is a result; files, questions and whatever else a person says
are never taken for one.
"""

from __future__ import annotations

import re
from dataclasses import replace

from headroom_cli.model import Block

_REPORT = re.compile(r"I ran this command:\n\n(?P<command>.+?)\n\nAnd got this output:\n\n", re.DOTALL)
BEGINNING = rb'"I ran this command:\n\n'  # of the string that holds a report, as JSON has it


def result(text: Block) -> Block:
    """The result that a person's text reports; any other block as it is."""
    found = _REPORT.match(text.text) if text.kind == "text" and text.role == "user" else None
    if found is None:
        return text
    return replace(text, kind="result", tool="run", arguments={"command": found["command"]})
