"""Facts that must still be found."""

import json
from dataclasses import replace

import pytest

from headroom_cli.errors import ConfigError
from headroom_cli.model import Level
from headroom_cli.replay.needles import Needle, decoded, load, look
from tests.fakes.conversations import log, read_result
from tests.replay.making import LOG, bench, case

LINES = LOG[0][2].split("\n")


def looked(*needles, turns=LOG, **more):
    return look(needles, [bench().measure(replace(case("logs/a", turns), **more))])


def test_an_error_is_kept_and_a_row_left_out_is_in_reach():
    error, ordinary = (line.split("req=")[1].split(" ")[0] for line in (LINES[81], LINES[200]))
    found = looked(Needle("logs/a", "important", (error,)), Needle("logs/a", "neutral", (ordinary,)))
    important, neutral = found["important"][Level.BALANCED], found["neutral"][Level.BALANCED]
    assert (important.all, important.kept, important.in_reach, important.lost) == (1, 1, 1, 0)
    assert (neutral.all, neutral.kept, neutral.in_reach, neutral.lost) == (1, 0, 1, 0)
    assert found["neutral"][Level.LOSSLESS].kept == 1


def test_what_is_said_otherwise_without_loss_is_neither_kept_nor_in_reach_nor_lost():
    one = looked(Needle("logs/a", "x", (LINES[200],)))["x"][Level.LOSSLESS]
    assert (one.all, one.kept, one.in_reach, one.lost) == (1, 0, 0, 0)


def test_what_was_never_there_is_lost_and_other_files_do_not_count():
    found = looked(
        Needle("logs/a", "x", ("no such thing",)), Needle("logs/other", "y", ("a",)), Needle("a", "z", ("a",))
    )
    assert (found["x"][Level.LOSSLESS].in_reach, found["x"][Level.LOSSLESS].lost) == (0, 1)
    assert "y" not in found
    assert found["z"][Level.LOSSLESS].kept == 1


def test_in_a_request_all_messages_are_looked_through_and_in_a_payload_what_was_printed():
    asked, called = Needle("logs/a", "x", ("fix it",)), Needle("logs/a", "y", ("tail log",))
    assert looked(asked)["x"][Level.BALANCED].kept == looked(called)["y"][Level.BALANCED].kept == 1
    assert looked(asked, is_payload=True)["x"][Level.BALANCED].kept == 0


def test_lines_are_found_across_the_line_numbers_that_we_added():
    read = [("Read", {"file_path": "a.py"}, read_result(1, 60))]
    two = Needle(
        "logs/a", "x", (decoded("\n".join(line.partition("\t")[2] for line in read[0][2].split("\n")[38:41])),)
    )
    assert looked(two, turns=read)["x"][Level.BALANCED].kept == 0
    assert looked(two, turns=read, is_numbered=True)["x"][Level.BALANCED].kept == 1


def test_entities_escapes_and_white_space_are_decoded():
    assert decoded('a &lt;b&gt;\\n  c\\u0041 \\"d\\"\t') == 'a <b> cA "d"'


def test_a_file_of_needles_is_read_without_its_weak_answers(tmp_path):
    file = tmp_path / "n.jsonl"
    line = {"doc": "d", "answer_strings": ["x  y", "7"], "weak_strings": [1], "class": "important"}
    file.write_text(json.dumps(line) + "\n\n")
    assert load(file) == [Needle("d", "important", ("x y",))]


@pytest.mark.parametrize("text", ["not json", "{}", "[]", '{"doc":"d","answer_strings":[1]}', log(3)])
def test_a_file_that_holds_no_needles_is_an_error_with_a_hint(tmp_path, text):
    (tmp_path / "n.jsonl").write_text(text)
    with pytest.raises(ConfigError, match="no file of needles") as error:
        load(tmp_path / "n.jsonl")
    assert "answer_strings" in error.value.hint
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path / "missing")
