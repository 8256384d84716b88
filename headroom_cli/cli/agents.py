"""`headroom agents`: the agents that can be wrapped, how far, and which of them are installed.

Law: nothing is started to find out; installed means that the command is on the PATH.
"""

from __future__ import annotations

import json
from typing import Any

import typer

from headroom_cli import settings
from headroom_cli.cli import console
from headroom_cli.model import Agent

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
    wrapped = [(agent, place) for agent, place in rows if not agent.recipe]
    table = console.table("agent", "what it is", "tried with", "on", "retrieval", "installed", left=6)
    for agent, place in wrapped:
        here = console.styled("yes", "green") if place else console.styled("no", "dim")
        table.add_row(agent.name, agent.title, agent.verified, agent.verified_on, _RETRIEVAL[agent.retrieval], here)
    console.show(table)
    _list("to install one", [(agent.name, agent.install) for agent, place in wrapped if not place])
    _list("experimental", [(agent.name, agent.experimental) for agent, _ in wrapped if agent.experimental])
    _list("by hand", [(agent.name, f"`headroom wrap {agent.name}` says how") for agent, _ in rows if agent.recipe])


def _list(title: str, told: list[tuple[str, str]]) -> None:
    """What is to be said of some agents, a row each."""
    if told:
        table = console.table(title, "", left=2)
        for row in told:
            table.add_row(*row)
        console.show(table, gap=1)


PLUGIN = agents
