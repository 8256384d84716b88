"""Rows name their template and their values; whatever could be mistaken for one is told apart."""

from headroom_cli.compressors._log.cluster import Said
from headroom_cli.compressors._log.entries import STAMP, Entry
from headroom_cli.compressors._log.lines import Line
from headroom_cli.compressors._log.render import render

PORT = (f"{STAMP} port ", " open")


def port(number: str, stamp: str) -> Line:
    return Line(Entry(f"{STAMP} port {number} open", stamp), Said(PORT, (number,)))


def plain(text: str) -> Line:
    return Line(Entry(text, ""), None)


def rows(*lines, notes=None):
    return render(lines, "these", notes or {}).split("\n")[1:]


def test_a_row_is_time_template_values():
    assert rows(port("1", "10:00:00"), port("2", "10:00:00"), port("3", "10:00:07")) == [
        "A={t} port {} open",
        "---",
        "@10:00:00",
        "A 1",
        "A 2",
        "07 A 3",
    ]


def test_a_repeated_line_is_counted():
    assert rows(*[port("1", "10:00:00")] * 4, plain("x"), plain("x"))[2:] == ["@10:00:00", "A 1", "*4", "x", "*2"]


def test_a_line_in_full_stands_as_it_was_and_leaves_the_time_alone():
    full = port("2", "10:00:09")._replace(full=True)
    assert rows(port("1", "10:00:00"), full, port("3", "10:00:00"))[3:] == ["A 1", "10:00:09 port 2 open", "A 3"]


def test_what_looks_like_a_row_is_told_apart():
    assert rows(port("1", "10:00:00"), *map(plain, ("A 1", "12 A", "B 1", "@x", "*3", "…4", "|", "Apple 1")))[4:] == [
        "|A 1",
        "|12 A",
        "B 1",
        "|@x",
        "|*3",
        "|…4",
        "||",
        "Apple 1",
    ]


def test_a_template_of_several_lines_stays_together_in_the_legend():
    said = Said(("head ", "\nbody"), ("1",))
    assert rows(Line(Entry("head 1\nbody", ""), said))[:2] == ["A=head {}", "|body"]


def test_another_mark_is_taken_where_the_usual_one_is_in_the_log():
    said = Said(("dict {} ", ""), ("1",))
    assert rows(Line(Entry("dict {} 1", ""), said))[0] == "A=dict {} <>"


def test_gaps_are_explained_only_where_there_are_any():
    assert "left out" not in render([plain("x")], "these", {})
    assert "left out" in render([plain("x"), "…4"], "these", {})


def test_times_are_explained_only_where_there_are_any():
    assert "time" not in render([plain("x")], "these", {}).replace("n times in all", "")
    assert "{t} is the time" in render([port("1", "10:00:00")], "these", {})


def test_a_note_stands_beside_its_template():
    assert rows(port("1", "10:00:00"), notes={PORT: " [1 of 9 shown]"})[0] == "A={t} port {} open [1 of 9 shown]"
