"""Figures for programs."""

import json

from headroom_cli.model import Level
from headroom_cli.replay.needles import Needle, look
from headroom_cli.replay.report import as_json, report
from tests.replay.making import LOG, READS, bench, case


def test_programs_get_the_figures_that_a_person_sees():
    room = bench()
    measured = [room.measure(case("logs/a", LOG)), room.measure(case("code/b", READS))]
    found = report(room, measured, {"empty": 2}, look([Needle("logs/a", "important", ("ERROR",))], measured))
    told = json.loads(as_json(found))
    assert told["total"]["files"] == 2
    assert told["total"]["before"] == found.total.before
    assert told["total"]["levels"]["lossless"]["lossless"] == 1.0
    assert told["total"]["levels"]["balanced"]["after"] == found.total.after[Level.BALANCED]
    assert told["groups"].keys() == {"code", "logs"}
    assert told["groups"]["logs"]["levels"]["balanced"]["cold_ms_per_100kb"] > 0
    assert told["kinds"].keys() == {"log", "seen", "file_read"}
    assert told["kinds"]["log"]["own_ms_per_100kb"] == round(found.own_ms["log"], 2) > 0
    assert told["sessions"]["total"]["requests"] == 5
    assert told["needles"]["important"]["balanced"] == {"all": 1, "kept": 1, "in_reach": 1, "lost": 0}
    assert told["left_out"] == {"empty": 2}


def test_one_level_alone_is_the_main_one():
    room = bench(levels=(Level.LOSSLESS,))
    found = report(room, [room.measure(case("a", LOG))], {}, {})
    assert (found.main, found.levels) == (Level.LOSSLESS, (Level.LOSSLESS,))
    assert json.loads(as_json(found))["total"]["levels"].keys() == {"lossless"}
