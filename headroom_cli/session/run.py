"""One wrapped run: socket, proxy, agent, figures, in this order, and everything stopped on every way out.

Law: the agent is started as soon as the socket listens; the proxy boots beside it while connections
wait in the socket's backlog. The user's terminal and files are as before when it is over.
"""

from __future__ import annotations

import os
import secrets
import socket
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from headroom_cli.model import LaunchPlan, Level
from headroom_cli.session import folders
from headroom_cli.session.config import PROXY, ProxyConfig, dump, for_session
from headroom_cli.session.plan import OUTER_BASE
from headroom_cli.settings import Settings, environment, here
from headroom_cli.supervise import child, strays, tree
from headroom_cli.supervise.service import Service

BYPASSED, RESTARTED = "pass-through", "restarted"

Plan = Callable[[str, Path], LaunchPlan]
_BACKLOG = 128


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: the agent's exit code, the session's name in the ledger (empty when there was
    no proxy), and what befell the proxy on the way.
    """

    code: int
    session: str = ""
    befell: tuple[str, ...] = ()


def run(make_plan: Plan, settings: Settings, say: Callable[[str], None]) -> Outcome:
    """Start what `make_plan(base URL, private folder)` plans, and wait for it.

    `say` is told the plan's notes before the agent starts. Raises AgentNotFoundError, StoreError,
    ServiceError.
    """
    session = f"{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(3)}"
    folder = folders.create(settings.data_dir, session)
    with ExitStack() as stack:
        stack.enter_context(folders.in_use(folder))
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=_BACKLOG))
        secret = secrets.token_urlsafe(16)
        plan = make_plan(f"http://127.0.0.1:{listener.getsockname()[1]}/{secret}", folder)
        for note in plan.notes:
            say(note)
        env = environment() | dict(plan.set_env)
        if not plan.upstreams:
            return Outcome(child.run(plan.argv, env))
        stack.callback(_remove, plan.files)
        with folders.writing(folder):
            _write(plan.files)
        network = environment() | dict(plan.serve_env)
        config = replace(
            for_session(settings, session, folder, network),
            secret=secret,
            upstreams=plan.upstreams,
            exact=True,
            by_header=plan.by_header,
            reach="never" if plan.retrieval == "none" else "offered",
            offer=plan.retrieval == "stream",
            agent=plan.agent,
            project=here().name,
        )
        service = Service(PROXY, listener, _configs(config), log=folder / "proxy.log", env=network)
        code = _supervise(plan, env, service)
    folders.sweep_old(settings)
    return Outcome(code, session, (RESTARTED,) * service.restarts + (BYPASSED,) * service.bare)


def _supervise(plan: LaunchPlan, env: Mapping[str, str], service: Service) -> int:
    service.start()
    try:
        return child.run(plan.argv, env, started=service.watch, spare=service.pids)
    finally:
        if plan.daemons:
            tree.stop(lambda: strays.find(plan.daemons, {OUTER_BASE: env[OUTER_BASE]}))
        service.stop()


def _configs(config: ProxyConfig) -> Callable[[bool], bytes]:
    """The proxy's config; when it crashed too often, one with which it only passes through."""
    return lambda bare: dump(replace(config, level=Level.OFF) if bare else config)


def _write(files: Mapping[str, str]) -> None:
    """The private files, new ones that only their owner can read."""
    for name, content in files.items():
        Path(name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(content)


def _remove(files: Iterable[str]) -> None:
    for name in files:
        with suppress(OSError):
            Path(name).unlink()
