"""The commands: says and hears; one file per command, each building, calling one room, printing, leaving.

Law: a module here loads nothing heavy until its command runs, so that `headroom --help` is instant;
an error of ours is two lines and an exit code, never a traceback.
"""

from __future__ import annotations

import sys

import typer

from headroom_cli import __version__, registry
from headroom_cli.cli import console
from headroom_cli.errors import HeadroomError


def main() -> None:
    """Run `headroom` with this process's arguments, and leave with its exit code."""
    try:
        build()(prog_name="headroom")
    except HeadroomError as error:
        console.complain(error)
        sys.exit(error.exit_code)


def build() -> typer.Typer:
    """The program: every module of this package that exports `PLUGIN` is a command of its name.

    `PLUGIN` is the command's function; `OPTIONS`, where a module has it, are extra words for typer.
    """
    app = typer.Typer(
        help="Run a coding agent behind a local proxy that says the same to the provider in fewer tokens.",
        no_args_is_help=True,
        rich_markup_mode=None,  # rich doubles the time to the first line of help
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    for name, command in registry.load_all("cli").items():
        options = getattr(sys.modules[f"headroom_cli.cli.{name}"], "OPTIONS", {})
        app.command(name, **options)(command)
    return app


def _say_version(given: bool) -> None:
    if given:
        console.say(f"headroom {__version__}")
        raise typer.Exit


def _options(
    version: bool = typer.Option(False, "--version", callback=_say_version, is_eager=True, help="Say the version."),
) -> None:
    """Headroom: the same to the provider, in fewer tokens; nothing is lost."""
