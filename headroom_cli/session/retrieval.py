"""The retrieve tool at work: the words of `ccr` over a store, offered through MCP, written down.

Law: an answer is the store's text or a plain sentence about what to do instead, also when the store
fails.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from headroom_cli import __version__, tokens
from headroom_cli.ccr import tool
from headroom_cli.mcp import Server, Tool
from headroom_cli.proxy.retrieval import Answering
from headroom_cli.stores import Store

Note = Callable[[bool, int], None]


def answering(store: Store, note: Note) -> Answering:
    """Answers calls of the tool from `store`; `note` is told of each: hit or miss, tokens."""

    def retrieve(arguments: Mapping[str, Any]) -> tuple[str, bool]:
        answer = tool.answer(arguments, store.get)
        note(answer.hit, tokens.count(answer.text))
        return answer.text, answer.is_error

    return retrieve


def mcp_server(retrieve: Answering) -> Server:
    """The `headroom` MCP server."""
    tools = {tool.NAME: Tool(tool.DESCRIPTION, tool.SCHEMA, retrieve, tool.HINTS)}
    return Server(tools, name="headroom", version=__version__, instructions=tool.INSTRUCTIONS)
