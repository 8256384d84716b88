"""The plan of one run: an agent's stanza and what the person brought become a LaunchPlan.

Law: pure; the same arguments give the same plan, and nothing is started, written or looked up here. What
the person set stays in force beside ours, and where it rules us out the plan says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase as fnmatch
from typing import Any

from headroom_cli.agents.places import merge
from headroom_cli.model import Agent, LaunchPlan
from headroom_cli.session import arguments, upstreams

_LOOPBACK = ("127.0.0.1", "localhost")
_OFF = {"", "0", "false", "no", "off"}
_NETWORK = re.compile(r"(?i)(https?|all|no)_proxy|ssl_cert_(file|dir)|node_extra_ca_certs")
_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
OUTER_BASE = "HEADROOM_BASE_URL"
_OUTER_UPSTREAM = "HEADROOM_UPSTREAM_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the person brought: the agent's arguments, the environment, and what their files for the agent say.

    `files_env` is what the agent lays over its environment from those files, `defaults` what it takes from
    them where the environment is empty, `managed_env` what an organisation settled: that beats ours, too.
    `documents` is the JSON behind `Agent.user_documents`, by name; `unread` are the names whose JSON cannot be
    read: a flag stays among the arguments. `setting` is the one of `Agent.user_config` that holds the base
    URL, `setting_url` what the person gave it.
    """

    args: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    files_env: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    managed_env: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    setting: str = ""
    setting_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where the run happens: the agent's executable, the proxy's URL with its secret path, the private folder."""

    executable: str
    base: str
    folder: str


def plan(agent: Agent, given: Given, site: Site) -> LaunchPlan:
    """What wrapping `agent` does; without `upstreams` it is only started as it is, and `notes` say why."""
    env = _in_force(agent, given)
    if given.args and given.args[0] in agent.plain:
        return _as_it_is(agent, given, site)
    if reason := _first(agent.unsupported, given.args, env) or _lacking(agent, given, env) or _managed(agent, given):
        return _as_it_is(agent, given, site, f"Nothing is saved in this session: {reason}.")
    return _behind_proxy(agent, given, site, env)


def _as_it_is(agent: Agent, given: Given, site: Site, *notes: str) -> LaunchPlan:
    return LaunchPlan(agent=agent.name, argv=(site.executable, *given.args), notes=notes)


def _behind_proxy(agent: Agent, given: Given, site: Site, env: Mapping[str, str]) -> LaunchPlan:
    out_of_reach = _first(agent.no_retrieval, given.args, env) or _unread(agent, given)
    retrieval = "none" if out_of_reach else agent.retrieval
    goals = upstreams.of(agent, given.documents, env, given.setting_url)
    documents, own_args, own_env = _wiring(agent, mcp=retrieval == "mcp")
    places = _places(site, env, documents) | {"setting": given.setting}
    held = {
        name: upstreams.redirected(
            agent, name, _mine_over_theirs(agent, given, name, _fill(text, places)), goals, site.base
        )
        for name, text in documents.items()
    }
    texts = {f"text:{name}": json.dumps(value, ensure_ascii=False) for name, value in held.items()}
    own_env = {name: text for name, text in own_env.items() if name not in upstreams.elsewhere(agent, env, goals)}
    named = (*own_args, *own_env.values())
    return LaunchPlan(
        agent=agent.name,
        argv=(site.executable, *_fill(own_args, places | texts), *_rest(agent, given)),
        set_env=_fill(own_env, places | texts) | _set_env(agent, env, goals, places),
        files={
            places[f"file:{name}"]: _dump(name, value)
            for name, value in held.items()
            if any(f"{{file:{name}}}" in text for text in named)
        },
        upstreams=goals,
        by_header=agent.upstream_headers if goals == agent.upstreams else {},
        serve_env={k: v for k, v in env.items() if _NETWORK.fullmatch(k) and given.environment.get(k) != v},
        retrieval=retrieval,
        daemons=agent.daemons,
        notes=(f"The model cannot fetch originals, so nothing is left out: {out_of_reach}.",) if out_of_reach else (),
    )


def _in_force(agent: Agent, given: Given) -> dict[str, str]:
    """The environment that the agent would have without us, an outer wrap's own doing taken out of it."""
    own = {**given.environment, **_outside(agent, given.environment)}
    filled = {name: text for name, text in given.defaults.items() if not own.get(name)}
    return {**own, **filled, **given.files_env, **given.managed_env}


def _outside(agent: Agent, environment: Mapping[str, str]) -> dict[str, str]:
    """The base URLs that an outer wrap set, as they were outside of it; empty where its agent's own was in force."""
    base = environment.get(OUTER_BASE)
    return {
        name: environment.get(_OUTER_UPSTREAM + dialect.upper(), "")
        for dialect, names in agent.upstream_env.items()
        for name in names
        if base and environment.get(name, "").startswith(base)
    }


def _first(reasons: Mapping[str, str], args: tuple[str, ...], env: Mapping[str, str]) -> str:
    """The first of these flags, first words and variables that is set, with its reason; empty when none is."""
    given = (name for name in reasons if _is_set(name, args, env))
    return next((f"{reasons[name]} ({name})" for name in given), "")


def _is_set(name: str, args: tuple[str, ...], env: Mapping[str, str]) -> bool:
    if name.startswith("-"):
        return arguments.has(args, name)
    variable, _, value = name.partition("=")
    found = env.get(variable, "").strip().lower()
    return found == value if value else name in args[:1] or found not in _OFF


def _lacking(agent: Agent, given: Given, env: Mapping[str, str]) -> str:
    """What the person would have to have set, and has not."""
    for name, reason in agent.needs.items():
        variable, _, wanted = name.partition("=")
        found = env.get(variable, "")
        if not found or (wanted and not any(fnmatch(found, one) for one in wanted.split("|"))):
            return f"{reason} ({name if found else f'{variable} is not set'})"
    unread = (f"{name} cannot be read" for name in given.unread if agent.user_documents[name] in agent.redirect)
    return next(unread, "") or upstreams.nowhere(agent, given.documents)


def _unread(agent: Agent, given: Given) -> str:
    """Why our MCP server stays out: it would have to take the place of something of the person's."""
    names = (
        name for name in given.unread if not name.startswith("-") and agent.user_documents[name] in agent.mcp_files
    )
    return next((f"{name} is no plain JSON" for name in names), "")


def _managed(agent: Agent, given: Given) -> str:
    names = (name for names in agent.upstream_env.values() for name in names if given.managed_env.get(name))
    return next((f"your organisation settled where requests go ({name})" for name in names), "")


def _wiring(agent: Agent, *, mcp: bool) -> tuple[dict[str, Any], tuple[str, ...], dict[str, str]]:
    """The private files' contents by name, our arguments and our variables, before the places are filled in."""
    if not mcp:
        return dict(agent.files), agent.args, dict(agent.env)
    files = merge(agent.files, agent.mcp_files)
    return files, (*agent.args, *agent.mcp_args), {**agent.env, **agent.mcp_env}


def _places(site: Site, env: Mapping[str, str], documents: Mapping[str, Any]) -> dict[str, str]:
    paths = {f"file:{name}": f"{site.folder}/{name}" for name in documents}
    return {"base": site.base, "folder": site.folder, "no_proxy": _no_proxy(env), **paths}


def _no_proxy(env: Mapping[str, str]) -> str:
    """The person's proxy exceptions and loopback; where both spellings are set, agents read the small one."""
    hosts = (env.get("no_proxy") or env.get("NO_PROXY") or "").split(",")
    kept = [host.strip() for host in hosts if host.strip()]
    return ",".join(dict.fromkeys((*kept, *_LOOPBACK)))


def _set_env(
    agent: Agent, env: Mapping[str, str], goals: Mapping[str, str], places: Mapping[str, str]
) -> dict[str, str]:
    own = {"NO_PROXY": places["no_proxy"], "no_proxy": places["no_proxy"]}
    if goals == agent.upstreams:
        own |= {name: text for name, text in agent.env_default.items() if name not in env}
    named = {dialect: url for dialect, url in goals.items() if url != agent.upstreams[dialect]}
    marks = {_OUTER_UPSTREAM + dialect.upper(): named.get(dialect, "") for dialect in goals}
    return {**own, OUTER_BASE: places["base"], **marks}


def _rest(agent: Agent, given: Given) -> tuple[str, ...]:
    """The person's arguments, less what stands in our own files and settings now."""
    args = given.args
    for flag in agent.user_config.get("flags", ()):
        args = arguments.without(args, flag, lambda said: said.partition("=")[0].strip() == given.setting)
    for name in agent.user_documents:
        if name in given.documents and name.startswith("-"):
            args = arguments.without(args, name.partition("|")[0])
    return args


def _mine_over_theirs(agent: Agent, given: Given, name: str, mine: Any) -> Any:
    for theirs, file in agent.user_documents.items():
        if file == name:
            mine = merge(given.documents.get(theirs, {}), mine)
    return mine


def _fill(value: Any, places: Mapping[str, str]) -> Any:
    """A value with its placeholders filled in, whatever its form; unknown ones stay."""
    if isinstance(value, str):
        return _PLACEHOLDER.sub(lambda found: places.get(found[1], found[0]), value)
    if isinstance(value, Mapping):
        return {key: _fill(item, places) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_fill(item, places) for item in value)
    return value


def _dump(name: str, value: Any) -> str:
    """The text of a private file: JSON, or lines that set variables."""
    if not name.endswith(".env"):
        return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    escaped = {key: str(text).replace("\\", "\\\\").replace("'", "\\'") for key, text in value.items()}
    return "".join(f"{key}='{text}'\n" for key, text in escaped.items())
