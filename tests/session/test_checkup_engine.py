"""Checks of what does the work, with the real proxy process and with broken stand-ins."""

import sys

import pytest

from headroom_cli import registry
from headroom_cli.compressors import Compressed, NotMine
from headroom_cli.session import checkup_engine as engine
from tests.session.patients import healthy, only, verdicts


class Stub:
    """A compressor that answers what it is told, or raises it."""

    def __init__(self, answer, score=1.0):
        self.answer, self.sure = answer, score

    def score(self, _block):
        return self.sure

    def compress(self, block, _level):
        if isinstance(self.answer, BaseException):
            raise self.answer
        return Compressed(self.answer(block.text))


@pytest.fixture
def who(tmp_path):
    return healthy(tmp_path)


def test_a_tokenizer_that_counts_wrong_is_a_problem(who):
    assert verdicts(engine.tokenizer(who)) == ["ok"]
    finding = only(engine.tokenizer(who, len))
    assert (finding.verdict, finding.text) == ("problem", "counts 44 tokens where there are 10")


def test_every_compressor_there_is_is_named(who):
    assert only(engine.compressors(who)).text.startswith(", ".join(registry.load_all("compressors")))


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (Stub(lambda text: f"{text}!"), "b makes a text longer"),
        (Stub(ValueError("x")), "b breaks down (ValueError)"),
    ],
)
def test_a_compressor_that_does_wrong_is_a_problem_by_name(who, broken, fault):
    finding = only(engine.compressors(who, lambda: {"a": Stub(lambda text: text[:5]), "b": broken}))
    assert finding.verdict == "problem"
    assert finding.text.startswith(fault)


@pytest.mark.parametrize("stub", [Stub(NotMine()), Stub(ValueError("never asked"), score=0.0)])
def test_a_compressor_need_not_know_the_samples(who, stub):
    assert verdicts(engine.compressors(who, lambda: {"a": stub})) == ["ok"]


def test_loopback_takes_connections_here(who):
    assert verdicts(engine.loopback(who)) == ["ok"]


def test_the_proxy_process_starts_answers_and_ends(who):
    finding = only(engine.proxy(who))
    assert finding.verdict == "ok"
    assert finding.text.startswith("starts, answers after ")


STRANGER = """
import socket, sys
connection, _ = socket.socket(fileno=int(sys.argv[-1])).accept()
connection.recv(9999)
connection.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nhi")
sys.stdin.read()
"""


@pytest.mark.parametrize(
    ("code", "fault", "last_words"),
    [
        ("raise SystemExit('no module named x')", "does not answer (TimeoutError)", "It said: no module named x"),
        (STRANGER, "answers something else", "It said nothing."),
    ],
)
def test_a_proxy_process_that_does_not_is_a_problem_with_its_last_words(who, code, fault, last_words):
    finding = only(engine.proxy(who, (sys.executable, "-c", code), patience=1.0))
    assert (finding.verdict, finding.text, finding.hint) == ("problem", f"the proxy process {fault}", last_words)
