"""`headroom agents`: the agents that can be wrapped, how far, and which of them are installed.

Law: nothing is started to find out; installed means that the command is on the PATH.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import typer

from headroom_cli import settings
from headroom_cli.cli import console
from headroom_cli.model import Agent

if TYPE_CHECKING:
    from rich.text import Text

_RETRIEVAL = {"mcp": "by MCP", "stream": "in the stream", "none": "no"}


def agents(as_json: bool = typer.Option(False, "--json", help="Print the list for programs.")) -> None:
    """List the agents that can be wrapped, and which are installed."""
    from headroom_cli.agents import catalog  # noqa: PLC0415

    search_path = settings.environment().get("PATH", "")
    known = catalog.load(settings.load().config_dir / catalog.FILE_NAME)
    rows = [(agent, catalog.installed(agent, search_path)) for agent in known.values()]
    if as_json:
        console.say(json.dumps([_record(agent, place) for agent, place in rows], indent=2))
    else:
        _show(rows)


def _record(agent: Agent, place: str | None) -> dict[str, Any]:
    return {
        "name": agent.name,
        "title": agent.title,
        "command": agent.command,
        "installed": place,
        "install": agent.install,
        "verified": agent.verified,
        "verified_on": agent.verified_on,
        "retrieval": agent.retrieval,
        "experimental": agent.experimental,
        "recipe": agent.recipe,
    }


def _show(rows: list[tuple[Agent, str | None]]) -> None:
    table = console.table("agent", "what it is", "tried with", "on", "retrieval", "installed", left=6)
    for agent, place in rows:
        retrieval = "" if agent.recipe else _RETRIEVAL[agent.retrieval]
        table.add_row(agent.name, agent.title, agent.verified, agent.verified_on, retrieval, _where(agent, place))
    console.show(table)
    for agent in (agent for agent, _ in rows if agent.experimental):
        console.say(f"{agent.name} is experimental: {agent.experimental}")


def _where(agent: Agent, place: str | None) -> Text:
    if place:
        return console.styled(place, "green")
    return console.styled(f"`headroom wrap {agent.name}` says how" if agent.recipe else f"no: {agent.install}", "dim")


PLUGIN = agents
