"""Repetition goes, with counts; trouble, the rare, the first, the last and the far-off stay."""

from headroom_cli.compressors._log.keep import Bounds, Census
from headroom_cli.compressors._log.lines import read


def log(*odd: str) -> str:
    usual = [f"10:00:{n % 60:02} request {n} took {20 + n % 3} ms for client web" for n in range(200)]
    return "\n".join([*usual[:150], *odd, *usual[150:]])


def thinned(text):
    return Census(read(text, 40)).thin(Bounds(40, 12, 300))


def shown(text):
    return [line.entry.full for line in thinned(text).lines if not isinstance(line, str)]


def test_the_first_and_the_last_line_of_a_template_stay():
    assert shown(log())[0].endswith("request 0 took 20 ms for client web")
    assert shown(log())[-1].endswith("request 199 took 21 ms for client web")


def test_gaps_and_lines_shown_make_the_whole():
    done = thinned(log())
    gaps = sum(int(gap[1:]) for gap in done.lines if isinstance(gap, str))
    assert done.total == 200
    assert done.shown + gaps == done.total


def test_a_line_of_a_kind_seen_once_stays():
    assert "10:03:00 leader elected" in shown(log("10:03:00 leader elected"))


def test_a_value_far_from_the_usual_stays():
    slow = "10:03:00 request 77 took 65020 ms for client web"
    assert slow in shown(log(slow))


def test_a_template_that_loses_lines_says_how_many_and_what_was_usual():
    (note,) = set(thinned(log()).notes.values())
    assert " of 200 shown" in note
    assert "0…199" in note
    assert "20 x67, 21 x67, 22 x66" in note


def test_trouble_of_one_kind_stays_up_to_a_bound_that_is_said():
    done = thinned(log(*(f"10:03:00 request {n} failed with code 7 at once" for n in range(90))))
    assert any(" of 90 shown" in note for note in done.notes.values())
    assert sum("failed" in line.entry.full for line in done.lines if not isinstance(line, str)) >= 40


def test_lines_that_the_question_names_stay():
    lines = read(log(), 40)
    (asked,) = {line.entry.full for line in lines if " request 77 " in line.entry.full}
    kept = Census(lines, frozenset({"77", "request"})).thin(Bounds(40, 12, 300))
    assert asked in [line.entry.full for line in kept.lines if not isinstance(line, str)]
    assert asked not in shown(log())


def test_a_short_log_of_different_lines_stays_whole():
    done = thinned("10:00:00 one\n10:00:01 two things\n10:00:02 three of them here")
    assert done.shown == done.total
    assert not any(done.notes.values())
