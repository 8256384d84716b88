"""With every agent of the catalogue, a request goes to the URL that the agent would have called without us.

But for one: where it would have said the version twice, which no gateway has, it is said once.
"""

import re
from collections.abc import Callable

import pytest
from aiohttp.test_utils import make_mocked_request

from headroom_cli import registry
from headroom_cli.agents import catalog
from headroom_cli.model import Agent, LaunchPlan
from headroom_cli.proxy.server import Routes
from headroom_cli.session import plan as planning
from headroom_cli.session.plan import Given, Site

BASE = "http://127.0.0.1:40123/a-secret-path"
AGENTS = {name: agent for name, agent in catalog.load().items() if agent.command}
DIALECTS = registry.load_all("dialects")
GATEWAYS = ("", "https://gw.test", "https://gw.test/x", "https://gw.test/x/v1", "https://gw.test/v1/")
NEEDED = {"openhands": {"LLM_MODEL": "anthropic/claude"}}


def behind(path: str) -> Callable[[str], str]:
    """What most agents call: their base URL with a path behind it."""
    return lambda base: base.rstrip("/") + path


def versioned(base: str) -> str:
    """Mistral's client has the version itself and takes it off a base URL."""
    return base.rstrip("/").removesuffix("/v1") + "/v1/chat/completions"


MESSAGES, CHAT, RESPONSES = map(behind, ("/messages", "/chat/completions", "/responses"))
VERSIONED = behind("/v1/messages")
GENERATE = behind("/v1beta/models/gemini-2.5-pro:streamGenerateContent")
CALLED = {  # as the real agents did, at a base URL with and without /v1
    "claude": {"anthropic": VERSIONED},
    "codex": {"openai_responses": RESPONSES},
    "aider": {"openai_chat": CHAT, "anthropic": VERSIONED},
    "opencode": {"anthropic": MESSAGES, "openai_responses": RESPONSES, "openai_chat": CHAT},
    "qwen": {"openai_chat": CHAT, "openai_responses": RESPONSES, "anthropic": VERSIONED},
    "copilot": {"openai_chat": CHAT, "openai_responses": RESPONSES, "anthropic": VERSIONED},
    "vibe": {"openai_chat": versioned},
    "cline": {"anthropic": MESSAGES, "openai_chat": CHAT},
    "cn": {"anthropic": MESSAGES, "openai_chat": CHAT, "openai_responses": RESPONSES},
    "gemini": {"gemini": GENERATE},
    "openhands": {"anthropic": VERSIONED, "openai_chat": CHAT, "openai_responses": RESPONSES},
}
WAYS = [(name, dialect) for name, agent in AGENTS.items() for dialect in agent.upstreams]
DOCUMENTS = {
    "cline": lambda url: {"providers": {p: {"settings": {"baseUrl": url}} for p in ("anthropic", "openai-compatible")}},
    "cn": lambda url: {"models": [{"provider": p, "apiBase": url} for p in ("anthropic", "openai")]},
    "qwen": lambda url: {"modelProviders": {p: [{"baseUrl": url}] for p in ("anthropic", "openai")}},
}


def planned(agent: Agent, dialect: str, url: str) -> LaunchPlan:
    """What wrapping does where the person named `url`, or nothing."""
    variables = {**agent.needs, **dict.fromkeys(agent.upstream_env.get(dialect, ()))}
    named = {name: url for name in variables if url and "=" not in name}
    document = DOCUMENTS[agent.name](url) if agent.name in DOCUMENTS else {}
    given = Given(
        environment=named | NEEDED.get(agent.name, {}),
        documents={name: document for name, file in agent.user_documents.items() if file in agent.redirect},
        setting="openai_base_url",
        setting_url=url if agent.user_config else "",
    )
    return planning.plan(agent, given, Site(executable="/bin/agent", base=BASE, folder="/private"))


def handed(plan: LaunchPlan) -> str:
    """The base URL that the agent gets, the same one wherever it stands."""
    variables = (text for name, text in plan.set_env.items() if not name.startswith("HEADROOM_"))
    texts = "\n".join((*plan.argv, *variables, *plan.files.values()))
    [found] = set(re.findall(rf"{re.escape(BASE)}(?!/mcp)[^\"'\s]*", texts))
    return found


@pytest.mark.parametrize("gateway", GATEWAYS)
@pytest.mark.parametrize(("name", "dialect"), WAYS)
def test_our_proxy_calls_what_the_agent_would_have_called(name, dialect, gateway):
    agent, called = AGENTS[name], CALLED[name][dialect]
    alone = gateway or agent.upstreams[dialect]
    plan = planned(agent, dialect, alone if agent.needs and name not in NEEDED else gateway)
    path = called(handed(plan)).removeprefix(BASE)
    routes = Routes(dialects=DIALECTS, upstreams=plan.upstreams, by_header=plan.by_header, exact=True)
    errand = routes.errand(make_mocked_request("POST", path), path)
    assert errand.url == called(alone).replace("/v1/v1/", "/v1/")
    assert (errand.name, errand.dialect is None) == (dialect, False)
