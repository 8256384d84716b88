"""What OpenAI's two dialects have in common of retrieval within an answer.

Law: a request that wants several answers at once is none that the tool is offered in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from headroom_cli.dialects.node import root
from headroom_cli.dialects.spans import dump, insert, patched


def offered(body: bytes, tool: Mapping[str, Any]) -> bytes:
    """The request with a tool more, first of all; as it came where it has none, or wants several answers."""
    top = root(body).fields()
    tools = top.get("tools")
    several = "n" in top and top["n"].raw not in {b"1", b"null"}
    if tools is None or not tools.is_list or not tools.items() or several:
        return body
    return patched(body, [insert(tools.span[0] + 1, f"{dump(tool)},")])


def summed(usage: Any, written: str, said: int) -> dict[str, str]:
    """The figures of the last leg by their paths, with what the legs before it said."""
    if not isinstance(usage, dict):
        return {}
    return {f"usage.{key}": str(usage.get(key, 0) + said) for key in (f"{written}_tokens", "total_tokens")}
