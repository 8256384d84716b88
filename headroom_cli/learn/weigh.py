"""What a failed call cost, and how it is quoted.

Law: tokens are estimated from characters (within a fifth for four of five calls): a session's end does not wait
for a tokenizer. Quotes are one line, masked, and short.
"""

from __future__ import annotations

import json
from typing import Any

from headroom_cli import tokens
from headroom_cli.learn.mask import mask
from headroom_cli.learn.steps import Step

_QUOTED = 160
_CHARACTERS_A_TOKEN = 3.6


def cost(step: Step) -> dict[str, Any]:
    """The fields of an episode that tell of its failed call."""
    return {
        "id": step.call.id,
        "session": step.session,
        "at": step.at,
        "tried": quote(step),
        "tokens": spent(step),
        "request": step.request,
    }


def spent(step: Step) -> int:
    """Tokens of a call and of its result, estimated, in those of the model that read them."""
    size = len(json.dumps(dict(step.call.arguments), default=str)) + step.size
    return round(size / _CHARACTERS_A_TOKEN * tokens.factor(step.model))


def quote(step: Step) -> str:
    """A call as it was typed, in one line."""
    said = step.call.what if step.call.does == "run" else f"{step.call.tool} {step.call.what}"
    return short(said)


def short(text: str) -> str:
    """A text in one line, masked and not too long."""
    line = " ".join(mask(text).split())
    return line if len(line) <= _QUOTED else f"{line[: _QUOTED - 1]}…"
