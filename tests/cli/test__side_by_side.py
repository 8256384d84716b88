"""Texts before and after, beside each other."""

from headroom_cli.cli import _side_by_side
from headroom_cli.model import Edit, Level
from headroom_cli.replay.pairs import Pair
from tests.replay.making import LOG, READS, bench, case


def pair(before: str, after: str) -> Pair:
    edit = Edit(span=(0, 1), text=after, key="k", kind="log", before=10, after=4)
    return Pair("logs/a", "Bash x", before, edit)


def beside(before: str, after: str, width: int = 12) -> list[str]:
    return list(_side_by_side._beside(pair(before, after), width))


def test_the_same_line_stands_beside_itself_and_what_is_gone_beside_nothing():
    assert beside("one\ntwo\nthree\nfour", "[3 lines]\nfour") == [
        "one          │ [3 lines]",
        "two          │",
        "three        │",
        "four         │ four",
    ]


def test_lines_that_occur_again_place_nothing():
    assert beside("a\nx\na\nb", "a\nb") == ["a            │ a", "x            │", "a            │", "b            │ b"]


def test_long_and_wide_lines_go_on_below():
    assert beside("abcdefghijklmnop", "日本語日本語日本") == [
        "abcdefghijkl │ 日本語日本語",
        "mnop         │ 日本",
    ]


def test_control_characters_do_nothing_to_the_terminal():
    assert beside("\x1b[31mred\r", "a\tb") == ["␛[31mred     │ a   b"]


def test_texts_that_go_elsewhere_stand_one_after_the_other_whole(capsys):
    measured = bench().measure(case("logs/a", [*LOG, *READS], number=2))
    _side_by_side.render([measured], Level.BALANCED)
    out, err = capsys.readouterr()
    assert out.count("--- before\n") == out.count("\n+++ after\n") == 3
    assert out.startswith("logs/a, session 2: Bash tail log\nlog, ")
    assert f"--- before\n{LOG[0][2]}\n+++ after\n" in out
    assert err == ""


def test_a_case_without_a_change_says_why(capsys):
    for turns in ([("Bash", {}, "x")], []):
        _side_by_side.render([bench().measure(case("a", turns))], Level.BALANCED)
    assert capsys.readouterr() == (
        "",
        "headroom: a stays as it came: too small\nheadroom: a has no tool results\n",
    )
