"""The demo's agent, as the process it is, against a provider of the test's own."""

import json
import os
import socket
import struct
import subprocess
import sys
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

CALL = {"type": "tool_use", "id": "1", "name": "Bash", "input": {"command": "pytest -v"}}
FETCH = {"type": "tool_use", "id": "2", "name": "mcp__headroom__headroom_retrieve", "input": {"key": "k"}}
END = {"type": "text", "text": "It is done."}
FETCHED = {"jsonrpc": "2.0", "id": 1, "result": {"content": [{"type": "text", "text": "the original"}]}}


@contextmanager
def serving(answers):
    """A server that gives these answers in order, hanging up for a None; the requests it got, and its port."""
    requests, left = [], list(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            requests.append((self.path, json.loads(self.rfile.read(int(self.headers["content-length"])))))
            if (answer := left.pop(0)) is None:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
                return
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def finish(self):
            if not self.wfile.closed and self.connection.fileno() >= 0:
                super().finish()

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever).start()
        yield requests, server.server_port
        server.shutdown()


def work(folder, answers):
    """Run the agent through these answers: how it ended, and the requests it sent."""
    with serving(answers) as (requests, port):
        base = f"http://127.0.0.1:{port}/s"
        config = folder / "mcp.json"
        config.write_text(json.dumps({"mcpServers": {"headroom": {"url": f"{base}/mcp"}}}))
        argv = [sys.executable, "-m", "headroom_cli.session.demo_agent", str(config)]
        env = os.environ | {"ANTHROPIC_BASE_URL": base, "no_proxy": "127.0.0.1"}
        return subprocess.run(argv, env=env, capture_output=True, text=True, check=False, timeout=60), requests


def test_it_does_what_the_model_asks_and_shows_it_until_nothing_is_asked(tmp_path):
    done, requests = work(tmp_path, [{"content": [CALL]}, {"content": [FETCH]}, FETCHED, {"content": [END]}])
    assert (done.returncode, done.stderr) == (0, "")
    assert [path for path, _ in requests] == ["/s/v1/messages", "/s/v1/messages", "/s/mcp", "/s/v1/messages"]
    told = [message["content"][0]["content"] for message in requests[-1][1]["messages"][2::2]]
    assert "1 failed" in told[0]
    assert told[1] == "the original"
    assert done.stdout.splitlines()[1:] == [
        '  Bash {"command": "pytest -v"}',
        '  mcp__headroom__headroom_retrieve {"key": "k"}',
        "It is done.",
    ]


def test_what_it_says_fits_eighty_columns(tmp_path):
    done, _ = work(tmp_path, [{"content": [{"type": "text", "text": "x" * 200}]}])
    assert max(map(len, done.stdout.splitlines())) == 80


def test_it_tries_again_when_a_connection_breaks_but_not_for_ever(tmp_path):
    done, requests = work(tmp_path, [None, {"content": [END]}])
    assert (done.returncode, len(requests)) == (0, 2)
    done, requests = work(tmp_path, [None] * 3)
    assert (done.returncode, len(requests)) == (1, 3)
