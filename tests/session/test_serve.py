"""The proxy process, whole."""

import json
import resource
import signal
import socket
import subprocess
import sys

from headroom_cli.session.config import ProxyConfig, dump
from tests.fakes.conversations import body, conversation, log, read_result, texts
from tests.fakes.provider import FakeProvider
from tests.fakes.proxy import Proxy, ask, said

SESSION = [
    ("Read", {"file_path": "/a"}, read_result(1, 120)),
    ("Bash", {"command": "tail log"}, log(100)),
    ("Read", {"file_path": "/a"}, read_result(40, 150, version=1)),
    ("Bash", {"command": "tail log"}, log(100)),
]
LIMITED = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
runpy.run_module("headroom_cli.session.serve", run_name="__main__", alter_sys=True)
"""


def started(config: ProxyConfig, listener: socket.socket, *, disk: int = resource.RLIM_INFINITY) -> subprocess.Popen:
    """The proxy as its own process on an inherited socket; no file of its can grow beyond `disk` bytes."""
    argv = (sys.executable, "-c", LIMITED, str(disk), str(listener.fileno()))
    process = subprocess.Popen(argv, stdin=subprocess.PIPE, stderr=subprocess.PIPE, pass_fds=[listener.fileno()])
    process.stdin.write(dump(config) + b"\n")
    process.stdin.flush()
    return process


def test_a_conversation_grows_by_its_end_alone_also_through_a_restart_of_the_proxy(tmp_path):
    def requests():
        for turn in range(1, len(SESSION) + 1):
            yield body(conversation(SESSION[:turn]))

    with FakeProvider() as provider, socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        config = ProxyConfig(
            secret="x", upstreams={"anthropic": provider.url}, store=f"disk://{tmp_path.as_posix()}/store"
        )
        for turn, request in enumerate(requests()):
            if turn in {0, 2}:
                process = started(config, listener)
            assert ask(f"http://127.0.0.1:{port}/x", "POST", "/v1/messages", request)[0] == 200
            if turn in {1, 3}:
                process.send_signal(signal.SIGKILL)
                process.communicate()
        assert not provider.violations
        assert not provider.prefix_changes()
        assert len(provider.records) == len(SESSION)
        sent = texts(provider.records[-1].raw)
        assert sum(map(len, sent)) < sum(len(result) for *_, result in SESSION) * 0.7


def test_it_ends_when_its_life_line_ends():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        process = started(ProxyConfig(secret="x", upstreams={}, store="memory:"), listener)
        assert ask(f"http://127.0.0.1:{listener.getsockname()[1]}/x", "GET", "/")[0] == 404
        _, log_text = process.communicate(timeout=20)
        assert process.returncode == 0, log_text


def test_where_the_parent_is_gone_before_it_serves_it_loads_nothing_more():
    code = (
        "import asyncio, socket, sys\n"
        "from headroom_cli.session.config import ProxyConfig\n"
        "from headroom_cli.session.serve import serve\n"
        "config = ProxyConfig(secret='x', upstreams={}, store='memory:')\n"
        "asyncio.run(serve(config, socket.create_server(('127.0.0.1', 0)), lambda stop: stop()))\n"
        "print('headroom_cli.compressors.log' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "False\n"


def test_what_the_model_fetches_is_the_original():
    with FakeProvider() as provider, Proxy(provider.url, reach="always") as proxy:
        ask(proxy.url, "POST", "/v1/messages", body(conversation(SESSION)))
        sent = texts(provider.records[0].raw)
        key = sent[3].split("headroom_retrieve ")[1].split(" ")[0].strip("]")
        params = {"name": "headroom_retrieve", "arguments": {"key": key}}
        message = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}).encode()
        answer = said(ask(proxy.url, "POST", "/mcp", message)[2])
        assert answer["result"]["content"][0]["text"] == log(100)


def test_a_disk_that_fills_up_stops_no_request_and_changes_nothing_that_was_sent(tmp_path):
    requests = [body(conversation(SESSION[:turn])) for turn in range(1, len(SESSION) + 1)]
    with FakeProvider() as provider, socket.create_server(("127.0.0.1", 0)) as listener:
        store, ledger = f"disk://{tmp_path.as_posix()}/store", str(tmp_path / "ledger.sqlite")
        config = ProxyConfig(secret="x", upstreams={"anthropic": provider.url}, store=store, ledger=ledger)
        for disk, some in ((resource.RLIM_INFINITY, requests[:2]), (4096, requests[2:])):
            process = started(config, listener, disk=disk)
            for request in some:
                assert ask(f"http://127.0.0.1:{listener.getsockname()[1]}/x", "POST", "/v1/messages", request)[0] == 200
            _, log_text = process.communicate(timeout=20)
        assert not provider.prefix_changes()
    assert b"kept in memory" in log_text
    assert b"nothing is recorded" in log_text
    assert len(texts(provider.records[-1].raw)[2]) < len(SESSION[2][2])
