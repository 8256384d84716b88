"""MCP: the Model Context Protocol's words, message in, message out; sans I/O.

Law: every message gets at most one answer, and no message, however broken, raises.
"""

from headroom_cli.mcp.server import Server, Tool

__all__ = ["Server", "Tool"]
