"""What a proxy process is told at its start: one line of JSON on its life line.

Law: everything that decides what the proxy does is in here, so that a proxy started again with the
same line does the same; it holds the secret path, so it is never an argument and never logged.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal

from headroom_cli.context.eligible import Rules
from headroom_cli.dialects import Outline
from headroom_cli.model import Level

_TOOL = "headroom_retrieve"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxyConfig:
    """One proxy. `reach` says when the model can call the retrieve tool: when the request offers it
    (`offered`), always, or never. `store` is a URL, `ledger` a path (empty: nothing is recorded),
    `session`, `agent` and `project` name the run in the ledger.
    """

    secret: str
    upstreams: Mapping[str, str]
    store: str
    ledger: str = ""
    level: Level = Level.BALANCED
    reach: Literal["offered", "always", "never"] = "offered"
    floor: int = 100
    exclude: tuple[str, ...] = ()
    session: str = ""
    agent: str = ""
    project: str = ""
    ca_files: tuple[str, ...] = field(default=())

    def rules(self, outline: Outline) -> Rules:
        """The rules for one conversation."""
        offered = any(name.endswith(_TOOL) for name in outline.tools)
        return Rules(
            level=self.level,
            in_reach=self.reach == "always" or (self.reach == "offered" and offered),
            clears=outline.clears,
            floor=self.floor,
            exclude=self.exclude,
        )


def dump(config: ProxyConfig) -> bytes:
    """The config as one line."""
    return json.dumps(asdict(config)).encode()


def parse(line: bytes) -> ProxyConfig:
    """The config that a line says; ValueError or TypeError when it is not one."""
    fields = json.loads(line)
    fields["level"] = Level(fields["level"])
    fields["exclude"] = tuple(fields["exclude"])
    fields["ca_files"] = tuple(fields["ca_files"])
    return ProxyConfig(**fields)
