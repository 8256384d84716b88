"""The checkup behind `headroom doctor`: everything that can be wrong, looked at in the order it matters.

Law: a check that breaks down is a finding and never the end of the checkup; what a check makes it
takes away again, and nothing leaves the machine unless the person asks for it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping

from headroom_cli.errors import HeadroomError
from headroom_cli.session import (
    checkup_agents,
    checkup_data,
    checkup_engine,
    checkup_home,
    checkup_network,
    checkup_past,
)
from headroom_cli.session.finding import Check, Finding, Patient, problem
from headroom_cli.settings import bare, environment, here, load

CHECKS: Mapping[str, Check] = {
    "program": checkup_home.program,
    "settings": checkup_home.configuration,
    "variables": checkup_home.variables,
    "prices": checkup_home.prices_file,
    "data folder": checkup_data.data_folder,
    "disk": checkup_data.disk,
    "ledger": checkup_data.ledger,
    "estimates": checkup_data.estimates,
    "store": checkup_data.store,
    "tokenizer": checkup_engine.tokenizer,
    "compressors": checkup_engine.compressors,
    "loopback": checkup_engine.loopback,
    "proxy": checkup_engine.proxy,
    "catalogue": checkup_agents.catalogue,
    "agents": checkup_agents.agents,
    "way out": checkup_network.way_out,
    "certificates": checkup_network.certificates,
    "providers": checkup_network.providers,
    "last sessions": checkup_past.sessions,
    "completions": checkup_home.completions,
}


def patient(*, online: bool) -> Patient:
    """This person, here and now."""
    env, folder = environment(), here()
    try:
        return Patient(settings=load(), environment=env, folder=folder, online=online)
    except HeadroomError as refusal:
        return Patient(settings=bare(), refusal=refusal, environment=env, folder=folder, online=online)


def examine(who: Patient, checks: Mapping[str, Check] = CHECKS) -> Iterator[tuple[str, Finding]]:
    """Every finding with the name of its check, as they are made."""
    for name, check in checks.items():
        for finding in _made(check, who):
            yield name, finding


def _made(check: Check, who: Patient) -> Iterator[Finding]:
    try:
        yield from check(who)
    except HeadroomError as error:
        yield problem(error.message, error.hint)
    except Exception as error:  # noqa: BLE001 - whatever it is, the person is to read it
        yield problem(f"{type(error).__name__}: {error}", f"Please report this, with {sys.version.split()[0]}.")
