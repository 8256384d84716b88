"""The APIs that the fake provider speaks: how a request of each is read, refused and answered.

Law: what a script says does not depend on the API; a request is read into the shape of a Messages
request, and its answer is written in its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.fakes import answer, chat, gemini, responses, strict
from tests.fakes.script import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """One API.

    `violations(body)`: the rules that a request breaks. `read(path, body)`: the same request in the shape of
    a Messages request, with `model` and `stream`. `message(turn, seed, model, usage)`: the whole answer;
    `events(answer, body)`: the same as a stream. `automatic`: every prefix is kept without being asked.
    """

    path: re.Pattern[str]
    violations: Callable[[Any], list[str]]
    read: Callable[[str, dict[str, Any]], dict[str, Any]]
    message: Callable[[Turn, str, str, dict[str, Any]], dict[str, Any]]
    events: Callable[[dict[str, Any], dict[str, Any]], Iterator[bytes]]
    error: Callable[[int, str], dict[str, Any]]
    automatic: bool = True


MESSAGES = Api(
    path=re.compile(r"/v1/messages"),
    violations=strict.violations,
    read=lambda _, body: body,
    message=answer.message,
    events=answer.events,
    error=answer.error,
    automatic=False,
)
CHAT = Api(
    path=re.compile(r"(?:/v1|/openai/v1|/openai/deployments/[\w.-]+)/chat/completions"),
    violations=chat.violations,
    read=chat.read,
    message=chat.message,
    events=chat.events,
    error=chat.error,
)
RESPONSES = Api(
    path=re.compile(r"(?:/v1|/openai/v1|/backend-api/codex)/responses"),
    violations=responses.violations,
    read=responses.read,
    message=responses.message,
    events=responses.events,
    error=responses.error,
)
GEMINI = Api(
    path=gemini.PATH,
    violations=gemini.violations,
    read=gemini.read,
    message=gemini.message,
    events=gemini.events,
    error=gemini.error,
)
_APIS = (MESSAGES, CHAT, RESPONSES, GEMINI)


def of(path: str) -> Api | None:
    """The API that is spoken on this path."""
    return next((api for api in _APIS if api.path.fullmatch(path)), None)
