"""Files as requests."""

import json

from headroom_cli.replay.cases import load


def only(path):
    [case] = load([path])
    return case, json.loads(case.body)["messages"]


def test_a_file_is_what_a_command_printed(tmp_path):
    (tmp_path / "app.log").write_text("one\ntwo")
    case, messages = only(tmp_path)
    assert (case.name, case.group) == ("app.log", tmp_path.name)
    assert messages[1]["content"][0]["input"] == {"command": "cat app.log"}
    assert messages[2]["content"][0]["content"] == "one\ntwo"


def test_source_code_is_read_with_a_gutter(tmp_path):
    (tmp_path / "a.py").write_text("x = 1\ny = 2")
    assert only(tmp_path / "a.py")[1][2]["content"][0]["content"] == "1\tx = 1\n2\ty = 2"


def test_a_request_body_is_taken_as_it_is(tmp_path):
    request = {"model": "m", "tools": [{"name": "t"}], "messages": [{"role": "user", "content": "hi"}]}
    (tmp_path / "r.json").write_text(json.dumps(request))
    assert json.loads(only(tmp_path)[0].body) == request


def test_a_folder_is_a_group_and_what_is_no_text_is_left_out(tmp_path):
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "b.txt").write_text("b")
    (tmp_path / "logs" / "a.txt").write_text("a")
    (tmp_path / "logs" / "c.bin").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "logs" / "empty.txt").write_text(" \n")
    assert [(case.name, case.group) for case in load([tmp_path])] == [("logs/a.txt", "logs"), ("logs/b.txt", "logs")]
