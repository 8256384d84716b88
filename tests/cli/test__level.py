"""`--level`, as every command has it."""

import pytest
import typer
from typer.testing import CliRunner

from headroom_cli.cli._level import LevelOption
from headroom_cli.model import Level


@pytest.fixture
def run():
    def command(level: LevelOption = None):
        typer.echo(repr(level))

    app = typer.Typer()
    app.command()(command)
    return lambda *words, **env: CliRunner().invoke(app, words, env=env, prog_name="x").stdout.strip()


def test_a_level_that_is_not_given_decides_nothing(run):
    assert run() == "None"


def test_what_is_given_is_judged_by_the_settings(run):
    assert run("--level", "whatever") == "'whatever'"


def test_the_help_says_every_level(run):
    words = run("--help").replace(",", " ").replace(".", " ").split()
    assert set(Level) <= set(words)


def test_a_shell_completes_the_levels(run):
    words = {"_X_COMPLETE": "complete_bash", "COMP_WORDS": "x --level ", "COMP_CWORD": "2"}
    assert run(**words).split() == list(Level)
