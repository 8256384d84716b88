"""How a proxy process is started, and what it is told: one line of JSON on its life line.

Law: everything that decides what the proxy does is in here, so that a proxy started again with the
same line does the same; it holds the secret path, so it is never an argument and never logged.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from headroom_cli.model import Level
from headroom_cli.session import folders
from headroom_cli.settings import Settings

LEDGER = "ledger.sqlite"
_MOST_EARLIER = 32
# -P: no module of the folder where the person works shadows ours.
PROXY = (sys.executable, "-P", "-m", "headroom_cli.session.serve")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxyConfig:
    """One proxy. `reach` says when the model can call the retrieve tool: when the request offers it
    (`offered`), always, or never. `offer`: the proxy offers it itself, and answers it within the model's
    answer. `store` is a URL, `ledger` a path (empty: nothing is recorded),
    `session`, `agent` and `project` name the run in the ledger. `by_header` maps a header to where
    requests that have it go instead. `exact` is as with Routes. `folder` is the session's and `earlier`
    are those of sessions that may go on in it: there the hidden turns are; where `folder` is empty, they
    are in the store.
    """

    secret: str
    upstreams: Mapping[str, str]
    store: str
    exact: bool = False
    by_header: Mapping[str, str] = field(default_factory=dict)
    ledger: str = ""
    level: Level = Level.BALANCED
    reach: Literal["offered", "always", "never"] = "offered"
    offer: bool = False
    floor: int = 100
    exclude: tuple[str, ...] = ()
    session: str = ""
    agent: str = ""
    project: str = ""
    folder: str = ""
    earlier: tuple[str, ...] = ()
    ca_files: tuple[str, ...] = ()


def for_session(settings: Settings, session: str, folder: Path, network: Mapping[str, str]) -> ProxyConfig:
    """What a person's settings and their `network` environment decide of a session's proxy.

    Whoever starts it says the rest: where it is found, where it sends to, and for whom.
    """
    ca_file = network.get("NODE_EXTRA_CA_CERTS", "")
    return ProxyConfig(
        secret="",
        upstreams={},
        store=settings.store or folders.store_url(folder, settings.store_mb),
        ledger=str(settings.data_dir / LEDGER),
        level=settings.level,
        floor=settings.floor,
        exclude=settings.exclude,
        session=session,
        folder="" if settings.store else str(folder),
        earlier=tuple(map(str, folders.recent(settings.data_dir, folders.TURNS)[:_MOST_EARLIER])),
        ca_files=(ca_file,) if ca_file else (),
    )


def dump(config: ProxyConfig) -> bytes:
    """The config as one line."""
    return json.dumps(asdict(config)).encode()


def parse(line: bytes) -> ProxyConfig:
    """The config that a line says; ValueError or TypeError when it is not one."""
    fields = json.loads(line)
    fields["level"] = Level(fields["level"])
    fields["exclude"] = tuple(fields["exclude"])
    fields["earlier"] = tuple(fields["earlier"])
    fields["ca_files"] = tuple(fields["ca_files"])
    return ProxyConfig(**fields)
