"""From an agent's name and a person's command line to the plan of a run: the reading that a plan needs.

Law: everything is read once, before anything is started; the plan itself is made when the proxy's URL
is known, and from values alone.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from headroom_cli.agents import catalog
from headroom_cli.errors import AgentNotFoundError
from headroom_cli.model import LaunchPlan
from headroom_cli.session import userfiles
from headroom_cli.session.plan import Site, plan
from headroom_cli.settings import Settings, environment, here


def planner(name: str, args: tuple[str, ...], settings: Settings) -> Callable[[str, Path], LaunchPlan]:
    """What makes the plan of a run of agent `name`, given the proxy's URL and the run's private folder.

    AgentNotFoundError when it is unknown, not installed or no command, ConfigError when the catalogue cannot
    be used or the current folder is gone.
    """
    agent = catalog.pick(catalog.load(settings.config_dir / catalog.FILE_NAME), name)
    if agent.recipe:
        raise AgentNotFoundError(f"{agent.title} is no command that can be wrapped", agent.recipe)
    env = environment()
    executable = catalog.executable(agent, env.get("PATH", ""))
    given = userfiles.read(agent, args, env, here())
    return lambda base, folder: plan(agent, given, Site(executable=executable, base=base, folder=str(folder)))
