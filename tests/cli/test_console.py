"""The one place that prints."""

import io
import sys

import pytest

from headroom_cli.cli import console
from headroom_cli.errors import HeadroomError


class Gone(io.StringIO):
    """A terminal that is no longer there."""

    def write(self, _text):
        raise OSError(5, "EIO")


@pytest.fixture(autouse=True)
def _eighty_columns(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")


def test_answers_go_to_stdout_and_notes_to_stderr(capsys):
    console.say("an answer")
    console.note("a note")
    assert capsys.readouterr() == ("an answer\n", "a note\n")


def test_an_error_is_what_is_wrong_and_then_the_next_step(capsys):
    console.complain(HeadroomError("it broke", "Mend it."))
    console.complain(HeadroomError("no hint"))
    console.complain(HeadroomError("more", "One.\n  Two."))
    said = "headroom: it broke\n  Mend it.\nheadroom: no hint\nheadroom: more\n  One.\n    Two.\n"
    assert capsys.readouterr().err == said


def test_brackets_in_a_name_are_no_markup(capsys):
    console.show("model[1m] :smile: [red]x[/red]")
    assert capsys.readouterr().out == "model[1m] :smile: [red]x[/red]\n"


def test_styles_are_left_out_where_there_is_no_terminal(capsys):
    console.show(console.styled("less", "bold green"), error=True)
    assert capsys.readouterr().err == "less\n"


def test_a_table_sets_words_left_and_figures_right(capsys):
    table = console.table("name", "figure")
    table.add_row("a", "1")
    table.add_row("long", "1,000,000")
    console.show(table)
    assert capsys.readouterr().out.split("\n") == [
        "name     figure",
        "a             1",
        "long  1,000,000",
        "",
    ]


def test_a_table_may_have_no_head(capsys):
    table = console.table("", "", left=2, header=False)
    table.add_row("a", "b")
    console.show(table)
    assert capsys.readouterr().out == "a  b\n"


def test_a_terminal_that_is_gone_is_no_error(monkeypatch):
    monkeypatch.setattr(sys, "stdout", Gone())
    console.say("to nobody")
    console.show("to nobody")


def test_progress_gives_the_things_and_says_nothing_without_a_terminal(capsys):
    assert list(console.progress([1, 2, 3])) == [1, 2, 3]
    assert capsys.readouterr() == ("", "")


def test_what_an_output_cannot_say_costs_none_of_the_rest(monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr("sys.stdout", stream)
    console.show("one … two")
    stream.flush()
    assert stream.buffer.getvalue() == b"one ? two\n"
