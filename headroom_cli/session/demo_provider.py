"""The demo's provider: a scripted model on loopback that reads what it is sent and counts it.

Law: it is nobody's API; it says a fixed story, reports tokens by the same tokenizer and treats the
longest prefix it has seen as cached. The last request stays in FILE, so that what a model really gets
can be shown. `python -m headroom_cli.session.demo_provider FD FILE`, until its standard input ends.
"""

from __future__ import annotations

import json
import re
import socket
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from headroom_cli import tokens
from headroom_cli.ccr import marker

_ADVICE = "The discount of tier 13 exceeded the order. It is capped now; all tests pass."


def main() -> None:
    """Serve on the inherited socket."""
    listener = socket.socket(fileno=int(sys.argv[1]))
    server = ThreadingHTTPServer(listener.getsockname(), _Handler, bind_and_activate=False)
    server.socket = listener
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.buffer.read()


def story(turn: int, last: str) -> list[dict[str, Any]]:
    """What the model says in its `turn`-th answer; `last` is the last thing it was shown."""
    steps: list[tuple[str, str, dict[str, Any]]] = [
        ("I'll look at the code first.", "Read", {"file_path": "src/discounts.py"}),
        ("Now the log of that hour.", "Bash", {"command": "kubectl logs deploy/checkout --since=1h"}),
        ("The errors in full, please.", *_errors(last)),
        ("And the orders around it.", "Bash", {"command": "curl -s https://shop.example/api/v1/orders"}),
        ("Does a test show it?", "Bash", {"command": "pytest -v"}),
        (
            "The discount is not capped.",
            "Edit",
            {"file_path": "src/discounts.py", "new_string": "min(total * rate, total)"},
        ),
        ("Let me read it again.", "Read", {"file_path": "src/discounts.py", "version": 2}),
        ("And run the tests again.", "Bash", {"command": "pytest -v --last-failed-first"}),
        ("The log once more, for the summary.", "Bash", {"command": "kubectl logs deploy/checkout --since=1h"}),
    ]
    if turn >= len(steps):
        return [{"type": "text", "text": _ADVICE}]
    said, tool, asked = steps[turn]
    return [{"type": "text", "text": said}, {"type": "tool_use", "id": f"toolu_{turn}", "name": tool, "input": asked}]


def _errors(last: str) -> tuple[str, dict[str, Any]]:
    """How the model gets at what it was not shown: by the marker's key, or, where all is shown, by a command."""
    if keys := marker.find(last):
        return "mcp__headroom__headroom_retrieve", {"key": keys[-1], "pattern": "ERROR"}
    return "Bash", {"command": "kubectl logs deploy/checkout --since=1h | grep ERROR"}


def usage(messages: list[dict[str, Any]], output: list[dict[str, Any]]) -> dict[str, int]:
    """Tokens as a provider counts them when all but the newest two messages come from its cache."""
    weights = tokens.count_many(json.dumps(m, ensure_ascii=False) for m in messages)
    return {
        "input_tokens": 4,
        "cache_read_input_tokens": sum(weights[:-2]),
        "cache_creation_input_tokens": sum(weights[-2:]),
        "output_tokens": tokens.count(json.dumps(output)),
    }


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["content-length"]))
        Path(sys.argv[2]).write_bytes(raw)
        messages = json.loads(raw)["messages"]
        last = re.sub(r"\\n", "\n", json.dumps(messages[-1], ensure_ascii=False))
        content = story(sum(m["role"] == "assistant" for m in messages), last)
        self._answer({"type": "message", "content": content, "usage": usage(messages, content)})

    def _answer(self, document: dict[str, Any]) -> None:
        body = json.dumps(document).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Nothing is said of a request."""


if __name__ == "__main__":
    main()
