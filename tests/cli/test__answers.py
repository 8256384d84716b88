"""What a person answers when they are asked."""

import io
import sys

import pytest

from headroom_cli.cli import _answers


@pytest.mark.parametrize(
    ("typed", "yes"),
    [("y\n", True), (" YES \n", True), ("n\n", False), ("\n", False), ("yellow\n", False), ("", False)],
)
def test_only_a_yes_is_a_yes(monkeypatch, capsys, typed, yes):
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    assert _answers.agreed("Send it?") is yes
    assert capsys.readouterr().err == "Send it? [y/N]\n"


def test_a_pipe_is_nobody(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    assert not _answers.possible()
