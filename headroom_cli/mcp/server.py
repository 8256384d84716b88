"""A server of tools: what MCP asks, answered; the same for every transport.

Law: it answers from its arguments alone and keeps nothing between two messages, so that any process
may answer any message of a session, also after a restart. A tool that fails is told to the model.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from headroom_cli.errors import HeadroomError
from headroom_cli.mcp import jsonrpc
from headroom_cli.mcp.jsonrpc import INVALID_PARAMS, UNKNOWN_METHOD, RpcError

_VERSIONS = ("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool that only reads. `call` gives a text and whether it is an error.

    `meta` is said to the client as it is, under `_meta`.
    """

    description: str
    schema: Mapping[str, Any]
    call: Callable[[Mapping[str, Any]], tuple[str, bool]]
    meta: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Server:
    """Tools under their names, and what the client is told about them in `instructions`."""

    tools: Mapping[str, Tool]
    name: str
    version: str
    instructions: str = ""

    def handle(self, message: bytes) -> bytes | None:
        """The answer to one message, or None when none is due; blocks as long as the tool does."""
        return jsonrpc.handle(message, self._dispatch)

    def _dispatch(self, method: str, params: Mapping[str, Any]) -> Mapping[str, Any]:
        if method == "initialize":
            return self._initialize(params)
        if method == "ping" or method.startswith("notifications/"):
            return {}
        if method == "tools/list":
            return {"tools": [_listed(name, tool) for name, tool in self.tools.items()]}
        if method == "tools/call":
            return self._call(params)
        raise RpcError(UNKNOWN_METHOD, f"unknown method {method}")

    def _initialize(self, params: Mapping[str, Any]) -> Mapping[str, Any]:
        asked = params.get("protocolVersion")
        return {
            "protocolVersion": asked if asked in _VERSIONS else _VERSIONS[0],
            "capabilities": {"tools": {}},
            "serverInfo": {"name": self.name, "version": self.version},
            "instructions": self.instructions,
        }

    def _call(self, params: Mapping[str, Any]) -> Mapping[str, Any]:
        name, arguments = params.get("name"), params.get("arguments") or {}
        tool = self.tools.get(name) if isinstance(name, str) else None
        if tool is None:
            raise RpcError(INVALID_PARAMS, f"unknown tool {name}")
        if not isinstance(arguments, dict):
            raise RpcError(INVALID_PARAMS, "arguments must be an object")
        text, is_error = _run(tool, arguments)
        return {"content": [{"type": "text", "text": text}], "isError": is_error}


def _run(tool: Tool, arguments: Mapping[str, Any]) -> tuple[str, bool]:
    try:
        return tool.call(arguments)
    except HeadroomError as error:
        return f"{error.message}. {error.hint}", True
    except Exception as error:  # noqa: BLE001 - whatever a tool does, the request gets its answer
        _log.exception("a tool failed")
        return f"This failed inside headroom ({type(error).__name__}). Do without it.", True


def _listed(name: str, tool: Tool) -> dict[str, Any]:
    return {
        "name": name,
        "description": tool.description,
        "inputSchema": tool.schema,
        "annotations": {"readOnlyHint": True, "destructiveHint": False, "openWorldHint": False},
        "_meta": tool.meta,
    }
