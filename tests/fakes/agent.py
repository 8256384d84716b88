"""An agent without MCP: it holds a conversation with whatever answers at its base URL."""

from __future__ import annotations

import json
from typing import Any

from tests.fakes.proxy import ask
from tests.fakes.speech import Heard, Speech

TOOLS = ("Read", "Bash")


class Agent:
    """Its tools are the test's to play: `say` a prompt, then `answer` the calls that the model made."""

    def __init__(self, url: str, speech: Speech, *, streaming: bool = True, tools: tuple[str, ...] = TOOLS) -> None:
        self.url = url
        self.messages: list[dict[str, Any]] = []
        self.answers: list[bytes] = []
        self._speech = speech
        self._streaming = streaming
        self._tools = tools
        self._calls: list[str] = []

    @property
    def path(self) -> str:
        return self._speech.path(streaming=self._streaming)

    def body(self) -> bytes:
        """The request that it would send now, as agents do: compact, not escaped to ASCII."""
        request = self._speech.body(self.messages, self._tools, streaming=self._streaming)
        return json.dumps(request, ensure_ascii=False, separators=(",", ":")).encode()

    def say(self, text: str) -> Heard:
        """A prompt, and what comes of it."""
        self.messages += self._speech.prompt(text)
        return self.send()

    def answer(self, *results: str) -> Heard:
        """The results of the calls that the model made last, in order, and what comes of them."""
        self.do(*results)
        return self.send()

    def do(self, *results: str) -> None:
        """The results alone."""
        self.messages += self._speech.results(dict(zip(self._calls, results, strict=True)))

    def send(self) -> Heard:
        """The request as it is, and what comes of it."""
        status, _, answer = ask(self.url, "POST", self.path, self.body())
        self.answers.append(answer)
        assert status == 200, answer
        heard = self._speech.heard(answer, streaming=self._streaming)
        self._calls = heard.calls
        self.messages += heard.messages
        return heard
