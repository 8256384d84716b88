"""What `--dry-run` says."""

import json

from headroom_cli.cli import _dry_run
from headroom_cli.model import LaunchPlan


def test_a_plan_is_said_in_full():
    plan = LaunchPlan(
        agent="claude",
        argv=("/bin/claude", "--settings=/run/my files/s.json", "-p", "fix it"),
        set_env={"NO_PROXY": "localhost"},
        files={"/run/my files/s.json": '{"env": {"A": "é"}}'},
        upstreams={"anthropic": "https://api.anthropic.com"},
        serve_env={"HTTPS_PROXY": "http://corp"},
        retrieval="mcp",
        notes=("Mind the gap.",),
    )
    assert _dry_run.describe(plan) == (
        "argv\n"
        "  /bin/claude '--settings=/run/my files/s.json' -p 'fix it'\n"
        "environment\n"
        "  NO_PROXY=localhost\n"
        "private files\n"
        "  /run/my files/s.json\n"
        "    {\n"
        '      "env": {\n'
        '        "A": "é"\n'
        "      }\n"
        "    }\n"
        "upstreams\n"
        "  anthropic: https://api.anthropic.com\n"
        "environment of the proxy\n"
        "  HTTPS_PROXY=http://corp\n"
        "retrieval\n"
        "  mcp\n"
        "notes\n"
        "  Mind the gap."
    )


def test_what_there_is_none_of_has_no_title():
    assert _dry_run.describe(LaunchPlan(agent="a", argv=("/bin/a",))) == "argv\n  /bin/a\nretrieval\n  none"


def test_no_secret_is_said():
    content = {"env": {"ANTHROPIC_AUTH_TOKEN": "s3cret"}, "hooks": [{"apiKey": "s3cret"}]}
    plan = LaunchPlan(
        agent="a",
        argv=("/bin/a",),
        set_env={"MY_PASSWORD": "s3cret"},
        files={"/s.json": json.dumps(content)},
        upstreams={"anthropic": "https://user:s3cret@gateway.example/v1"},
        serve_env={"HTTPS_PROXY": "http://user:s3cret@corp:3128"},
    )
    said = _dry_run.describe(plan)
    assert "s3cret" not in said
    assert "https://***@gateway.example/v1" in said
    assert said.count("***") == 5


def test_no_secret_in_json_in_a_variable_is_said():
    plan = LaunchPlan(agent="x", argv=("x",), set_env={"CONFIG": '{"auth": {"apiKey": "sk-1"}, "a": "é"}', "B": "[1]"})
    assert _dry_run.describe(plan).endswith('CONFIG={"auth": {"apiKey": "***"}, "a": "é"}\n  B=[1]\nretrieval\n  none')


def test_a_file_of_variables_is_said_line_by_line_and_its_secrets_are_masked():
    plan = LaunchPlan(agent="a", argv=("a",), files={"/run/a.env": "BASE='http://x'\nA_KEY='k3y'\n"})
    assert "  /run/a.env\n    BASE='http://x'\n    A_KEY=***" in _dry_run.describe(plan)
