"""One wrapped run, with small real agents."""

import json
import sys
import time

import pytest

from headroom_cli.errors import AgentNotFoundError, StoreError
from headroom_cli.model import LaunchPlan
from headroom_cli.session.config import LEDGER
from headroom_cli.session.figures import of_session
from headroom_cli.session.run import BYPASSED, RESTARTED, Outcome, run
from headroom_cli.settings import load
from tests.fakes.conversations import body, conversation, read_result
from tests.fakes.provider import FakeProvider

REQUEST = body(conversation([("Read", {"file_path": "/a"}, read_result(1, 120))] * 2))
AGENT = """
import os, sys, urllib.request
body = open(sys.argv[1], "rb").read()
for _ in range(int(sys.argv[2])):
    request = urllib.request.Request(os.environ["BASE"] + "/v1/messages", body, {"content-type": "application/json"})
    urllib.request.urlopen(request, timeout=20).read()
print("agent's own output")
sys.exit(int(sys.argv[3]))
"""
CRASHING = """
import os, psutil, sys, urllib.request
body = open(sys.argv[1], "rb").read()
us = psutil.Process()
for kill in [False] + [True] * int(sys.argv[2]):
    if kill:
        [proxy] = [p for p in us.parent().children() if "headroom_cli.session.serve" in p.cmdline()]
        proxy.kill()
        psutil.wait_procs([proxy], 20)
    request = urllib.request.Request(os.environ["BASE"] + "/v1/messages", body, {"content-type": "application/json"})
    urllib.request.urlopen(request, timeout=60).read()
"""


@pytest.fixture
def settings(tmp_path):
    return load({"data_dir": str(tmp_path / "data"), "config_dir": str(tmp_path / "config")})


@pytest.fixture
def planned(tmp_path):
    """Plans of a run of the small agent: how many requests, and with which exit code it leaves."""
    (tmp_path / "request.json").write_bytes(REQUEST)

    def plan_for(upstream, requests=1, code=0, script=AGENT, **changes):
        def make(base, folder):
            argv = (sys.executable, "-c", script, str(tmp_path / "request.json"), str(requests), str(code))
            files = {str(folder / "private.json"): json.dumps({"base": base})}
            plan = {"argv": argv, "set_env": {"BASE": base}, "files": files, "upstreams": {"anthropic": upstream}}
            return LaunchPlan(agent="small", **{**plan, **changes})

        return make

    return plan_for


def test_a_run_gives_the_agents_exit_code_and_the_figures(settings, planned, capfd):
    with FakeProvider() as provider:
        outcome = run(planned(provider.url, requests=2, code=7), settings, print)
    assert outcome.code == 7
    assert capfd.readouterr().out == "agent's own output\n"
    summary = of_session(settings, outcome.session)
    assert (summary.requests, summary.outcomes) == (2, {"rewritten": 2})
    assert summary.tokens.saved > 0
    assert outcome.befell == ()


def test_the_run_leaves_its_originals_and_its_log_and_no_private_file(settings, planned):
    with FakeProvider() as provider:
        run(planned(provider.url), settings, print)
    [folder] = (settings.data_dir / "sessions").iterdir()
    assert (folder.stat().st_mode & 0o777, (folder / "store").is_dir()) == (0o700, True)
    assert not (folder / "private.json").exists()
    assert (settings.data_dir / LEDGER).stat().st_mode & 0o777 == 0o600
    for path in folder.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_notes_are_said_before_the_agent_starts(settings, planned):
    said = []
    with FakeProvider() as provider:
        run(planned(provider.url, notes=("mind this",)), settings, lambda note: said.append((note, time.monotonic())))
    assert [note for note, _ in said] == ["mind this"]


def test_an_agent_without_upstreams_runs_as_it_is_and_has_no_figures(settings, planned):
    outcome = run(planned("", requests=0, code=3, upstreams={}), settings, print)
    assert outcome == Outcome(3)


def test_a_command_that_is_not_there_is_said(settings, planned):
    with pytest.raises(AgentNotFoundError):
        run(planned("http://127.0.0.1:9", argv=("/nowhere/agent",)), settings, print)


def test_a_folder_that_cannot_be_written_is_said_before_anything_starts(tmp_path, planned):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be written"):
        run(planned("http://127.0.0.1:9"), load({"data_dir": str(tmp_path / "file")}), print)


def test_a_private_file_that_cannot_be_written_is_said_and_none_is_left(settings, planned):
    def make(base, folder):
        files = {str(folder / "private.json"): "{}", str(folder / "in-use" / "below-a-file.json"): "{}"}
        return planned("http://127.0.0.1:9", files=files)(base, folder)

    with pytest.raises(StoreError, match="cannot be written"):
        run(make, settings, print)
    assert list(settings.data_dir.rglob("*.json")) == []


def test_a_proxy_killed_between_two_requests_is_back_and_says_the_same(settings, planned):
    with FakeProvider() as provider:
        outcome = run(planned(provider.url, requests=1, script=CRASHING), settings, print)
    first, second = provider.records
    assert first.raw == second.raw != REQUEST
    assert (outcome.code, outcome.befell) == (0, (RESTARTED,))


@pytest.mark.slow
def test_a_proxy_that_keeps_dying_ends_as_one_that_passes_everything_through_and_the_agent_goes_on(settings, planned):
    with FakeProvider() as provider:
        outcome = run(planned(provider.url, requests=5, script=CRASHING), settings, print)
    *before, last = provider.records
    assert {record.raw for record in before} == {before[0].raw} != {REQUEST}
    assert last.raw == REQUEST
    assert (outcome.code, outcome.befell) == (0, (*[RESTARTED] * 5, BYPASSED))
