"""The demo's agent: a small scripted coding agent that works through whatever base URL it is given.

Law: it knows nothing of Headroom but what a real agent knows: a base URL in its environment and an
MCP server in its configuration. `python -m headroom_cli.session.demo_agent MCP_CONFIG`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from headroom_cli.session import demo_material as material
from headroom_cli.settings import environment

_TOOLS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "Read": lambda asked: material.source(int(asked.get("version", 1))),
    "Bash": lambda asked: _run(str(asked["command"])),
    "Edit": lambda _asked: "The file src/discounts.py has been updated successfully.",
}
_TASK = "Order 7713 was refused. Find out why and mend it."
_WIDTH = 80
_RETRIEVE = "mcp__headroom__headroom_retrieve"


def main() -> None:
    """Work until the model has no more to ask for."""
    base = environment()["ANTHROPIC_BASE_URL"]
    mcp = json.loads(Path(sys.argv[1]).read_text("utf-8"))["mcpServers"]["headroom"]["url"]
    messages: list[dict[str, Any]] = [{"role": "user", "content": _TASK}]
    _say(f"> {_TASK}")
    while True:
        answer = _post(f"{base}/v1/messages", _request(messages))
        messages.append({"role": "assistant", "content": answer["content"]})
        results = [_result(block, mcp) for block in answer["content"] if block["type"] == "tool_use"]
        _show(answer["content"])
        if not results:
            return
        messages.append({"role": "user", "content": results})


def _request(messages: list[dict[str, Any]]) -> dict[str, Any]:
    tools = [{"name": name, "description": name, "input_schema": {"type": "object"}} for name in (*_TOOLS, _RETRIEVE)]
    return {"model": "claude-sonnet-4-6", "max_tokens": 4096, "tools": tools, "messages": messages}


def _result(block: Mapping[str, Any], mcp: str) -> dict[str, Any]:
    if block["name"] == _RETRIEVE:
        params = {"name": "headroom_retrieve", "arguments": block["input"]}
        told = _post(mcp, {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params})
        text = told["result"]["content"][0]["text"]
    else:
        text = _TOOLS[block["name"]](block["input"])
    return {"type": "tool_result", "tool_use_id": block["id"], "content": text}


def _run(command: str) -> str:
    if command.startswith("pytest"):
        return material.tests(mended=command.endswith("--last-failed-first"))
    if command.startswith("curl"):
        return material.orders()
    wanted = "ERROR" if command.endswith("grep ERROR") else ""
    return "\n".join(line for line in material.log().split("\n") if wanted in line)


def _show(content: list[dict[str, Any]]) -> None:
    for block in content:
        _say(block["text"] if block["type"] == "text" else f"  {block['name']} {json.dumps(block['input'])}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n" if len(line) <= _WIDTH else f"{line[: _WIDTH - 1]}…\n")
    sys.stdout.flush()


def _post(url: str, document: Mapping[str, Any], tries: int = 3) -> Any:
    """The answer; like any agent, it tries again when a connection breaks."""
    headers = {"content-type": "application/json", "anthropic-version": "2023-06-01", "x-api-key": "demo"}
    request = Request(url, json.dumps(document).encode(), headers)  # noqa: S310 - the loopback URL we were given
    try:
        with urlopen(request, timeout=30) as answer:  # noqa: S310 - as above
            return json.load(answer)
    except ConnectionError:
        if tries == 1:
            raise
        return _post(url, document, tries - 1)


if __name__ == "__main__":
    main()
