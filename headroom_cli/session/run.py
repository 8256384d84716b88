"""One wrapped run: socket, proxy, agent, figures, in this order, and everything stopped on every way out.

Law: the agent is started as soon as the socket listens; the proxy boots beside it while connections
wait in the socket's backlog. The user's terminal and files are as before when it is over.
"""

from __future__ import annotations

import secrets
import socket
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from headroom_cli.errors import HeadroomError, StoreError
from headroom_cli.model import LaunchPlan, Level
from headroom_cli.session import folders
from headroom_cli.session.config import ProxyConfig, dump
from headroom_cli.settings import Settings, environment
from headroom_cli.supervise import child
from headroom_cli.supervise.service import Service
from headroom_cli.usage.ledger import Ledger
from headroom_cli.usage.prices import load as load_prices
from headroom_cli.usage.summary import Summary, summarise
from headroom_cli.usage.tally import BYPASSED, RESTARTED

Plan = Callable[[str, Path], LaunchPlan]
_BACKLOG = 128
_PROXY = (sys.executable, "-m", "headroom_cli.session.serve")
_SECONDS_PER_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: the agent's exit code, and the figures (None when there was no proxy)."""

    code: int
    summary: Summary | None


def run(make_plan: Plan, settings: Settings, say: Callable[[str], None]) -> Outcome:
    """Start what `make_plan(base URL, private folder)` plans, wait for it, and count.

    `say` is told the plan's notes before the agent starts. Raises AgentNotFoundError, StoreError,
    ServiceError.
    """
    session = f"{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(3)}"
    folder = _folder(settings, session)
    with ExitStack() as stack:
        stack.enter_context(folders.in_use(folder))
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=_BACKLOG))
        secret = secrets.token_urlsafe(16)
        plan = make_plan(f"http://127.0.0.1:{listener.getsockname()[1]}/{secret}", folder)
        for note in plan.notes:
            say(note)
        env = environment() | dict(plan.set_env)
        if not plan.upstreams:
            return Outcome(child.run(plan.argv, env), None)
        stack.callback(_remove, _write(plan.files))
        config = _config(plan, settings, session, secret, folder)
        service = Service(
            _PROXY, listener, _configs(config), log=folder / "proxy.log", env=environment() | dict(plan.serve_env)
        )
        code = _supervise(plan, env, service)
    _sweep(settings)
    befell = [RESTARTED] * service.restarts + [BYPASSED] * service.bare
    return Outcome(code, figures(settings, session, befell))


def _supervise(plan: LaunchPlan, env: Mapping[str, str], service: Service) -> int:
    service.start()
    try:
        return child.run(plan.argv, env, started=service.watch, spare=service.pids)
    finally:
        service.stop()


def _folder(settings: Settings, session: str) -> Path:
    try:
        return folders.create(settings.data_dir, session)
    except OSError as error:
        hint = "Free some space or mend its permissions, or name another folder with HEADROOM_WORKSPACE_DIR."
        raise StoreError(f"{settings.data_dir} cannot be written: {error.strerror}", hint) from error


def _config(plan: LaunchPlan, settings: Settings, session: str, secret: str, folder: Path) -> ProxyConfig:
    env = environment()
    return ProxyConfig(
        secret=secret,
        upstreams=plan.upstreams,
        store=settings.store or folders.store_url(folder, settings.store_mb),
        ledger=str(ledger_path(settings)),
        level=settings.level,
        reach="offered" if plan.retrieval == "mcp" else "never",
        floor=settings.floor,
        exclude=settings.exclude,
        session=session,
        agent=plan.agent,
        project=Path.cwd().name,
        ca_files=tuple(filter(None, [env.get("NODE_EXTRA_CA_CERTS", "")])),
    )


def _configs(config: ProxyConfig) -> Callable[[bool], bytes]:
    """The proxy's config; when it crashed too often, one with which it only passes through."""
    return lambda bare: dump(replace(config, level=Level.OFF) if bare else config)


def ledger_path(settings: Settings) -> Path:
    """Where the record of all sessions is."""
    return settings.data_dir / "ledger.sqlite"


def _write(files: Mapping[str, str]) -> tuple[Path, ...]:
    written = []
    for name, content in files.items():
        path = Path(name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(content, "utf-8")
        written.append(path)
    return tuple(written)


def _remove(files: tuple[Path, ...]) -> None:
    for path in files:
        path.unlink(missing_ok=True)


def _sweep(settings: Settings) -> None:
    with suppress(OSError):
        folders.sweep(settings.data_dir, settings.keep_hours * _SECONDS_PER_HOUR, time.time())


def figures(settings: Settings, session: str, befell: Iterable[str] = ()) -> Summary | None:
    """A session's figures from the ledger, None when it cannot be read; what befell its proxy is written first."""
    try:
        with closing(Ledger(ledger_path(settings))) as ledger:
            for name in befell:
                ledger.record_event(session, time.time(), name)
            return summarise(ledger.session(session), load_prices(settings.config_dir / "prices.json"))
    except HeadroomError:
        return None
