"""`headroom proxy`: what it is told, and what it says; that it serves is tested where it does."""

import json
import os
import signal
import socket
import subprocess
import sys

import pytest

from tests.fakes.proxy import ask


@pytest.fixture
def proxy(tmp_path):
    """`headroom proxy` on a free port, in a clean home; it does not outlive the test."""
    env = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "HEADROOM_WORKSPACE_DIR": str(tmp_path), "COLUMNS": "80"}
    argv = [sys.executable, "-m", "headroom_cli", "proxy", "--port", "0", "--token", "abc"]
    process = subprocess.Popen(argv, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.communicate()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_serves_and_sums_up_at_the_end(proxy, stop):
    lines = [proxy.stderr.readline() for _ in range(4)]
    url = lines[0].split()[3]
    assert url.endswith("/abc")
    assert f" ANTHROPIC_BASE_URL={url}\n" in lines[1]
    assert f" OPENAI_BASE_URL={url}/v1\n" in lines[2]
    assert f" {url}/mcp\n" in lines[3]
    assert ask(url, "GET", "/livez")[0] == 200
    proxy.send_signal(stop)
    said, told = proxy.communicate(timeout=30)
    assert (proxy.returncode, said) == (0, "")
    assert "no request came through the proxy" in told


def test_one_option_sends_all_requests_elsewhere_but_those_that_another_option_names(tmp_path):
    argv = [sys.executable, "-m", "headroom_cli", "proxy", "--port", "0", "--upstream", "https://gw.test/openai"]
    env = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "HEADROOM_WORKSPACE_DIR": str(tmp_path)}
    command = [*argv, "--gemini-api-url", "https://g.test"]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        health = json.loads(ask(process.stderr.readline().split()[3], "GET", "/health")[2])
        process.terminate()
        process.communicate(timeout=30)
    everywhere = dict.fromkeys(("anthropic", "openai_chat", "openai_responses"), "https://gw.test/openai")
    assert health["config"]["upstreams"] == {**everywhere, "gemini": "https://g.test"}


def test_a_port_that_is_taken_is_said_with_the_next_step(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        argv = [sys.executable, "-m", "headroom_cli", "proxy", "--port", str(taken.getsockname()[1])]
        env = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
        done = subprocess.run(argv, env=env, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert "choose another with --port" in done.stderr
