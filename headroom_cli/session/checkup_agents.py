"""Checks of the agents: the catalogue, which are installed, and what wrapping each would come to here.

Law: no agent is started, and what wrapping would do is asked of the plan itself, so that the checkup
can say nothing else than the run.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from headroom_cli.agents import catalog
from headroom_cli.errors import ConfigError
from headroom_cli.model import Agent, LaunchPlan
from headroom_cli.session import userfiles
from headroom_cli.session.finding import Finding, Patient, note, ok
from headroom_cli.session.plan import Site, plan

_BASE = "http://127.0.0.1:0/checkup"
_HOW_TO_INSTALL = "`headroom agents` says how to install each; `headroom demo` needs no agent."


def catalogue(who: Patient) -> Iterator[Finding]:
    """The catalogue with the person's own laid over it; ConfigError names the line that is wrong."""
    own = who.settings.config_dir / catalog.FILE_NAME
    known = catalog.load(own)
    yield ok(f"{', '.join(known)}{f'; {own} is laid over ours' if own.exists() else ''}")


def agents(who: Patient) -> Iterator[Finding]:
    """Each agent that is installed: whether anything would be saved with it. Without any, how to get one."""
    known, planned = _known(who), plans(who)
    for name, plan_of_it in planned.items():
        yield from _agent(known[name], plan_of_it)
    if not planned:
        titles = ", ".join(agent.title for agent in known.values() if agent.command)
        yield note(f"none is installed, or none on the PATH: {titles}", _HOW_TO_INSTALL)


def plans(who: Patient) -> dict[str, LaunchPlan]:
    """What wrapping each installed agent would do, by its name."""
    installed = {name: _plan(agent, who) for name, agent in _known(who).items()}
    return {name: planned for name, planned in installed.items() if planned}


def host(url: str) -> str:
    """Where a URL leads, without path and credentials."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _agent(agent: Agent, planned: LaunchPlan) -> Iterator[Finding]:
    for said in planned.notes:
        yield note(f"{agent.title}: {said}", "If that is not wanted, unset what is named here.")
    if planned.upstreams and not planned.notes:
        more = f"; experimental: {agent.experimental}" if agent.experimental else ""
        yield ok(f"{agent.title}: {planned.argv[0]}, requests go to {_where(planned, agent)}{more}")


def _where(planned: LaunchPlan, agent: Agent) -> str:
    """The hosts that requests go to, and whether the person named them."""
    hosts = ", ".join(dict.fromkeys(host(url) for url in planned.upstreams.values()))
    return hosts if planned.upstreams == agent.upstreams else f"{hosts} (yours)"


def _plan(agent: Agent, who: Patient) -> LaunchPlan | None:
    executable = catalog.installed(agent, who.environment.get("PATH", ""))
    if executable is None:
        return None
    given = userfiles.read(agent, (), who.environment, who.folder)
    return plan(agent, given, Site(executable=executable, base=_BASE, folder=str(who.settings.data_dir)))


def _known(who: Patient) -> catalog.Catalogue:
    """The catalogue; ours alone when the person's own cannot be used, which another check says."""
    try:
        return catalog.load(who.settings.config_dir / catalog.FILE_NAME)
    except ConfigError:
        return catalog.load()
