"""Files as requests."""

import json
import sys
from pathlib import Path

import pytest

from headroom_cli.errors import ConfigError
from headroom_cli.replay.cases import load
from tests.fakes import openai
from tests.fakes.conversations import body, conversation
from tests.replay.making import DIALECTS, LOG


def only(path):
    [case] = load([path], DIALECTS).cases
    return case, json.loads(case.request.body).get("messages")


def test_a_file_is_what_a_command_printed(tmp_path):
    (tmp_path / "app.log").write_bytes(b"one\r\ntwo")
    case, messages = only(tmp_path)
    assert (case.name, case.group, case.number, case.is_payload, case.is_numbered) == (
        "app.log", tmp_path.name, 0, True, False,
    )  # fmt: skip
    assert messages[1]["content"][0]["input"] == {"command": "cat app.log"}
    assert messages[2]["content"][0]["content"] == "one\r\ntwo"


def test_source_code_is_read_with_a_gutter(tmp_path):
    (tmp_path / "a.py").write_text("x = 1\ny = 2")
    case, messages = only(tmp_path / "a.py")
    assert messages[2]["content"][0]["content"] == "1\tx = 1\n2\ty = 2"
    assert (case.is_payload, case.is_numbered, case.group) == (True, True, "a.py")


def test_a_request_is_taken_as_it_is(tmp_path):
    raw = json.dumps({"model": "m", "n": 1.50, "messages": [{"role": "user", "content": "hi"}]}, indent=2)
    (tmp_path / "r.json").write_text(raw)
    case, _ = only(tmp_path)
    assert (case.request.body, case.is_payload) == (raw.encode(), False)


def test_a_recording_has_a_case_for_each_session(tmp_path):
    bodies = [body(conversation([])), body(conversation(LOG)), openai.RESPONSES.body(openai.responses(LOG))]
    (tmp_path / "wire.jsonl").write_bytes(b"\n".join(b'{"body":%b}' % raw for raw in bodies))
    cases = load([tmp_path], DIALECTS).cases
    assert [(c.name, c.number, c.request.dialect.name) for c in cases] == [
        ("wire.jsonl", 1, "anthropic"),
        ("wire.jsonl", 2, "openai_responses"),
    ]


def test_a_folder_is_a_group_and_what_is_no_text_is_left_out_and_counted(tmp_path):
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "b.txt").write_text("b")
    (tmp_path / "logs" / "a.txt").write_bytes(b"caf\xe9")
    (tmp_path / "logs" / "c.bin").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "logs" / "empty.txt").write_text(" \n")
    (tmp_path / "logs" / ".hidden").write_text("x")
    found = load([tmp_path], DIALECTS)
    assert [(case.name, case.group) for case in found.cases] == [("logs/a.txt", "logs"), ("logs/b.txt", "logs")]
    assert found.left_out == {"not text": 1, "empty": 1}
    assert "caf\ufffd" in found.cases[0].request.body.decode()


def test_a_path_that_cannot_be_measured_is_an_error_with_a_hint(tmp_path):
    (tmp_path / "bytes").write_bytes(b"\x00\x01")
    with pytest.raises(ConfigError, match="bytes cannot be measured: not text") as error:
        load([tmp_path / "bytes"], DIALECTS)
    assert error.value.hint
    with pytest.raises(ConfigError, match="nowhere does not exist"):
        load([tmp_path / "nowhere"], DIALECTS)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a file that nobody can read")
def test_a_file_that_cannot_be_read_is_an_error_with_its_reason():
    with pytest.raises(ConfigError, match="mem cannot be measured: "):
        load([Path("/proc/self/mem")], DIALECTS)


def test_a_file_that_is_too_large_is_not_even_opened(tmp_path):
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    with pytest.raises(ConfigError, match="over 64 MiB"):
        load([tmp_path / "huge"], DIALECTS)
