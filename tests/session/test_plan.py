"""The plan of one run: what the person set stays in force beside ours."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.agents import catalog
from headroom_cli.model import Agent
from headroom_cli.session import plan as planning
from headroom_cli.session.plan import Given, Site

BASE = "http://127.0.0.1:40123/a-secret-path"
FIRST_PARTY = "https://api.anthropic.com"
GATEWAY = "https://gateway.example/anthropic"
CLAUDE = catalog.load()["claude"]
SITE = Site(executable="/bin/claude", base=BASE, folder="/private")
SETTINGS, MCP = "--settings=/private/settings.json", "--mcp-config=/private/mcp.json"


def plan(*args, agent=CLAUDE, **given):
    return planning.plan(agent, Given(args=args, **given), SITE)


def settings_of(launch):
    return json.loads(launch.files["/private/settings.json"])


def test_the_agent_is_started_with_our_flags_before_its_own_arguments():
    assert plan("-p", "fix it").argv == ("/bin/claude", SETTINGS, MCP, "-p", "fix it")


def test_the_base_url_is_in_private_files_and_the_environment_and_never_in_argv():
    launch = plan("-p", "fix it")
    assert launch.set_env["ANTHROPIC_BASE_URL"] == BASE
    assert settings_of(launch)["env"]["ANTHROPIC_BASE_URL"] == BASE
    assert not any("a-secret-path" in word for word in launch.argv)


def test_our_mcp_server_is_loaded_at_once_and_its_tool_needs_no_permission():
    launch = plan()
    server = {"type": "http", "url": f"{BASE}/mcp", "alwaysLoad": True}
    assert json.loads(launch.files["/private/mcp.json"]) == {"mcpServers": {"headroom": server}}
    assert settings_of(launch)["permissions"] == {"allow": ["mcp__headroom__headroom_retrieve"]}
    assert launch.retrieval == "mcp"


def test_the_persons_own_settings_flag_is_merged_under_ours():
    theirs = {
        "model": "opus",
        "env": {"A": "1", "ANTHROPIC_BASE_URL": GATEWAY},
        "permissions": {"allow": ["Bash"], "deny": ["WebFetch"]},
    }
    launch = plan("--settings", "{…}", "-p", "x", documents={"--settings": theirs}, files_env=theirs["env"])
    merged = settings_of(launch)
    assert launch.argv == ("/bin/claude", SETTINGS, MCP, "-p", "x")
    assert (merged["model"], merged["env"]["A"], merged["env"]["ANTHROPIC_BASE_URL"]) == ("opus", "1", BASE)
    assert merged["permissions"] == {"allow": ["Bash", "mcp__headroom__headroom_retrieve"], "deny": ["WebFetch"]}
    assert launch.upstreams == {"anthropic": GATEWAY}


def test_the_persons_words_are_not_taken_for_our_placeholders():
    merged = settings_of(plan("--settings=…", documents={"--settings": {"statusLine": "{base} {file:mcp.json}"}}))
    assert merged["statusLine"] == "{base} {file:mcp.json}"


def test_a_settings_flag_that_cannot_be_read_stays_for_the_agent_to_complain_about():
    assert plan("--settings", "missing.json").argv == ("/bin/claude", SETTINGS, MCP, "--settings", "missing.json")


def test_the_persons_own_mcp_servers_stay_beside_ours():
    assert plan("--mcp-config", "mine.json", "-p", "x").argv[1:] == (
        SETTINGS,
        MCP,
        "--mcp-config",
        "mine.json",
        "-p",
        "x",
    )


@pytest.mark.parametrize("flag", ["--strict-mcp-config", "--safe-mode"])
def test_where_our_mcp_server_is_out_of_reach_it_is_not_offered_and_the_plan_says_why(flag):
    launch = plan("-p", "x", flag)
    assert launch.argv == ("/bin/claude", SETTINGS, "-p", "x", flag)
    assert launch.retrieval == "none"
    assert list(launch.files) == ["/private/settings.json"]
    assert "permissions" not in settings_of(launch)
    assert flag in launch.notes[0]


def test_a_flag_after_a_double_dash_is_no_flag():
    assert plan("-p", "--", "--strict-mcp-config").retrieval == "mcp"


@pytest.mark.parametrize(
    ("given", "upstream"),
    [
        ({}, FIRST_PARTY),
        ({"environment": {"ANTHROPIC_BASE_URL": ""}}, FIRST_PARTY),
        ({"environment": {"ANTHROPIC_BASE_URL": f"{GATEWAY}/"}}, GATEWAY),
        (
            {"environment": {"ANTHROPIC_BASE_URL": "http://other"}, "files_env": {"ANTHROPIC_BASE_URL": GATEWAY}},
            GATEWAY,
        ),
    ],
)
def test_the_upstream_is_what_the_agent_would_have_called_without_us(given, upstream):
    assert plan(**given).upstreams == {"anthropic": upstream}


def test_a_wrap_in_a_wrap_goes_to_the_real_upstream_and_not_through_the_outer_proxy():
    outer = plan(environment={"ANTHROPIC_BASE_URL": GATEWAY})
    inner = planning.plan(CLAUDE, Given(environment=outer.set_env), replace(SITE, base="http://127.0.0.1:5/inner"))
    assert inner.upstreams == {"anthropic": GATEWAY}
    assert inner.set_env["ANTHROPIC_BASE_URL"] == "http://127.0.0.1:5/inner"


def test_another_agent_inside_a_wrap_goes_to_its_own_provider_where_the_person_named_none():
    outer, opencode = plan(environment={"PATH": "/bin"}), catalog.load()["opencode"]
    inner = planning.plan(opencode, Given(environment=outer.set_env), replace(SITE, base="http://127.0.0.1:5/inner"))
    assert inner.upstreams == opencode.upstreams


def test_a_gateway_that_is_named_inside_a_wrap_is_the_upstream_there():
    inside = dict(plan().set_env) | {"ANTHROPIC_BASE_URL": GATEWAY}
    assert plan(environment=inside).upstreams == {"anthropic": GATEWAY}


def test_tools_stay_deferred_behind_our_url_as_they_are_at_the_provider():
    assert plan().set_env["ENABLE_TOOL_SEARCH"] == "true"
    assert plan(environment={"ANTHROPIC_BASE_URL": f"{FIRST_PARTY}/"}).set_env["ENABLE_TOOL_SEARCH"] == "true"


@pytest.mark.parametrize(
    "given",
    [
        {"environment": {"ENABLE_TOOL_SEARCH": "false"}},
        {"files_env": {"ENABLE_TOOL_SEARCH": "auto"}},
        {"environment": {"ANTHROPIC_BASE_URL": GATEWAY}},
    ],
)
def test_what_the_person_chose_and_what_a_gateway_may_not_know_is_not_switched_on(given):
    assert "ENABLE_TOOL_SEARCH" not in plan(**given).set_env


@pytest.mark.parametrize(
    ("env", "exceptions"),
    [
        ({}, "127.0.0.1,localhost"),
        ({"NO_PROXY": "corp.example, 10.0.0.1,"}, "corp.example,10.0.0.1,127.0.0.1,localhost"),
        ({"NO_PROXY": "big", "no_proxy": "small"}, "small,127.0.0.1,localhost"),
        ({"no_proxy": "localhost,127.0.0.1"}, "localhost,127.0.0.1"),
    ],
)
def test_loopback_is_added_to_the_persons_proxy_exceptions_wherever_they_are_said(env, exceptions):
    for launch in (plan(environment=env), plan(files_env=env)):
        for said in (launch.set_env, settings_of(launch)["env"]):
            assert (said["NO_PROXY"], said["no_proxy"]) == (exceptions, exceptions)


def test_the_proxy_goes_to_the_network_as_the_agents_settings_say():
    launch = plan(
        environment={"HTTPS_PROXY": "http://old", "http_proxy": "http://kept"},
        files_env={"HTTPS_PROXY": "http://corp", "NODE_EXTRA_CA_CERTS": "/ca.pem", "FOO": "1"},
    )
    assert launch.serve_env == {"HTTPS_PROXY": "http://corp", "NODE_EXTRA_CA_CERTS": "/ca.pem"}


@pytest.mark.parametrize("variable", [name for name in CLAUDE.unsupported if name.isupper()])
@pytest.mark.parametrize("where", ["environment", "files_env", "managed_env"])
def test_where_nothing_would_be_saved_the_agent_is_started_as_it_is_and_the_plan_says_why(variable, where):
    launch = plan("-p", "x", **{where: {variable: "1"}})
    assert launch.argv == ("/bin/claude", "-p", "x")
    assert (launch.upstreams, launch.set_env, launch.files) == ({}, {}, {})
    assert variable in launch.notes[0]


@pytest.mark.parametrize("args", [("--bg", "x"), ("-p", "x", "--background"), ("remote-control",)])
def test_a_session_that_outlives_the_command_is_started_as_it_is_and_the_plan_says_why(args):
    launch = plan(*args)
    assert (launch.argv, launch.upstreams) == (("/bin/claude", *args), {})
    assert launch.notes[0].startswith("Nothing is saved in this session: ")


@pytest.mark.parametrize("off", ["", "0", "false", " "])
def test_a_variable_that_is_switched_off_rules_nothing_out(off):
    assert plan(environment={"CLAUDE_CODE_USE_BEDROCK": off}).upstreams


def test_where_an_organisation_settles_the_base_url_the_agent_is_started_as_it_is():
    launch = plan("-p", "x", managed_env={"ANTHROPIC_BASE_URL": GATEWAY})
    assert launch.argv == ("/bin/claude", "-p", "x")
    assert "organisation" in launch.notes[0]


@pytest.mark.parametrize("first", ["mcp", "update", "--version"])
def test_what_talks_to_no_model_is_started_as_it_is_without_a_word(first):
    launch = plan(first, "list")
    assert launch.argv == ("/bin/claude", first, "list")
    assert (launch.upstreams, launch.notes) == ({}, ())


def test_a_word_that_only_looks_like_a_command_further_on_is_an_argument():
    assert plan("-p", "mcp").upstreams


def test_an_agent_without_mcp_gets_its_environment_and_flags_only():
    agent = replace(CLAUDE, retrieval="none", files={}, args=("--base", "{base}/v1", "{unknown}"))
    launch = plan("x", agent=agent)
    assert launch.argv == ("/bin/claude", "--base", f"{BASE}/v1", "{unknown}", "x")
    assert (launch.files, launch.retrieval) == ({}, "none")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
OWN_KEYS = {"env", "permissions"}


@given(st.dictionaries(st.text(max_size=3) | st.sampled_from(sorted(OWN_KEYS)), JSON, max_size=4))
def test_whatever_the_persons_settings_hold_ours_are_in_force_and_the_rest_is_as_it_was(theirs):
    merged = settings_of(plan("--settings=…", documents={"--settings": theirs}))
    assert merged["env"]["ANTHROPIC_BASE_URL"] == BASE
    assert "mcp__headroom__headroom_retrieve" in merged["permissions"]["allow"]
    assert {k: v for k, v in merged.items() if k not in OWN_KEYS} == {
        k: v for k, v in theirs.items() if k not in OWN_KEYS
    }


MCP_DOCUMENT = {"mcp": {"headroom": {"url": f"{BASE}/mcp"}}}
OTHER = Agent(
    name="other",
    title="Other",
    command="other",
    upstreams={"openai_chat": "https://api.example"},
    upstream_env={"openai_chat": ("OTHER_URL",)},
    env={"OTHER_URL": "{base}"},
    retrieval="mcp",
    mcp_files={"o.json": {"mcp": {"headroom": {"url": "{base}/mcp"}}}},
    mcp_env={"OTHER_CONFIG": "{text:o.json}"},
    user_documents={"OTHER_CONFIG": "o.json"},
    needs={"OTHER_KEY": "it has no provider of its own"},
)
ENOUGH = {"OTHER_KEY": "k"}


def test_what_an_agent_takes_as_text_is_no_file_and_what_the_person_set_there_is_merged_under_it():
    launch = plan(agent=OTHER, environment=ENOUGH, documents={"OTHER_CONFIG": {"theme": "dark {base}"}})
    assert json.loads(launch.set_env["OTHER_CONFIG"]) == {"theme": "dark {base}", **MCP_DOCUMENT}
    assert (launch.set_env["OTHER_URL"], launch.files) == (BASE, {})


def test_what_cannot_be_read_keeps_its_place_and_our_server_stays_out():
    launch = plan(agent=OTHER, environment={**ENOUGH, "OTHER_CONFIG": "// no"}, unread=("OTHER_CONFIG",))
    assert (launch.retrieval, "OTHER_CONFIG" in launch.set_env) == ("none", False)
    assert "OTHER_CONFIG is no plain JSON" in launch.notes[0]


def test_an_agent_that_lacks_what_it_needs_is_started_as_it_is_and_says_so():
    launch = plan(agent=OTHER)
    assert (launch.upstreams, launch.set_env) == ({}, {})
    assert launch.notes == ("Nothing is saved in this session: it has no provider of its own (OTHER_KEY is not set).",)


def test_the_agents_own_settings_name_the_upstream_where_the_environment_names_none():
    named = {"OTHER_URL": "http://settings/v1"}
    assert plan(agent=OTHER, environment=ENOUGH, defaults=named).upstreams == {"openai_chat": "http://settings/v1"}
    both = {**ENOUGH, "OTHER_URL": "http://here/v1"}
    assert plan(agent=OTHER, environment=both, defaults=named).upstreams == {"openai_chat": "http://here/v1"}


CODEX = catalog.load()["codex"]
CODEX_SERVER = ("-c", f'mcp_servers.headroom={{url="{BASE}/mcp", required=true}}')


def test_an_agent_whose_base_url_is_a_setting_gets_it_by_its_flag_and_its_providers_keep_their_names():
    launch = plan(
        "exec", "go", agent=CODEX, setting="model_providers.corp.base_url", setting_url="https://corp.test/x/"
    )
    own = ("-c", f'model_providers.corp.base_url="{BASE}"')
    assert launch.argv == ("/bin/claude", *own, *CODEX_SERVER, "exec", "go")
    assert (launch.upstreams, launch.by_header) == ({"openai_responses": "https://corp.test/x"}, {})


def test_what_the_persons_flags_say_of_that_setting_alone_is_taken_out():
    args = ("-c", 'openai_base_url = "http://x"', "exec", "--config=openai_base_url=y", "-c", "m=z", "--", "-c", "a")
    launch = plan(*args, agent=CODEX, setting="openai_base_url", setting_url="http://x")
    assert launch.argv[5:] == ("exec", "-c", "m=z", "--", "-c", "a")


def test_a_login_may_go_elsewhere_unless_the_person_named_an_upstream():
    launch = plan(agent=CODEX, setting="openai_base_url")
    assert launch.upstreams == {"openai_responses": "https://api.openai.com/v1"}
    assert launch.by_header == {"chatgpt-account-id": "https://chatgpt.com/backend-api/codex"}


def test_a_value_of_a_variable_can_rule_an_agent_out():
    agent = replace(OTHER, unsupported={"OTHER_TYPE=cloud": "requests go elsewhere"})
    assert plan(agent=agent, environment={**ENOUGH, "OTHER_TYPE": "local"}).notes == ()
    note = plan(agent=agent, environment={**ENOUGH, "OTHER_TYPE": "Cloud"}).notes[0]
    assert note == "Nothing is saved in this session: requests go elsewhere (OTHER_TYPE=cloud)."


def test_a_file_of_variables_is_written_as_lines_that_their_reader_takes_as_they_are():
    aider = catalog.load()["aider"]
    theirs = {"KEY": "a'b\\c $d", "OPENAI_API_BASE": "http://gw/v1"}
    launch = plan("--env-file", "x.env", agent=aider, documents={"--env-file": theirs}, files_env=theirs)
    assert launch.argv == ("/bin/claude", "--env-file=/private/aider.env")
    lines = launch.files["/private/aider.env"].splitlines()
    assert r"KEY='a\'b\\c $d'" in lines
    assert f"OPENAI_API_BASE='{BASE}'" in lines
    assert f"ANTHROPIC_API_BASE='{BASE}'" in lines
    assert launch.upstreams["openai_chat"] == "http://gw/v1"
    assert launch.retrieval == "none"


def test_a_copy_of_the_persons_own_settings_leads_to_us_and_their_file_is_no_longer_named():
    agent = replace(
        OTHER,
        args=("--config={file:c.yaml}",),
        files={"c.yaml": {}},
        mcp_files={"c.yaml": {"servers": ["headroom"]}},
        mcp_env={},
        needs={},
        user_documents={"--config|~/.other.yaml": "c.yaml"},
        redirect={"c.yaml": {"url": ("openai_chat",)}},
    )
    theirs = {"url": "http://mine/v1", "servers": ["theirs"], "key": "k"}
    launch = plan("--config", "c.yaml", "-p", "x", agent=agent, documents={"--config|~/.other.yaml": theirs})
    assert launch.argv == ("/bin/claude", "--config=/private/c.yaml", "-p", "x")
    assert launch.upstreams == {"openai_chat": "http://mine/v1"}
    made = {"url": BASE, "servers": ["theirs", "headroom"], "key": "k"}
    assert json.loads(launch.files["/private/c.yaml"]) == made
    alone = replace(agent, upstream_env={})
    assert "Nothing is saved" in plan(agent=alone).notes[0]
    unread = plan("--config", "c.yaml", agent=agent, unread=("--config|~/.other.yaml",))
    assert unread.argv == ("/bin/claude", "--config", "c.yaml")
    assert "--config|~/.other.yaml cannot be read" in unread.notes[0]


def test_a_variable_is_not_set_where_its_requests_would_go_to_another_provider_than_the_files():
    agent = replace(
        OTHER,
        needs={},
        files={"s.json": {}},
        env={**OTHER.env, "OTHER_FILE": "{file:s.json}"},
        user_documents={"~/.other.json": "s.json"},
        redirect={"s.json": {"models[*].url": ("openai_chat",)}},
    )
    theirs = {"~/.other.json": {"models": [{"url": "http://mine/v1"}, {"url": "http://other"}]}}
    launch = plan(agent=agent, documents=theirs)
    made = json.loads(launch.files["/private/s.json"])["models"]
    assert ([m["url"] for m in made], launch.upstreams) == (
        [BASE, "http://other"],
        {"openai_chat": "http://mine/v1"},
    )
    assert "OTHER_URL" not in launch.set_env
    same = plan(agent=agent, documents=theirs, environment={"OTHER_URL": "http://mine/v1"})
    assert same.set_env["OTHER_URL"] == BASE
    assert plan(agent=agent).set_env["OTHER_URL"] == BASE


def test_what_an_agent_needs_may_have_to_be_like_something():
    agent = replace(OTHER, needs={"OTHER_MODEL=a/*|b/*": "its model is of another provider"})
    assert plan(agent=agent, environment={"OTHER_MODEL": "b/x"}).notes == ()
    said = [plan(agent=agent, environment=env).notes[0] for env in ({"OTHER_MODEL": "c/x"}, {})]
    reason = "Nothing is saved in this session: its model is of another provider"
    assert said == [f"{reason} (OTHER_MODEL=a/*|b/*).", f"{reason} (OTHER_MODEL is not set)."]


def test_what_an_agent_leaves_behind_is_known_to_the_plan_and_may_keep_its_things_in_our_folder():
    agent = replace(OTHER, env={"OTHER_SOCKET": "{folder}/other.sock"}, daemons=("--serve",))
    launch = plan(agent=agent, environment=ENOUGH)
    assert (launch.set_env["OTHER_SOCKET"], launch.daemons) == ("/private/other.sock", ("--serve",))
