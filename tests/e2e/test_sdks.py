"""Programs with a provider's own client work unchanged behind `headroom proxy`, and say less."""

import json
import os
import signal
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.e2e import sdks
from tests.e2e.person import HEADROOM
from tests.fakes.journal import Record
from tests.fakes.provider import FakeProvider
from tests.fakes.proxy import ask
from tests.fakes.script import Conversation, say

pytestmark = [pytest.mark.agent, pytest.mark.timeout(120)]
ANSWER = "Request 2af1 was slow."
CLIENTS = {client.__name__: client for client in sdks.CLIENTS}


@contextmanager
def proxy(folder: Path, *options: str):
    """`headroom proxy` on a free port; gives its URL, and a list that holds what it said when it is over."""
    env = {"HOME": str(folder), "PATH": os.environ["PATH"], "HEADROOM_WORKSPACE_DIR": str(folder)}
    argv = [HEADROOM, "proxy", "--port", "0", *options]
    process = subprocess.Popen(argv, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    told: list[str] = []
    try:
        yield process.stderr.readline().split()[3], told
        process.send_signal(signal.SIGINT)
        told.append(process.communicate(timeout=30)[1])
    finally:
        process.kill()
        process.wait()


def run(python: Path, client: str, base: str) -> dict:
    """What a client tells that talks to `base`."""
    env = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "LITELLM_LOCAL_MODEL_COST_MAP": "True"}
    done = subprocess.run(
        [python, sdks.__file__, client, base], env=env, capture_output=True, text=True, timeout=90, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def results(record: Record) -> list[str]:
    return list(Conversation(record.asked).results().values())


@pytest.mark.parametrize("client", CLIENTS)
def test_a_client_gets_the_same_answers_and_the_model_reads_less(litellm, client, tmp_path):
    python = litellm.with_name("python")
    with FakeProvider(lambda _: say(ANSWER)) as provider:
        direct = run(python, client, provider.url)
        count = len(provider.records)
        with proxy(tmp_path, "--upstream", provider.url) as (url, told):
            behind = run(python, client, url)
    assert (behind["whole"], behind["streamed"]) == (direct["whole"], direct["streamed"]) == (ANSWER, ANSWER)
    assert behind["tokens"] == behind["streamed_tokens"] < direct["tokens"] * 0.8
    assert provider.violations == []
    assert [record.path for record in provider.records[count:]] == [record.path for record in provider.records[:count]]
    assert [results(r) for r in provider.records[:count]] == [[sdks.LOG]] * 2
    assert all(len(results(r)[0]) < len(sdks.LOG) * 0.7 for r in provider.records[count:])
    assert "2 requests: 2 rewritten" in told[0]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/v1/projects/p/locations/l/publishers/anthropic/models/claude-x:streamRawPredict", "Claude by Vertex AI"),
        ("/model/anthropic.claude-x/invoke-with-response-stream", "Claude by Bedrock"),
        ("/v1beta1/projects/p/locations/l/publishers/google/models/gemini-x:generateContent", "Gemini by Vertex AI"),
    ],
)
def test_what_goes_by_another_cloud_passes_untouched_and_the_summary_says_so(path, said, tmp_path):
    body = json.dumps({"anthropic_version": "vertex-2023-10-16", "messages": [{"role": "user", "content": sdks.LOG}]})
    with FakeProvider() as provider, proxy(tmp_path, "--upstream", provider.url) as (url, told):
        ask(url, "POST", path, body.encode())
    assert [(r.path, r.raw) for r in provider.records] == [(path, body.encode())]
    assert "1 request: 1 passed" in told[0]
    assert f"{said} goes through as it came (1)" in told[0]
