"""Facts that must still be found."""

import json

from headroom_cli import registry
from headroom_cli.dialects.anthropic import PLUGIN as ANTHROPIC
from headroom_cli.model import Level
from headroom_cli.replay.bench import measure, texts
from headroom_cli.replay.cases import Case
from headroom_cli.replay.needles import Needle, decoded, load, look
from tests.fakes.conversations import body, conversation, log

CASE = Case("logs/a", "logs", body(conversation([("Bash", {"command": "tail log"}, log(400))])))


def looked(*needles):
    measured = [measure(CASE, ANTHROPIC, registry.load_all("compressors"), floor=100)]
    return look(needles, measured, lambda request: texts(ANTHROPIC, request))


def test_an_error_is_kept_and_a_row_left_out_is_in_reach():
    lines = log(400).split("\n")
    error, ordinary = (line.split("req=")[1].split(" ")[0] for line in (lines[81], lines[200]))
    found = looked(Needle("logs/a", "important", (error,)), Needle("logs/a", "neutral", (ordinary,)))
    important, neutral = found["important"][Level.BALANCED], found["neutral"][Level.BALANCED]
    assert (important.all, important.kept, important.in_reach) == (1, 1, 1)
    assert (neutral.all, neutral.kept, neutral.in_reach) == (1, 0, 1)
    assert found["neutral"][Level.LOSSLESS].kept == 1


def test_what_was_never_there_is_not_found_and_other_files_do_not_count():
    found = looked(Needle("logs/a", "x", ("no such thing",)), Needle("logs/other", "y", ("a",)))
    assert found["x"][Level.LOSSLESS].in_reach == 0
    assert "y" not in found


def test_entities_escapes_and_white_space_are_decoded():
    assert decoded('a &lt;b&gt;\\n  c\\u0041 \\"d\\"\t') == 'a <b> cA "d"'


def test_a_file_of_needles_is_read_without_its_weak_answers(tmp_path):
    file = tmp_path / "n.jsonl"
    line = {"doc": "d", "answer_strings": ["x  y", "7"], "weak_strings": [1], "class": "important"}
    file.write_text(json.dumps(line) + "\n\n")
    assert load(file) == [Needle("d", "important", ("x y",))]
