"""Where an agent's requests go: the provider, or whom the person named instead, in the environment or in their files.

Law: pure; a key goes only where it would go without us. What names another provider than the upstream is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from headroom_cli.agents.places import at, put
from headroom_cli.model import Agent

Documents = Mapping[str, Mapping[str, Any]]


def of(agent: Agent, documents: Documents, env: Mapping[str, str], chosen: str = "") -> dict[str, str]:
    """The provider's URL by dialect; `documents` are the person's, by their names in `user_documents`.

    `chosen` is the one that the person gave to the agent's one setting for it, and beats all others.
    """
    found = {}
    for dialect, default in agent.upstreams.items():
        named = [env[name] for name in agent.upstream_env.get(dialect, ()) if env.get(name)]
        stands = [
            at(document, place) for document, place, dialects in _standing(agent, documents) if dialect in dialects
        ]
        found[dialect] = next(filter(None, (chosen, *named, *stands)), default).rstrip("/")
    return found


def nowhere(agent: Agent, documents: Documents) -> str:
    """Why nothing could be redirected, for an agent whose base URL stands only in its files; empty when it can."""
    if (
        agent.upstream_env
        or not agent.redirect
        or any(put(d, place, _MARK, _always) != d for d, place, _ in _standing(agent, documents))
    ):
        return ""
    names = [name for name, file in agent.user_documents.items() if file in agent.redirect]
    return f"no provider that is known here stands in {' or '.join(names).replace('|', ' or ')}"


def redirected(agent: Agent, name: str, document: Any, goals: Mapping[str, str], base: str) -> Any:
    """A private file with our URL in the place of the upstream; what goes elsewhere still goes there."""
    for place, (dialect, *_) in agent.redirect.get(name, {}).items():
        default, goal = agent.upstreams[dialect], goals[dialect]

        def ours(url: str, default: str = default, goal: str = goal) -> bool:
            return (url or default).rstrip("/") == goal

        document = put(document, place, base, ours)
    return document


def elsewhere(agent: Agent, env: Mapping[str, str], goals: Mapping[str, str]) -> set[str]:
    """The variables whose requests do not go where those of the person's files go: ours is not put there."""
    named = of(replace(agent, redirect={}), {}, env)
    apart = (names for dialect, names in agent.upstream_env.items() if named[dialect] != goals[dialect])
    return {name for names in apart for name in names} if agent.redirect else set()


_MARK = "\0"


def _always(_: str) -> bool:
    return True


def _standing(agent: Agent, documents: Documents) -> Iterator[tuple[Mapping[str, Any], str, tuple[str, ...]]]:
    """The person's documents, the places in them where a base URL stands, and the dialects spoken there."""
    for theirs, file in agent.user_documents.items():
        for place, dialects in agent.redirect.get(file, {}).items():
            if theirs in documents:
                yield documents[theirs], place, dialects
