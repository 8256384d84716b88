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
from tests.fakes.conversations import body, conversation, read_result, texts
from tests.fakes.provider import FakeProvider
from tests.fakes.proxy import ask, said

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


def test_a_port_that_is_taken_is_said(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = load({"port": taken.getsockname()[1], "data_dir": str(tmp_path)})
        with pytest.raises(ServiceError, match="cannot be used"):
            run(settings, token="", retrieval="none", say=print)
