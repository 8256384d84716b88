"""Where requests go: to the provider, or to whom the person named instead."""

from dataclasses import replace

from headroom_cli.model import Agent
from headroom_cli.session import upstreams

BASE = "http://127.0.0.1:1/s"
AGENT = Agent(
    name="a",
    title="A",
    upstreams={"anthropic": "https://api.anthropic.com", "openai_chat": "https://api.openai.com"},
    upstream_env={"anthropic": ("A_URL",)},
    user_documents={"--config|~/.a.yaml": "a.yaml"},
    redirect={"a.yaml": {"models[by=x].url": ("anthropic",), "models[by=y].url": ("openai_chat",)}},
)
FILE = "--config|~/.a.yaml"


def models(*made):
    return {"models": [{"by": by, **({"url": url} if url else {})} for by, url in made]}


def urls(document):
    return [model.get("url", "") for model in document["models"]]


def test_what_stands_in_the_persons_file_is_the_upstream_and_the_environment_beats_it():
    documents = {FILE: models(("x", "http://mine/v1/"), ("y", ""))}
    assert upstreams.of(AGENT, documents, {}) == {**AGENT.upstreams, "anthropic": "http://mine/v1"}
    assert upstreams.of(AGENT, documents, {"A_URL": "http://here"})["anthropic"] == "http://here"
    assert upstreams.of(AGENT, {}, {}) == AGENT.upstreams


def test_our_url_takes_the_place_of_the_upstream_and_of_nothing_else():
    brought = models(
        ("x", "http://mine/v1/"), ("x", "http://mine"), ("x", ""), ("x", "http://other"), ("y", ""), ("z", "")
    )
    goals = upstreams.of(AGENT, {FILE: brought}, {})
    assert urls(upstreams.redirected(AGENT, "a.yaml", brought, goals, BASE)) == [
        BASE, "http://mine", "", "http://other", BASE, ""
    ]  # fmt: skip


def test_without_a_name_for_it_the_provider_itself_is_meant():
    brought = models(("x", ""), ("x", "https://api.anthropic.com/"), ("x", "http://other"))
    changed = upstreams.redirected(AGENT, "a.yaml", brought, AGENT.upstreams, BASE)
    assert urls(changed) == [BASE, BASE, "http://other"]


def test_where_nothing_known_stands_it_is_said_which_files_were_looked_at():
    why, alone = "no provider that is known here stands in --config or ~/.a.yaml", replace(AGENT, upstream_env={})
    assert upstreams.nowhere(alone, {}) == why
    assert upstreams.nowhere(alone, {FILE: models(("z", ""))}) == why
    assert upstreams.nowhere(alone, {FILE: models(("y", ""))}) == ""
    assert upstreams.nowhere(AGENT, {}) == ""


def test_a_variable_leads_elsewhere_than_the_files_where_it_names_another():
    goals = upstreams.of(AGENT, {FILE: models(("x", "http://mine"))}, {})
    assert upstreams.elsewhere(AGENT, {}, goals) == {"A_URL"}
    assert upstreams.elsewhere(AGENT, {"A_URL": "http://mine/"}, goals) == set()
    assert upstreams.elsewhere(replace(AGENT, redirect={}), {}, goals) == set()
