"""The proxy standing alone, by the real command."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from headroom_cli.errors import ServiceError
from headroom_cli.session.standalone import run
from headroom_cli.settings import load
from tests.fakes.agent import Agent
from tests.fakes.conversations import body, conversation, log, read_result, texts
from tests.fakes.provider import FakeProvider
from tests.fakes.proxy import ask, said
from tests.fakes.script import call, fetch, say, turns
from tests.fakes.speech import Chat

REQUEST = body(conversation([("Read", {"file_path": "/a"}, read_result(1, 120))] * 2), tools=("Read",))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def test_it_serves_tells_how_it_is_and_sums_up_at_the_end(tmp_path):
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    with FakeProvider() as provider:
        argv = [sys.executable, "-m", "headroom_cli", "proxy", "--port", str(port), "--retrieval", "mcp"]
        env = {**os.environ, "HEADROOM_WORKSPACE_DIR": str(tmp_path), "ANTHROPIC_TARGET_API_URL": provider.url}
        env["GEMINI_TARGET_API_URL"] = "https://me:s3cret@gateway.test/v1"
        proxy = subprocess.Popen(argv, env=env, stderr=subprocess.PIPE, text=True)
        assert base in proxy.stderr.readline()
        for _ in range(200):
            try:
                assert ask(base, "GET", "/livez")[0] == 200
                break
            except ConnectionError:
                time.sleep(0.05)
        assert ask(base, "POST", "/v1/messages", REQUEST)[0] == 200
        assert "headroom_retrieve" in texts(provider.records[0].raw)[1]
        health = said(ask(base, "GET", "/health")[2])
        for _ in range(100):  # an exchange is written down after its last byte
            stats = said(ask(base, "GET", "/stats")[2])
            if stats["requests"]:
                break
            time.sleep(0.05)
        proxy.send_signal(signal.SIGINT)
        _, told = proxy.communicate(timeout=20)
    assert (health["service"], health["ready"], health["config"]["retrieval"]) == ("headroom-proxy", True, True)
    assert health["config"]["upstreams"]["gemini"] == "https://gateway.test/v1"
    assert stats["outcomes"] == {"rewritten": 1}
    assert proxy.returncode == 0
    assert "1 request: 1 rewritten" in told


def test_by_default_a_program_without_mcp_gets_what_its_model_asks_for(tmp_path):
    port = free_port()
    script = turns(call("Bash", command="cat log"), fetch, say("Found it."))
    with FakeProvider(script) as provider:
        argv = [sys.executable, "-m", "headroom_cli", "proxy", "--port", str(port)]
        env = {**os.environ, "HEADROOM_WORKSPACE_DIR": str(tmp_path), "OPENAI_TARGET_API_URL": provider.url}
        with subprocess.Popen(argv, env=env, stderr=subprocess.PIPE, text=True) as proxy:
            proxy.stderr.readline()
            agent = Agent(f"http://127.0.0.1:{port}", Chat())
            agent.say("Find out why it fails.")
            told = agent.answer(log(400))
            proxy.send_signal(signal.SIGINT)
    assert told.texts == ["Found it."]
    assert [len(record.asked["tools"]) for record in provider.records] == [3, 3, 3]
    assert log(400) in provider.records[-1].raw.decode().replace("\\n", "\n")


def test_a_port_that_is_taken_is_said(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = load({"port": taken.getsockname()[1], "data_dir": str(tmp_path)})
        with pytest.raises(ServiceError, match="cannot be used"):
            run(settings, token="", retrieval="none", say=print)
